"""A dispute has overturned what an inspector found: the lot's figures are counted again, and somebody decides anew."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.reasons import Refused
from assay.people.actions.inbox import tell
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import require
from assay.quality.actions.inspecting import count, settle, worst_of
from assay.quality.enums import LotState, ReviewItemState
from assay.quality.models import (
    Dispute,
    Lot,
    LotClass,
    LotInspection,
    LotRevision,
    Review,
    ReviewItem,
    SampleUnit,
)
from assay.quality.queries.lots import has_judged, revision_to_confirm
from assay.quality.rules import lots as rules

REOPENED = _("{project}: by a dispute lot {number} would now be accepted")
Figures = dict[str, list[int | bool | None]]


def revise_lot(*, dispute: Dispute, review: Review, now: datetime) -> LotRevision | None:
    """Within the dispute's transaction. None where the review inspected no lot, or its figures stay as they were."""
    unit = SampleUnit.objects.filter(item=review.item_id).first()
    if unit is None:
        return None
    inspection = (
        LotInspection.objects.select_for_update(no_key=True, of=["self"])
        .select_related("lot__project", "plan")
        .get(pk=unit.inspection_id)
    )
    worst = worst_of(review)
    if worst == unit.worst:
        return None
    unit.worst = worst
    unit.save(update_fields=["worst"])
    if inspection.is_accepted is None:
        settle(inspection.pk, now=now)
        return None
    before = _figures(inspection)
    verdict = count(inspection)
    revision = LotRevision.objects.create(
        inspection=inspection,
        dispute=dispute,
        before=before,
        after=_figures(inspection),
        is_accepted=verdict,
        was_state=Lot.objects.select_for_update(no_key=True).get(pk=inspection.lot_id).state,
        revised_at=now,
    )
    _follow(revision, now)
    return revision


def accept_revised(by: User, *, lot: Lot, reason: str, now: datetime) -> LotRevision:
    """Accept a lot whose figures do so since a dispute; a concession that was signed before stays in its history."""
    require(by, lot.project, Permission.MANAGE_QUALITY)
    with transaction.atomic():
        act_as(by)
        locked = Lot.objects.select_for_update(no_key=True).get(pk=lot.pk)
        revision = revision_to_confirm(locked)
        signer = rules.Signer(by.name, has_judged(by, locked))
        problems = rules.refuse_confirmation(
            locked.state, signer, now_accepts=revision is not None, reason=reason.strip()
        )
        if problems or revision is None:
            raise Refused(*problems)
        revision.confirmed_at, revision.confirmed_by, revision.reason = now, by, reason.strip()[:4000]
        revision.save(update_fields=["confirmed_at", "confirmed_by", "reason"])
        locked.state = lot.state = LotState.ACCEPTED
        locked.save(update_fields=["state"])
        emit("quality.lot_decided", lot=locked, inspection=revision.inspection, is_accepted=True, now=now)
        return revision


def _figures(inspection: LotInspection) -> Figures:
    found = LotClass.objects.filter(inspection=inspection).order_by("pk")
    return {each.severity: [each.n_inspected, each.n_defective, each.is_accepted] for each in found}


def _follow(revision: LotRevision, now: datetime) -> None:
    """Only the newest inspection says what the lot is; one that is done again is inspected again anyway."""
    inspection = revision.inspection
    lot = inspection.lot
    if LotInspection.objects.filter(lot=lot, attempt__gt=inspection.attempt).exists():
        return
    if revision.was_state == LotState.REJECTED and revision.is_accepted is None:
        _go_on(inspection, now)
    elif revision.is_accepted and revision.was_state in {LotState.REJECTED, LotState.CONCEDED}:
        if revision.was_state == LotState.REJECTED:
            _to(lot, LotState.REOPENED)
        tell(
            [lot.project.owner_id],
            kind="lot_reopened",
            sentence=REOPENED,
            about={"project": lot.project.name, "number": lot.number},
            address=f"/lots/{lot.uid}/",
            now=now,
        )


def _go_on(inspection: LotInspection, now: datetime) -> None:
    """A sequential inspection is undecided again: what nobody had to look at any more waits again."""
    rest = ReviewItem.objects.filter(
        sample_unit__inspection=inspection, sample_unit__is_left_out=False, state=ReviewItemState.CLOSED
    )
    rest.update(state=ReviewItemState.OPEN, held_until=now)
    inspection.is_accepted = inspection.decided_at = None
    inspection.save(update_fields=["is_accepted", "decided_at"])
    _to(inspection.lot, LotState.INSPECTED)


def _to(lot: Lot, state: LotState) -> None:
    lot.state = state
    lot.save(update_fields=["state"])
