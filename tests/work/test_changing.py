"""Many tasks at once: every change, what it leaves alone, and its undo."""

import msgspec
import pytest

from assay.kit.jobs import resume, run_now
from assay.kit.models import AuditEvent, Job, JobState
from assay.kit.reasons import Refused
from assay.people.enums import Role
from assay.people.models import Grant
from assay.work.actions.batches import create_batch
from assay.work.actions.changing import Wish, change_chosen, start_change, undo_change
from assay.work.actions.claiming import claim, submit
from assay.work.actions.leases import skip
from assay.work.enums import ClaimState, ItemState, Priority, SkipReason
from assay.work.models import Batch, Claim, QueueItem, Task, TaskChange
from assay.work.queries.narrowing import Narrowing
from assay.work.queries.triage import skipped_tasks
from assay.work.rules.changing import TaskAction
from tests.work.world import NOW, World, add_gold, later, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = make_world(n_tasks=3, overlap_max=3)
    Grant.objects.create(user=made.owner, role=Role.PROJECT_OWNER, project_id=made.project.pk, granted_at=NOW)
    Batch.objects.filter(pk=made.batch.pk).update(n_tasks=3)
    return made


def chosen(world: World, *names: str) -> list[Task]:
    return list(Task.objects.filter(project=world.project, external_id__in=names).order_by("pk"))


def change(world: World, wish: Wish, *names: str) -> TaskChange:
    uids = [task.uid for task in chosen(world, *names)]
    return change_chosen(world.owner, project=world.project, tasks=uids, wish=wish, now=later(minutes=5))


def standing(world: World) -> list[tuple[str, int, int, int, bool]]:
    """By task: state, places left, judgments wanted in all, and whether it can be claimed."""
    items = QueueItem.objects.filter(task__project=world.project).order_by("task_id")
    columns = ("task__external_id", "state", "n_slots_left", "n_wanted", "is_claimable")
    return list(items.values_list(*columns))


def judged(world: World) -> None:
    claimed = msgspec.json.decode(claim(world.worker(), n=1, now=NOW).tasks)[0]
    submit(world.worker(), world.submission(claimed["claim"]), now=NOW)


def test_withdrawn_tasks_come_back_as_they_were(world: World) -> None:
    judged(world)
    claim(world.worker(1), n=1, now=NOW)
    before = standing(world)

    done = change(world, Wish(TaskAction.WITHDRAW, reason="The shop has closed."), "t0", "t1")

    assert (done.n_changed, done.n_left) == (2, 0)
    assert [row[1] for row in standing(world)] == [ItemState.WITHDRAWN, ItemState.WITHDRAWN, ItemState.OPEN]
    undo_change(world.owner, change=done, now=later(minutes=6))
    # The claim that was ended gives its place back.
    expected = [before[0], ("t1", ItemState.OPEN, 1, 0, True), before[2]]
    assert standing(world) == expected
    assert Claim.objects.get(task__external_id="t1").state == ClaimState.WITHDRAWN
    assert not Task.objects.exclude(withdrawn_at=None).exists()


def test_what_was_withdrawn_before_is_left_alone_by_change_and_undo(world: World) -> None:
    change(world, Wish(TaskAction.WITHDRAW, reason="Before."), "t0")

    done = change_chosen(
        world.owner,
        project=world.project,
        tasks=[task.uid for task in chosen(world, "t0", "t1")],
        wish=Wish(TaskAction.WITHDRAW, reason="Now."),
        now=later(minutes=9),
    )
    undo_change(world.owner, change=done, now=later(minutes=10))

    assert (done.n_changed, done.n_left) == (1, 1)
    assert [row[1] for row in standing(world)] == [ItemState.WITHDRAWN, ItemState.OPEN, ItemState.OPEN]


def test_an_undone_withdrawal_leaves_to_triage_what_was_skipped(world: World) -> None:
    claimed = msgspec.json.decode(claim(world.worker(), n=1, now=NOW).tasks)[0]
    skip(world.worker(), claim=claimed["claim"], reason=SkipReason.OTHER, now=NOW)
    QueueItem.objects.filter(task__external_id="t0").update(state=ItemState.PARKED, is_claimable=False)
    before = [(task.external_id, task.is_parked) for task in skipped_tasks(world.project)]

    done = change(world, Wish(TaskAction.WITHDRAW, reason="The shop has closed."), "t0", "t1")
    undo_change(world.owner, change=done, now=later(minutes=6))

    assert before == [("t0", True)]
    assert [(task.external_id, task.is_parked) for task in skipped_tasks(world.project)] == before
    assert [row[1] for row in standing(world)] == [ItemState.PARKED, ItemState.OPEN, ItemState.OPEN]


def test_the_audit_trail_says_who_withdrew_and_who_undid_it(world: World) -> None:
    done = change(world, Wish(TaskAction.WITHDRAW, reason="The shop has closed."), "t0")
    undo_change(world.owner, change=done, now=later(minutes=6))

    events = AuditEvent.objects.filter(table_name="work_task", row_id=chosen(world, "t0")[0].pk, op="UPDATE")
    assert [each.actor for each in events] == [str(world.owner.uid)] * 2


def test_one_more_judgment_opens_what_was_done_up_to_the_highest_overlap(world: World) -> None:
    judged(world)

    first = change(world, Wish(TaskAction.ONE_MORE), "t0", "t1")
    opened = standing(world)
    again = change(world, Wish(TaskAction.ONE_MORE), "t0", "t1")
    last = change(world, Wish(TaskAction.ONE_MORE), "t0", "t1")

    assert opened[:2] == [("t0", ItemState.OPEN, 1, 2, True), ("t1", ItemState.OPEN, 2, 2, True)]
    assert [(each.n_changed, each.n_left) for each in (first, again, last)] == [(2, 0), (2, 0), (0, 2)]
    undo_change(world.owner, change=again, now=later(minutes=7))
    undo_change(world.owner, change=first, now=later(minutes=7))
    assert standing(world)[:2] == [("t0", ItemState.DONE, 0, 0, False), ("t1", ItemState.OPEN, 1, 0, True)]


