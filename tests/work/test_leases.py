"""Skip, give back, draft and undo."""

from uuid import UUID

import msgspec
import pytest

from assay.kit.reasons import NotFound, Refused
from assay.work.actions.claiming import Dice, Work, claim, step, submit
from assay.work.actions.drafts import save_draft
from assay.work.actions.leases import give_back_ended_leases, release, skip
from assay.work.actions.undoing import undo
from assay.work.enums import ClaimState, ItemState, SkipReason
from assay.work.models import Claim, Judgment, QueueItem, Retraction, WorkDay
from tests.work.world import NOW, World, add_gold, later, make_world

pytestmark = pytest.mark.django_db


def only(work: Work) -> UUID:
    [task] = msgspec.json.decode(work.tasks)
    return UUID(task["claim"])


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.reasons[0].code


def test_a_skipped_task_goes_to_somebody_else_and_never_comes_back() -> None:
    world = make_world(n_tasks=1)
    held = only(claim(world.worker(0), n=1, now=NOW))

    skip(world.worker(0), claim=held, reason=SkipReason.CONTENT_BROKEN, comment="No picture", now=NOW)

    assert claim(world.worker(0), n=1, now=NOW).n_tasks == 0
    assert claim(world.worker(1), n=1, now=NOW).n_tasks == 1
    item, skipped = QueueItem.objects.get(), Claim.objects.get(uid=held)
    assert (item.n_skips, skipped.state, skipped.skip_comment) == (1, ClaimState.SKIPPED, "No picture")
    assert WorkDay.objects.get(contributor=world.people[0]).n_skipped == 1


def test_skipping_twice_is_one_skip() -> None:
    world = make_world(n_tasks=1)
    held = only(claim(world.worker(), n=1, now=NOW))

    for _ in range(2):
        skip(world.worker(), claim=held, reason=SkipReason.OTHER, now=NOW)

    assert (QueueItem.objects.get().n_slots_left, QueueItem.objects.get().n_skips) == (1, 1)


def test_a_released_task_may_come_back() -> None:
    world = make_world(n_tasks=1)
    held = only(claim(world.worker(), n=1, now=NOW))

    release(world.worker(), claim=held, now=NOW)

    assert only(claim(world.worker(), n=1, now=NOW)) != held
    assert WorkDay.objects.get().n_claimed == 1


def test_a_strangers_claim_cannot_be_skipped() -> None:
    world = make_world(n_tasks=1)
    held = only(claim(world.worker(0), n=1, now=NOW))

    with pytest.raises(NotFound):
        skip(world.worker(1), claim=held, reason=SkipReason.OTHER, now=NOW)

    assert Claim.objects.get().state == ClaimState.OPEN


def test_an_answered_task_cannot_be_skipped() -> None:
    world = make_world(n_tasks=1)
    held = only(claim(world.worker(), n=1, now=NOW))
    submit(world.worker(), world.submission(held), now=NOW)

    with pytest.raises(Refused) as refused:
        skip(world.worker(), claim=held, reason=SkipReason.OTHER, now=NOW)

    assert code(refused) == "work.already_submitted"


def test_ended_leases_are_given_back_once() -> None:
    world = make_world(n_people=3, n_tasks=3, lease_seconds=60)
    for nth in range(3):
        claim(world.worker(nth), n=1, now=NOW)

    given_back = [give_back_ended_leases(now=later(seconds=60)) for _ in range(2)]

    assert given_back == [3, 0]
    assert set(QueueItem.objects.values_list("n_slots_left", "is_claimable")) == {(1, True)}
    assert set(WorkDay.objects.values_list("n_claimed", flat=True)) == {0}


def test_a_draft_prolongs_the_lease_and_comes_back_with_the_task() -> None:
    world = make_world(n_tasks=1, lease_seconds=60)
    held = only(claim(world.worker(), n=1, now=NOW))

    until = save_draft(
        world.worker(), claim=held, answers={"match": "no"}, handling_seconds=3, now=later(seconds=50)
    )

    [task] = msgspec.json.decode(claim(world.worker(), n=1, now=later(seconds=100)).tasks)
    assert until == later(seconds=110)
    assert task["draft"]["answers"] == {"match": "no"}


