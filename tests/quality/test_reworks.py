"""Rejected judgments: back to their author as a new attempt of the same claim, or asked of somebody else."""

import json

import pytest

from assay.kit.reasons import Refused
from assay.people.enums import Standing
from assay.people.models import Contributor, InboxMessage
from assay.quality.actions.reviewing import Charge, Decision, decide
from assay.quality.actions.reworks import follow_reworks
from assay.quality.enums import ReviewPurpose, ReworkState
from assay.quality.models import Review, ReviewItem, Rework
from assay.work.actions.claiming import claim, submit
from assay.work.actions.leases import give_back_ended_leases
from assay.work.models import Claim, Judgment, QueueItem, Retraction
from tests.quality.review_world import sampled, somebody, waiting
from tests.work.world import NOW, World, later

pytestmark = pytest.mark.django_db
WRONG = (Charge("wrong", "match"),)


def rejected(outcome: str, n_people: int = 1) -> tuple[World, Review]:
    world, items = waiting(n_people=n_people)
    review = decide(
        somebody(world, "Ben"),
        item=items[0],
        decision=Decision("rejected", WRONG, "Another brand.", outcome=outcome),
        now=later(minutes=10),
    )
    return world, review


def test_the_task_is_in_its_authors_hands_again_with_the_answers_as_a_draft() -> None:
    world, review = rejected("rework")

    work = claim(world.worker(), n=1, now=later(minutes=11))
    [handed] = json.loads(bytes(work.tasks))
    item = QueueItem.objects.get()
    assert (handed["attempt"], handed["draft"]["answers"]) == (2, {"match": "yes"})
    assert Retraction.objects.get().judgment_id == review.judgment_id
    assert (item.n_judgments, item.n_needed, item.n_slots_left) == (0, 1, 0)
    assert (
        InboxMessage.objects.get(user=world.people[0].user).title == "A task came back to you: Another brand."
    )


def test_a_rework_is_tracked_until_it_is_answered_and_then_checked_again() -> None:
    world, review = rejected("rework")
    held = Claim.objects.get()
    submit(world.worker(), world.submission(held.uid, answer="no"), now=later(hours=1))

    assert follow_reworks(now=later(hours=1)) == 0
    assert follow_reworks(now=later(hours=2)) == 1
    assert follow_reworks(now=later(hours=3)) == 0

    rework = Rework.objects.get()
    again = ReviewItem.objects.get(purpose=ReviewPurpose.RECHECK)
    assert (rework.state, rework.judgment) == (ReworkState.DONE, Judgment.objects.latest("pk"))
    assert (again.judgment, again.state, again.tier) == (rework.judgment, "open", "client")
    assert [item.purpose for item in sampled(world, minutes=300)] == ["sample", "recheck"]
    assert review.rework == rework


def test_a_rework_that_nobody_answers_in_time_is_somebody_elses() -> None:
    world, _review = rejected("rework", n_people=2)
    late = later(hours=49)
    give_back_ended_leases(now=late)

    assert follow_reworks(now=late) == 1

    assert Rework.objects.get().state == ReworkState.LAPSED
    assert QueueItem.objects.get().n_slots_left == 1
    assert claim(world.worker(0), n=1, now=late).n_tasks == 0


def test_what_is_asked_of_somebody_else_frees_one_place() -> None:
    world, review = rejected("recollect")

    item = QueueItem.objects.get()
    assert Retraction.objects.get().judgment_id == review.judgment_id
    assert (item.n_judgments, item.n_slots_left, item.is_claimable) == (0, 1, True)
    assert claim(world.worker(), n=1, now=later(minutes=11)).n_tasks == 0
    assert Rework.objects.count() == 0


def test_nothing_goes_back_to_who_does_not_work_any_more() -> None:
    world, items = waiting()
    Contributor.objects.update(standing=Standing.OFF_BOARDED)

    with pytest.raises(Refused) as refused:
        decide(
            somebody(world, "Ben"),
            item=items[0],
            decision=Decision("rejected", WRONG, "So.", outcome="rework"),
            now=NOW,
        )

    assert refused.value.reasons[0].code == "work.author_away"
    assert (Review.objects.count(), Retraction.objects.count()) == (0, 0)


def test_what_was_taken_back_meanwhile_is_not_reviewed() -> None:
    world, items = waiting()
    Retraction.objects.create(judgment=items[0].judgment, reason="undo", retracted_at=NOW)

    with pytest.raises(Refused, match="taken back meanwhile"):
        decide(somebody(world, "Ben"), item=items[0], decision=Decision("accepted"), now=NOW)
