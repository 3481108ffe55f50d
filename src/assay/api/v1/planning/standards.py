"""Standards: what projects and sites are measured against, measured; and the defaults of the organisation."""

from datetime import date, datetime
from typing import Any  # Fields of several types.
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.rules.roles import Permission
from assay.planning.actions import standards as actions
from assay.planning.enums import Metric, Status, Unit
from assay.planning.models import StandardVersion
from assay.planning.queries.standards import defaults_of, history_of, require_defaults_in_sight
from assay.planning.queries.standing import MetricStanding, standing_of, today_of
from assay.planning.rules.metrics import METRICS
from assay.planning.rules.standards import InForce, Measured, Terms
from assay.planning.rules.unmeasured import WHY
from assay.projects.enums import Segment
from assay.projects.queries.permission import project_for

router = Router(tags=["planning"])


class MeasuredOut(Schema):
    value: float = Field(examples=[0.962])
    low: float | None = Field(description="95 % interval; empty: too few for one.", examples=[0.941])
    high: float | None = Field(examples=[0.976])
    n: int = Field(examples=[480])


class StandardOut(Schema):
    """Target and threshold in the unit of the metric; money in micro-units of the currency."""

    metric: Metric
    unit: Unit
    is_more_better: bool
    how: str = Field(examples=["Right judgments of gold tasks."])
    target: float = Field(examples=[0.95])
    threshold: float = Field(examples=[0.92])
    currency: str = Field(examples=[""])
    number: int = Field(description="Of the version; 0: as shipped.", examples=[0])
    in_force_from: date | None
    is_own: bool = Field(description="The project's own, not its segment's default.")


class SiteStandingOut(Schema):
    site: UUID
    name: str = Field(examples=["Lisbon"])
    measured: MeasuredOut | None
    status: Status


class MetricStandingOut(StandardOut):
    """`status` is empty where the caller may not see what the project as a whole has measured."""

    measured: MeasuredOut | None
    status: Status | None
    why_not: str = Field(description="Why there is no value.", examples=[""])
    sites: list[SiteStandingOut]


class MeasuredStandardsOut(Schema):
    on: date = Field(description="Measured over the four weeks before its end.")
    standards: list[MetricStandingOut]


class StandardDefaultsOut(Schema):
    segment: Segment
    standards: list[StandardOut]


class StandardIn(Strict):
    metric: Metric = Field(examples=["accuracy_major"])
    target: float = Field(examples=[0.95])
    threshold: float = Field(description="Beyond it the standard is missed.", examples=[0.92])
    currency: str = Field("", description="Of money only.", examples=[""])
    in_force_from: date | None = Field(None, description="Empty: today.")
    reason: str = Field(max_length=2000, examples=["As agreed with the requester."])


class BackIn(Strict):
    metric: Metric = Field(examples=["accuracy_major"])
    reason: str = Field(max_length=2000, examples=["The pilot is over."])


class StandardVersionOut(Schema):
    """Without target and threshold the project went back to the default of its segment."""

    uid: UUID
    metric: Metric
    number: int = Field(examples=[2])
    target: float | None = Field(examples=[0.95])
    threshold: float | None = Field(examples=[0.92])
    currency: str = Field(examples=[""])
    in_force_from: date
    reason: str = Field(examples=["As agreed with the requester."])
    published_at: datetime


@router.get(
    "/projects/{uuid:project}/standards", response=MeasuredStandardsOut, operation_id="standards_list"
)
def list_standards(request: HttpRequest, project: UUID, on: date | None = None) -> MeasuredStandardsOut:
    """Every standard with what is measured, on a day (today), by the versions in force then; sites in sight only."""
    person, moment = person_of(request), now()
    found = project_for(person, project)
    today = today_of(found, moment)
    day = min(on or today, today)
    standing = standing_of(person, found, on=day, now=moment)
    return MeasuredStandardsOut(on=day, standards=[_standing(each) for each in standing])


