"""Overlap edited up and down, undo, withdrawal, ended leases: in any order, the counters of a task stay true."""

import contextlib
import random
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import msgspec
import pytest

from assay.kit.reasons import Refused
from assay.kit.sql import rows
from assay.projects.actions.projects import edit_stage
from assay.projects.models import Stage
from assay.work.actions.claiming import claim, submit
from assay.work.actions.leases import give_back_ended_leases, release, skip
from assay.work.actions.retargeting import ask_again, ask_more
from assay.work.actions.taking_back import take_back_work
from assay.work.actions.undoing import undo
from assay.work.actions.withdrawing import withdraw_tasks
from assay.work.enums import ClaimState, ItemState, SkipReason
from assay.work.facts import Worker
from assay.work.models import Claim, Judgment, QueueItem
from tests.work.world import NOW, World, later, make_world

pytestmark = pytest.mark.django_db


def set_overlap(world: World, overlap: int, now: datetime = NOW) -> None:
    edit_stage(
        None,  # type: ignore[arg-type]  # The system acts.
        stage=Stage.objects.get(pk=world.stage.pk),
        changes={"overlap": overlap, "overlap_max": max(overlap, world.stage.overlap_max)},
        now=now,
    )


def held(world: World, nth: int, now: datetime = NOW) -> UUID:
    [task] = msgspec.json.decode(claim(world.worker(nth), n=1, now=now).tasks)
    return UUID(task["claim"])


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.reasons[0].code


def test_a_lease_that_ends_gives_no_slot_back_beyond_a_lowered_overlap() -> None:
    world = make_world(n_people=4, n_tasks=1, overlap=3, lease_seconds=60)
    for nth in range(3):
        held(world, nth, later(seconds=nth))
    set_overlap(world, 1)

    give_back_ended_leases(now=later(seconds=60))

    assert claim(world.worker(3), n=1, now=later(seconds=60)).n_tasks == 0
    give_back_ended_leases(now=later(seconds=62))
    assert claim(world.worker(3), n=1, now=later(seconds=62)).n_tasks == 1


def test_an_undone_answer_beyond_a_lowered_overlap_asks_for_nothing() -> None:
    world = make_world(n_people=3, n_tasks=1, overlap=2)
    claims = [held(world, nth) for nth in range(2)]
    receipts = [
        submit(world.worker(nth), world.submission(claims[nth]), now=NOW)[0].judgment for nth in range(2)
    ]
    set_overlap(world, 1)

    undo(world.worker(0), judgment=receipts[0], now=later(seconds=5))
    release(world.worker(0), claim=claims[0], now=later(seconds=6))

    item = QueueItem.objects.get()
    assert (item.state, item.n_judgments, item.n_needed, item.is_claimable) == (ItemState.DONE, 1, 0, False)
    assert claim(world.worker(2), n=1, now=later(seconds=7)).n_tasks == 0


def test_undo_never_brings_a_withdrawn_task_back() -> None:
    world = make_world(n_tasks=1)
    receipt, _ = submit(world.worker(), world.submission(held(world, 0)), now=NOW)
    withdraw_tasks(None, project=world.project, external_ids=["t0"], reason="Gone.", now=NOW)

    with pytest.raises(Refused) as refused:
        undo(world.worker(), judgment=receipt.judgment, now=later(seconds=1))

    assert code(refused) == "work.withdrawn"
    assert QueueItem.objects.get().state == ItemState.WITHDRAWN


def test_a_withdrawn_task_in_hand_cannot_be_answered() -> None:
    world = make_world(n_tasks=1)
    in_hand = held(world, 0)
    withdraw_tasks(None, project=world.project, external_ids=["t0"], reason="Gone.", now=NOW)

    with pytest.raises(Refused) as refused:
        submit(world.worker(), world.submission(in_hand), now=NOW)

    assert code(refused) == "work.withdrawn"
    assert Judgment.objects.count() == 0


def test_a_key_used_for_another_answer_of_the_same_claim_is_refused() -> None:
    world = make_world(n_tasks=1)
    in_hand = held(world, 0)
    submit(world.worker(), world.submission(in_hand, key="same-key-1", answer="yes"), now=NOW)

    with pytest.raises(Refused) as refused:
        submit(world.worker(), world.submission(in_hand, key="same-key-1", answer="no"), now=NOW)

    assert code(refused) == "work.key_reused"


def test_the_key_of_an_undone_answer_never_passes_for_the_new_one() -> None:
    world = make_world(n_tasks=1)
    in_hand = held(world, 0)
    first = world.submission(in_hand, key="same-key-1")
    receipt, _ = submit(world.worker(), first, now=NOW)
    undo(world.worker(), judgment=receipt.judgment, now=later(seconds=1))

    with pytest.raises(Refused) as refused:
        submit(world.worker(), first, now=later(seconds=2))

    assert code(refused) == "work.key_reused"
    submit(world.worker(), world.submission(in_hand, key="next-key-1"), now=later(seconds=3))
    assert Judgment.objects.filter(retraction=None).count() == 1


def test_work_that_was_taken_back_is_done_again_by_somebody_else() -> None:
    world = make_world(n_people=2, n_tasks=1)
    submit(world.worker(0), world.submission(held(world, 0)), now=NOW)

    n_taken_back = take_back_work(
        None, project=world.project, contributor=world.people[0], reason="Guessed.", now=later(minutes=5)
    )

    assert n_taken_back == 1
    assert claim(world.worker(0), n=1, now=later(minutes=6)).n_tasks == 0
    submit(world.worker(1), world.submission(held(world, 1, later(minutes=6))), now=later(minutes=7))
    item = QueueItem.objects.get()
    assert (item.state, item.n_judgments, item.n_slots_left) == (ItemState.DONE, 1, 0)
    assert Judgment.objects.count() == 2


