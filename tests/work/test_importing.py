"""Tasks from files of every make: good rows come in once, everything else is said."""

import gzip
import io
from datetime import datetime
from pathlib import Path
from typing import Any  # Cells are JSON.

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pytest_django.fixtures import Settings

from assay.kit import jobs
from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.kit.reasons import Refused
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.people.models import Market
from assay.work.actions.batches import edit_batch
from assay.work.actions.claiming import claim
from assay.work.actions.importing_files import import_task_upload
from assay.work.actions.importing_tasks import CHUNK, Choices
from assay.work.enums import BatchState, Priority, RowOutcome
from assay.work.models import Batch, ImportColumns, Queue, ReportedRow, Task
from assay.work.rules.columns import Columns
from tests.work.test_concurrency import claims_of
from tests.work.world import NOW, World, make_world

pytestmark = pytest.mark.django_db
ROWS = [{"external_id": "a", "text": "Hello"}, {"external_id": "b", "text": "World"}]


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> World:
    settings.ASSAY_FILES = tmp_path
    made = make_world(n_tasks=0, needs_acknowledgment=False)
    grant_role(None, user=made.owner, role=Role.PROJECT_OWNER, now=NOW, project_id=made.project.pk)
    return made


def brought(world: World, name: str, content: bytes, *, batch: Batch | None = None, **how: Any) -> Job:
    """The import's job, run to its end; `how` are its columns and choices."""
    job = import_task_upload(
        world.owner, batch=batch or world.batch, name=name, chunks=[content], now=NOW, **how
    )
    return run_now(job)


def csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def jsonl(*rows: object) -> bytes:
    return b"\n".join(msgspec.json.encode(row) for row in rows)


def parquet(columns: dict[str, Any]) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink)
    return sink.getvalue()


def named(rows: list[dict[str, str]]) -> list[object]:
    return [{"external_id": row["external_id"], "content": {"text": row["text"]}} for row in rows]


TABLE = csv("external_id,text", "a,Hello", "b,World")
LINES = jsonl(*named(ROWS))
COLUMNAR = parquet({name: [row[name] for row in ROWS] for name in ("external_id", "text")})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", TABLE),
        ("t.csv.gz", gzip.compress(TABLE, mtime=0)),
        ("t.jsonl", LINES),
        ("t.NDJSON.GZ", gzip.compress(LINES, mtime=0)),
        ("t.parquet", COLUMNAR),
        (
            "t.parquet",
            parquet({"external_id": ["a", "b"], "content": [{"text": "Hello"}, {"text": "World"}]}),
        ),
    ],
    ids=["csv", "csv.gz", "jsonl", "ndjson.gz", "parquet", "parquet of structs"],
)
def test_the_same_rows_come_in_from_every_kind_of_file(name: str, content: bytes, world: World) -> None:
    first = brought(world, name, content)
    again = brought(world, name, content)

    assert (first.state, first.result["n_added"], first.result["n_bad"]) == ("done", 2, 0)
    assert (again.result["n_added"], again.result["n_known"], again.result["n_different"]) == (0, 2, 0)
    assert list(Task.objects.order_by("pk").values_list("external_id", "content")) == [
        ("a", {"text": "Hello"}),
        ("b", {"text": "World"}),
    ]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("t.csv.gz", TABLE, "It is not gzip, or broken"),
        ("t.csv.gz", gzip.compress(TABLE * 50, mtime=0)[:-9], "It is not gzip, or broken"),
        ("t.parquet", b"PAR1 and nothing more", "It is not Parquet, or broken"),
        ("t.parquet", COLUMNAR[:-40] + b"\xff" * 40, "It is not Parquet, or broken"),
        ("t.parquet", COLUMNAR[:4] + b"\xff" * 60 + COLUMNAR[64:], "It is broken"),
        ("t.parquet", parquet({"id": ["a"], "text": ["x"]}), "The column external_id is missing"),
        ("t.parquet", parquet({"external_id": ["a"], "photo": [b"\x89PNG"]}), "photo holds bytes"),
        (
            "t.parquet",
            parquet({"external_id": ["a"], "m": pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int64()))}),
            "The column m holds a map",
        ),
        (
            "t.parquet",
            parquet({"external_id": ["a"], "at": pa.array([5], pa.duration("s"))}),
            "The column at is of the type duration",
        ),
    ],
    ids=["no gzip", "cut gzip", "no parquet", "no footer", "no page", "no id", "bytes", "map", "duration"],
)
def test_a_broken_file_is_one_sentence_and_changes_nothing(
    name: str, content: bytes, sentence: str, world: World
) -> None:
    job = brought(world, name, content)

    assert (job.state, Task.objects.count()) == ("failed", 0)
    assert sentence in job.error


