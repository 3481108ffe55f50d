"""Content through the API: imports with choices, from addresses; withdrawals, purges and files."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from assay.kit.jobs import run_now
from assay.kit.models import Job, StoredFile
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.people.models import User
from assay.work.models import ReportedRow, Task
from tests.api.calling import ROOT, Api, Response, outcome, token_of
from tests.work.world import NOW, World, make_world

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + (8).to_bytes(4, "big") * 2 + b"\x00" * 80


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> World:
    settings.ASSAY_FILES = tmp_path / "files"
    made = make_world(n_people=2, n_tasks=2, needs_acknowledgment=False)
    grant_role(None, user=made.owner, role=Role.PROJECT_OWNER, now=NOW, project_id=made.project.pk)
    return made


@pytest.fixture
def lea(world: World) -> Api:
    return Api(token_of(world.owner))


@pytest.fixture
def ada(world: World) -> Api:
    user = User.objects.create(email="ada@example.org", name="Ada", created_at=NOW)
    grant_role(None, user=user, role=Role.ADMINISTRATOR, now=NOW)
    return Api(token_of(user))


def sent(api: Api, address: str, name: str, content: bytes, **fields: str) -> Response:
    response: Response = api.client.post(
        f"{ROOT}{address}",
        {"file": SimpleUploadedFile(name, content), **fields},
        headers={"Authorization": f"Bearer {api.token}"},
    )
    return response


def finished(response: Response) -> Job:
    assert response.status_code == 202, response.content
    return run_now(Job.objects.get(uid=response.json()["uid"]))


def test_columns_and_choices_come_with_the_file(world: World, lea: Api) -> None:
    job = finished(
        sent(
            lea,
            f"/batches/{world.batch.uid}/imports",
            "t.csv",
            b"nr,words\n1,a\n2,a\n",
            columns='{"external_id": "nr", "fields": {"text": "words"}}',
            duplicates="skip",
        )
    )

    assert (job.result["n_added"], job.result["n_skipped"]) == (1, 1)
    assert Task.objects.get(external_id="1").content == {"text": "a"}


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ("nonsense", "JSON is malformed"),
        ('{"fields": {}}', "missing required field"),
        ('{"external_id": "", "fields": {"text": "x"}}', "No column names the external id"),
        ('{"external_id": "x", "fields": {}}', "No column is content"),
    ],
)
def test_columns_that_say_nothing_are_refused(columns: str, why: str, world: World, lea: Api) -> None:
    response = sent(lea, f"/batches/{world.batch.uid}/imports", "t.csv", b"x\n", columns=columns)

    assert outcome(response) == (422, "work.columns_invalid")
    assert why in response.json()["detail"]
    assert not StoredFile.objects.exists()


def test_only_what_lies_below_an_allowed_prefix_is_read(
    world: World, lea: Api, ada: Api, tmp_path: Path
) -> None:
    drop, where = tmp_path / "drop", f"/batches/{world.batch.uid}/imports/address"
    drop.mkdir()
    (drop / "t.csv").write_text("external_id,text\nnew,Hello\n")
    (tmp_path / "secret.csv").write_text("external_id,text\nsecret,Hello\n")
    (drop / "link.csv").symlink_to(tmp_path / "secret.csv")

    before = lea.post(where, {"address": f"file://{drop}/t.csv"})
    allowed = ada.post("/import-addresses", {"prefix": f"file://{drop}/", "note": "Drop"})
    job = finished(lea.post(where, {"address": f"file://{drop}/t.csv"}))
    linked = finished(lea.post(where, {"address": f"file://{drop}/link.csv"}))
    retired = ada.post(f"/import-addresses/{allowed.json()['uid']}/retire", {"reason": "Moved"})
    after = lea.post(where, {"address": f"file://{drop}/t.csv"})

    assert outcome(before) == outcome(after) == (403, "work.address_not_allowed")
    assert (allowed.status_code, retired.status_code) == (201, 200)
    assert (job.state, job.result["n_added"]) == ("done", 1)
    assert (linked.state, linked.error.startswith("Imports may not read")) == ("failed", True)
    assert not Task.objects.filter(external_id="secret").exists()


@pytest.mark.parametrize(
    "address",
    [
        "/etc/passwd.csv",
        "file:///drop/../etc/t.csv",
        "file:///drop/%2e%2e/t.csv",
        "file:///drop/%252e%252e/t.csv",
        "file://host/drop/t.csv",
        "file:///DROP/t.csv",
        "file:///drop/",
        "simplecache::file:///drop/t.csv",
        "zip://t.csv::file:///drop/x.zip",
        "https://good.example@evil.example/t.csv",
        "https://good.example.evil.example/t.csv",
        "http://good.example/t.csv",
        "https://good.example:8443/t.csv",
        "https://good.example/t.csv?X=1",
        "https://good.example:x/t.csv",
    ],
)
def test_ways_around_a_prefix_are_refused(address: str, world: World, lea: Api, ada: Api) -> None:
    for prefix in ("file:///drop/", "https://good.example/"):
        assert ada.post("/import-addresses", {"prefix": prefix}).status_code == 201

    response = lea.post(f"/batches/{world.batch.uid}/imports/address", {"address": address})

    assert response.status_code in {403, 422}
    assert not Job.objects.exists()


def test_prefixes_are_the_administrators(world: World, lea: Api, ada: Api) -> None:
    assert outcome(lea.get("/import-addresses")) == (403, "people.not_allowed")
    assert outcome(lea.post("/import-addresses", {"prefix": "s3://x/"})) == (403, "people.not_allowed")
    assert outcome(ada.post("/import-addresses", {"prefix": "s3://x"})) == (422, "work.address_invalid")
    for roundabout in ("dir://x/", "generic://x/", "cached://x/", "local://x/", "memory://x/"):
        assert outcome(ada.post("/import-addresses", {"prefix": roundabout})) == (422, "work.address_invalid")
    assert ada.post("/import-addresses", {"prefix": "s3://x/"}).status_code == 201
    assert outcome(ada.post("/import-addresses", {"prefix": "s3://x/"})) == (409, "work.address_known")


def test_a_list_is_withdrawn_and_purged(world: World, lea: Api) -> None:
    where = f"/projects/{world.project.uid}"

    withdrawn = lea.post(f"{where}/withdrawals", {"external_ids": ["t0", "t9"], "reason": "Closed"}).json()
    purged = lea.post(f"{where}/purges", {"external_ids": ["t0", "t9"]}).json()
    too_early = lea.post(f"{where}/purges", {"external_ids": ["t1"]})

    counts = {"n_withdrawn": 1, "n_already": 0, "n_claims": 0}
    assert withdrawn == {**counts, "unknown": ["t9"], "releases": []}
    assert (purged, outcome(too_early)) == ({"n_purged": 1}, (409, "work.not_withdrawn"))
    assert Task.objects.get(external_id="t0").content == {}


def test_a_picture_is_kept_once_and_shown_to_who_works_on_the_project(world: World, lea: Api) -> None:
    where = f"/projects/{world.project.uid}/files"

    first = sent(lea, where, "shoe.svg", PNG).json()
    again = sent(lea, where, "other.png", PNG).json()
    listed = lea.get(where).json()["items"]
    taken = finished(
        sent(
            lea,
            f"/batches/{world.batch.uid}/imports",
            "t.csv",
            f"external_id,text\np,{first['address']}\n".encode(),
        )
    )

    assert (first["media_type"], again, listed) == ("image/png", first, [first])
    assert taken.result["n_added"] == 1
    shown = {}
    for name, user in (("ana", world.people[0].user), ("zoe", None)):
        client = Api().client
        if user:
            client.force_login(user)
        response = client.get(f"/files/{first['address'][7:]}", headers={"Range": "bytes=0-7"})
        shown[name] = (response.status_code, b"".join(response) if response.status_code == 206 else b"")
    assert shown == {"ana": (206, PNG[:8]), "zoe": (302, b"")}


def test_a_picture_of_withdrawn_content_is_gone_for_who_works_there(world: World, lea: Api) -> None:
    where = f"/projects/{world.project.uid}"
    address = sent(lea, f"{where}/files", "shoe.png", PNG).json()["address"]
    rows = f"external_id,text\np,{address}\nq,{address}\n".encode()
    finished(sent(lea, f"/batches/{world.batch.uid}/imports", "t.csv", rows))

    found = [pictures_of(world, address)]
    for external_id in ("p", "q"):
        lea.post(f"{where}/withdrawals", {"external_ids": [external_id], "reason": "Illegal"})
        found.append(pictures_of(world, address))

    assert found == [(200, 200), (200, 200), (200, 404)]


def pictures_of(world: World, address: str) -> tuple[int, int]:
    """What the owner and a contributor get."""
    statuses = []
    for user in (world.owner, world.people[0].user):
        client = Api().client
        client.force_login(user)
        statuses.append(client.get(f"/files/{address[7:]}").status_code)
    return statuses[0], statuses[1]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script>",
        b"%PDF-1.7",
        b"GIF89",
        PNG[:16] + (60_000).to_bytes(4, "big") * 2 + PNG[24:],
    ],
)
def test_what_can_run_or_flood_a_browser_is_refused_whatever_its_name(
    content: bytes, world: World, lea: Api
) -> None:
    response = sent(lea, f"/projects/{world.project.uid}/files", "shoe.png", content)

    assert (response.status_code, StoredFile.objects.count()) == (422, 0)


def zipped(*entries: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_zip_file_with_too_long_a_list_is_refused_before_it_is_read(world: World, lea: Api) -> None:
    content = zipped(*((f"{nth:0250d}.png", b"") for nth in range(30_000)))

    job = finished(sent(lea, f"/projects/{world.project.uid}/files/zip", "pictures.zip", content))

    assert (job.state, "More than 50,000 files" in job.error) == ("failed", True)


def test_a_zip_file_of_pictures_is_unpacked_and_the_rest_reported(world: World, lea: Api) -> None:
    where = f"/projects/{world.project.uid}/files"
    bomb = PNG + b"\x00" * 10_000_000
    content = zipped(
        ("a/shoe.png", PNG + b"1"),
        ("../../etc/cron.d/x.png", PNG + b"2"),
        ("same.png", PNG + b"1"),
        ("bomb.png", bomb),
        ("page.html", b"<html>"),
        ("__MACOSX/._shoe.png", b"x"),
    )

    job = finished(sent(lea, f"{where}/zip", "pictures.zip", content))
    broken = finished(sent(lea, f"{where}/zip", "pictures.zip", content[:-30]))

    assert (job.state, job.result) == ("done", {"n_stored": 2, "n_known": 1, "n_bad": 2})
    assert sorted(each["name"] for each in lea.get(where).json()["items"]) == ["shoe.png", "x.png"]
    assert [row.external_id for row in ReportedRow.objects.order_by("line")] == ["bomb.png", "page.html"]
    assert (broken.state, "It is no ZIP file" in broken.error) == ("failed", True)


def test_files_belong_to_who_manages_the_tasks(world: World, lea: Api) -> None:
    ana = Api(token_of(world.people[0].user))
    where = f"/projects/{world.project.uid}/files"

    assert {ana.get(where).status_code, sent(ana, where, "a.png", PNG).status_code} == {404}