def test_a_draft_saved_after_the_lease_is_kept_for_the_next_claim() -> None:
    world = make_world(n_tasks=1, lease_seconds=60)
    held = only(claim(world.worker(), n=1, now=NOW))

    until = save_draft(
        world.worker(), claim=held, answers={"match": "no"}, handling_seconds=3, now=later(seconds=70)
    )

    [task] = msgspec.json.decode(claim(world.worker(), n=1, now=later(seconds=71)).tasks)
    assert until is None
    assert task["draft"]["answers"] == {"match": "no"}


def test_an_answer_that_comes_too_late_is_the_draft_of_the_next_claim() -> None:
    world = make_world(n_tasks=1, lease_seconds=60)
    held = only(claim(world.worker(), n=1, now=NOW))

    with pytest.raises(Refused) as refused:
        submit(world.worker(), world.submission(held, answer="no"), now=later(seconds=70))

    [task] = msgspec.json.decode(claim(world.worker(), n=1, now=later(seconds=71)).tasks)
    assert code(refused) == "work.lease_ended"
    assert (task["draft"]["answers"], task["draft"]["handling_seconds"]) == ({"match": "no"}, 4.5)
    assert Judgment.objects.count() == 0


def undone_world() -> tuple[World, UUID]:
    world = make_world(n_tasks=1, overlap=2)
    held = only(claim(world.worker(), n=1, now=NOW))
    receipt, _ = submit(world.worker(), world.submission(held), now=NOW)
    return world, receipt.judgment


def test_undo_retracts_the_judgment_and_reopens_the_task() -> None:
    world, judgment = undone_world()

    reopened = undo(world.worker(), judgment=judgment, now=later(seconds=29))

    item = QueueItem.objects.get()
    assert (item.state, item.n_judgments, item.n_needed, item.n_slots_left) == (ItemState.OPEN, 0, 2, 1)
    assert (reopened.state, reopened.attempt) == (ClaimState.OPEN, 2)
    assert Retraction.objects.get().judgment.uid == judgment
    again, today = submit(world.worker(), world.submission(reopened.uid, answer="no"), now=later(seconds=40))
    assert today.n_submitted == 1
    assert list(Judgment.objects.order_by("id").values_list("attempt", flat=True)) == [1, 2]
    assert again.judgment != judgment


def test_undo_is_refused_when_its_time_is_over() -> None:
    world, judgment = undone_world()

    with pytest.raises(Refused) as refused:
        undo(world.worker(), judgment=judgment, now=later(seconds=31))

    assert code(refused) == "work.too_late_to_undo"


def test_undo_happens_once() -> None:
    world, judgment = undone_world()
    undo(world.worker(), judgment=judgment, now=later(seconds=1))

    with pytest.raises(Refused) as refused:
        undo(world.worker(), judgment=judgment, now=later(seconds=2))

    assert code(refused) == "work.already_undone"


def test_undo_is_refused_once_gold_feedback_was_shown() -> None:
    world = make_world(n_tasks=1, gold_share=0.5, gold_feedback=True)
    add_gold(world, 1)
    held = only(claim(world.worker(), n=1, now=NOW, dice=Dice(share=0, place=0)))
    receipt = step(world.worker(), world.submission(held), n=0, now=NOW).receipt
    assert receipt is not None

    with pytest.raises(Refused) as refused:
        undo(world.worker(), judgment=receipt.judgment, now=later(seconds=1))

    assert code(refused) == "work.feedback_shown"


def test_a_stranger_cannot_undo() -> None:
    world, judgment = undone_world()

    with pytest.raises(NotFound):
        undo(world.worker(1), judgment=judgment, now=later(seconds=1))
