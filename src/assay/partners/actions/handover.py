"""Handing over: writing a note, reading it, and closing a point."""

from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.partners.enums import NoteKind
from assay.partners.models import HandoverNote, HandoverReading
from assay.partners.rules import handover as rules
from assay.people.models import User
from assay.people.queries.site_parts import SitePart
from assay.people.queries.turns import turns_at


def write_note(by: User, *, part: SitePart, kind: str, text: str, now: datetime) -> HandoverNote:
    """For the shift that is on, so that the next one finds it."""
    _require(part)
    if problems := rules.refuse_note(kind, text):
        raise Refused(*problems)
    on = turns_at(part.people, part.site, now).on
    with transaction.atomic():
        act_as(by)
        return HandoverNote.objects.create(
            site=part.site,
            team=part.team,
            kind=NoteKind(kind),
            text=text.strip(),
            shift_at=on.started_at if on and on.covers(now) else now,
            written_at=now,
            written_by=by,
        )


def read_note(by: User, *, note: HandoverNote, part: SitePart, now: datetime) -> None:
    """Once; reading it again changes nothing."""
    _require(part)
    with transaction.atomic():
        act_as(by)
        HandoverReading.objects.get_or_create(note=note, user=by, defaults={"read_at": now})


def close_point(by: User, *, note: HandoverNote, part: SitePart, outcome: str, now: datetime) -> None:
    """What became of it is told, and it is carried forward no more."""
    _require(part)
    with transaction.atomic():
        act_as(by)
        locked = HandoverNote.objects.select_for_update(no_key=True).get(pk=note.pk)
        if refused := rules.refuse_closing(locked.kind, locked.closed_at, outcome):
            raise Refused(refused)
        locked.closed_at, locked.closed_by, locked.outcome = now, by, outcome.strip()[:300]
        locked.save(update_fields=["closed_at", "closed_by", "outcome"])


def _require(part: SitePart) -> None:
    if not part.may_keep:
        raise Refused(rules.NOT_YOUR_SITE())
