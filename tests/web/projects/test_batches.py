"""Batches: made, changed, filled from files; their tasks page by page."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.projects.models import Project
from assay.work.enums import BatchState, Priority
from assay.work.models import Batch, Queue, Task
from tests.web.projects.cast import People, people_of, statuses, text
from tests.web.quality_cast import address, signed_in
from tests.work.world import World, add_gold, add_tasks, make_world

pytestmark = pytest.mark.django_db
NEW = {"name": "Week 12", "priority": "2", "due_at": "2026-04-01T17:00"}


@pytest.fixture
def world() -> World:
    return make_world(n_tasks=2)


@pytest.fixture
def people(world: World) -> People:
    return people_of(world)


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, settings: Settings) -> None:
    settings.ASSAY_FILES = tmp_path


def test_batches_are_open_to_whoever_sees_the_project(world: World, people: People) -> None:
    seen = dict.fromkeys(["lea", "ben", "rita", "ravi", "mia", "omar"], 200)

    for where in (address("project-batches", world.project.uid), address("batch", world.batch.uid)):
        assert statuses(people, where) == {"nobody": 302, **seen, "ana": 404, "zoe": 404}


def test_a_batch_of_gold_is_hidden_from_those_who_must_not_know_it(world: World, people: People) -> None:
    gold = add_gold(world, 1)[0]

    found = statuses(people, address("batch", gold.batch.uid))
    listed = "Gold" in text(signed_in(people.mia), address("project-batches", world.project.uid))

    seen = dict.fromkeys(["lea", "ben", "rita", "omar"], 200)
    assert found == {"nobody": 302, **seen, "ravi": 404, "mia": 404, "ana": 404, "zoe": 404}
    assert listed is False


@pytest.mark.parametrize("n_rows", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_row_as_for_three(
    n_rows: int, world: World, people: People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for nth in range(n_rows):
        Batch.objects.create(project=world.project, name=f"B{nth}", created_at=world.batch.created_at)
    client = signed_in(people.mia)
    client.get(address("project-batches", world.project.uid))

    with django_assert_num_queries(13):
        client.get(address("project-batches", world.project.uid))


def test_a_batch_is_made_with_a_due_date_in_the_projects_zone(world: World, people: People) -> None:
    Project.objects.filter(pk=world.project.pk).update(time_zone="Europe/Berlin")

    response = signed_in(people.cast.lea).post(address("project-batches", world.project.uid), NEW)

    made = Batch.objects.get(name="Week 12")
    assert (response.status_code, response.headers["Location"]) == (302, address("batch", made.uid))
    assert (made.priority, made.due_at, made.is_gold) == (
        Priority.HIGH,
        datetime(2026, 4, 1, 15, 0, tzinfo=UTC),
        False,
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " "}, "A name has 1 to 160 characters."),
        ({"name": "First"}, "This project has a batch named First already."),
        ({"due_at": "soon"}, "soon is not a date and time such as 2026-03-31T17:00."),
    ],
)
def test_what_is_wrong_with_a_batch_is_said(
    change: dict[str, str], sentence: str, world: World, people: People
) -> None:
    response = signed_in(people.cast.lea).post(
        address("project-batches", world.project.uid), {**NEW, **change}
    )

    assert (response.status_code, Batch.objects.count()) == (422, 1)
    assert sentence in response.content.decode()


def test_a_batch_changes_and_its_queue_follows(world: World, people: People) -> None:
    Batch.objects.filter(pk=world.batch.pk).update(due_at=datetime(2026, 4, 1, tzinfo=UTC))
    where = address("batch-edit", world.batch.uid)

    signed_in(people.cast.lea).post(where, {"state": "paused", "priority": "1", "due_at": ""})

    world.batch.refresh_from_db()
    assert (world.batch.state, world.batch.priority, world.batch.due_at) == (
        BatchState.PAUSED,
        Priority.URGENT,
        None,
    )
    assert Queue.objects.get(pk=world.queue.pk).is_open is False
    assert signed_in(people.cast.ben).post(where, {"state": "open"}).status_code == 403
    assert signed_in(people.cast.lea).post(where, {"state": "nonsense", "priority": "1"}).status_code == 404


def upload(name: str, content: str) -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, content.encode())}


def test_a_file_of_tasks_comes_in_as_a_job_with_a_report(world: World, people: People) -> None:
    client = signed_in(people.cast.lea)
    content = "external_id,text\nnew-1,Hello\n=new-2,\n"

    response = client.post(address("batch-import", world.batch.uid), upload("tasks.csv", content))

    job = Job.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, address("job", job.uid))
    run_now(job)
    assert set(Task.objects.values_list("external_id", flat=True)) == {"t0", "t1", "new-1"}
    report = client.get(address("job-bad-rows", job.uid)).getvalue().decode()
    assert report.splitlines() == [
        "line,external_id,outcome,field,code,reason",
        "3,'=new-2,bad,text,content.missing,The field text is missing.",
    ]
    assert "1 bad rows (CSV)" in text(client, address("batch", world.batch.uid))
    assert signed_in(people.cast.zoe).get(address("job-bad-rows", job.uid)).status_code == 404


@pytest.mark.parametrize(
    ("page", "name", "sentence"),
    [
        ("batch-import", "tasks.xlsx", "A file of tasks is named .csv, .jsonl or .parquet"),
        ("project-import-judgments", "judgments.csv", "A file of judgments is named .jsonl."),
    ],
)
def test_a_file_of_another_kind_is_refused_before_it_is_kept(
    page: str, name: str, sentence: str, world: World, people: People
) -> None:
    uid = world.batch.uid if page == "batch-import" else world.project.uid
    client = signed_in(people.cast.lea)

    for sent in (upload(name, "x"), {}):
        response = client.post(address(page, uid), sent, follow=True)
        assert (response.status_code, Job.objects.count()) == (200, 0)
        assert sentence in response.content.decode()
    assert signed_in(people.cast.ben).post(address(page, uid), upload(name, "x")).status_code == 403


def test_recorded_judgments_come_in_as_a_job(world: World, people: People) -> None:
    line = f'{{"task": "t0", "contributor": "{world.people[0].uid}", "answers": {{"match": "yes"}}}}'
    where = address("project-import-judgments", world.project.uid)

    response = signed_in(people.cast.lea).post(where, upload("j.jsonl", line))

    job = Job.objects.get()
    assert (response.status_code, job.kind) == (302, "work.import_judgments")
    run_now(job)
    job.refresh_from_db()
    assert (job.result["n_stored"], job.result["n_bad"]) == (1, 0)


def test_tasks_come_page_by_page_and_are_found_by_their_id(world: World, people: People) -> None:
    add_tasks(world, 60, prefix="more-")
    client = signed_in(people.cast.lea)
    where = address("batch", world.batch.uid)

    first = client.get(where)
    second = client.get(where, {"after": str(first.context["tasks"].following)})
    found = client.get(where, {"q": "more-59"})

    assert [len(each.context["tasks"].rows) for each in (first, second, found)] == [50, 12, 1]
    assert [each.context["tasks"].following is None for each in (first, second, found)] == [False, True, True]
    assert second.context["tasks"].rows[-1].external_id == "more-59"


def test_tasks_are_for_those_who_work_with_them(world: World, people: People) -> None:
    pages = {
        name: "Task 0" in text(signed_in(user), address("batch", world.batch.uid))
        for name, user in {"lea": people.cast.lea, "mia": people.mia, "ravi": people.cast.ravi}.items()
    }

    assert pages == {"lea": True, "mia": True, "ravi": False}
