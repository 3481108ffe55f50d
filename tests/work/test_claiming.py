"""Claim, submit and step: the promises of routing, one by one."""

from dataclasses import replace
from uuid import UUID, uuid4

import msgspec
import pytest

from assay.kit.reasons import NotFound, Refused
from assay.work.actions.claiming import Dice, Work, claim, step, submit
from assay.work.enums import ClaimState, ItemState
from assay.work.models import Claim, ContributorQueue, Judgment, QueueItem, WorkDay
from tests.work.world import NOW, TODAY, add_gold, add_tasks, later, make_world

pytestmark = pytest.mark.django_db


def tasks(work: Work) -> list[dict[str, object]]:
    return msgspec.json.decode(work.tasks, type=list[dict[str, object]])


def claims(work: Work) -> list[UUID]:
    return [UUID(str(task["claim"])) for task in tasks(work)]


def texts(work: Work) -> list[str]:
    return [task["content"]["text"] for task in tasks(work)]  # type: ignore[index]  # Content of this world.


def test_claim_gives_tasks_in_the_order_of_the_file() -> None:
    world = make_world(n_tasks=3, prefetch=2)

    work = claim(world.worker(), n=2, now=NOW)

    assert texts(work) == ["Task 0", "Task 1"]
    assert tasks(work)[0]["schema_version"] == str(world.schema.uid)


def test_claim_gives_what_is_in_hand_before_anything_new() -> None:
    world = make_world(n_tasks=3)
    first = claim(world.worker(), n=1, now=NOW)

    again = claim(world.worker(), n=1, now=later(seconds=5))

    assert claims(again) == claims(first)
    assert Claim.objects.count() == 1


def test_claim_never_holds_more_than_prefetch_allows() -> None:
    world = make_world(n_tasks=10, prefetch=2)

    work = claim(world.worker(), n=8, now=NOW)

    assert work.n_tasks == 3


def test_submit_writes_the_judgment_with_all_it_was_made_under() -> None:
    world = make_world(n_tasks=1)
    [held] = claims(claim(world.worker(), n=1, now=NOW))

    receipt, today = submit(world.worker(), world.submission(held, answer="no"), now=later(seconds=9))

    judgment = Judgment.objects.get(uid=receipt.judgment)
    assert (judgment.answers, judgment.schema_version_id, judgment.work_on) == (
        {"match": "no"},
        world.schema.pk,
        TODAY,
    )
    assert (today.n_submitted, today.handling_seconds) == (1, 4.5)
    item = QueueItem.objects.get()
    assert (item.state, item.n_judgments, item.n_needed, item.n_slots_left) == (ItemState.DONE, 1, 0, 0)


def test_step_submits_and_takes_the_next_task() -> None:
    world = make_world(n_tasks=2)
    [held] = claims(claim(world.worker(), n=1, now=NOW))

    work = step(world.worker(), world.submission(held), n=1, now=later(seconds=9))

    assert texts(work) == ["Task 1"]
    assert work.receipt is not None
    day = WorkDay.objects.get()
    assert (day.n_claimed, day.n_submitted) == (2, 1)


def test_retry_after_a_lost_answer_gives_the_same_receipt() -> None:
    world = make_world(n_tasks=2)
    [held] = claims(claim(world.worker(), n=1, now=NOW))
    submission = world.submission(held, key="retry-key-1")
    first = step(world.worker(), submission, n=1, now=later(seconds=9))

    again = step(world.worker(), submission, n=1, now=later(seconds=19))

    assert again.receipt == first.receipt
    assert claims(again) == claims(first)
    assert Judgment.objects.count() == 1
    assert WorkDay.objects.get().n_submitted == 1


def test_a_second_answer_to_the_same_claim_is_refused() -> None:
    world = make_world(n_tasks=2)
    [held] = claims(claim(world.worker(), n=1, now=NOW))
    submit(world.worker(), world.submission(held), now=NOW)

    with pytest.raises(Refused) as refused:
        submit(world.worker(), world.submission(held, answer="no"), now=NOW)

    assert [reason.code for reason in refused.value.reasons] == ["work.already_submitted"]


def test_a_client_key_serves_one_claim_only() -> None:
    world = make_world(n_tasks=2)
    [held] = claims(claim(world.worker(), n=1, now=NOW))
    following = step(world.worker(), world.submission(held, key="same-key-1"), n=1, now=NOW)

    with pytest.raises(Refused) as refused:
        submit(world.worker(), world.submission(claims(following)[0], key="same-key-1"), now=NOW)

    assert [reason.code for reason in refused.value.reasons] == ["work.key_reused"]


def test_a_late_answer_is_refused_with_its_reason() -> None:
    world = make_world(n_tasks=1, lease_seconds=60)
    [held] = claims(claim(world.worker(), n=1, now=NOW))

    with pytest.raises(Refused) as refused:
        submit(world.worker(), world.submission(held), now=later(seconds=61))

    assert [reason.code for reason in refused.value.reasons] == ["work.lease_ended"]
    assert Judgment.objects.count() == 0


def test_an_ended_lease_gives_its_slot_to_somebody_else() -> None:
    world = make_world(n_tasks=1, lease_seconds=60)
    [held] = claims(claim(world.worker(0), n=1, now=NOW))

    work = claim(world.worker(1), n=1, now=later(seconds=61))

    assert texts(work) == ["Task 0"]
    assert Claim.objects.get(uid=held).state == ClaimState.EXPIRED


