"""Changes of a request that both sides hold to already: one side proposes, the other accepts or declines."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.intake.actions.requests import lock, write_fields
from assay.intake.actions.telling import tell_all
from assay.intake.enums import ChangeState, Part
from assay.intake.models import Request, RequestChange
from assay.intake.queries.facts import snapshot
from assay.intake.queries.scope import parts_of
from assay.intake.rules import reasons
from assay.intake.rules.changes import (
    VOLUMES,
    differences,
    read,
    read_volumes,
    refuse_decision,
    refuse_proposal,
    stored,
    stored_volumes,
)
from assay.intake.rules.fields import VolumeRow, refuse_fields, refuse_volumes
from assay.intake.rules.states import SAID
from assay.kit.audit import act_as
from assay.kit.reasons import Refused, Word
from assay.people.models import Market, User


def propose_change(
    by: User,
    *,
    request: Request,
    changes: Mapping[str, object],
    why: str,
    now: datetime,
    volumes: Sequence[VolumeRow] | None = None,
) -> RequestChange:
    """What should stand there instead; it does once the other side accepts."""
    languages = dict(Market.objects.filter(retired_at=None).values_list("code", "language"))
    if problems := [*refuse_fields(changes), *refuse_volumes(volumes or (), languages)]:
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        locked = lock(request)
        if not parts_of(by, locked):
            raise Refused(reasons.NOT_YOUR_STEP(who=Word(SAID[Part.REQUESTER])))
        now_there = snapshot(locked)
        wanted = {**stored(changes), **_rows(volumes, languages)}
        changed = differences(now_there, wanted)
        if problems := refuse_proposal(changed, why=why, state=locked.state):
            raise Refused(*problems)
        proposed = RequestChange.objects.create(
            request=locked,
            before={each.field: each.before for each in changed},
            after={each.field: each.after for each in changed},
            why=why.strip().replace("\0", "")[:4000],
            proposed_at=now,
            proposed_by=by,
        )
        sentence = _("A change of the request “{title}” is proposed")
        tell_all(locked, by=by, sentence=sentence, said=proposed.why, now=now)
        return proposed


def decide_change(
    by: User, *, change: RequestChange, accepts: bool, now: datetime, note: str = ""
) -> RequestChange:
    """The other side says yes, and it stands there at once; or no, and why."""
    with transaction.atomic():
        act_as(by)
        locked = lock(change.request)
        kept = RequestChange.objects.select_for_update(no_key=True).get(pk=change.pk)
        there = snapshot(locked)
        if problems := refuse_decision(
            is_proposed=kept.state == ChangeState.PROPOSED,
            is_other_side=is_other_side(by, kept),
            is_stale=any(there[name] != value for name, value in kept.before.items()),
            accepts=accepts,
            note=note,
        ):
            raise Refused(*problems)
        if accepts:
            volumes = read_volumes(kept.after[VOLUMES]) if VOLUMES in kept.after else None
            write_fields(locked, read(kept.after), volumes, now=now)
        kept.state = ChangeState.ACCEPTED if accepts else ChangeState.DECLINED
        kept.note, kept.decided_at, kept.decided_by = note.strip().replace("\0", "")[:4000], now, by
        kept.save(update_fields=["state", "note", "decided_at", "decided_by"])
        sentence = (
            _("The change of the request “{title}” is accepted")
            if accepts
            else _("The change of the request “{title}” is declined")
        )
        tell_all(locked, by=by, sentence=sentence, said=kept.note, now=now)
        return kept


def is_other_side(by: User, change: RequestChange) -> bool:
    """Who asks decides what the others propose, and the others what who asks proposes."""
    own = parts_of(by, change.request)
    asks = Part.REQUESTER in parts_of(change.proposed_by, change.request)
    return bool(own) and (Part.REQUESTER in own) != asks


def _rows(volumes: Sequence[VolumeRow] | None, languages: Mapping[str, str]) -> dict[str, object]:
    if volumes is None:
        return {}
    filled = [VolumeRow(row.market, row.n_items, row.language or languages[row.market]) for row in volumes]
    return {VOLUMES: stored_volumes(filled)}
