"""The list of a project's tasks: who sees it, what narrows it, paging, changes of many, the list as a file."""

import csv

import msgspec
import pytest
from django.test import Client

from assay.kit.files import opened
from assay.kit.jobs import run_now
from assay.kit.models import Job, StoredFile
from assay.projects.models import ProjectMarket
from assay.quality.enums import ConsensusMethod, RunState
from assay.quality.models import ConsensusRun, Label
from assay.work.actions.claiming import claim, submit
from assay.work.enums import ItemState
from assay.work.models import Batch, QueueItem, Task, TaskChange
from tests.web.projects.cast import People, people_of, statuses, text
from tests.web.quality_cast import address, n_queries, signed_in
from tests.work.world import NOW, World, add_gold, add_tasks, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(n_tasks=3, overlap=2)


@pytest.fixture
def people(world: World) -> People:
    return people_of(world)


@pytest.fixture
def lea(people: People) -> Client:
    return signed_in(people.cast.lea)


@pytest.fixture
def where(world: World) -> str:
    return address("project-tasks", world.project.uid)


def names(client: Client, where: str) -> list[str]:
    """The external ids of the list, in its order."""
    response = client.get(where)
    assert response.status_code == 200
    return [each.row.external_id for each in response.context["rows"]]


def judged(world: World, nth: int, answer: str) -> None:
    claimed = msgspec.json.decode(claim(world.worker(nth), n=1, now=NOW).tasks)[0]
    submit(world.worker(nth), world.submission(claimed["claim"], answer=answer), now=NOW)


def labelled(world: World, **values: str) -> ConsensusRun:
    run = ConsensusRun.objects.create(
        project=world.project,
        stage=world.stage,
        number=1,
        method=ConsensusMethod.MAJORITY,
        engine="test",
        as_of=NOW,
        state=RunState.DONE,
        created_at=NOW,
    )
    for name, value in values.items():
        task = Task.objects.get(external_id=name)
        Label.objects.create(
            run=run, task=task, question="match", value=value, probability=0.75, n_judgments=2
        )
    return run


def test_the_list_is_open_to_those_who_work_with_tasks(where: str, people: People) -> None:
    found = statuses(people, where)

    seen = dict.fromkeys(["lea", "ben", "rita", "mia", "omar"], 200)
    assert found == {"nobody": 302, **seen, "ravi": 403, "ana": 404, "zoe": 404}


def test_gold_and_labels_stay_with_those_who_may_see_answers(
    world: World, people: People, where: str
) -> None:
    add_gold(world, 1)
    labelled(world, t0="yes")
    mia = signed_in(people.mia)

    assert names(signed_in(people.cast.lea), where) == ["g0", "t2", "t1", "t0"]
    assert names(mia, where) == ["t2", "t1", "t0"]
    for hidden in ("gold=yes", "label=match%3Dyes", "disagreement=yes", "contributor=p0"):
        assert names(mia, f"{where}?{hidden}") == ["t2", "t1", "t0"]
    assert ("75.0 %" in text(mia, where), "75.0 %" in text(signed_in(people.cast.lea), where)) == (
        False,
        True,
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=t1", ["t1"]),
        ("q=t", ["t0", "t1", "t2"]),
        ("q=x", []),
        ("text=task+2", ["t2"]),
        ("state=done", ["t0"]),
        ("state=open", ["t2", "t1"]),
        ("state=withdrawn", []),
        ("state=nonsense", ["t2", "t1", "t0"]),
        ("disagreement=yes", ["t0"]),
        ("contributor=p0", ["t0"]),
        ("contributor=nobody", []),
        ("label=match%3Dno", ["t1"]),
        ("label=match", ["t1", "t0"]),
        ("label=match%3Dyes&state=open", []),
        ("market=none", ["t2", "t1", "t0"]),
        ("since=2026-03-02&until=2026-03-02", ["t2", "t1", "t0"]),
        ("since=2026-03-03", []),
        ("until=2026-03-01", []),
        ("since=never", ["t2", "t1", "t0"]),
        ("sort=oldest", ["t0", "t1", "t2"]),
        ("batch=0199d6f0-0000-7000-8000-000000000000", []),
        ("batch=nonsense", []),
    ],
)
def test_the_address_narrows_the_list(
    asked: str, found: list[str], world: World, lea: Client, where: str
) -> None:
    judged(world, 0, "yes")
    judged(world, 1, "no")
    labelled(world, t0="yes", t1="no")

    assert names(lea, f"{where}?{asked}") == found


