"""Roll-ups: where the tasks of every queue stand, also of closed ones, and how many were done on which day."""

from datetime import date

import msgspec
import pytest

from assay.projects.models import Project
from assay.work.actions.batches import edit_batch
from assay.work.actions.claiming import claim, submit
from assay.work.actions.rollups import count_open_tasks
from assay.work.enums import BatchState, ItemState
from assay.work.models import DoneDay, Queue, QueueItem
from tests.work.world import NOW, World, later, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(n_tasks=6)


def counts(world: World) -> tuple[int, ...]:
    queue = Queue.objects.get(pk=world.queue.pk)
    return queue.n_open, queue.n_in_work, queue.n_done, queue.n_parked, queue.n_withdrawn


def answered(world: World, nth: int = 0) -> None:
    claimed = msgspec.json.decode(claim(world.worker(nth), n=1, now=NOW).tasks)[0]
    submit(world.worker(nth), world.submission(claimed["claim"]), now=NOW)


def test_every_state_is_counted(world: World) -> None:
    answered(world)
    claim(world.worker(1), n=1, now=NOW)
    for name, state in (("t4", ItemState.PARKED), ("t5", ItemState.WITHDRAWN)):
        QueueItem.objects.filter(task__external_id=name).update(state=state, is_claimable=False)

    count_open_tasks(now=NOW)

    assert counts(world) == (2, 1, 1, 1, 1)


def test_days_are_those_of_the_project_and_follow_what_is_opened_again(world: World) -> None:
    Project.objects.filter(pk=world.project.pk).update(time_zone="Pacific/Auckland")
    answered(world)
    done = QueueItem.objects.filter(state=ItemState.DONE)
    done.update(done_at="2026-03-02T20:00:00Z")

    count_open_tasks(now=NOW)
    first = list(DoneDay.objects.values_list("day_on", "n_done"))
    done.update(state=ItemState.OPEN, done_at=None, n_needed=1)
    count_open_tasks(now=later(minutes=1))

    assert first == [(date(2026, 3, 3), 1)]
    assert not DoneDay.objects.exists()


def test_a_closed_queue_is_counted_once_an_hour(world: World) -> None:
    count_open_tasks(now=NOW)
    edit_batch(None, batch=world.batch, state=BatchState.PAUSED, now=NOW)  # type: ignore[arg-type]  # The system.
    QueueItem.objects.filter(task__external_id="t5").update(state=ItemState.WITHDRAWN, is_claimable=False)

    soon = count_open_tasks(now=later(minutes=30))
    after = count_open_tasks(now=later(minutes=61))

    assert (soon, after, counts(world)) == (0, 1, (5, 0, 0, 0, 1))


def test_a_queue_that_has_lost_its_tasks_counts_none(world: World) -> None:
    count_open_tasks(now=NOW)
    QueueItem.objects.all().delete()

    count_open_tasks(now=later(minutes=1))

    assert counts(world) == (0, 0, 0, 0, 0)
