"""Extra pay over the API: what was proposed, and deciding many at once."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.money.actions.extras import decide_extras
from assay.money.enums import ExtraKind, ExtraState
from assay.money.models import ExtraPay
from assay.money.queries import extras as queries
from assay.money.rules.top_ups import MOST_AT_ONCE

router = Router(tags=["money"])


class ExtraPayOut(Schema):
    uid: UUID
    kind: ExtraKind
    contributor: UUID
    project: UUID
    project_name: str = Field(examples=["Match"])
    starts_on: date
    ends_on: date
    seconds: int = Field(description="Active.", examples=[5400])
    earned_micro: int = Field(description="What the answers came to, in millionths.", examples=[9000000])
    least_micro: int | None = Field(description="What an hour comes to at least.", examples=[9000000])
    rule: UUID | None = Field(description="Of a bonus.")
    n: int = Field(description="Reviewed answers that a bonus rests on.", examples=[0])
    n_right: int = Field(examples=[0])
    currency: str = Field(examples=["EUR"])
    amount_micro: int = Field(examples=[4500000])
    state: ExtraState
    ruling: str
    decided_at: datetime | None
    posting: UUID | None


class ExtraDecisionIn(Strict):
    extras: list[UUID] = Field(max_length=MOST_AT_ONCE, description="All of them, or none.")
    is_approved: bool
    ruling: str = Field("", max_length=2000, description="Needed to decline.")


class ExtrasDecidedOut(Schema):
    extras: list[ExtraPayOut]


@router.get("/ledger/extra-pay", response=Page[ExtraPayOut], operation_id="extra_pay")
def listed(request: HttpRequest, paging: Query[Paging], state: ExtraState | None = None) -> Page[ExtraPayOut]:
    """Top-ups to the minimum of an hour and bonuses, the newest first; of one state where that is said."""
    return page(queries.extras(person_of(request), state).order_by("-pk"), paging, _extra)


@router.post("/ledger/extra-pay/decisions", response=ExtrasDecidedOut, operation_id="extra_pay_decide")
def decide(request: HttpRequest, asked: ExtraDecisionIn) -> ExtrasDecidedOut:
    """Approve what was proposed, so that it is posted, or decline it."""
    person = person_of(request)
    found = queries.chosen_extras(person, asked.extras)
    decide_extras(person, chosen_ones=found, is_approved=asked.is_approved, ruling=asked.ruling, now=now())
    return ExtrasDecidedOut(extras=[_extra(each) for each in queries.chosen_extras(person, asked.extras)])


def _extra(each: ExtraPay) -> ExtraPayOut:
    return ExtraPayOut(
        uid=each.uid,
        kind=ExtraKind(each.kind),
        contributor=each.contributor.uid,
        project=each.project.uid,
        project_name=each.project.name,
        starts_on=each.starts_on,
        ends_on=each.ends_on,
        seconds=each.seconds,
        earned_micro=each.earned_micro,
        least_micro=each.line.amount_micro if each.line else None,
        rule=each.rule.uid if each.rule else None,
        n=each.n,
        n_right=each.n_right,
        currency=each.currency,
        amount_micro=each.amount_micro,
        state=ExtraState(each.state),
        ruling=each.ruling,
        decided_at=each.decided_at,
        posting=each.posting.uid if each.posting else None,
    )
