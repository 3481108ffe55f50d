"""Promises that only hold if they hold at any concurrency: 48 real connections against one PostgreSQL."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from uuid import UUID

import msgspec
import pytest
from django.db import connection, transaction

from assay.kit.ids import new_uid
from assay.kit.reasons import Refused
from assay.work.actions.claiming import Submission, Work, claim, step, submit
from assay.work.actions.reporting import report_now
from assay.work.actions.undoing import undo
from assay.work.actions.withdrawing import withdraw_tasks
from assay.work.enums import ClaimState, ReportKind
from assay.work.facts import Sensitivity, Worker
from assay.work.models import Claim, Exposure, ExposureTerms, Judgment, QueueItem, Task
from assay.work.rules.triage import MOST_LOCKED
from tests.work.world import NOW, TODAY, World, add_tasks, make_world

pytestmark = pytest.mark.django_db(transaction=True)

N_CONNECTIONS = 48


def in_parallel(jobs: list[Callable[[], int]]) -> list[int]:
    """Run all jobs at the same moment, each on a connection of its own."""
    gate = threading.Barrier(len(jobs))

    def started(job: Callable[[], int]) -> int:
        try:
            connection.ensure_connection()
            gate.wait(timeout=60)
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result() for future in [pool.submit(started, job) for job in jobs]]


def claims_of(work: Work) -> list[UUID]:
    return [UUID(task["claim"]) for task in msgspec.json.decode(work.tasks)]


def works_through(world: World, worker: Worker, answer: str = "yes") -> int:
    """Claim and answer until nothing is left; how many were answered."""
    n_answered = 0
    work = claim(worker, n=1, now=NOW)
    while work.n_tasks:
        submission = Submission(
            claims_of(work)[0], new_uid().hex, world.schema.uid, f'{{"match": "{answer}"}}', 1.0
        )
        work = step(worker, submission, n=1, now=NOW)
        n_answered += 1
    return n_answered


def test_overlap_is_exact_with_48_connections() -> None:
    world = make_world(n_people=N_CONNECTIONS, n_tasks=300, overlap=3)

    workers = [world.worker(nth) for nth in range(N_CONNECTIONS)]
    answered = in_parallel([partial(works_through, world, worker) for worker in workers])

    assert sum(answered) == 900
    assert Claim.objects.count() == Judgment.objects.count() == 900
    assert set(Counter(Judgment.objects.values_list("task_id", flat=True)).values()) == {3}
    assert not QueueItem.objects.exclude(
        n_slots_left=0, n_needed=0, n_judgments=3, is_claimable=False
    ).exists()


def test_two_tabs_of_one_person_share_what_is_in_hand() -> None:
    world = make_world(n_people=1, n_tasks=40, overlap=2, prefetch=3, daily_cap=6)

    held = in_parallel([lambda: claim(world.worker(), n=2, now=NOW).n_tasks for _ in range(16)])

    assert set(held) == {2}
    assert Claim.objects.count() == 2
    assert Claim.objects.values("item_id").distinct().count() == 2


def test_many_retries_of_one_answer_are_one_judgment() -> None:
    world = make_world(n_people=1, n_tasks=3)
    [held] = claims_of(claim(world.worker(), n=1, now=NOW))
    submission = world.submission(held, key="one-key-only")

    judgments = in_parallel(
        [lambda: step(world.worker(), submission, n=1, now=NOW).receipt.judgment.int for _ in range(16)]  # type: ignore[union-attr]  # Accepted or repeated: there is a receipt.
    )

    assert len(set(judgments)) == 1
    assert Judgment.objects.count() == 1
    assert Worker(world.people[0].pk, TODAY) == world.worker()


def test_an_answer_is_not_taken_back_from_under_a_withdrawal() -> None:
    world = make_world(n_people=1, n_tasks=1)
    [in_hand] = claims_of(claim(world.worker(), n=1, now=NOW))
    receipt, _ = submit(world.worker(), world.submission(in_hand), now=NOW)
    outcomes: list[str] = []

    def take_back() -> None:
        try:
            undo(world.worker(), judgment=receipt.judgment, now=NOW)
        except Refused as refused:
            outcomes.append(refused.reasons[0].code)
        finally:
            connection.close()

    thread = threading.Thread(target=take_back)
    with transaction.atomic():
        withdraw_tasks(None, project=world.project, external_ids=["t0"], reason="Not ours.", now=NOW)
        thread.start()
        thread.join(1)
        assert thread.is_alive()
    thread.join(30)

    assert outcomes == ["work.withdrawn"]
    assert not Claim.objects.filter(state=ClaimState.OPEN)


def test_one_person_with_many_windows_locks_no_more_than_the_limit_by_reports() -> None:
    world = make_world(n_people=1, n_tasks=24, prefetch=23)
    in_hand = [each for _ in range(2) for each in claims_of(claim(world.worker(), n=20, now=NOW))][:20]

    def report(uid: UUID) -> int:
        report_now(world.worker(), claim=uid, kind=ReportKind.ILLEGAL, now=NOW)
        return 1

    in_parallel([partial(report, uid) for uid in in_hand])

    assert Task.objects.exclude(withdrawn_at=None).count() == MOST_LOCKED


def test_many_windows_pass_a_limit_by_the_task_in_hand_at_most() -> None:
    """Twelve windows of one person, each answering what it gets: 90 seconds of the severest content each."""
    world = make_world(n_people=1, n_tasks=0)
    hard = Sensitivity(4, "violence")
    add_tasks(world, 200, sensitivity=hard)
    ExposureTerms.objects.create(project=world.project, day_minutes=10, changed_at=NOW)

    def window() -> int:
        n_answered = 0
        while True:
            work = claim(world.worker(), n=3, now=NOW)
            if not work.n_tasks:
                return n_answered
            for uid in claims_of(work):
                answer = replace(world.submission(uid), handling_seconds=90.0)
                with suppress(Refused):
                    submit(world.worker(), answer, now=NOW)
                    n_answered += 1

    n_answered = sum(in_parallel([window] * 12))

    assert n_answered == 7
    assert Exposure.objects.get(contributor=world.people[0]).day_seconds == 630
