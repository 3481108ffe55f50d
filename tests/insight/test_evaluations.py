"""Runs against a delivery: what is kept, what is measured, who may, and holes that become tasks once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django.fixtures import Settings

from assay.delivery.models import Release
from assay.delivery.rules.qrels import EXTERNAL_ID
from assay.insight.actions.evaluating import start_evaluation
from assay.insight.actions.topping_up import Proposal, top_up
from assay.insight.models import Evaluation, SearchRun, TopUp
from assay.insight.queries.evaluations import deliveries_of, evaluation_for, measured_in, run_for
from assay.kit.clock import now
from assay.kit.jobs import run_now
from assay.kit.models import Job, JobState, StoredFile
from assay.kit.reasons import NotFound, Refused
from assay.work.models import Batch, Task
from tests.delivery.test_qrels import GRADES, LIST
from tests.insight.search_world import FIRST, SECOND, compared, correction_of, search_delivered, uploaded
from tests.work.world import make_world

pytestmark = pytest.mark.django_db
SHOWN = {("", "d9"): {"title": "Red boots"}}


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.ASSAY_FILES = tmp_path / "files"


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.code for each in refused.value.reasons]


def test_two_runs_from_files_to_a_difference() -> None:
    """The second run has what is relevant at rank 2 for both queries: 1 / log2(3) each."""
    found = search_delivered()
    evaluation = compared(found)

    measured = measured_in(evaluation)

    (whole,) = measured.parts
    figures = [{each.measure.value: each.value for each in side.figures} for side in whole.sides]
    assert figures[0] == pytest.approx({"ndcg": 1, "err": (3 / 4 + 1 / 4) / 2, "p": 1 / 3, "ap": 1})
    assert figures[1] == pytest.approx(
        {"ndcg": 0.63093, "err": (3 / 4 + 1 / 4) / 4, "p": 1 / 3, "ap": 0.5}, abs=5e-6
    )
    assert [(gap.p_value, gap.p_adjusted, gap.n) for gap in whole.gaps] == [
        (0.5, 1.0, 2), (0.5, 1.0, 2), (1.0, 1.0, 2), (0.5, 1.0, 2)
    ]  # fmt: skip
    # What does not open was judged: d9 is the only hole, and tells the runs apart.
    assert [(each.query, each.document, each.share) for each in measured.holes] == [
        ("\tred%20shoes", "d9", 1.0)
    ]
    assert (evaluation.k, evaluation.measured_by, measured.n_labels) == (3, found.rita, 3)
    kept = SearchRun.objects.order_by("pk").values_list("name", "format", "n_queries", "n_results")
    assert list(kept) == [("First", "trec", 2, 5), ("Second", "csv", 2, 4)]


def test_the_worst_step_of_a_scale_is_not_relevant() -> None:
    """From 1 to 5: the red shoes have a 5 and a 1, the boots a 1 and a 3."""
    scale = {"id": "relevance", "kind": "scale", "label": "How?", "per": "results", "min": 1, "max": 5}
    found = search_delivered([[5, 1], [1, 3]], document={**LIST, "questions": [scale]}, qrels={})

    measured = measured_in(compared(found))

    figures = {each.measure.value: each.value for each in measured.parts[0].sides[0].figures}
    # A reader stops at 5 with 15/16, at 3 with 3/16.
    assert figures == pytest.approx({"ndcg": 1, "err": (15 / 16 + 3 / 16) / 2, "p": 1 / 3, "ap": 1})
    assert measured.relevant_from == 2


def test_a_wrong_file_leaves_nothing_behind() -> None:
    found = search_delivered()
    n_files = StoredFile.objects.count()

    with pytest.raises(Refused) as refused:
        uploaded(found, text=FIRST + "boots Q0 d2 3 high a\nboots Q0 d3\n")

    assert [each.text for each in refused.value.reasons] == [
        "Line 6: its score is no number: 'high'.",
        "Line 7: it has 3 fields, and a line of a run six: query Q0 document rank score tag.",
    ]
    assert (SearchRun.objects.count(), StoredFile.objects.count()) == (0, n_files)


def test_what_cannot_be_measured_is_refused() -> None:
    found = search_delivered()
    run = uploaded(found)
    for name, code in (("First", "evaluations.run_twice"), ("", "evaluations.run_name")):
        with pytest.raises(Refused) as refused:
            uploaded(found, name)
        assert codes(refused) == [code]
    for second, k, code in ((run, 10, "evaluations.same_run"), (None, 0, "evaluations.depth_range")):
        with pytest.raises(Refused) as refused:
            start_evaluation(found.rita, first=run, second=second, k=k, now=now())
        assert codes(refused) == [code]

    other = uploaded(found, "Elsewhere", "cap Q0 d0 1 1 a\n")
    job = run_now(start_evaluation(found.rita, first=run, second=other, k=3, now=now()))
    assert (job.state, Evaluation.objects.count()) == (JobState.FAILED, 0)
    assert "No query of the run was judged" in job.error
    early = Release.objects.create(
        project=found.world.project, run=found.release.run, number=9, created_at=now()
    )
    with pytest.raises(Refused) as refused:
        uploaded(replace(found, release=early), "Early")
    assert codes(refused) == ["evaluations.not_ready"]


def test_a_measurement_that_is_cancelled_keeps_nothing() -> None:
    found = search_delivered()
    job = start_evaluation(found.rita, first=uploaded(found), second=None, k=3, now=now())
    Job.objects.filter(pk=job.pk).update(cancel_requested_at=now())

    assert (run_now(job).state, Evaluation.objects.count()) == (JobState.CANCELLED, 0)


def test_a_pair_that_was_judged_twice_has_no_grade() -> None:
    """Delivered without qrels: nothing was refused then."""
    words = ["3", "2", "1", "0"]
    options = [{"id": each, "label": each} for each in words]
    question = {**LIST["questions"][0], "options": options}
    document = {**LIST, "questions": [question]}
    found = search_delivered([["3", "0"], ["2", "0"]], document=document, qrels=None, queries=["boots"] * 2)

    job = run_now(start_evaluation(found.rita, first=uploaded(found), second=None, k=3, now=now()))

    assert (job.state, Evaluation.objects.count()) == (JobState.FAILED, 0)
    assert "boots and d0 were judged more than once" in job.error


def test_a_correction_is_no_delivery_to_measure_against() -> None:
    found = search_delivered()
    correction = correction_of(found.release)

    with pytest.raises(Refused) as refused:
        uploaded(replace(found, release=correction))

    assert (codes(refused), SearchRun.objects.count()) == (["evaluations.only_changes"], 0)
    assert list(deliveries_of(found.world.project)) == [found.release]


def test_who_may_and_what_never_changes() -> None:
    found = search_delivered()
    evaluation = compared(found)
    for person, why in ((found.cast.ben, Refused), (found.cast.ravi, Refused), (found.cast.zoe, NotFound)):
        with pytest.raises(why):
            evaluation_for(person, evaluation.uid)
        with pytest.raises(why):
            run_for(person, evaluation.first.uid)
        with pytest.raises(why):
            start_evaluation(person, first=evaluation.first, second=None, k=3, now=now())

    for row in (evaluation, evaluation.first):
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).delete()
    # A file of no project is one that no content can show.
    assert set(StoredFile.objects.filter(pk=evaluation.first.file_id).values_list("project_uid")) == {(None,)}


def test_holes_become_tasks_once() -> None:
    found = search_delivered()
    evaluation = compared(found)
    with pytest.raises(Refused) as refused:
        top_up(found.rita, evaluation=evaluation, proposal=Proposal("More", 5, SHOWN), now=now())
    assert codes(refused) == ["people.not_allowed"]
    for proposal, code in (
        (Proposal("More", 5), "top_up.nothing_to_show"),
        (Proposal("", 0), "top_up.asked_range"),
    ):
        with pytest.raises(Refused) as refused:
            top_up(found.cast.lea, evaluation=evaluation, proposal=proposal, now=now())
        assert codes(refused) == [code]
    assert not Batch.objects.filter(name="More").exists()
    # A newer task about the same query, of no label in the release, is not looked at.
    content, known = {"query": "red shoes", "results": [], "hint": "For walking"}, Task.objects.all()[0]
    Task.objects.create(
        project=known.project,
        batch=known.batch,
        external_id="newer",
        content=content,
        sha256=b"7" * 32,
        created_at=now(),
    )

    made = top_up(found.cast.lea, evaluation=evaluation, proposal=Proposal("More", 5, SHOWN), now=now())

    assert (made.n_asked, made.n_holes, made.batch.name) == (1, 1, "More")
    (task,) = Task.objects.filter(batch=made.batch)
    assert task.content == {"query": "red shoes", "results": [{"id": "d9", "title": "Red boots"}]}
    with pytest.raises(Refused) as refused:
        top_up(found.cast.lea, evaluation=evaluation, proposal=Proposal("Again", 5, SHOWN), now=now())
    assert codes(refused) == ["top_up.made_already"]
    assert not Batch.objects.filter(name="Again").exists()


def test_where_items_are_queries_holes_are_no_tasks() -> None:
    """A task has an external id of its own, so it would be another query."""
    found = search_delivered(qrels={"grades": GRADES, "query": EXTERNAL_ID})
    first, second = (
        uploaded(found, name, f"t0 Q0 d9 1 {score} a\nt0 Q0 d0 2 1 a\n")
        for name, score in (("First", 2), ("Second", 0))
    )
    job = run_now(start_evaluation(found.rita, first=first, second=second, k=3, now=now()))
    assert job.state == JobState.DONE, job.error
    evaluation = Evaluation.objects.select_related("first__release__project").get()
    assert [hole.document for hole in measured_in(evaluation).holes] == ["d9"]

    with pytest.raises(Refused) as refused:
        top_up(found.cast.lea, evaluation=evaluation, proposal=Proposal("More", 5, SHOWN), now=now())

    assert (codes(refused), Batch.objects.filter(name="More").exists()) == (["top_up.query_is_item"], False)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_make_the_batch_at_once_one_does() -> None:
    found = search_delivered()
    evaluation = compared(found)

    def make(name: str) -> str:
        try:
            proposal = Proposal(name, 5, SHOWN)
            top_up(found.cast.lea, evaluation=evaluation, proposal=proposal, now=now())
        except Refused as refused:
            return refused.reasons[0].code
        finally:
            connection.close()
        return "made"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(make, ["One", "Other"]))

    assert outcomes == ["made", "top_up.made_already"]
    assert (TopUp.objects.count(), Batch.objects.filter(name__in=["One", "Other"]).count()) == (1, 1)


def test_a_run_of_another_project_is_another_release() -> None:
    found = search_delivered()
    run = uploaded(found, "Second", SECOND)
    elsewhere = Release.objects.create(
        project=make_world(n_people=0, n_tasks=0).project, run=found.release.run, number=1, created_at=now()
    )
    other = SearchRun.objects.create(
        release=elsewhere, name="O", file=run.file, format="trec", n_queries=1, n_results=1, uploaded_at=now()
    )

    with pytest.raises(Refused) as refused:
        start_evaluation(found.rita, first=run, second=other, k=3, now=now())

    assert codes(refused) == ["evaluations.other_release"]
