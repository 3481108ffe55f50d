"""Bad input through the API: a clear 4xx or a row report, and nothing half-written."""

import io
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from assay.kit.ids import new_uid
from assay.kit.jobs import run_now
from assay.kit.models import Job, StoredFile
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.projects.models import Project
from assay.work.models import Batch, Draft, Judgment, Queue, Task
from tests.api.calling import ROOT, Api, Response, outcome, token_of
from tests.work.world import NOW, World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> World:
    settings.ASSAY_FILES = tmp_path
    made = make_world(n_people=2, n_tasks=1, needs_acknowledgment=False)
    grant_role(None, user=made.owner, role=Role.PROJECT_OWNER, now=NOW, project_id=made.project.pk)
    return made


@pytest.fixture
def lea(world: World) -> Api:
    return Api(token_of(world.owner))


@pytest.fixture
def ana(world: World) -> Api:
    return Api(token_of(world.people[0].user))


def upload(api: Api, address: str, name: str, content: bytes, **headers: str) -> Response:
    headers["Authorization"] = f"Bearer {api.token}"
    response: Response = api.client.post(
        f"{ROOT}{address}", {"file": SimpleUploadedFile(name, content)}, headers=headers
    )
    return response


def imported(api: Api, world: World, name: str, content: bytes) -> Job:
    """The import's job, run to its end."""
    response = upload(api, f"/batches/{world.batch.uid}/imports", name, content)
    assert response.status_code == 202, response.content
    return run_now(Job.objects.get(uid=response.json()["uid"]))


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("t.csv", b"", "The column external_id is missing"),
        ("t.csv", "external_id,text\n9,Grüße".encode("latin-1"), "Line 2 is not UTF-8"),
        ("t.csv", "external_id,text\n9,x".encode("utf-16"), "The file is UTF-16"),
        ("t.jsonl", '{"external_id": "9"}'.encode("utf-16"), "The file is UTF-16"),
        ("t.csv", b"external_id,text\n9,x\n8," + b"x" * 3_000_000, "Line 3 is longer"),
        ("t.csv", b'external_id,text\n9,x\n8,"x', "is not CSV"),
    ],
)
def test_a_broken_file_is_a_failed_job_with_its_sentence(
    world: World, lea: Api, name: str, content: bytes, error: str
) -> None:
    job = imported(lea, world, name, content)

    assert (job.state, error in job.error) == ("failed", True)
    assert Task.objects.count() == 1
    assert lea.get(f"/jobs/{job.uid}").json()["error"] == job.error


def test_bad_rows_are_reported_and_good_ones_kept(world: World, lea: Api) -> None:
    lines = [
        b'{"external_id": "a", "content": {"text": "fine"}}',
        b'{"external_id": null, "content": {"text": "no id"}}',
        b'{"external_id": ["x"], "content": {"text": "a list for an id"}}',
        b'{"external_id": "", "content": {"text": "an empty id"}}',
        b'{"external_id": "' + b"x" * 201 + b'", "content": {"text": "a long id"}}',
        b'{"external_id": "b", "content": []}',
        b'{"external_id": "b", "content": {"text": 5}}',
        b'{"external_id": "b", "content": {}}',
        b'{"external_id": "b", "content": {"text": "x"}, "market": "XX"}',
        b'{"external_id": "b", "content": {"text": "x"}, "market": {"a": 1}}',
        b'{"external_id": "b", "content": {"text": "' + b"x" * 1_500_000 + b'"}}',
        b'{"external_id": "b", "content": {"text": "\\u0001"}}',
        b'{"external_id": "b", "content": {"text": "x", "n": ' + b"9" * 5_000 + b"}}",
        b'{"external_id": "a", "content": {"text": "again"}}',
        b'{"external_id": "c", "content": {"text": "=cmd|calc"}}',
    ]

    job = imported(lea, world, "t.jsonl", b"\n".join(lines))

    result = job.result
    assert (job.state, result["n_rows"], result["n_added"], result["n_known"], result["n_bad"]) == (
        "done",
        15,
        2,
        1,
        12,
    )
    assert [bad["line"] for bad in result["bad_rows"]] == list(range(2, 14))
    assert all(bad["reasons"][0]["text"] for bad in result["bad_rows"])
    assert sorted(Task.objects.values_list("external_id", flat=True)) == ["a", "c", "t0"]


def test_a_header_alone_adds_nothing_and_a_mark_at_the_beginning_is_no_letter(world: World, lea: Api) -> None:
    empty = imported(lea, world, "t.csv", b"external_id,text\n")
    marked = imported(lea, world, "t.csv", b"\xef\xbb\xbfexternal_id,text\r\n1,x\r\n")

    assert (empty.result["n_rows"], marked.result["n_added"]) == (0, 1)


