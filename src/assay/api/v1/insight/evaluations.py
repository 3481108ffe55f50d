"""Search runs, measured against delivered labels; and the holes that would tell them apart."""

from datetime import datetime
from typing import Any  # Content is whatever the label schema says.
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates, starts
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.house.jobs import JobOut, job_out
from assay.api.v1.projects.shapes import Strict
from assay.api.v1.quality.share_shapes import ShareOut, share_out
from assay.delivery.queries.releases import release_for
from assay.insight.actions import evaluating as actions
from assay.insight.actions.evaluating import MOST_NAME, Upload
from assay.insight.actions.topping_up import Proposal, top_up
from assay.insight.enums import EvaluationPart, RunFormat, SearchMeasure
from assay.insight.models import Evaluation, SearchRun
from assay.insight.queries import evaluations as queries
from assay.insight.queries.results import project_for_return
from assay.insight.rules.evaluating import MOST_DEPTH, Gap, Measured, Part, Side
from assay.insight.rules.topping_up import MOST_ASKED
from assay.kit.clock import now
from assay.stats.ranking import Hole

router = Router(tags=["insight"])


class SearchRunIn(Strict):
    name: str = Field(max_length=MOST_NAME, examples=["Ranker 7"])


class EvaluationIn(Strict):
    against: UUID | None = Field(None, description="Another run of the same release; empty: this one alone.")
    k: int = Field(10, ge=1, le=MOST_DEPTH, description="How deep the measures look.")


class ShownDocumentIn(Strict):
    """What a task shows of one document, here or, with a query, in that query alone."""

    query: str = Field("", max_length=200)
    document: str = Field(max_length=200, examples=["d17"])
    content: dict[str, Any] = Field(examples=[{"title": "Red shoe"}])


class TopUpIn(Strict):
    name: str = Field(max_length=160, examples=["Top-up 1"])
    n: int = Field(ge=1, le=MOST_ASKED, description="The first so many holes.", examples=[50])
    documents: list[ShownDocumentIn] = Field(default_factory=list, max_length=MOST_ASKED)


class SearchRunOut(Schema):
    uid: UUID
    release: UUID
    release_number: int
    name: str
    format: RunFormat
    n_queries: int
    n_results: int
    uploaded_at: datetime
    uploaded_by: str


class EvaluationOut(Schema):
    uid: UUID
    first: UUID
    first_name: str
    second: UUID | None
    second_name: str
    k: int
    measured_at: datetime
    measured_by: str
    batch: UUID | None = Field(description="Of the tasks that its holes became.")


class MeasureOut(Schema):
    """With its interval of 95 %, which carries the draw of the queries and how sure the labels are."""

    measure: SearchMeasure
    value: float | None = Field(examples=[0.71])
    low: float | None = Field(examples=[0.66])
    high: float | None = Field(examples=[0.76])
    n: int = Field(description="Queries.", examples=[200])


class GapOut(Schema):
    """First less second; `p_adjusted` is Holm's, for all that are tested side by side."""

    measure: SearchMeasure
    value: float
    low: float
    high: float
    p_value: float
    p_adjusted: float
    n: int
    is_clear: bool = Field(
        description="Interval and test say so, and of both sides nine in ten results were judged."
    )


class RunSideOut(Schema):
    figures: list[MeasureOut]
    judged: ShareOut = Field(description="Of the results down to this depth, those that were judged.")
    n_missing: int = Field(description="Queries that the run has no result for; they count 0.")


class EvaluationPartOut(Schema):
    kind: EvaluationPart
    name: str
    n_queries: int
    n_empty: int = Field(description="Queries left out, since nothing judged of them is relevant.")
    sides: list[RunSideOut]
    gaps: list[GapOut]


class HoleOut(Schema):
    """A result that nobody judged; ids as in qrels."""

    market: str
    query: str
    document: str
    first_rank: int | None
    second_rank: int | None
    share: float = Field(description="Of the doubt that labels of all holes would take away.")


class EvaluationDetail(EvaluationOut):
    parts: list[EvaluationPartOut]
    n_labels: int
    n_unsure: int = Field(description="Labels that say nothing of how sure they are, taken as certain.")
    relevant_from: int = Field(description="The grade from which on a result counts as relevant.")
    n_holes: int
    holes: list[HoleOut] = Field(description="Those that tell most first, 1,000 at most.")


class TopUpOut(Schema):
    batch: UUID
    n_asked: int
    n_holes: int = Field(description="Those that became tasks: of others nothing is known to show.")


