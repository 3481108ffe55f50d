"""From judgments to a delivery: reproducible, immutable, train and test apart."""

import csv
import json
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from assay.delivery.actions.releases import build_release, export_to, is_intact
from assay.delivery.enums import ReleaseKind, ReleaseState
from assay.delivery.models import Release
from assay.kit.clock import now
from assay.kit.jobs import cancel, run_now
from assay.kit.models import JobState
from assay.projects.models import Stage
from assay.quality.actions.consensus import reproduce, run_consensus
from assay.quality.models import ConsensusRun
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Judgment, Task
from tests.work.world import NOW, TODAY, World, later, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> None:
    settings.ASSAY_FILES = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings.


def judged_world(n_tasks: int = 10, n_people: int = 3) -> World:
    world = make_world(n_people=n_people, n_tasks=n_tasks, overlap=n_people)
    rows = [
        RecordedJudgment(task.pk, person.pk, f'{{"match": "{_answer(nth, who)}"}}', 3.0, NOW, TODAY)
        for nth, task in enumerate(Task.objects.order_by("pk"))
        for who, person in enumerate(world.people)
    ]
    report = import_judgments(None, stage=world.stage, rows=rows, now=NOW)
    assert report.n_stored == n_tasks * n_people
    return world


def _answer(nth: int, who: int) -> str:
    right = "yes" if nth % 2 else "no"
    wrong = "no" if nth % 2 else "yes"
    return wrong if (nth + who) % 5 == 0 else right


def released(world: World, kind: ReleaseKind = ReleaseKind.ALL, corrects: Release | None = None) -> Release:
    run = run_consensus(None, stage=world.stage, now=later(minutes=1))
    release, job = build_release(None, run=run, kind=kind, corrects=corrects, now=later(minutes=2))
    assert run_now(job).state == JobState.DONE, job.error
    return Release.objects.get(pk=release.pk)


def test_a_release_holds_every_label_and_says_how_it_was_made(tmp_path: Path) -> None:
    world = judged_world()

    release = released(world)

    export_to(release, tmp_path / "out")
    lines = [json.loads(line) for line in (tmp_path / "out" / "labels.jsonl").read_text().splitlines()]
    rows = list(csv.DictReader((tmp_path / "out" / "labels.csv").read_text().splitlines()))
    assert {line["external_id"]: line["labels"]["match"]["value"] for line in lines} == {
        f"t{nth}": "yes" if nth % 2 else "no" for nth in range(10)
    }
    assert [row["value"] for row in rows] == [line["labels"]["match"]["value"] for line in lines]
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert (manifest["n_tasks"], manifest["consensus"]["n_judgments"]) == (10, 30)
    assert manifest["counts"] == {"match": {"no": 5, "yes": 5}}
    assert manifest["versions"] == [
        {"kind": "schema", "number": 1, "uid": str(world.schema.uid), "n_judgments": 30}
    ]
    assert release.certificate["gold_accuracy"] == {"outcome": "not measured", "n": 0}
    assert is_intact(release)


def test_the_same_run_gives_the_same_bytes() -> None:
    world = judged_world()
    run = run_consensus(None, stage=world.stage, now=later(minutes=1))

    hashes = []
    for _ in range(2):
        release, job = build_release(None, run=run, now=later(minutes=2))
        run_now(job)
        hashes.append(
            {
                name: file["sha256"]
                for name, file in Release.objects.get(pk=release.pk).manifest["files"].items()
            }
        )

    assert hashes[0] == hashes[1]


def test_a_test_item_never_leaves_in_a_training_release(tmp_path: Path) -> None:
    world = judged_world()
    Task.objects.filter(external_id__in=["t3", "t4"]).update(is_test=True)

    train, test = released(world, ReleaseKind.TRAIN), released(world, ReleaseKind.TEST)

    for release, wanted in ((train, False), (test, True)):
        for path in export_to(release, tmp_path / str(release.number)):
            if path.suffix in {".jsonl", ".csv"}:
                assert ("t3" in path.read_text()) is wanted
                assert ("t5" in path.read_text()) is not wanted
    assert (train.n_tasks, test.n_tasks) == (8, 2)


def test_a_ready_release_cannot_be_changed() -> None:
    release = released(judged_world())

    changes: list[dict[str, object]] = [{"manifest": {}}, {"n_labels": 1}, {"state": ReleaseState.BUILDING}]
    for broken in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            Release.objects.filter(pk=release.pk).update(**broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        release.files.update(n_rows=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        release.files.all().delete()


def test_a_correction_is_a_new_release_with_a_diff() -> None:
    world = judged_world(n_tasks=4)
    first = released(world)
    Task.objects.filter(external_id="t0").update(withdrawn_at=now())

    second = released(world, corrects=first)

    assert {key: second.diff[key] for key in ("n_added", "n_removed", "n_changed", "against")} == {
        "n_added": 0,
        "n_removed": 1,
        "n_changed": 0,
        "against": 1,
    }
    assert second.diff["first"] == [["t0", "match", "", '"no"', None]]


def test_a_run_is_reproduced_bit_for_bit() -> None:
    world = judged_world()
    run = run_consensus(None, stage=world.stage, now=later(minutes=1))

    assert reproduce(ConsensusRun.objects.get(pk=run.pk)) == (
        True,
        "30 judgments gave the same 10 labels again, bit for bit.",
    )


def test_a_run_counts_only_what_can_no_longer_be_undone() -> None:
    world = judged_world()

    run = run_consensus(None, stage=world.stage, now=later(minutes=1), as_of=later(seconds=30))

    assert run.n_judgments == 30
    with pytest.raises(Exception, match="No judgment counts yet"):
        run_consensus(None, stage=world.stage, now=later(minutes=1), as_of=later(seconds=29))
    assert Judgment.objects.count() == 30


def test_a_run_is_reproduced_after_settings_and_tasks_have_changed() -> None:
    world = judged_world()
    run = run_consensus(None, stage=world.stage, now=later(minutes=1))
    Stage.objects.filter(pk=world.stage.pk).update(undo_seconds=300)
    Task.objects.filter(external_id="t0").update(withdrawn_at=later(minutes=5))

    assert reproduce(ConsensusRun.objects.get(pk=run.pk))[0]


def test_a_release_whose_job_never_began_is_cancelled_with_it() -> None:
    world = judged_world()
    run = run_consensus(None, stage=world.stage, now=later(minutes=1))
    release, job = build_release(None, run=run, now=later(minutes=2))

    cancel(job, now=later(minutes=3))

    assert Release.objects.get(pk=release.pk).state == ReleaseState.CANCELLED


def test_a_certificate_of_a_part_says_so() -> None:
    world = judged_world()
    Task.objects.filter(external_id__in=["t3", "t4"]).update(is_test=True)

    whole, part = released(world), released(world, ReleaseKind.TRAIN)

    sentence = "This release holds 8 of the 10 items of its run"
    assert [each.certificate["known_limits"][0].startswith(sentence) for each in (whole, part)] == [
        False,
        True,
    ]