def test_consensus_asks_for_one_more_and_never_beyond_the_highest_overlap() -> None:
    world = make_world(n_people=4, n_tasks=1, overlap=1, overlap_max=2)
    submit(world.worker(0), world.submission(held(world, 0)), now=NOW)
    item = QueueItem.objects.get()

    assert ask_more({item.pk: 2}, now=NOW) == 1
    assert ask_more({item.pk: 9}, now=NOW) == 0

    submit(world.worker(1), world.submission(held(world, 1)), now=NOW)
    item.refresh_from_db()
    assert (item.state, item.n_judgments, item.n_needed) == (ItemState.DONE, 2, 0)
    assert claim(world.worker(2), n=1, now=NOW).n_tasks == 0


def test_a_lowered_highest_overlap_asks_for_no_more_than_it() -> None:
    world = make_world(n_people=4, n_tasks=1, overlap=1, overlap_max=3)
    submit(world.worker(0), world.submission(held(world, 0)), now=NOW)
    ask_more({QueueItem.objects.get().pk: 3}, now=NOW)

    edit_stage(None, stage=Stage.objects.get(), changes={"overlap_max": 1}, now=NOW)  # type: ignore[arg-type]  # The system acts.

    assert claim(world.worker(1), n=1, now=NOW).n_tasks == 0


class Shift:
    """Five people do what they may, in an order nobody planned."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.world = make_world(n_people=5, n_tasks=4, overlap=2, lease_seconds=60, prefetch=1)
        self.seconds = 0
        self.moves: list[Callable[[], object]] = [
            *(self.take, self.take, self.answer, self.answer, self.wait),
            *(self.give_back, self.pass_on, self.take_back, self.change_overlap, self.withdraw, self.ask),
            *(self.pass_on, self.look_at),
        ]

    @property
    def now(self) -> datetime:
        return later(seconds=self.seconds)

    def move(self) -> None:
        self.seconds += self.chance.randint(0, 9)
        with contextlib.suppress(Refused):
            self.chance.choice(self.moves)()

    def take(self) -> None:
        claim(self.world.worker(self.chance.randrange(5)), n=self.chance.randint(1, 2), now=self.now)

    def answer(self) -> None:
        if found := self.some_claim():
            submit(self.worker_of(found), self.world.submission(found.uid), now=self.now)

    def give_back(self) -> None:
        if found := self.some_claim():
            release(self.worker_of(found), claim=found.uid, now=self.now)

    def pass_on(self) -> None:
        if found := self.some_claim():
            skip(self.worker_of(found), claim=found.uid, reason=SkipReason.OTHER, now=self.now)

    def take_back(self) -> None:
        judged = list(Judgment.objects.filter(retraction=None).select_related("claim"))
        if judged:
            found = self.chance.choice(judged)
            undo(self.worker_of(found), judgment=found.uid, now=self.now)

    def wait(self) -> None:
        self.seconds += self.chance.choice([5, 70])
        give_back_ended_leases(now=self.now)

    def change_overlap(self) -> None:
        set_overlap(self.world, self.chance.randint(1, 4), self.now)

    def ask(self) -> None:
        found = self.chance.choice(list(QueueItem.objects.all()))
        ask_more({found.pk: self.chance.randint(1, 6)}, now=self.now)

    def look_at(self) -> None:
        parked = QueueItem.objects.filter(state=ItemState.PARKED).values_list("pk", flat=True)
        ask_again(list(parked), now=self.now)

    def withdraw(self) -> None:
        if self.chance.random() < 0.1:
            who = self.chance.choice(self.world.people)
            take_back_work(None, project=self.world.project, contributor=who, reason="x", now=self.now)
        elif self.chance.random() < 0.1:
            name = f"t{self.chance.randrange(4)}"
            withdraw_tasks(None, project=self.world.project, external_ids=[name], reason="x", now=self.now)

    def some_claim(self) -> Claim | None:
        found = list(Claim.objects.filter(state=ClaimState.OPEN))
        return self.chance.choice(found) if found else None

    def worker_of(self, found: Claim | Judgment) -> Worker:
        nth = [each.pk for each in self.world.people].index(found.contributor_id or 0)
        return self.world.worker(nth)


# Tasks whose counters differ from what judgments, claims and overlap say.
UNTRUE = """
SELECT i.id FROM work_queueitem i JOIN projects_stage s ON s.id = i.stage_id,
LATERAL (SELECT count(*)::int AS n_judged FROM work_judgment j WHERE j.task_id = i.task_id
         AND NOT EXISTS (SELECT FROM work_retraction r WHERE r.judgment_id = j.id)) j,
LATERAL (SELECT count(*)::int AS n_held FROM work_claim c WHERE c.item_id = i.id AND c.state = 1) c,
LATERAL (SELECT greatest(s.overlap, least(i.n_wanted, s.overlap_max)) AS n) a
WHERE i.n_judgments <> j.n_judged
   OR CASE WHEN i.state = 4 THEN i.is_claimable OR c.n_held > 0 WHEN i.state = 3 THEN i.is_claimable ELSE
      i.n_needed <> greatest(0, a.n - j.n_judged)
      OR i.n_slots_left <> greatest(0, a.n - j.n_judged - c.n_held)
      OR i.state <> CASE WHEN j.n_judged < a.n THEN 1 ELSE 2 END
      OR i.is_claimable <> (a.n > j.n_judged + c.n_held) END
"""


@pytest.mark.parametrize("seed", range(16))
def test_counters_stay_true_whatever_happens(seed: int) -> None:
    shift = Shift(seed)

    for _ in range(40):
        shift.move()
        assert rows(UNTRUE, {}) == []

    assert Claim.objects.exists()
