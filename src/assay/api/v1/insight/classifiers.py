"""Verdicts of classifiers on drawn samples, measured against delivered labels."""

from datetime import datetime
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
from assay.delivery.queries.releases import release_for
from assay.insight.actions import classifying as actions
from assay.insight.actions.evaluating import MOST_NAME, Upload
from assay.insight.enums import EvaluationPart
from assay.insight.models import VerdictFile, VerdictReport
from assay.insight.queries import evaluations as queries
from assay.insight.queries.results import project_for_return
from assay.insight.rules.classifying import ClassPart, OfClass
from assay.kit.clock import now
from assay.stats.classifying import Rate

router = Router(tags=["insight"])


class VerdictFileIn(Strict):
    question: str = Field(max_length=60, description="Whose answers the verdicts are.", examples=["match"])
    name: str = Field(max_length=MOST_NAME, examples=["Spam filter 3.1"])


class VerdictReportIn(Strict):
    release: UUID = Field(description="A ready release of the project.")


class VerdictFileOut(Schema):
    uid: UUID
    question: str
    name: str
    n_verdicts: int
    uploaded_at: datetime
    uploaded_by: str


class RateOut(Schema):
    """Of all that the sample was drawn from; null where it is undefined, and `outcome` says why."""

    value: float | None = Field(examples=[0.83])
    low: float | None = Field(examples=[0.74])
    high: float | None = Field(examples=[0.9])
    n: int = Field(description="Items looked at that it is a share of.", examples=[120])
    outcome: str


class ClassRatesOut(Schema):
    name: str
    precision: RateOut
    recall: RateOut
    false_positive: RateOut
    n_true: int = Field(description="Items of the sample that are of the class by their label.")
    n_verdicts: int


class VerdictPartOut(Schema):
    kind: EvaluationPart
    name: str
    n_items: int
    classes: list[ClassRatesOut]


class VerdictReportOut(Schema):
    uid: UUID
    verdicts: UUID
    release: UUID
    release_number: int
    measured_at: datetime
    measured_by: str
    n_unlabeled: int = Field(description="Items with a verdict that have no label in the release: left out.")


class VerdictReportDetail(VerdictReportOut):
    parts: list[VerdictPartOut]


@router.get(
    "/projects/{uuid:project}/verdict-files", response=Page[VerdictFileOut], operation_id="verdict_files_list"
)
def files(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[VerdictFileOut]:
    """Every file of verdicts, newest first."""
    return page(queries.verdicts_of(project_for_return(person_of(request), project)), paging, _file)


@router.post(
    "/projects/{uuid:project}/verdict-files",
    response={201: VerdictFileOut},
    operation_id="verdict_files_upload",
)
@creates
def upload(
    request: HttpRequest, project: UUID, *, file: File[UploadedFile], asked: Form[VerdictFileIn]
) -> VerdictFileOut:
    """Bring verdicts as CSV (external_id, verdict, weight, stratum); whoever labels the items never sees them."""
    person = person_of(request)
    made = actions.upload_verdicts(
        person,
        project=project_for_return(person, project),
        question=asked.question,
        name=asked.name,
        upload=Upload(file.name or "", file.chunks()),
        now=now(),
    )
    return _file(made)


@router.post(
    "/verdict-files/{uuid:verdict_file}/report", response={202: JobOut}, operation_id="verdict_files_report"
)
@starts
def report(request: HttpRequest, verdict_file: UUID, asked: VerdictReportIn) -> JobOut:
    """Measure them against the labels of a release, in a job."""
    person = person_of(request)
    found = queries.verdicts_for(person, verdict_file)
    release = release_for(person, asked.release)
    return job_out(actions.start_report(person, verdicts=found, release=release, now=now()))


@router.get(
    "/verdict-files/{uuid:verdict_file}/reports",
    response=Page[VerdictReportOut],
    operation_id="verdict_reports_list",
)
def reports(request: HttpRequest, verdict_file: UUID, paging: Query[Paging]) -> Page[VerdictReportOut]:
    """Every report, newest first."""
    found = queries.verdicts_for(person_of(request), verdict_file)
    return page(queries.reports_of(found), paging, _report)


@router.get(
    "/verdict-reports/{uuid:verdict_report}",
    response=VerdictReportDetail,
    operation_id="verdict_reports_get",
)
def one(request: HttpRequest, verdict_report: UUID) -> VerdictReportDetail:
    """Precision, recall and false-positive rate of each class; over all, by market and by language."""
    found = queries.report_for(person_of(request), verdict_report)
    parts = [_part(each) for each in queries.rates_in(found)]
    return VerdictReportDetail(**_report(found).model_dump(), parts=parts)


def _file(found: VerdictFile) -> VerdictFileOut:
    return VerdictFileOut(
        uid=found.uid,
        question=found.question,
        name=found.name,
        n_verdicts=found.n_verdicts,
        uploaded_at=found.uploaded_at,
        uploaded_by=found.uploaded_by.name if found.uploaded_by else "Assay",
    )


def _report(found: VerdictReport) -> VerdictReportOut:
    return VerdictReportOut(
        uid=found.uid,
        verdicts=found.verdicts.uid,
        release=found.release.uid,
        release_number=found.release.number,
        measured_at=found.measured_at,
        measured_by=found.measured_by.name if found.measured_by else "Assay",
        n_unlabeled=int(found.result["n_unlabeled"]),
    )


def _part(found: ClassPart) -> VerdictPartOut:
    classes = [_class(each) for each in found.classes]
    return VerdictPartOut(kind=found.kind, name=found.name, n_items=found.n_items, classes=classes)


def _class(found: OfClass) -> ClassRatesOut:
    rates = found.rates
    return ClassRatesOut(
        name=found.name,
        precision=_rate(rates.precision),
        recall=_rate(rates.recall),
        false_positive=_rate(rates.false_positive),
        n_true=rates.n_true,
        n_verdicts=rates.n_verdicts,
    )


def _rate(found: Rate) -> RateOut:
    return RateOut(value=found.value, low=found.low, high=found.high, n=found.n, outcome=found.outcome)