def test_batches_gold_and_what_was_put_aside_are_found(world: World, lea: Client, where: str) -> None:
    second = Batch.objects.create(project=world.project, name="Second", created_at=NOW)
    add_tasks(world, 1, batch=second, prefix="s")
    add_gold(world, 1)
    QueueItem.objects.filter(task__external_id="t1").update(state=ItemState.PARKED, is_claimable=False)

    assert names(lea, f"{where}?batch={second.uid}") == ["s0"]
    assert names(lea, f"{where}?gold=yes") == ["g0"]
    assert names(lea, f"{where}?gold=no&sort=id") == ["s0", "t0", "t1", "t2"]
    assert names(lea, f"{where}?state=parked") == ["t1"]


def test_pages_follow_each_other_and_look_at_so_many_tasks_only(
    world: World, lea: Client, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assay.work.queries.task_list.WINDOW", 2)
    add_tasks(world, 4, prefix="u")

    seen, address = [], f"{where}?text=task+0"
    for _page in range(10):
        response = lea.get(address)
        seen += [each.row.external_id for each in response.context["rows"]]
        if response.context["page"].following is None:
            break
        address = f"{where}?text=task+0&after={response.context['page'].following}"

    assert seen == ["u0", "t0"]
    assert "were looked through" in lea.get(f"{where}?text=task+0").content.decode()


@pytest.mark.parametrize("sort", ["newest", "oldest", "id"])
def test_no_task_is_lost_or_shown_twice_between_pages(
    sort: str, world: World, lea: Client, where: str
) -> None:
    add_tasks(world, 120, prefix="u")

    seen: list[str] = []
    address = f"{where}?sort={sort}"
    while True:
        response = lea.get(address)
        seen += [each.row.external_id for each in response.context["rows"]]
        if response.context["page"].following is None:
            break
        address = f"{where}?sort={sort}&after={response.context['page'].following}"

    assert (len(seen), len(set(seen))) == (123, 123)


def test_the_page_asks_the_database_as_often_for_three_as_for_one(
    world: World, lea: Client, where: str
) -> None:
    labelled(world, t0="yes", t1="yes", t2="no")

    assert n_queries(lea, f"{where}?q=t1") == n_queries(lea, where)


def test_filters_in_force_are_named_and_can_be_taken_away(world: World, lea: Client, where: str) -> None:
    ProjectMarket.objects.filter(project=world.project).delete()

    page = text(lea, f"{where}?q=t1&state=open")

    assert 'href="?state=open" aria-label="Without Id begins with"' in page
    assert 'href="?q=t1" aria-label="Without State"' in page


def test_chosen_tasks_are_changed_and_the_change_undone(world: World, lea: Client, where: str) -> None:
    uids = [
        str(uid) for uid in Task.objects.filter(external_id__in=["t0", "t1"]).values_list("uid", flat=True)
    ]
    posted = {"task": uids, "which": "chosen", "action": "withdraw", "reason": "Gone.", "sort": "id"}

    response = lea.post(address("project-tasks-change", world.project.uid), posted, follow=True)

    page = response.content.decode()
    assert response.redirect_chain[-1][0] == f"{where}?sort=id"
    assert ("2 tasks were changed." in page, "Withdrawn: 2 tasks" in page) == (True, True)
    change = TaskChange.objects.get()
    undone = lea.post(address("project-undo", world.project.uid, str(change.uid)), follow=True)
    assert "2 tasks are as they were." in undone.content.decode()
    assert not Task.objects.exclude(withdrawn_at=None).exists()
    assert "undone by Lea" in text(lea, address("project-changes", world.project.uid))


def test_all_that_fit_are_changed_by_a_job(world: World, lea: Client) -> None:
    posted = {"which": "all", "action": "withdraw", "reason": "Gone.", "q": "t1"}

    response = lea.post(address("project-tasks-change", world.project.uid), posted)

    job = Job.objects.get()
    assert response.headers["Location"] == address("job", job.uid)
    run_now(job)
    assert list(Task.objects.exclude(withdrawn_at=None).values_list("external_id", flat=True)) == ["t1"]
    assert "Open the changes, and undo" in text(lea, address("job", job.uid))


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"action": "withdraw", "reason": "x"}, "Choose at least one task."),
        ({"action": "withdraw", "reason": " ", "task": "t0"}, "Say why"),
        ({"action": "overlap", "overlap": "7", "task": "t0"}, "from 1 to 2"),
        ({"action": "overlap", "overlap": "-1", "task": "t0"}, "from 1 to 2"),
        ({"action": "move", "to_batch": "x", "task": "t0"}, "Choose a batch of this project"),
    ],
)
def test_a_refusal_is_said_on_the_list(
    posted: dict[str, str], sentence: str, world: World, lea: Client
) -> None:
    if "task" in posted:
        posted = {**posted, "task": str(Task.objects.get(external_id=posted["task"]).uid)}

    response = lea.post(address("project-tasks-change", world.project.uid), posted, follow=True)

    assert (sentence in response.content.decode(), TaskChange.objects.count()) == (True, 0)


