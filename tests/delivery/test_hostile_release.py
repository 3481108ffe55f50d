"""A release under attack: formulas in names, answers that no longer count, files that somebody changed."""

import csv
import json
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from assay.delivery.actions.releases import build_release, export_to, is_intact
from assay.delivery.models import Release
from assay.kit.files import path_of
from assay.kit.jobs import run_now
from assay.quality.actions.consensus import run_consensus
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.actions.taking_back import take_back_work
from assay.work.actions.withdrawing import withdraw_tasks
from assay.work.models import Task
from tests.work.world import NOW, TODAY, World, add_gold, later, make_world

pytestmark = pytest.mark.django_db
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", '=HYPERLINK("//evil")', "＝1+1", "'=1"]


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.ASSAY_FILES = tmp_path / "files"


def judge(world: World, tasks: list[Task]) -> None:
    rows = [
        RecordedJudgment(task.pk, person.pk, '{"match": "yes"}', 3.0, NOW, TODAY)
        for task in tasks
        for person in world.people
    ]
    assert import_judgments(None, stage=world.stage, rows=rows, now=NOW).n_stored == len(rows)


def released(world: World) -> Release:
    run = run_consensus(None, stage=world.stage, now=later(minutes=1))
    release, job = build_release(None, run=run, now=later(minutes=2))
    run_now(job)
    return Release.objects.get(pk=release.pk)


def test_no_cell_of_an_export_is_a_formula(tmp_path: Path) -> None:
    world = make_world(n_people=1, n_tasks=len(FORMULAS))
    tasks = list(Task.objects.order_by("pk"))
    for task, name in zip(tasks, FORMULAS, strict=True):
        Task.objects.filter(pk=task.pk).update(external_id=name)
    judge(world, tasks)

    export_to(released(world), tmp_path / "out")

    with (tmp_path / "out" / "labels.csv").open(newline="", encoding="utf-8") as source:
        rows = list(csv.reader(source))
    risky = ("=", "+", "-", "@", "\t", "\r", "＝")
    assert [cell for row in rows for cell in row if cell.startswith(risky)] == []
    lines = (tmp_path / "out" / "labels.jsonl").read_text().splitlines()
    assert {json.loads(line)["external_id"] for line in lines} == set(FORMULAS)


def test_the_manifest_counts_the_judgments_of_the_run_and_no_others() -> None:
    world = make_world(n_people=2, n_tasks=4, overlap=2, gold_share=0.5)
    judge(world, [*Task.objects.order_by("pk"), *add_gold(world, 1)])
    take_back_work(None, project=world.project, contributor=world.people[0], reason="x", now=NOW)
    withdraw_tasks(None, project=world.project, external_ids=["t3"], reason="x", now=NOW)

    manifest = released(world).manifest

    assert manifest["consensus"]["n_judgments"] == 3
    assert [version["n_judgments"] for version in manifest["versions"]] == [3]


def test_a_changed_file_is_found() -> None:
    world = make_world(n_people=1, n_tasks=2)
    judge(world, list(Task.objects.all()))
    release = released(world)
    assert is_intact(release)

    stored = path_of(release.files.get(format="csv").file)
    stored.write_bytes(stored.read_bytes() + b"\n")

    assert not is_intact(release)
