"""Why a label is what it is: who reviewed it, what was disputed, and the lot in which it was accepted."""

import pytest

from assay.quality.actions.consensus import run_consensus
from assay.quality.actions.disputing import decide_dispute, raise_dispute
from assay.quality.actions.lots import cut_lots
from assay.quality.actions.reviewing import Charge, Decision, decide
from assay.quality.enums import LotState
from assay.quality.models import Label, SampleUnit
from assay.quality.queries.why_checked import checked
from tests.quality.lot_world import done_world, inspect, inspector
from tests.quality.review_world import somebody, waiting
from tests.quality.test_disputes import arbitrator
from tests.work.world import later

pytestmark = pytest.mark.django_db


def test_reviews_with_their_disputes_and_both_figures_are_told() -> None:
    world, items = waiting(n_tasks=2)
    decision = Decision("rejected", (Charge("instructions", "match"),), "No.")
    review = decide(somebody(world, "Ben"), item=items[0], decision=decision, now=later(hours=1))
    run = run_consensus(None, stage=world.stage, now=later(hours=2))
    dispute = raise_dispute(
        world.people[0].user, review=review, error=review.errors.get(), reason="Yes.", now=later(hours=3)
    )
    decide_dispute(
        arbitrator(world), dispute=dispute, is_overturned=True, ruling="It is.", now=later(hours=4)
    )
    late = decide(somebody(world, "Bo"), item=items[1], decision=Decision("accepted"), now=later(hours=5))

    [first], [second] = (
        checked(Label.objects.get(run=run, task=item.task)).reviews for item in (items[0], items[1])
    )

    assert (first.review, first.review.is_correct, first.is_correct_now) == (review, False, True)
    assert (first.n_errors_now, first.is_adjusted, first.counted) == (0, True, True)
    assert [(each.error, each.state, each.ruling) for each in first.disputes] == [
        (review.errors.get().uid, "overturned", "It is.")
    ]
    assert (second.review, second.is_adjusted, second.counted) == (late, False, False)


def test_the_lot_is_told_and_whether_the_task_was_looked_at() -> None:
    world = done_world(10)
    run = run_consensus(None, stage=world.stage, now=later(minutes=5))
    before = checked(Label.objects.filter(run=run).earliest("pk"))
    (lot,) = cut_lots(None, stage=world.stage, now=later(minutes=6))
    inspect(lot, inspector(world), ["major"], now=later(hours=1))
    unit = SampleUnit.objects.exclude(worst="").get().unit

    found = {label.task_id: checked(label).lot for label in Label.objects.filter(run=run)}

    assert before.lot is None
    looked_at = {task: each.worst for task, each in found.items() if each and each.was_sampled}
    assert looked_at[unit.task_id] == "major"
    assert sorted(looked_at.values()) == ["", "", "major"]
    assert {each.lot.state for each in found.values() if each} == {LotState.REJECTED}
    assert len(found) == 10