@router.post(
    "/projects/{uuid:project}/standards", response={201: StandardVersionOut}, operation_id="standards_publish"
)
@creates
def publish(request: HttpRequest, project: UUID, asked: StandardIn) -> StandardVersionOut:
    """A standard of the project's own, from a day on."""
    person, moment = person_of(request), now()
    found = project_for(person, project, Permission.MANAGE_PROJECT)
    version = actions.set_standard(
        person,
        project=found,
        metric=asked.metric,
        terms=Terms(asked.target, asked.threshold, asked.currency),
        in_force_from=asked.in_force_from or today_of(found, moment),
        reason=asked.reason,
        now=moment,
    )
    return _version(version)


@router.post(
    "/projects/{uuid:project}/standards/back",
    response={201: StandardVersionOut},
    operation_id="standards_give_back",
)
@creates
def give_back(request: HttpRequest, project: UUID, asked: BackIn) -> StandardVersionOut:
    """Follow the default of the segment again, from today on."""
    person, moment = person_of(request), now()
    found = project_for(person, project, Permission.MANAGE_PROJECT)
    version = actions.give_back(
        person,
        project=found,
        metric=asked.metric,
        in_force_from=today_of(found, moment),
        reason=asked.reason,
        now=moment,
    )
    return _version(version)


@router.get(
    "/projects/{uuid:project}/standard-versions",
    response=Page[StandardVersionOut],
    operation_id="standards_versions",
)
def versions(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[StandardVersionOut]:
    """Every version the project has published, newest first."""
    found = project_for(person_of(request), project)
    return page(history_of(found, ""), paging, _version)


@router.get("/standards/{segment}", response=StandardDefaultsOut, operation_id="standards_defaults")
def defaults(request: HttpRequest, segment: str) -> StandardDefaultsOut:
    """What every project of a segment begins with, today."""
    require_defaults_in_sight(person_of(request))
    standards = defaults_of(_segment(segment), now().date())
    shown = [StandardOut(**_terms(metric, standard)) for metric, standard in standards.items()]
    return StandardDefaultsOut(segment=Segment(segment), standards=shown)


@router.post("/standards/{segment}", response={201: StandardVersionOut}, operation_id="standards_set_default")
@creates
def set_default(request: HttpRequest, segment: str, asked: StandardIn) -> StandardVersionOut:
    """A new default of a segment; projects with a standard of their own keep it."""
    person, moment = person_of(request), now()
    require_defaults_in_sight(person)
    version = actions.set_default(
        person,
        segment=_segment(segment),
        metric=asked.metric,
        terms=Terms(asked.target, asked.threshold, asked.currency),
        in_force_from=asked.in_force_from or moment.date(),
        reason=asked.reason,
        now=moment,
    )
    return _version(version)


def _segment(text: str) -> str:
    if text not in Segment.values:
        raise NotFound
    return text


def _terms(metric: Metric, standard: InForce) -> dict[str, Any]:
    measuring = METRICS[metric]
    return {
        "metric": metric,
        "unit": measuring.unit,
        "is_more_better": measuring.is_more_better,
        "how": measuring.how,
        "target": standard.terms.target,
        "threshold": standard.terms.threshold,
        "currency": standard.terms.currency,
        "number": standard.number,
        "in_force_from": standard.in_force_from,
        "is_own": standard.is_own,
    }


def _standing(each: MetricStanding) -> MetricStandingOut:
    sites = [
        SiteStandingOut(
            site=at.site.uid, name=at.site.name, measured=_measured(at.measured), status=at.status
        )
        for at in each.sites
    ]
    return MetricStandingOut(
        **_terms(each.metric, each.standard),
        measured=_measured(each.measured) if each.status is not None else None,
        status=each.status,
        why_not=WHY[each.metric] if each.status == Status.UNMEASURED else "",
        sites=sites,
    )


def _measured(measured: Measured | None) -> MeasuredOut | None:
    if measured is None:
        return None
    return MeasuredOut(value=measured.value, low=measured.low, high=measured.high, n=measured.n)


def _version(version: StandardVersion) -> StandardVersionOut:
    return StandardVersionOut(
        uid=version.uid,
        metric=Metric(version.metric),
        number=version.number,
        target=version.target,
        threshold=version.threshold,
        currency=version.currency,
        in_force_from=version.in_force_from,
        reason=version.reason,
        published_at=version.published_at,
    )
