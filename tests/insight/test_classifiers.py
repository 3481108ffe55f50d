"""Verdicts beside the tasks: never met by who labels, measured by hand against what they said."""

from pathlib import Path

import msgspec
import pytest
from pytest_django.fixtures import Settings

from assay.delivery.actions.releases import build_release
from assay.delivery.models import Release
from assay.insight.actions.classifying import start_report, upload_verdicts
from assay.insight.actions.evaluating import Upload
from assay.insight.enums import EvaluationPart
from assay.insight.models import VerdictFile, VerdictReport
from assay.insight.queries.evaluations import rates_in, report_for, verdicts_for
from assay.insight.rules.classifying import Met, classified
from assay.kit.clock import now
from assay.kit.jobs import run_now
from assay.kit.models import Job, JobState, StoredFile
from assay.kit.reasons import NotFound, Refused
from assay.quality.actions.consensus import run_consensus
from assay.work.actions.claiming import claim
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Task
from tests.delivery.world import built
from tests.insight.search_world import correction_of
from tests.stats.known import known
from tests.web.quality_cast import Cast, cast_of
from tests.work.world import NOW, TODAY, World, later, make_world

pytestmark = pytest.mark.django_db
# Of what the filter called yes one in two was drawn, of the rest one in ten; t6 gets no label.
LABELS = ["yes", "yes", "no", "no", "no", "yes"]
VERDICTS = """external_id,verdict,weight
t0,yes,2
t1,yes,2
t2,yes,2
t3,no,10
t4,no,10
t5,no,10
t6,no,10
"""


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.ASSAY_FILES = tmp_path / "files"


def world_of_seven() -> tuple[World, Cast]:
    world = make_world(n_people=1, n_tasks=7)
    return world, cast_of(world)


def upload(world: World, cast: Cast, text: str = VERDICTS, question: str = "match") -> VerdictFile:
    return upload_verdicts(
        cast.rita,
        project=world.project,
        question=question,
        name="Filter 3",
        upload=Upload("verdicts.csv", [text.encode()]),
        now=now(),
    )


def label(world: World) -> None:
    tasks = Task.objects.order_by("pk")[: len(LABELS)]
    rows = [
        RecordedJudgment(task.pk, world.people[0].pk, f'{{"match": "{said}"}}', 3.0, NOW, TODAY)
        for task, said in zip(tasks, LABELS, strict=True)
    ]
    assert import_judgments(None, stage=world.stage, rows=rows, now=NOW).n_stored == len(LABELS)


def delivered(world: World) -> Release:
    """The labels are what the only judge said."""
    run = run_consensus(None, stage=world.stage, method="majority", params={}, now=later(minutes=1))
    return built(*build_release(None, run=run, now=later(minutes=2)))


def test_from_verdicts_to_weighted_rates() -> None:
    """Precision 4 of 6, recall 4 of 14, false positives 2 of 22."""
    world, cast = world_of_seven()
    verdicts = upload(world, cast)
    label(world)

    release = delivered(world)
    cancelled = start_report(cast.rita, verdicts=verdicts, release=release, now=now())
    Job.objects.filter(pk=cancelled.pk).update(cancel_requested_at=now())
    assert (run_now(cancelled).state, VerdictReport.objects.count()) == (JobState.CANCELLED, 0)

    job = run_now(start_report(cast.rita, verdicts=verdicts, release=release, now=now()))

    assert job.state == JobState.DONE, job.error
    report = VerdictReport.objects.get()
    (whole,) = rates_in(report)
    assert [each.name for each in whole.classes] == ["yes", "no"]
    yes = whole.classes[0].rates
    values = [known(each.value) for each in (yes.precision, yes.recall, yes.false_positive)]
    assert values == pytest.approx([4 / 6, 4 / 14, 2 / 22])
    assert (yes.n_true, yes.n_verdicts, whole.n_items, report.result["n_unlabeled"]) == (3, 3, 6, 1)
    assert known(yes.recall.low) < 4 / 14 < known(yes.recall.high)


def test_who_labels_never_meets_a_verdict() -> None:
    world, cast = world_of_seven()
    verdicts = upload(world, cast, VERDICTS.replace("t0,yes,2", "t0,yes,2.515151"))

    work = claim(world.worker(), n=7, now=NOW)

    shown = bytes(work.tasks)
    assert len(msgspec.json.decode(shown)) >= 1
    for secret in (b"verdict", b"Filter 3", b"2.515151"):
        assert secret not in shown
    # A file of no project is one that no content can show.
    assert StoredFile.objects.get(pk=verdicts.file_id).project_uid is None
    assert all(set(task.content) == {"text"} for task in Task.objects.all())


def test_what_cannot_be_a_verdict_is_refused() -> None:
    world, cast = world_of_seven()
    wrong = {
        "classifiers.unknown_verdict": ("match", "external_id,verdict,weight\nt0,maybe,1\n"),
        "classifiers.no_classes": ("other", VERDICTS),
        "evaluations.bad_line": ("match", "external_id,verdict,weight\nt0,yes,0\n"),
        "evaluations.file_empty": ("match", "external_id,verdict,weight\n"),
    }
    for code, (question, text) in wrong.items():
        with pytest.raises(Refused) as refused:
            upload(world, cast, text, question)
        assert [each.code for each in refused.value.reasons] == [code]
    assert not VerdictFile.objects.exists()
    upload(world, cast)
    with pytest.raises(Refused) as refused:
        upload(world, cast)
    assert refused.value.reasons[0].code == "classifiers.name_twice"


def test_who_may() -> None:
    world, cast = world_of_seven()
    verdicts = upload(world, cast)
    label(world)
    release = delivered(world)
    run_now(start_report(cast.lea, verdicts=verdicts, release=release, now=now()))
    report = VerdictReport.objects.get()

    for person, why in ((cast.ben, Refused), (cast.ravi, Refused), (cast.zoe, NotFound)):
        with pytest.raises(why):
            verdicts_for(person, verdicts.uid)
        with pytest.raises(why):
            report_for(person, report.uid)
        with pytest.raises(why):
            start_report(person, verdicts=verdicts, release=release, now=now())
    # A correction holds only the labels that it changes.
    with pytest.raises(Refused) as refused:
        start_report(cast.lea, verdicts=verdicts, release=correction_of(release), now=now())
    assert refused.value.reasons[0].code == "evaluations.only_changes"


def test_markets_and_strata_are_told_apart() -> None:
    met = [
        Met("a", "a", 1.0, "s", "DE-de", "de"),
        Met("a", "b", 1.0, "s", "AT-de", "de"),
        Met("b", "b", 4.0, "t", "AT-de", "de"),
    ]

    found = classified(met, ["a", "b"])

    assert [(part.kind, part.name, part.n_items) for part in found] == [
        (EvaluationPart.ALL, "", 3),
        (EvaluationPart.MARKET, "AT-de", 2),
        (EvaluationPart.MARKET, "DE-de", 1),
    ]
    assert found[1].classes[0].rates.recall.outcome == "nothing is of this class"
    assert found[0].classes[1].rates.recall.value == 0.8
