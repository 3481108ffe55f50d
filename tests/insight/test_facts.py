"""The snapshot of facts: nothing twice, nothing missing, nobody named."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any  # Rows of Parquet.

import pyarrow.parquet as pq
import pytest
from django.db import IntegrityError, connection, transaction

from assay.insight.actions import fact_files, facts, verifying
from assay.insight.actions.facts import start_snapshot
from assay.insight.actions.verifying import start_verification, verify_facts
from assay.insight.enums import FactSource
from assay.insight.models import FactBatch
from assay.insight.rules.columns import COLUMNS, PARTITIONS
from assay.kit.jobs import run_now
from assay.kit.models import Job, JobState
from assay.people.models import Contributor, User
from assay.quality.actions.consensus import run_consensus
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Judgment, Restoration, Retraction, Task
from tests.settling import until_settled
from tests.work.world import NOW, TODAY, World, add_members, add_tasks, later, make_world, person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.ASSAY_FACTS = tmp_path / "facts"
    return tmp_path / "facts"


def judged_world(n_tasks: int = 4, n_people: int = 2) -> World:
    world = make_world(n_people=n_people, n_tasks=n_tasks, overlap=n_people + 1)
    judge(world, list(Task.objects.order_by("pk")), TODAY)
    return world


def judge(world: World, tasks: list[Task], day: date) -> None:
    rows = [
        RecordedJudgment(task.pk, person.pk, '{"match": "yes"}', 3.0, NOW, day)
        for task in tasks
        for person in world.people
    ]
    assert import_judgments(None, stage=world.stage, rows=rows, now=NOW).n_stored == len(rows)


def snapshot() -> dict[str, int]:
    job = run_now(start_snapshot(None, now=NOW))
    assert job.state == JobState.DONE, job.error
    written: dict[str, int] = job.result["written"]
    return written


def settled_snapshot() -> dict[str, int]:
    until_settled()
    return snapshot()


def read(folder: Path, source: FactSource) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(folder / source.value, partitioning="hive").to_pylist()
    return found


def test_every_judgment_is_written_once_with_what_it_was_made_under(folder: Path) -> None:
    world = judged_world()
    world.people = [_newcomer(world)]
    judge(world, list(Task.objects.order_by("pk")[:1]), date(2026, 4, 1))

    written = settled_snapshot()

    rows = read(folder, FactSource.JUDGMENTS)
    assert written == {"judgments": 9, "retractions": 0, "restorations": 0, "labels": 0}
    assert {row["judgment"] for row in rows} == {
        str(uid) for uid in Judgment.objects.values_list("uid", flat=True)
    }
    assert {row["month"] for row in rows} == {"2026-03", "2026-04"}
    row = next(row for row in rows if row["month"] == "2026-04")
    assert (row["project"], row["external_id"], row["answers"]) == (
        str(world.project.uid),
        "t0",
        '{"match": "yes"}',
    )
    assert (row["schema_number"], row["guideline_number"], row["work_on"]) == (1, None, date(2026, 4, 1))
    assert row["submitted_at"].astimezone(NOW.tzinfo) == NOW


def _newcomer(world: World, nth: int = 99) -> Contributor:
    newcomer = person(nth)
    add_members(world, [newcomer])
    return newcomer


def taken_back_and_restored() -> None:
    back = Retraction.objects.create(judgment=Judgment.objects.all()[0], reason="Undone", retracted_at=NOW)
    Restoration.objects.create(retraction=back, reason="Overturned", restored_at=later(minutes=5))


def test_a_restoration_names_the_retraction_that_no_longer_holds(folder: Path) -> None:
    judged_world()
    taken_back_and_restored()
    settled_snapshot()

    [back], [restored] = read(folder, FactSource.RETRACTIONS), read(folder, FactSource.RESTORATIONS)

    assert (restored["judgment"], restored["retracted_at"]) == (back["judgment"], back["retracted_at"])
    assert (restored["reason"], restored["month"]) == ("Overturned", "2026-03")


def test_the_files_have_the_documented_columns(folder: Path) -> None:
    world = judged_world()
    taken_back_and_restored()
    run_consensus(None, stage=world.stage, now=later(minutes=1))

    settled_snapshot()

    for source in FactSource:
        partition = PARTITIONS[source][0]
        names = [column.name for column in COLUMNS[source]]
        assert set(read(folder, source)[0]) == {*names, partition}, source


def test_nobody_can_be_found_from_the_facts(folder: Path) -> None:
    judged_world()
    settled_snapshot()

    rows = read(folder, FactSource.JUDGMENTS)

    assert len({row["contributor"] for row in rows}) == 2
    shown = str(rows)
    for user in User.objects.all():
        assert user.email not in shown
        assert user.name not in shown
        assert str(user.uid) not in shown
    for contributor in {judgment.contributor for judgment in Judgment.objects.all()}:
        assert contributor is not None
        assert str(contributor.uid) not in shown
        assert f"'{contributor.pseudonym}'" not in shown


def test_a_second_snapshot_writes_only_what_is_new(folder: Path) -> None:
    world = judged_world()
    first = settled_snapshot()

    nothing = settled_snapshot()
    taken_back_and_restored()
    run = run_consensus(None, stage=world.stage, now=later(minutes=1))
    second = settled_snapshot()

    assert first == {"judgments": 8, "retractions": 0, "restorations": 0, "labels": 0}
    assert nothing == {"judgments": 0, "retractions": 0, "restorations": 0, "labels": 0}
    assert second == {"judgments": 0, "retractions": 1, "restorations": 1, "labels": 4}
    assert [row["reason"] for row in read(folder, FactSource.RETRACTIONS)] == ["Undone"]
    labels = read(folder, FactSource.LABELS)
    assert {(row["run"], row["value"]) for row in labels} == {(str(run.uid), '"yes"')}
    assert verify_facts().is_intact


def test_a_transaction_that_is_still_open_is_written_later_and_once(folder: Path) -> None:
    """It writes first and commits last: a watermark by id or by time would lose it."""
    world = judged_world()
    slow, quick = Task.objects.order_by("pk")[:2]
    # Two people: one person's day is one row, on which the second import would wait for the first.
    people = [_newcomer(world, 98), _newcomer(world, 99)]
    world.people = people[:1]
    end = _held_open(lambda: judge(world, [slow], TODAY))
    world.people = people[1:]
    judge(world, [quick], TODAY)

    before = snapshot()
    end()
    after = settled_snapshot()

    assert before["judgments"] <= 8
    assert before["judgments"] + after["judgments"] == 10
    uids = [row["judgment"] for row in read(folder, FactSource.JUDGMENTS)]
    assert sorted(uids) == sorted(str(uid) for uid in Judgment.objects.values_list("uid", flat=True))


def _held_open(write: Callable[[], None]) -> Callable[[], None]:
    """Something is written and not committed until the returned function is called."""
    is_written, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                write()
                is_written.set()
                assert may_end.wait(60)
        finally:
            connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert is_written.wait(60)

    def end() -> None:
        may_end.set()
        thread.join()

    return end


@pytest.mark.parametrize("moment", ["before the files are in place", "after they are"])
def test_a_killed_snapshot_is_resumed_without_doubles(
    folder: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    world = judged_world()
    run_consensus(None, stage=world.stage, now=later(minutes=1))
    until_settled()
    settle = fact_files.settle

    def killed(files: Any) -> None:
        if moment == "after they are":
            settle(files)
        raise SystemExit("kill -9")

    monkeypatch.setattr(fact_files, "settle", killed)
    job = start_snapshot(None, now=NOW)
    with pytest.raises(SystemExit):
        run_now(job)
    monkeypatch.setattr(fact_files, "settle", settle)
    world.people = [_newcomer(world)]
    judge(world, list(Task.objects.order_by("pk")), TODAY)
    until_settled()

    assert run_now(Job.objects.get(pk=job.pk)).state == JobState.DONE

    assert len(read(folder, FactSource.JUDGMENTS)) == 12
    assert verify_facts().problem == ""
    assert not (folder / fact_files.INCOMING).exists()


def test_a_changed_a_missing_a_foreign_file_and_missing_rows_are_found(folder: Path) -> None:
    judged_world()
    settled_snapshot()
    (path,) = (folder / "judgments").rglob("*.parquet")
    content = path.read_bytes()

    found = []
    path.write_bytes(content[:-1] + b"x")
    found.append(verify_facts().problem)
    path.unlink()
    found.append(verify_facts().problem)
    path.write_bytes(content)
    path.with_name("other.parquet").write_bytes(content)
    found.append(verify_facts().problem)
    path.with_name("other.parquet").unlink()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL assay.purge = 'on'")
        cursor.execute("DELETE FROM work_judgment WHERE id = (SELECT min(id) FROM work_judgment)")
    found.append(verify_facts().problem)

    name = path.relative_to(folder).as_posix()
    assert found == [
        f"{name} was changed.",
        f"{name} is missing.",
        "judgments/month=2026-03/other.parquet is named by no batch.",
        "There are 7 judgments in the database, and 8 in the files.",
    ]


def test_verifying_is_a_job_with_its_counts() -> None:
    judged_world()
    settled_snapshot()

    job = run_now(start_verification(None, now=NOW))

    assert job.kind == verifying.VERIFY
    assert (job.result["is_intact"], job.result["n_facts"]["judgments"], job.result["n_files"]) == (
        True,
        8,
        1,
    )


def test_what_was_written_is_never_changed() -> None:
    judged_world()
    settled_snapshot()

    with pytest.raises(IntegrityError), transaction.atomic():
        FactBatch.objects.update(n_rows=0)


def test_many_transactions_come_in_stretches(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = judged_world(n_tasks=1)
    settled_snapshot()
    world.people = [_newcomer(world)]
    for nth in range(5):
        judge(world, _tasks(world, f"x{nth}"), TODAY)
    until_settled()
    monkeypatch.setattr(facts, "XIDS_AT_ONCE", 2)

    written = snapshot()

    assert written["judgments"] == 5
    assert len(read(folder, FactSource.JUDGMENTS)) == 7
    assert verify_facts().is_intact


def _tasks(world: World, prefix: str) -> list[Task]:
    return add_tasks(world, 1, prefix=prefix)


def test_facts_are_found_by_transaction_without_reading_all_judgments() -> None:
    judged_world()
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT 1 FROM work_judgment WHERE xid >= '5'::xid8")
        plan = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("RESET enable_seqscan")

    assert "work_judgment_xid" in plan
