"""People and a machine at the same moment: a task is with one of them."""

import threading

import pytest
from django.db import connection, transaction

from assay.labelers.actions.looking_after import look_after_labelers
from assay.labelers.actions.registry import lock
from assay.labelers.enums import UseMode
from assay.work.actions.answering_by_machine import MachineAnswer, answer_by_machine, ask_people_instead
from assay.work.actions.claiming import claim
from assay.work.enums import ItemState
from assay.work.models import Claim, Judgment, QueueItem
from tests.labelers.labeler_world import taught
from tests.work.world import NOW, later

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_task_is_never_with_a_person_and_a_machine() -> None:
    made = taught(n_tasks=120, n_people=4)
    world, tasks = made.world, [task.pk for task in made.tasks]
    gate = threading.Barrier(5)

    def take(nth: int) -> None:
        gate.wait()
        for n in range(2, 30, 2):
            claim(world.worker(nth), n=n, now=NOW)
        connection.close()

    def settle() -> None:
        gate.wait()
        for first in range(len(tasks) - 10, -1, -10):
            some = [
                MachineAnswer(pk, '{"match": "yes"}', world.schema.pk) for pk in tasks[first : first + 10]
            ]
            answer_by_machine(stage=world.stage, machine="M v1", answers=some, now=NOW)
        connection.close()

    threads = [threading.Thread(target=take, args=(nth,)) for nth in range(4)]
    threads.append(threading.Thread(target=settle))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    claimed = set(Claim.objects.values_list("task", flat=True))
    settled = set(QueueItem.objects.filter(state=ItemState.MACHINE).values_list("task", flat=True))
    assert settled == set(Judgment.objects.filter(machine="M v1").values_list("task", flat=True))
    assert claimed & settled == set()
    assert claimed | settled == set(tasks)

    n = ask_people_instead(
        None, stage=world.stage, machine="M v1", task_ids=tasks, reason="Drifted.", now=later(minutes=1)
    )
    assert n == len(settled)
    asked = QueueItem.objects.filter(task__in=settled, is_claimable=True, n_slots_left=1, done_at=None)
    assert asked.count() == n


def test_nothing_waits_for_a_labeler_that_is_busy() -> None:
    made = taught(n_tasks=20)
    made.said(made.tasks)
    made.use(UseMode.JUDGE, share=0.01)
    is_held, is_over = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            lock(made.labeler)
            is_held.set()
            is_over.wait(60)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert is_held.wait(60)
    look_after_labelers(now=later(minutes=2))
    found = [Judgment.objects.exists()]
    is_over.set()
    holder.join(60)
    look_after_labelers(now=later(minutes=3))
    found.append(Judgment.objects.exists())

    assert found == [False, True]
