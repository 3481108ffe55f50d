"""What quality has cost in a month of a project."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import starts
from assay.api.v1.house.jobs import JobOut, job_out
from assay.api.v1.projects.shapes import Strict
from assay.insight.actions.quality_cost import start_quality_cost
from assay.insight.enums import QualityPart, QualityShare
from assay.insight.models import QualityCost
from assay.insight.queries.quality_cost import parts_of, quality_costs
from assay.insight.rules.quality_cost import base_of, shares
from assay.kit.clock import now
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for

router = Router(tags=["insight"])


class QualityMonthIn(Strict):
    month: str = Field(max_length=7, examples=["2026-03"])


class QualityPartOut(Schema):
    part: QualityPart
    of: QualityShare
    micro: int | None = Field(description="Null: nothing is booked for such work.", examples=[120000])
    n: int | None = Field(examples=[12])
    seconds: float | None


class QualityShareOut(Schema):
    kind: QualityShare
    micro: int | None
    share: float | None = Field(description="Of all that the month's work has cost.", examples=[0.028])
    is_whole: bool = Field(description="False: some of it is not booked, so it is at least this.")


class QualityCurrencyOut(Schema):
    currency: str = Field(examples=["EUR"])
    base_micro: int
    shares: list[QualityShareOut]
    parts: list[QualityPartOut]


class QualityMonthOut(Schema):
    month_on: date
    reckoned_at: datetime
    currencies: list[QualityCurrencyOut]


class QualityCostOut(Schema):
    months: list[QualityMonthOut]


@router.get("/projects/{uuid:project}/quality-cost", response=QualityCostOut, operation_id="quality_cost_get")
def get(request: HttpRequest, project: UUID) -> QualityCostOut:
    """Every month that was reckoned, newest first."""
    found = project_for(person_of(request), project, Permission.VIEW_RATES)
    return QualityCostOut(months=[_month(each) for each in quality_costs(found)])


@router.post(
    "/projects/{uuid:project}/quality-cost", response={202: JobOut}, operation_id="quality_cost_reckon"
)
@starts
def reckon(request: HttpRequest, project: UUID, asked: QualityMonthIn) -> JobOut:
    """Reckon a month that has begun, in a job; what was reckoned before is replaced."""
    person = person_of(request)
    found = project_for(person, project, Permission.VIEW_RATES)
    return job_out(start_quality_cost(person, project=found, month=asked.month, now=now()))


def _month(found: QualityCost) -> QualityMonthOut:
    return QualityMonthOut(
        month_on=found.month_on,
        reckoned_at=found.reckoned_at,
        currencies=[_currency(found, each) for each in sorted(found.booked) or [""]],
    )


def _currency(found: QualityCost, currency: str) -> QualityCurrencyOut:
    parts = parts_of(found, currency)
    base = base_of(parts)
    return QualityCurrencyOut(
        currency=currency,
        base_micro=base,
        shares=[
            QualityShareOut(kind=each.kind, micro=each.micro, share=each.share, is_whole=each.is_whole)
            for each in shares(parts, base)
        ],
        parts=[
            QualityPartOut(part=each.part, of=each.share, micro=each.micro, n=each.n, seconds=each.seconds)
            for each in parts
        ],
    )