@pytest.mark.parametrize("name", ["tasks.zip", "tasks.parquet.gz", "tasks", "csv", "tasks.exe"])
def test_a_file_of_another_kind_is_refused_and_leaves_nothing(world: World, lea: Api, name: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("tasks.csv", b"0" * 10_000_000)

    response = upload(lea, f"/batches/{world.batch.uid}/imports", name, packed.getvalue())

    assert response.status_code == 422
    assert (StoredFile.objects.count(), Job.objects.count()) == (0, 0)


def test_a_bomb_that_calls_itself_a_table_is_never_unpacked(world: World, lea: Api) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("tasks.csv", b"0" * 10_000_000)

    assert imported(lea, world, "t.csv", packed.getvalue()).state == "failed"
    assert Task.objects.count() == 1


@pytest.mark.parametrize(
    "name", ["../../../etc/cron.d/x.csv", "..\\..\\x.csv", "/etc/passwd.csv", "x\n\r.csv", "é" * 300 + ".csv"]
)
def test_a_name_never_leads_out_of_the_store(world: World, lea: Api, tmp_path: Path, name: str) -> None:
    response = upload(lea, f"/batches/{world.batch.uid}/imports", name, b"external_id,text\n1,x\n")

    assert response.status_code in {202, 400, 422}
    for file in StoredFile.objects.all():
        assert "/" not in file.name
        assert (tmp_path / file.sha256[:2] / file.sha256).is_file()
    assert {path.parent.parent for path in tmp_path.rglob("*") if path.is_file()} <= {tmp_path}


ANSWERS: list[object] = [
    {"match": "yes", "extra": "x"},
    {"match": ["yes"]},
    {"match": {"yes": True}},
    {"match": 5},
    {"match": 10**400},
    {"match": True},
    {"match": "YES"},
    {"match": "yes "},
    {"match": "x" * 200_000},
    {},
]


@pytest.mark.parametrize("answers", ANSWERS, ids=lambda each: str(each)[:40])
def test_an_answer_the_schema_does_not_know_is_never_stored(world: World, ana: Api, answers: object) -> None:
    task = ana.post("/work/step", {"n": 1}).json()["tasks"][0]
    body = {"client_key": "key-00001", "schema_version": task["schema_version"], "answers": answers}

    response = ana.post(f"/work/claims/{task['claim']}/submit", {**body, "handling_seconds": 1})

    assert 400 <= response.status_code < 500
    assert Judgment.objects.count() == 0


def test_deep_and_wrong_json_is_refused_at_every_place(world: World, lea: Api, ana: Api) -> None:
    claim = ana.post("/work/step", {"n": 1}).json()["tasks"][0]["claim"]
    deep = b'{"answers": {"match": ' + b"[" * 20_000 + b"]" * 20_000 + b"}}"
    surrogate = b'{"answers": {"match": "\\ud800"}}'
    row = b'{"tasks": [{"external_id": "z", "content": {"text": "\\ud800"}}]}'

    answers = [
        ana.call("PUT", f"/work/claims/{claim}/draft", deep),
        ana.call("PUT", f"/work/claims/{claim}/draft", surrogate),
        ana.call("PUT", f"/work/claims/{claim}/draft", b'{"answers": {"match": NaN}}'),
        lea.call("POST", f"/batches/{world.batch.uid}/tasks", row),
        lea.call("POST", f"/batches/{world.batch.uid}/tasks", b'{"tasks": ' + b"[" * 20_000),
    ]

    assert {outcome(response)[0] for response in answers} <= {400, 422}
    assert (Draft.objects.count(), Task.objects.count()) == (0, 1)


def test_the_same_key_with_another_body_is_refused(world: World, lea: Api) -> None:
    address = f"/projects/{world.project.uid}/batches"
    first = lea.post(address, {"name": "One"}, **{"Idempotency-Key": "key-000001"})
    again = lea.post(address, {"name": "One"}, **{"Idempotency-Key": "key-000001"})
    other = lea.post(address, {"name": "Two"}, **{"Idempotency-Key": "key-000001"})

    assert (first.status_code, again.content) == (201, first.content)
    assert outcome(other) == (422, "api.idempotency_key_reused")
    assert not Batch.objects.filter(name="Two").exists()


def test_another_file_under_the_same_key_is_refused(world: World, lea: Api) -> None:
    address, key = f"/batches/{world.batch.uid}/imports", {"Idempotency-Key": "key-000001"}
    first = upload(lea, address, "t.csv", b"external_id,text\n1,x\n", **key)
    again = upload(lea, address, "t.csv", b"external_id,text\n1,x\n", **key)
    other = upload(lea, address, "t.csv", b"external_id,text\n2,x\n", **key)

    assert (first.status_code, again.content) == (202, first.content)
    assert outcome(other) == (422, "api.idempotency_key_reused")
    assert StoredFile.objects.count() == 1


def test_a_token_is_never_kept_in_clear(world: World, lea: Api) -> None:
    from assay.kit.models.request import RememberedAnswer

    made = lea.post(
        "/tokens", {"name": "x", "scopes": ["read"], "days": 1}, **{"Idempotency-Key": "key-000001"}
    )

    secret = made.json()["token"].encode()
    assert not any(secret in bytes(each.content) for each in RememberedAnswer.objects.all())


def test_time_comes_from_the_server_and_never_from_a_file(world: World, lea: Api) -> None:
    row = (
        f'{{"task": "t0", "contributor": "{world.people[0].uid}", "answers": {{"match": "yes"}},'
        ' "submitted_at": "2099-01-01T00:00:00Z", "handling_seconds": 1}'
    )
    response = upload(lea, f"/projects/{world.project.uid}/judgments/imports", "j.jsonl", row.encode())
    run_now(Job.objects.get(uid=response.json()["uid"]))

    judgment = Judgment.objects.get()
    assert abs((judgment.submitted_at - judgment.recorded_at).total_seconds()) < 60


def test_judgments_of_strangers_and_of_other_projects_are_rows_with_reasons(world: World, lea: Api) -> None:
    elsewhere = Project.objects.create(name="B", owner=world.owner, created_at=NOW, created_by=world.owner)
    batch = Batch.objects.create(project=elsewhere, name="b", created_at=NOW)
    Task.objects.create(
        project=elsewhere, batch=batch, external_id="foreign", content={}, sha256=b"", created_at=NOW
    )
    who, answer = world.people[0].uid, '"answers": {"match": "yes"}'
    lines = [
        f'{{"task": "foreign", "contributor": "{who}", {answer}}}',
        f'{{"task": "t0", "contributor": "{new_uid()}", {answer}}}',
        f'{{"task": null, "contributor": "{who}", {answer}}}',
        f'{{"task": "t0", "contributor": "{who}", "answers": {{"match": "maybe"}}}}',
        f'{{"task": "t0", "contributor": "{who}", {answer}, "handling_seconds": -1}}',
        f'{{"task": "t0", "contributor": "{who}", {answer}, "handling_seconds": "1"}}',
        f'{{"task": "t0", "contributor": "{who}", {answer}}}',
        f'{{"task": "t0", "contributor": "{who}", {answer}}}',
    ]
    response = upload(
        lea, f"/projects/{world.project.uid}/judgments/imports", "j.jsonl", "\n".join(lines).encode()
    )

    job = run_now(Job.objects.get(uid=response.json()["uid"]))

    assert (job.result["n_bad"], job.result["n_stored"], job.result["n_repeats"]) == (6, 1, 1)
    assert [bad["line"] for bad in job.result["bad_rows"]] == [1, 2, 3, 4, 5, 6]


def test_a_schema_of_a_foreign_project_says_nothing_of_its_questions(world: World, ana: Api) -> None:
    from assay.projects.models import LabelSchemaVersion

    elsewhere = Project.objects.create(name="B", owner=world.owner, created_at=NOW, created_by=world.owner)
    question = {"id": "secret-question", "kind": "text", "label": "?"}
    document = {
        "schema": 1,
        "title": "B",
        "content": [{"kind": "text", "field": "x"}],
        "questions": [question],
    }
    foreign = LabelSchemaVersion.objects.create(
        project=elsewhere,
        number=1,
        document=document,
        sha256="1" * 64,
        created_at=NOW,
        created_by=world.owner,
    )
    claim = ana.post("/work/step", {"n": 1}).json()["tasks"][0]["claim"]
    body = {
        "client_key": "key-00001",
        "schema_version": str(foreign.uid),
        "answers": {},
        "handling_seconds": 1,
    }

    response = ana.post(f"/work/claims/{UUID(claim)}/submit", body)

    assert outcome(response) == (409, "work.schema_changed")
    assert b"secret-question" not in response.content
    assert Queue.objects.count() == 1


HOSTILE_QUERIES = [
    "?after=" + "9" * 400,
    "?limit=" + "9" * 400,
    "?limit=-1",
    "?limit=NaN",
    "?after=%00",
    "?after=%ff%fe",
    "?external_id=%00",
    "?external_id=%ed%a0%80",
    "?question=%00",
    "?question=match&run=x",
    "?project=%00",
]


@pytest.mark.parametrize("query", HOSTILE_QUERIES)
def test_hostile_queries_are_never_a_fault(world: World, lea: Api, query: str) -> None:
    task = Task.objects.get()
    addresses = [
        "/projects",
        "/jobs",
        f"/batches/{world.batch.uid}/tasks",
        f"/tasks/{task.uid}/why",
        f"/projects/{world.project.uid}/members",
        "/inbox",
    ]

    assert {lea.get(address + query).status_code for address in addresses} <= {200, 404, 422}