def test_an_overlap_is_set_for_single_tasks(world: World) -> None:
    done = change(world, Wish(TaskAction.OVERLAP, overlap=3), "t1")

    assert standing(world)[1] == ("t1", ItemState.OPEN, 3, 3, True)
    undo_change(world.owner, change=done, now=later(minutes=7))
    assert standing(world)[1] == ("t1", ItemState.OPEN, 1, 0, True)


def test_a_task_with_another_priority_is_served_first(world: World) -> None:
    done = change(world, Wish(TaskAction.PRIORITY, priority=Priority.URGENT), "t2")

    served = msgspec.json.decode(claim(world.worker(), n=1, now=NOW).tasks)[0]
    assert Claim.objects.get(uid=served["claim"]).task.external_id == "t2"
    assert done.n_changed == 1
    undo_change(world.owner, change=done, now=later(minutes=7))
    assert QueueItem.objects.filter(queue=world.queue).count() == 3


def test_tasks_move_to_another_batch_and_back(world: World) -> None:
    second = create_batch(world.owner, project=world.project, name="Second", now=NOW)
    add_gold(world, 1)

    done = change(world, Wish(TaskAction.MOVE, batch=second.uid), "t0", "t1", "g0")

    sizes = dict(Batch.objects.filter(is_gold=False).values_list("name", "n_tasks"))
    assert (sizes, done.n_changed, done.n_left) == ({"First": 1, "Second": 2}, 2, 1)
    assert set(QueueItem.objects.filter(task__batch=second).values_list("queue__batch", flat=True)) == {
        second.pk
    }
    undo_change(world.owner, change=done, now=later(minutes=7))
    assert Batch.objects.get(pk=world.batch.pk).n_tasks == 3
    assert QueueItem.objects.filter(queue=world.queue).count() == 3


def test_all_that_fit_are_changed_by_a_job_and_put_back(world: World) -> None:
    narrowing = Narrowing(q="t")
    add_gold(world, 1)
    wish = Wish(TaskAction.WITHDRAW, reason="All of them.")

    done, job = start_change(
        world.owner, project=world.project, narrowing=narrowing, wish=wish, now=later(minutes=5)
    )
    run_now(job)

    done.refresh_from_db()
    job.refresh_from_db()
    assert (job.state, job.result["n_changed"], done.n_changed, done.is_whole) == (JobState.DONE, 3, 3, True)
    assert Task.objects.filter(withdrawn_at=None).count() == 1
    undo_change(world.owner, change=done, now=later(minutes=6))
    assert Task.objects.filter(withdrawn_at=None).count() == 4


def test_a_long_undo_is_a_job(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.work.actions.changing.MOST_CHOSEN", 1)
    narrowing = Narrowing(state="open")
    wish = Wish(TaskAction.OVERLAP, overlap=2)
    done, job = start_change(world.owner, project=world.project, narrowing=narrowing, wish=wish, now=NOW)
    run_now(job)
    done.refresh_from_db()

    undoing = undo_change(world.owner, change=done, now=later(minutes=6))

    assert isinstance(undoing, Job)
    run_now(undoing)
    done.refresh_from_db()
    assert (done.n_restored, {row[3] for row in standing(world)}) == (3, {0})


def test_an_undo_that_was_stopped_goes_on_where_it_was(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.work.actions.changing.MOST_CHOSEN", 1)
    monkeypatch.setattr("assay.work.actions.changing.CHUNK", 1)
    wish = Wish(TaskAction.OVERLAP, overlap=2)
    done, job = start_change(
        world.owner, project=world.project, narrowing=Narrowing(state="open"), wish=wish, now=NOW
    )
    run_now(job)
    done.refresh_from_db()
    undoing = undo_change(world.owner, change=done, now=later(minutes=6))
    assert isinstance(undoing, Job)
    # Stopped at its first step, whose effect is not kept.
    Job.objects.filter(pk=undoing.pk).update(cancel_requested_at=later(minutes=6))
    run_now(undoing)
    undoing.refresh_from_db()
    assert undoing.state == JobState.CANCELLED

    resume(undoing, now=later(minutes=7))
    run_now(undoing)

    done.refresh_from_db()
    assert (done.n_restored, {row[3] for row in standing(world)}) == (3, {0})


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (Wish(TaskAction.WITHDRAW, reason=" "), "Say why"),
        (Wish(TaskAction.OVERLAP, overlap=4), "from 1 to 3"),
        (Wish(TaskAction.OVERLAP, overlap=0), "from 1 to 3"),
        (Wish(TaskAction.PRIORITY, priority=9), "Choose a priority."),
        (Wish(TaskAction.MOVE), "Choose a batch of this project"),
    ],
)
def test_a_change_that_cannot_be_is_refused(wish: Wish, sentence: str, world: World) -> None:
    with pytest.raises(Refused, match=sentence):
        change(world, wish, "t0")

    assert TaskChange.objects.count() == 0


def test_a_change_is_undone_once(world: World) -> None:
    done = change(world, Wish(TaskAction.ONE_MORE), "t0")
    undo_change(world.owner, change=done, now=later(minutes=6))

    with pytest.raises(Refused, match="undone already"):
        undo_change(world.owner, change=done, now=later(minutes=7))


def test_nothing_chosen_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="at least one task"):
        change(world, Wish(TaskAction.ONE_MORE))