def test_nobody_gets_the_same_task_twice() -> None:
    world = make_world(n_tasks=1, overlap=3)
    [held] = claims(claim(world.worker(), n=1, now=NOW))

    work = step(world.worker(), world.submission(held), n=1, now=NOW)

    assert work.n_tasks == 0
    assert QueueItem.objects.get().n_slots_left == 2


def test_a_strangers_claim_is_not_found() -> None:
    world = make_world(n_tasks=1)
    [held] = claims(claim(world.worker(0), n=1, now=NOW))

    with pytest.raises(NotFound):
        submit(world.worker(1), world.submission(held), now=NOW)
    with pytest.raises(NotFound):
        submit(world.worker(1), world.submission(uuid4()), now=NOW)


def test_an_answer_for_another_schema_version_is_refused() -> None:
    world = make_world(n_tasks=1)
    [held] = claims(claim(world.worker(), n=1, now=NOW))
    stale = replace(world.submission(held), schema_version=uuid4())

    with pytest.raises(Refused) as refused:
        submit(world.worker(), stale, now=NOW)

    assert [reason.code for reason in refused.value.reasons] == ["work.schema_changed"]


def test_the_daily_cap_holds_for_a_claim_of_several() -> None:
    world = make_world(n_tasks=10, prefetch=9, daily_cap=4)

    work = claim(world.worker(), n=9, now=NOW)

    assert work.n_tasks == 4
    assert step(world.worker(), world.submission(claims(work)[0]), n=9, now=NOW).n_tasks == 3


def test_gold_takes_the_place_of_an_ordinary_task() -> None:
    world = make_world(n_tasks=4, gold_share=0.5, prefetch=3)
    add_gold(world, 2)

    work = claim(world.worker(), n=3, now=NOW, dice=Dice(share=0.0, place=0.5))

    assert sorted(texts(work)) == ["Task 0", "Task 0", "Task 1"]
    assert Claim.objects.filter(is_gold=True).count() == 1
    assert set(tasks(work)[0]) == set(tasks(work)[1]) == set(tasks(work)[2])
    assert QueueItem.objects.filter(n_slots_left=0).count() == 2


def test_gold_is_never_shown_twice_and_never_alone() -> None:
    world = make_world(n_tasks=3, gold_share=0.5)
    add_gold(world, 1)
    always = Dice(share=0.0, place=0.5)
    seen: list[bool] = []
    work = claim(world.worker(), n=1, now=NOW, dice=always)
    while work.n_tasks:
        seen.append(Claim.objects.get(uid=claims(work)[0]).is_gold)
        work = step(world.worker(), world.submission(claims(work)[0]), n=1, now=NOW, dice=always)

    assert seen == [True, False, False, False]


def test_an_item_passed_over_while_locked_is_found_again() -> None:
    world = make_world(n_tasks=3)
    passed = QueueItem.objects.order_by("position")[0]
    QueueItem.objects.filter(pk=passed.pk).update(is_claimable=False)
    work = claim(world.worker(), n=1, now=NOW)
    QueueItem.objects.filter(pk=passed.pk).update(is_claimable=True)

    given = []
    while work.n_tasks:
        given += texts(work)
        work = step(world.worker(), world.submission(claims(work)[0]), n=1, now=NOW)

    assert given == ["Task 1", "Task 2", "Task 0"]


def test_urgent_batches_come_first() -> None:
    world = make_world(n_tasks=1)
    urgent = type(world.batch).objects.create(
        project=world.project, name="Urgent", priority=1, created_at=NOW
    )
    add_tasks(world, 1, batch=urgent, prefix="u")

    work = claim(world.worker(), n=2, now=NOW)

    assert [Claim.objects.get(uid=uid).queue.batch.name for uid in claims(work)] == ["Urgent", "First"]


def test_a_task_the_cursor_has_passed_is_found_once_nothing_else_is_left() -> None:
    world = make_world(n_people=1, n_tasks=2)
    passed = QueueItem.objects.order_by("position")[1].position
    ContributorQueue.objects.update(cursor=passed)

    work = claim(world.worker(), n=2, now=NOW)

    assert work.n_tasks == 2
    assert ContributorQueue.objects.get().cursor == passed
    assert ContributorQueue.objects.get().wound_back_at is None


def test_who_has_done_everything_has_it_read_again_once_a_minute_only() -> None:
    world = make_world(n_people=1, n_tasks=3, overlap=2)
    while (work := claim(world.worker(), n=1, now=NOW)).n_tasks:
        [task] = msgspec.json.decode(work.tasks)
        submit(world.worker(), world.submission(task["claim"]), now=NOW)
    read_at = []

    for seconds in (1, 20, 40, 60, 61, 100, 121):
        assert claim(world.worker(), n=1, now=later(seconds=seconds)).n_tasks == 0
        read_at.append(ContributorQueue.objects.get().wound_back_at)

    assert read_at == [
        NOW,
        NOW,
        NOW,
        later(seconds=60),
        later(seconds=60),
        later(seconds=60),
        later(seconds=121),
    ]
    assert ContributorQueue.objects.get().cursor > 0
