"""Disputes of what inspectors found: figures as from scratch, a lot that somebody decides anew, and its history."""

from typing import Any  # Settings of a plan.

import pytest
from django.db import IntegrityError, transaction

from assay.kit.reasons import Refused
from assay.people.models import InboxMessage, User
from assay.quality.actions.disputing import decide_dispute, raise_dispute
from assay.quality.actions.lot_decisions import concede, rework
from assay.quality.actions.lots import cut_lots
from assay.quality.actions.revising_lots import accept_revised
from assay.quality.enums import LotState, ReviewItemState
from assay.quality.models import Lot, LotClass, LotInspection, LotRevision, Review, ReviewItem, SampleUnit
from assay.quality.queries.lots import revision_to_confirm, stream_of
from assay.quality.rules.lots import Decided, state_after
from tests.quality.lot_world import done_world, inspect, inspector
from tests.work.world import World, later

pytestmark = pytest.mark.django_db
SEQUENTIAL: dict[str, Any] = {
    "method": "sequential",
    "classes": {"major": {"aql": 1.0, "limit": 20.0}},
    "lot_size": 40,
}


def rejected_lot(n_tasks: int = 10, worst: tuple[str, ...] = ("major",), **plan: Any) -> tuple[World, Lot]:
    world = done_world(n_tasks, **plan)
    (lot,) = cut_lots(None, stage=world.stage, now=later(minutes=5))
    inspect(lot, inspector(world), worst, now=later(hours=1))
    assert lot.state == LotState.REJECTED
    return world, lot


def overturn(world: World, review: Review) -> None:
    bea = User.objects.filter(name="Bea").first() or inspector(world, "Bea")
    ana = world.people[0].user
    dispute = raise_dispute(ana, review=review, error=review.errors.get(), reason="No.", now=later(hours=2))
    decide_dispute(bea, dispute=dispute, is_overturned=True, ruling="It is right.", now=later(hours=3))


def found(nth: int = 0) -> Review:
    return list(Review.objects.filter(n_errors=0, errors__isnull=False).order_by("pk"))[nth]


def figures(lot: Lot) -> list[tuple[str, int, int, bool | None, bool]]:
    rows = LotClass.objects.filter(inspection__lot=lot).order_by("pk")
    return list(rows.values_list("severity", "n_inspected", "n_defective", "is_accepted", "passes_tighter"))


def test_figures_are_those_of_a_lot_in_which_the_error_was_never_charged() -> None:
    world = done_world(20)
    lot, never = cut_lots(None, stage=world.stage, now=later(minutes=5))
    ben = inspector(world)
    inspect(lot, ben, ["major"], now=later(hours=1))
    inspect(never, ben, [], now=later(hours=1))
    before = stream_of(world.stage, lot.stream).states["major"]

    overturn(world, found())

    lot.refresh_from_db()
    assert (lot.state, figures(lot)) == (LotState.REOPENED, figures(never))
    assert list(SampleUnit.objects.filter(inspection__lot=lot).values_list("worst", flat=True)) == [
        "",
        "",
        "",
    ]
    # What the next lot is inspected with follows from the figures as they are now, too.
    twice = [
        Decided(is_accepted=True, accept=0, passes_tighter=False, is_between=False, may_reduce=False)
    ] * 2
    assert (before == state_after(twice), stream_of(world.stage, lot.stream).states["major"]) == (
        False,
        state_after(twice),
    )
    told = InboxMessage.objects.filter(kind="lot_reopened").values_list("user", "title")
    assert list(told) == [(world.owner.pk, "Match: by a dispute lot 1 would now be accepted")]


def test_who_decides_accepts_it_with_a_reason_and_the_history_stays() -> None:
    world, lot = rejected_lot()
    overturn(world, found())
    with pytest.raises(Refused, match="Say why"):
        accept_revised(world.owner, lot=lot, reason=" ", now=later(hours=4))

    accept_revised(world.owner, lot=lot, reason="One defect too many was none.", now=later(hours=4))

    revision = LotRevision.objects.get()
    lot.refresh_from_db()
    assert lot.state == LotState.ACCEPTED
    assert (revision.before, revision.after) == ({"major": [3, 1, False]}, {"major": [3, 0, True]})
    assert (revision.was_state, revision.confirmed_by, revision.is_accepted) == (
        "rejected",
        world.owner,
        True,
    )
    assert LotInspection.objects.get().is_accepted is False
    with pytest.raises(IntegrityError), transaction.atomic():
        LotRevision.objects.update(reason="Another.")


