"""What is asked of a project's owner, its queues, and who has worked on it: pages that steer."""

import pytest

from assay.projects.models import Stage
from assay.quality.models import Gold, GoldResult
from assay.work.actions.rollups import count_open_tasks
from assay.work.enums import ItemState, Priority
from assay.work.models import Batch, Judgment, Queue, QueueItem, Task, TaskQuestion, WorkDay
from tests.web.projects.cast import People, people_of, statuses, text
from tests.web.quality_cast import address, n_queries, signed_in
from tests.work.world import NOW, TODAY, World, add_gold, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = make_world(n_tasks=3)
    Batch.objects.filter(pk=made.batch.pk).update(n_tasks=3)
    return made


@pytest.fixture
def people(world: World) -> People:
    return people_of(world)


def worked(world: World, nth: int, n_judgments: int) -> None:
    WorkDay.objects.create(
        contributor=world.people[nth],
        stage=world.stage,
        day_on=TODAY,
        n_submitted=n_judgments,
        n_skipped=1,
        handling_seconds=5.0 * n_judgments,
    )


def test_the_overview_says_what_to_do_next(world: World, people: People) -> None:
    QueueItem.objects.filter(task__external_id="t0").update(state=ItemState.PARKED, is_claimable=False)
    QueueItem.objects.filter(task__external_id="t1").update(state=ItemState.DONE, is_claimable=False)
    TaskQuestion.objects.create(
        project=world.project,
        stage=world.stage,
        task=Task.objects.get(external_id="t0"),
        contributor=world.people[0],
        text="Which shop?",
        asked_at=NOW,
    )
    Batch.objects.filter(pk=world.batch.pk).update(due_at=NOW)
    count_open_tasks(now=NOW)
    where = address("project", world.project.uid)

    owners, sites = text(signed_in(people.cast.lea), where), text(signed_in(people.cast.ravi), where)

    sentences = (
        "1 question waits for an answer",
        "1 task is parked: people skipped it",
        "First is overdue",
        "Tasks are done, and there is no consensus yet",
    )
    assert [sentence in owners for sentence in sentences] == [True] * 4
    assert [sentence in sites for sentence in sentences] == [False] * 4


def test_the_burn_down_has_a_table_that_says_the_same(world: World, people: People) -> None:
    QueueItem.objects.filter(task__external_id="t0").update(
        state=ItemState.DONE, is_claimable=False, done_at=NOW
    )
    count_open_tasks(now=NOW)

    page = text(signed_in(people.cast.lea), address("project", world.project.uid))

    assert '<svg class="burndown"' in page
    assert "Every day as a table" in page
    assert page.count('<th scope="row">') >= 30


def test_contributors_are_those_in_sight_and_accuracy_is_for_those_who_may_see_answers(
    world: World, people: People
) -> None:
    worked(world, 0, 12)
    worked(world, 1, 30)
    where = address("project-contributors", world.project.uid)

    lea, mia, ravi = (
        signed_in(user).get(where).context["rows"] for user in (people.cast.lea, people.mia, people.cast.ravi)
    )

    assert [(row.pseudonym, row.n_judgments, row.mean_seconds) for row in lea] == [
        ("p1", 30, 5),
        ("p0", 12, 5),
    ]
    assert [row.pseudonym for row in mia] == ["p1", "p0"]
    assert [row.pseudonym for row in ravi] == ["p0"]
    assert [row.accuracy is None for row in (lea[0], mia[0], ravi[0])] == [False, True, True]
    assert [row.pseudonym for row in signed_in(people.cast.lea).get(f"{where}?q=p0").context["rows"]] == [
        "p0"
    ]


def test_accuracy_stands_with_its_n_and_interval(world: World, people: People) -> None:
    worked(world, 0, 1)
    gold_task = add_gold(world, 1)[0]
    gold = Gold.objects.create(
        task=gold_task, project=world.project, answers={"match": ["yes"]}, reason="r", created_at=NOW
    )
    judgment = Judgment.objects.create(
        task=gold_task,
        stage=world.stage,
        project=world.project,
        contributor=world.people[0],
        answers={"match": "yes"},
        schema_version=world.schema,
        client_key="key-00000001",
        handling_seconds=1,
        submitted_at=NOW,
        work_on=TODAY,
    )
    GoldResult.objects.create(
        judgment=judgment,
        gold=gold,
        contributor=world.people[0],
        stage=world.stage,
        is_correct=True,
        judged_at=NOW,
    )

    page = text(signed_in(people.cast.lea), address("project-contributors", world.project.uid))

    assert '<strong>100.0 %</strong> <span class="quiet-text">n = 1 · 95 %: 20.7–100.0 %</span>' in page


def test_the_pages_are_open_to_whoever_sees_the_project(world: World, people: People) -> None:
    seen = dict.fromkeys(["lea", "ben", "ravi", "mia", "omar"], 200)

    queues = statuses(people, address("project-queues", world.project.uid))
    contributors = statuses(people, address("project-contributors", world.project.uid))

    # How long the queues are is no site's alone to know.
    assert queues == {"nobody": 302, **seen, "ravi": 403, "rita": 200, "ana": 404, "zoe": 404}
    # Rita sees no people, in no project.
    assert contributors == {"nobody": 302, **seen, "rita": 404, "ana": 404, "zoe": 404}


def test_queues_stand_in_the_order_in_which_they_are_served(world: World, people: People) -> None:
    urgent = Batch.objects.create(
        project=world.project, name="Urgent", priority=Priority.URGENT, created_at=NOW
    )
    Queue.objects.create(project=world.project, stage=world.stage, batch=urgent, rank=-1, n_open=7)
    where = address("project-queues", world.project.uid)

    rows = signed_in(people.cast.lea).get(where).context["rows"]

    assert [(row.batch_name, row.priority, row.n_open) for row in rows] == [
        ("Urgent", "Urgent", 7),
        ("First", "Normal", 0),
    ]
    many = n_queries(signed_in(people.cast.lea), where)
    Queue.objects.filter(batch=urgent).delete()
    assert n_queries(signed_in(people.cast.lea), where) == many


def test_a_batch_is_steered_from_the_queues(world: World, people: People) -> None:
    posted = {"from": "queues", "state": "paused", "priority": "1", "due_at": "2026-12-01T10:00:00+00:00"}

    response = signed_in(people.cast.lea).post(address("batch-edit", world.batch.uid), posted)

    world.batch.refresh_from_db()
    assert world.batch.due_at is not None
    assert response.headers["Location"] == address("project-queues", world.project.uid)
    assert (world.batch.state, world.batch.priority, world.batch.due_at.isoformat()) == (
        "paused",
        1,
        "2026-12-01T10:00:00+00:00",
    )


@pytest.mark.parametrize(("typed", "overlap"), [("4", 4), ("0", 1), ("x", 1), ("", 1), ("99999", 1)])
def test_the_overlap_is_set_from_the_queues(typed: str, overlap: int, world: World, people: People) -> None:
    where = address("project-overlap", world.project.uid, str(world.stage.uid))

    signed_in(people.cast.lea).post(where, {"overlap": typed})

    stage = Stage.objects.get(pk=world.stage.pk)
    assert (stage.overlap, stage.overlap_max) == (overlap, max(overlap, 1))
    assert set(QueueItem.objects.values_list("n_needed", flat=True)) == {overlap}
    assert signed_in(people.cast.ben).post(where, {"overlap": "2"}).status_code == 403
    assert signed_in(people.cast.zoe).post(where, {"overlap": "2"}).status_code == 404