def test_changing_is_for_those_who_manage_tasks(world: World, people: People, lea: Client) -> None:
    posted = {"action": "one_more", "task": str(Task.objects.get(external_id="t0").uid)}
    change = address("project-tasks-change", world.project.uid)
    who = {"ben": people.cast.ben, "mia": people.mia, "ravi": people.cast.ravi, "zoe": people.cast.zoe}

    codes = {name: signed_in(user).post(change, posted).status_code for name, user in who.items()}

    assert (codes, TaskChange.objects.count()) == ({"ben": 403, "mia": 403, "ravi": 403, "zoe": 404}, 0)
    assert lea.post(change, {**posted, "action": "nonsense"}).status_code == 404
    seen = statuses(people, address("project-changes", world.project.uid))
    assert {name for name, code in seen.items() if code == 200} == {"lea"}


def test_the_list_is_taken_along_with_what_the_person_may_see(world: World, people: People) -> None:
    labelled(world, t0="yes")
    add_gold(world, 1)
    lists = {}

    for name, user in {"lea": people.cast.lea, "mia": people.mia}.items():
        client = signed_in(user)
        client.post(address("project-tasks-list", world.project.uid), {"sort": "id"})
        job = Job.objects.filter(created_by=user).get()
        run_now(job)
        job.refresh_from_db()
        response = client.get(address("task-list-file", job.uid))
        lists[name] = list(csv.DictReader(b"".join(response.streaming_content).decode().splitlines()))  # type: ignore[attr-defined]  # A stream.
        assert signed_in(people.cast.ben).get(address("task-list-file", job.uid)).status_code == 404

    assert [row["external_id"] for row in lists["lea"]] == ["g0", "t0", "t1", "t2"]
    assert [row["external_id"] for row in lists["mia"]] == ["t0", "t1", "t2"]
    assert [(row["label:match"], row["probability:match"]) for row in lists["lea"][1:3]] == [
        ("yes", "0.75"),
        ("", ""),
    ]
    assert "label:match" not in lists["mia"][0]


def test_cells_of_the_list_are_no_formulas(world: World, lea: Client) -> None:
    Task.objects.filter(external_id="t0").update(external_id="=1+1")
    lea.post(address("project-tasks-list", world.project.uid), {"q": "="})
    job = Job.objects.get()
    run_now(job)
    job.refresh_from_db()

    with opened(StoredFile.objects.get(uid=job.result["file"])) as source:
        rows = source.read().decode().splitlines()

    assert rows[1].startswith("'=1+1,")