def test_a_lot_that_still_fails_stays_rejected() -> None:
    world, lot = rejected_lot(worst=("major", "major"))

    overturn(world, found())

    lot.refresh_from_db()
    assert (lot.state, figures(lot)[0][2:4], LotRevision.objects.get().is_accepted) == (
        LotState.REJECTED,
        (1, False),
        False,
    )
    with pytest.raises(Refused):
        accept_revised(world.owner, lot=lot, reason="All the same.", now=later(hours=4))


def test_a_concession_is_no_longer_needed_but_stays_in_the_history() -> None:
    world, lot = rejected_lot()
    concede(world.owner, lot=lot, reason="Training only.", signature="Lea", now=later(hours=2))

    overturn(world, found())

    lot.refresh_from_db()
    assert (lot.state, revision_to_confirm(lot)) == (LotState.CONCEDED, LotRevision.objects.get())
    accept_revised(world.owner, lot=lot, reason="It needs none.", now=later(hours=4))
    assert (lot.state, LotInspection.objects.get().signed_as) == (LotState.ACCEPTED, "Lea")


def test_a_concession_without_such_a_dispute_stays_one() -> None:
    world, lot = rejected_lot()
    concede(world.owner, lot=lot, reason="Training only.", signature="Lea", now=later(hours=2))

    with pytest.raises(Refused, match="No dispute has changed"):
        accept_revised(world.owner, lot=lot, reason="It needs none.", now=later(hours=4))
    with pytest.raises(IntegrityError), transaction.atomic():
        Lot.objects.update(state=LotState.ACCEPTED)


def test_a_reopened_lot_may_be_given_back_all_the_same() -> None:
    world, lot = rejected_lot()
    overturn(world, found())
    lot.refresh_from_db()

    rework(world.owner, lot=lot, reason="Look at all of it.", now=later(hours=4))

    assert (lot.state, LotInspection.objects.get().n_reworked) == (LotState.REWORKED, 10)
    with pytest.raises(Refused):
        accept_revised(world.owner, lot=lot, reason="After all.", now=later(hours=5))


def test_nobody_with_work_in_the_lot_accepts_it() -> None:
    from assay.people.actions.users import grant_role
    from assay.people.enums import Role

    world, lot = rejected_lot()
    overturn(world, found())
    ana = world.people[0].user
    grant_role(None, user=ana, role=Role.QA_ANALYST, project_id=world.project.pk, now=later(hours=3))
    lot.refresh_from_db()

    with pytest.raises(Refused, match="You have judged tasks of this lot"):
        accept_revised(ana, lot=lot, reason="Mine.", now=later(hours=4))
    with pytest.raises(IntegrityError), transaction.atomic():
        LotRevision.objects.update(confirmed_by=ana, confirmed_at=later(hours=4), reason="Mine.")


def test_an_inspection_that_is_not_complete_counts_the_unit_as_it_is_then() -> None:
    world = done_world(10)
    (lot,) = cut_lots(None, stage=world.stage, now=later(minutes=5))
    ben = inspector(world)
    first = (
        ReviewItem.objects.filter(sample_unit__inspection__lot=lot).order_by("sample_unit__position").first()
    )
    assert first is not None
    from tests.quality.lot_world import look_at

    review = look_at(first, ben, "major", now=later(hours=1))
    overturn(world, review)
    inspect(lot, ben, [], now=later(hours=4))

    assert (lot.state, figures(lot)[0][1:4], LotRevision.objects.count()) == (
        LotState.ACCEPTED,
        (3, 0, True),
        0,
    )


def test_a_sequential_inspection_that_is_undecided_again_goes_on() -> None:
    world, lot = rejected_lot(40, **SEQUENTIAL)
    open_before = ReviewItem.objects.filter(state=ReviewItemState.OPEN).count()

    overturn(world, found())

    lot.refresh_from_db()
    inspection = LotInspection.objects.get()
    assert (open_before, lot.state, inspection.is_accepted) == (0, LotState.INSPECTED, None)
    assert ReviewItem.objects.filter(state=ReviewItemState.OPEN).exists()
    inspect(lot, User.objects.get(name="Ben"), [], now=later(hours=5))
    assert lot.state == LotState.ACCEPTED