@router.get(
    "/projects/{uuid:project}/search-runs", response=Page[SearchRunOut], operation_id="search_runs_list"
)
def runs(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[SearchRunOut]:
    """Runs of every release of the project, newest first."""
    return page(queries.runs_of(project_for_return(person_of(request), project)), paging, _run)


@router.post(
    "/releases/{uuid:release}/search-runs", response={201: SearchRunOut}, operation_id="search_runs_upload"
)
@creates
def upload(
    request: HttpRequest, release: UUID, *, file: File[UploadedFile], asked: Form[SearchRunIn]
) -> SearchRunOut:
    """Bring a run in TREC's format, or as CSV (query, document, score); a wrong line is told by its number."""
    person = person_of(request)
    found = release_for(person, release)
    sent = Upload(file.name or "", file.chunks())
    return _run(actions.upload_run(person, release=found, name=asked.name, upload=sent, now=now()))


@router.post(
    "/search-runs/{uuid:search_run}/evaluate", response={202: JobOut}, operation_id="search_runs_evaluate"
)
@starts
def evaluate(request: HttpRequest, search_run: UUID, asked: EvaluationIn) -> JobOut:
    """Measure the run, alone or against another, in a job."""
    person = person_of(request)
    first = queries.run_for(person, search_run)
    second = queries.run_for(person, asked.against) if asked.against else None
    return job_out(actions.start_evaluation(person, first=first, second=second, k=asked.k, now=now()))


@router.get(
    "/projects/{uuid:project}/evaluations", response=Page[EvaluationOut], operation_id="evaluations_list"
)
def evaluations(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[EvaluationOut]:
    """Every evaluation, newest first."""
    found = queries.evaluations_of(project_for_return(person_of(request), project))
    return page(found, paging, _evaluation)


@router.get("/evaluations/{uuid:evaluation}", response=EvaluationDetail, operation_id="evaluations_get")
def one(request: HttpRequest, evaluation: UUID) -> EvaluationDetail:
    """Measures of both runs, their differences, and the holes; over all, by market and by language."""
    found = queries.evaluation_for(person_of(request), evaluation)
    measured = queries.measured_in(found)
    return EvaluationDetail(
        **_evaluation(found).model_dump(),
        parts=[_part(each) for each in measured.parts],
        n_labels=measured.n_labels,
        n_unsure=measured.n_unsure,
        relevant_from=measured.relevant_from,
        n_holes=measured.n_holes,
        holes=[_hole(each) for each in measured.holes],
    )


@router.post(
    "/evaluations/{uuid:evaluation}/top-up", response={201: TopUpOut}, operation_id="evaluations_top_up"
)
@creates
def make_top_up(request: HttpRequest, evaluation: UUID, asked: TopUpIn) -> TopUpOut:
    """Make a batch of the holes that tell the runs apart best, once for an evaluation."""
    person = person_of(request)
    found = queries.evaluation_for(person, evaluation)
    contents = {(each.query, each.document): each.content for each in asked.documents}
    proposal = Proposal(asked.name, asked.n, contents)
    made = top_up(person, evaluation=found, proposal=proposal, now=now())
    return TopUpOut(batch=made.batch.uid, n_asked=made.n_asked, n_holes=made.n_holes)


def _run(found: SearchRun) -> SearchRunOut:
    return SearchRunOut(
        uid=found.uid,
        release=found.release.uid,
        release_number=found.release.number,
        name=found.name,
        format=RunFormat(found.format),
        n_queries=found.n_queries,
        n_results=found.n_results,
        uploaded_at=found.uploaded_at,
        uploaded_by=found.uploaded_by.name if found.uploaded_by else "Assay",
    )


def _evaluation(found: Evaluation) -> EvaluationOut:
    made = getattr(found, "top_up", None)
    return EvaluationOut(
        uid=found.uid,
        first=found.first.uid,
        first_name=found.first.name,
        second=found.second.uid if found.second else None,
        second_name=found.second.name if found.second else "",
        k=found.k,
        measured_at=found.measured_at,
        measured_by=found.measured_by.name if found.measured_by else "Assay",
        batch=made.batch.uid if made else None,
    )


def _part(found: Part) -> EvaluationPartOut:
    return EvaluationPartOut(
        kind=found.kind,
        name=found.name,
        n_queries=found.n_queries,
        n_empty=found.n_empty,
        sides=[_side(each) for each in found.sides],
        gaps=[_gap(found, each) for each in found.gaps],
    )


def _side(found: Side) -> RunSideOut:
    figures = [_measure(each) for each in found.figures]
    return RunSideOut(figures=figures, judged=share_out(found.judged), n_missing=found.n_missing)


def _measure(found: Measured) -> MeasureOut:
    return MeasureOut(measure=found.measure, value=found.value, low=found.low, high=found.high, n=found.n)


def _gap(part: Part, found: Gap) -> GapOut:
    return GapOut(
        measure=found.measure,
        value=found.value,
        low=found.low,
        high=found.high,
        p_value=found.p_value,
        p_adjusted=found.p_adjusted,
        n=found.n,
        is_clear=part.is_clear(found),
    )


def _hole(found: Hole) -> HoleOut:
    market, _, query = found.query.partition("\t")
    return HoleOut(
        market=market,
        query=query,
        document=found.document,
        first_rank=found.first_rank,
        second_rank=found.second_rank,
        share=found.share,
    )
