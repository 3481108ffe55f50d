"""An import looked at before it begins; files; content withdrawn by list; addresses."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.fixtures import Settings

from assay.kit.jobs import run_now
from assay.kit.models import Job, StoredFile
from assay.people.enums import Role
from assay.work.models import AllowedAddress, ImportColumns, Task
from tests.api.test_content import PNG
from tests.web.projects.cast import People, people_of, statuses, text
from tests.web.quality_cast import address, signed_in, somebody
from tests.work.world import NOW, World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> World:
    settings.ASSAY_FILES = tmp_path
    return make_world(n_tasks=2)


@pytest.fixture
def people(world: World) -> People:
    return people_of(world)


def sent(name: str, content: bytes) -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, content)}


def looked_at(world: World, people: People, name: str, content: bytes) -> str:
    """The address of the page that shows the file before it comes in."""
    client = signed_in(people.cast.lea)
    response = client.post(address("batch-import-look", world.batch.uid), sent(name, content))
    return str(response.headers["Location"])


def chosen(page: str) -> dict[str, str]:
    """Each column's select with what it is read as."""
    found = re.findall(r'<select[^>]*name="(column-\d+)".*?</select>', page)
    selects = re.findall(r'<select[^>]*name="column-\d+".*?</select>', page)
    selected = [re.search(r'value="([^"]*)" selected', each) for each in selects]
    return {name: each.group(1) if each else "" for name, each in zip(found, selected, strict=True)}


def test_columns_are_suggested_chosen_and_remembered(world: World, people: People) -> None:
    lea = signed_in(people.cast.lea)
    content = b"external_id,words,market,note\n7,Hello,,x\n8,World,,y\n"
    first = looked_at(world, people, "t.csv", content)
    suggested = chosen(text(lea, first))

    response = lea.post(
        address("batch-import", world.batch.uid),
        {
            "stored": first.rstrip("/").rsplit("/", 1)[1],
            "column-0": "named.external_id",
            "column-1": "field.text",
            "column-3": "kept",
            "duplicates": "skip",
            "labels": "collect",
        },
    )

    assert suggested == {
        "column-0": "named.external_id",
        "column-1": "kept",
        "column-2": "named.market",
        "column-3": "kept",
    }
    job = run_now(Job.objects.get())
    assert response.headers["Location"] == address("job", job.uid)
    assert (job.result["n_added"], Task.objects.get(external_id="7").content) == (
        2,
        {"text": "Hello", "note": "x"},
    )
    again = chosen(text(lea, looked_at(world, people, "t.csv", content)))
    assert (again["column-1"], again["column-3"], ImportColumns.objects.count()) == ("field.text", "kept", 1)


def test_lines_that_name_their_parts_need_no_columns(world: World, people: People) -> None:
    where = looked_at(world, people, "t.jsonl", b'{"external_id": "a", "content": {"text": "<b>Hi</b>"}}')
    page = text(signed_in(people.cast.lea), where)

    assert "Every line says itself what it means" in page
    assert (chosen(page), "&lt;b&gt;Hi&lt;/b&gt;" in page) == ({}, True)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("t.xlsx", b"PK", "A file of tasks is named"), ("t.parquet", b"PAR1", "It is not Parquet, or broken")],
)
def test_what_cannot_be_read_is_said_at_the_batch(
    name: str, content: bytes, sentence: str, world: World, people: People
) -> None:
    lea = signed_in(people.cast.lea)
    lea.post(address("batch-import-look", world.batch.uid), sent(name, content), follow=False)
    where = looked_at(world, people, name, content)

    assert sentence in lea.get(where, follow=True).content.decode()


def test_the_pages_are_for_who_manages_tasks(world: World, people: People) -> None:
    file = looked_at(world, people, "t.csv", b"external_id,text\n1,a\n")
    refused = dict.fromkeys(["ben", "rita", "ravi", "mia", "omar"], 403)
    expected = {"nobody": 302, "lea": 200, **refused, "ana": 404, "zoe": 404}

    for where in (
        file,
        address("project-files", world.project.uid),
        address("project-files-csv", world.project.uid),
        address("project-withdraw", world.project.uid),
    ):
        assert statuses(people, where) == expected


def test_a_file_of_another_project_is_not_there(world: World, people: People) -> None:
    file = looked_at(world, people, "t.csv", b"external_id,text\n1,a\n")
    StoredFile.objects.update(project_uid=None)

    assert signed_in(people.cast.lea).get(file).status_code == 404


def test_files_are_brought_in_and_listed(world: World, people: People) -> None:
    lea, where = signed_in(people.cast.lea), address("project-files", world.project.uid)

    both = {"file": [SimpleUploadedFile("shoe.png", PNG), SimpleUploadedFile("page.html", b"<html>")]}
    page = lea.post(where, both, follow=True).content.decode()

    file = StoredFile.objects.get()
    assert "page.html: This is no picture" in page
    assert f"sha256:{file.sha256}" in page
    listed = b"".join(lea.get(address("project-files-csv", world.project.uid))).decode().splitlines()
    assert listed[1] == f"shoe.png,sha256:{file.sha256},image/png,{len(PNG)}"


def test_a_list_is_withdrawn_and_deleted_with_its_outcome(world: World, people: People) -> None:
    lea, where = signed_in(people.cast.lea), address("project-withdraw", world.project.uid)

    page = lea.post(
        where, {"external_ids": "t0\n\n t9 \n", "reason": "Closed", "purge": "1"}
    ).content.decode()
    without = lea.post(where, {"external_ids": "t1", "reason": " "})

    task = Task.objects.get(external_id="t0")
    assert (task.withdrawn_reason, task.content, "t9" in page) == ("Closed", {}, True)
    assert "None: they were never delivered." in page
    assert (without.status_code, "Say why" in without.content.decode()) == (422, True)


def test_addresses_are_allowed_and_retired_by_administrators(world: World, people: People) -> None:
    ada = signed_in(somebody("Ada", NOW, role=Role.ADMINISTRATOR))
    where = reverse("import-addresses")

    wrong = ada.post(where, {"prefix": "s3://x", "note": ""})
    ada.post(where, {"prefix": "s3://x/", "note": "Drop"})
    offered = "Below one of these: s3://x/" in text(
        signed_in(people.cast.lea), address("batch", world.batch.uid)
    )
    allowed = AllowedAddress.objects.get()
    ada.post(address("import-address-retire", allowed.uid), {"reason": "Moved"})

    allowed.refresh_from_db()
    assert (wrong.status_code, offered, allowed.retired_reason) == (422, True, "Moved")
    assert "a prefix ends with /" in wrong.content.decode()
    assert signed_in(people.cast.lea).get(where).status_code == 404


def test_a_stopped_import_goes_on_from_its_page(world: World, people: People) -> None:
    lea = signed_in(people.cast.lea)
    lea.post(address("batch-import", world.batch.uid), sent("t.csv", b"external_id,text\n1,a\n"))
    job = Job.objects.get()
    lea.post(address("job-cancel", job.uid))

    offered = "Go on where it stopped" in text(lea, address("job", job.uid))
    lea.post(address("job-resume", job.uid))

    assert (offered, run_now(job).result["n_added"]) == (True, 1)