def test_a_bomb_is_not_unpacked(world: World) -> None:
    bomb = gzip.compress(b"external_id,text\n" + (b"a," + b"x" * 1_000_000 + b"\n") * 70, mtime=0)

    job = brought(world, "t.csv.gz", bomb)

    assert (job.state, Task.objects.count()) == ("failed", 0)
    assert "more than 200 times its size" in job.error


def test_values_of_parquet_become_what_json_can_hold(world: World) -> None:
    columns = {
        "external_id": [1, 2, 3, 4],
        "text": ["a", "b\x00", None, "d"],
        "list": [[{"id": "x"}], None, None, None],
        "at": pa.array([NOW, None, None, None]),
        "share": [0.5, 1.0, 1.0, float("nan")],
    }

    job = brought(world, "t.parquet", parquet(columns))

    task = Task.objects.get()
    assert (task.external_id, task.content) == (
        "1",
        {"text": "a", "list": [{"id": "x"}], "at": "2026-03-02T09:00:00+00:00", "share": 0.5},
    )
    assert [(row.line, row.reasons[0]["text"]) for row in ReportedRow.objects.order_by("line")] == [
        (2, "This row cannot be read: text contains a zero character."),
        (3, "The field text is missing."),
        (4, "This row cannot be read: share is not a finite number."),
    ]
    assert job.result["n_bad"] == 3


def test_columns_are_chosen_and_remembered_for_the_project(world: World) -> None:
    columns = Columns(external_id="nr", fields={"text": "words"}, priority="how soon", market="where")
    Market.objects.create(code="DE-de", name="Germany", region="DE", language="de")

    brought(world, "t.csv", csv("nr,words,where,how soon", "7,Hallo,DE-de,urgent"), columns=columns)

    task = Task.objects.select_related("market").get()
    queue = Queue.objects.get(items__task=task)
    assert (task.external_id, task.content, task.market and task.market.code) == (
        "7",
        {"text": "Hallo"},
        "DE-de",
    )
    assert (queue.priority, queue.rank < world.queue.rank) == (Priority.URGENT, True)
    assert ImportColumns.objects.get(project=world.project).columns == columns.document()


def test_a_column_that_the_file_lacks_is_named(world: World) -> None:
    job = brought(world, "t.csv", TABLE, columns=Columns(external_id="nr", fields={"text": "text"}))

    assert (job.state, job.error) == ("failed", "The file has no column nr.")


def test_urgent_rows_are_handed_out_first_and_stay_urgent_when_the_batch_changes(world: World) -> None:
    brought(world, "t.csv", csv("external_id,text,priority", "a,x,", "b,y,urgent", "c,z,low"))
    edit_batch(world.owner, batch=world.batch, priority=Priority.HIGH, now=NOW)

    taken = [claim(world.worker(), n=1, now=NOW) for _ in range(1)]
    ranks = dict(Queue.objects.filter(items__isnull=False).values_list("items__task__external_id", "rank"))

    [uid] = claims_of(taken[0])
    assert Task.objects.get(claims__uid=uid).external_id == "b"
    assert ranks["b"] < ranks["a"] < ranks["c"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"market": "XX-xx"}, "work.unknown_market"),
        ({"market": "PT-pt"}, "work.market_retired"),
        ({"priority": "soon"}, "work.priority_invalid"),
        ({"expires_at": "tomorrow"}, "work.moment_invalid"),
        ({"expires_at": "2026-03-02T08:59Z"}, "work.expired"),
        ({"gold": {"match": "yes"}, "gold_reason": "x"}, "work.gold_elsewhere"),
        ({"content": {"text": "sha256:" + "0" * 64}}, "work.picture_unknown"),
    ],
)
def test_a_row_that_cannot_come_in_says_why(cells: dict[str, object], code: str, world: World) -> None:
    Market.objects.create(code="PT-pt", name="Portugal", region="PT", language="pt", retired_at=NOW)

    job = brought(world, "t.jsonl", jsonl({"external_id": "a", "content": {"text": "x"}, **cells}))

    [row] = ReportedRow.objects.filter(job=job)
    assert (job.result["n_added"], [each["code"] for each in row.reasons]) == (0, [code])


def test_a_moment_without_an_offset_is_one_of_the_projects_time_zone(world: World) -> None:
    type(world.project).objects.update(time_zone="America/Sao_Paulo")
    world.batch.refresh_from_db()

    brought(world, "t.csv", csv("external_id,text,expires_at", "a,x,2099-04-01", "b,y,2099-04-01T10:00Z"))

    assert dict(Task.objects.values_list("external_id", "expires_at")) == {
        "a": datetime.fromisoformat("2099-04-01T03:00Z"),
        "b": datetime.fromisoformat("2099-04-01T10:00Z"),
    }


@pytest.mark.parametrize(
    ("skips", "came_in", "outcome"),
    [(True, ["a", "c"], RowOutcome.SKIPPED), (False, ["a", "b", "c", "d"], RowOutcome.DUPLICATE)],
)
def test_content_that_is_there_already_is_found_within_a_file_and_before_it(
    skips: bool, came_in: list[str], outcome: RowOutcome, world: World
) -> None:
    brought(world, "t.csv", csv("external_id,text", "a,same"))

    job = brought(
        world,
        "t.csv",
        csv("external_id,text", "a,other", "b,same", "c,new", "d,new"),
        choices=Choices(skips_duplicates=skips),
    )

    counts = {
        name: job.result[name] for name in ("n_rows", "n_added", "n_known", "n_different", "n_duplicates")
    }
    assert counts == {
        "n_rows": 4,
        "n_added": len(came_in) - 1,
        "n_known": 1,
        "n_different": 1,
        "n_duplicates": 2,
    }
    assert job.result["n_skipped"] == (2 if skips else 0)
    assert sorted(Task.objects.values_list("external_id", flat=True)) == came_in
    assert [
        (row.external_id, row.outcome, row.reasons[0]["text"]) for row in ReportedRow.objects.order_by("line")
    ] == [
        ("b", outcome, "The content is the same as that of a."),
        ("d", outcome, "The content is the same as that of c."),
    ]


def test_an_import_that_is_stopped_goes_on_where_it_was(world: World) -> None:
    """The chunk at which it stopped is undone with its progress, so every row is met once."""
    lines = [f"t{nth},text {nth}" for nth in range(CHUNK + 10)]
    job = import_task_upload(
        world.owner, batch=world.batch, name="t.csv", chunks=[csv("external_id,text", *lines)], now=NOW
    )
    Job.objects.filter(pk=job.pk).update(cancel_requested_at=NOW)
    run_now(job)
    n_before, was = Task.objects.count(), job.state

    jobs.resume(job, now=NOW)
    run_now(job)

    assert (was, n_before, job.state) == ("cancelled", 0, "done")
    assert (job.result["n_rows"], job.result["n_added"], job.result["n_known"]) == (len(lines), len(lines), 0)
    assert Task.objects.count() == Batch.objects.get(pk=world.batch.pk).n_tasks == len(lines)
    with pytest.raises(Refused, match="Only an import"):
        jobs.resume(job, now=NOW)


def test_nothing_comes_into_a_batch_that_is_withdrawn_or_done(world: World) -> None:
    for state in (BatchState.DONE, BatchState.WITHDRAWN):
        Batch.objects.filter(pk=world.batch.pk).update(state=state)
        world.batch.refresh_from_db()

        with pytest.raises(Refused, match=f"The batch First is {state}: nothing comes in"):
            brought(world, "t.csv", TABLE)
