"""Pay over the API: rate cards, floors of markets, what an hour comes to, and one's own earnings."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now, working_day
from assay.money.actions.rates import NewCard, publish_card, set_floor
from assay.money.enums import RateUnit
from assay.money.models import PayFloor, RateCard
from assay.money.queries import earnings
from assay.money.queries import rates as queries
from assay.money.queries.rates import Card, Hour
from assay.money.rules.rates import RateTerms
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import project_for

router = Router(tags=["money"])
WEEKS = 26


class RateLineShape(Strict):
    """What a judgment, a task or an hour pays; empty conditions fit everything, and the most specific line wins."""

    micro: int = Field(description="Millionths of the currency.", examples=[50000])
    market: str = Field("", max_length=20, examples=["BR-pt"])
    language: str = Field("", max_length=20, examples=["pt"])
    skill: str = Field("", max_length=60, description="Asked for by the stage.", examples=["legal"])
    severity: int | None = Field(None, ge=0, le=4, examples=[3])
    unit: RateUnit = Field(
        RateUnit.JUDGMENT, description="A task's rate is shared by the judgments that its stage asks for."
    )


class RateCardIn(Strict):
    """A card holds from its day on, for what is answered after it was published."""

    lines: list[RateLineShape] = Field(max_length=500, examples=[[{"micro": 50000}]])
    currency: str = Field(examples=["EUR"])
    effective_on: date
    reason: str = Field(max_length=2000, examples=["The first card."])
    pays_idle: bool = Field(default=True, description="Whether approved hours without tasks are paid.")


class RateCardOut(Schema):
    uid: UUID
    project: UUID | None = Field(description="Empty: the organisation's card.")
    number: int = Field(examples=[1])
    currency: str = Field(examples=["EUR"])
    effective_on: date
    reason: str = Field(examples=["The first card."])
    published_at: datetime
    pays_idle: bool
    lines: list[RateLineShape]


class HourOut(Schema):
    line: RateLineShape
    market: str = Field(examples=["BR-pt"])
    hourly_micro: int | None = Field(description="Millionths an hour of active time.", examples=[6000000])
    floor_micro: int | None = Field(examples=[5000000])
    floor_currency: str = Field(examples=["EUR"])
    is_below: bool = Field(description="Less than the market's floor, in the same currency.")


class RatesOut(Schema):
    card: RateCardOut | None = Field(description="In force now; empty: nothing is earned by the judgment.")
    seconds: float | None = Field(description="Active seconds a judgment, over four weeks.", examples=[30.5])
    n: int = Field(description="Judgments that this rests on.", examples=[1204])
    hours: list[HourOut]


class RatesAsked(Schema):
    seconds: float | None = Field(None, gt=0, le=36_000, description="Reckon with so many instead.")


class FloorIn(Strict):
    market: str = Field(max_length=20, examples=["BR-pt"])
    hourly_micro: int = Field(examples=[5000000])
    currency: str = Field(examples=["EUR"])
    source: str = Field(max_length=2000, examples=["Living wage of 2026"])


class FloorOut(FloorIn):
    set_at: datetime


class FloorsOut(Schema):
    floors: list[FloorOut]


class EarningTotalsOut(Schema):
    currency: str = Field(examples=["EUR"])
    earned_micro: int = Field(examples=[12500000])
    available_micro: int = Field(examples=[10000000])
    pending_micro: int = Field(examples=[2500000])
    hourly_micro: int | None = Field(description="An hour of active time came to, over four weeks.")


class EarningWeekOut(Schema):
    project: UUID
    name: str = Field(examples=["Shop search"])
    week_on: date
    currency: str = Field(examples=["EUR"])
    n: int = Field(description="Judgments that are paid.", examples=[240])
    seconds: float = Field(examples=[7200.0])
    earned_micro: int = Field(examples=[12000000])


class OwnEarningsOut(Schema):
    totals: list[EarningTotalsOut]
    weeks: list[EarningWeekOut] = Field(description="Of half a year, the newest first.")


@router.get("/rates", response=RatesOut, operation_id="rates_organisation")
def rates(request: HttpRequest) -> RatesOut:
    """The organisation's card, which pays where a project has none."""
    queries.require_rates(person_of(request))
    return _rates(None, None)


@router.get("/projects/{uuid:project}/rates", response=RatesOut, operation_id="rates_project")
def project_rates(request: HttpRequest, project: UUID, asked: Query[RatesAsked]) -> RatesOut:
    """The card in force, and what an hour comes to in each market at the pace that was measured (or asked about)."""
    found = project_for(person_of(request), project, Permission.VIEW_RATES)
    return _rates(found, asked.seconds)


@router.post("/rate-cards", response={201: RateCardOut}, operation_id="rates_publish_organisation")
@creates
def publish(request: HttpRequest, asked: RateCardIn) -> RateCardOut:
    """Publish the organisation's next card."""
    return _published(publish_card(person_of(request), project=None, card=_card(asked), now=now()))


@router.post(
    "/projects/{uuid:project}/rate-cards", response={201: RateCardOut}, operation_id="rates_publish_project"
)
@creates
def publish_of_project(request: HttpRequest, project: UUID, asked: RateCardIn) -> RateCardOut:
    """Publish the project's next card; what was answered before keeps what it was promised."""
    person = person_of(request)
    found = project_for(person, project, Permission.EDIT_RATES)
    return _published(publish_card(person, project=found, card=_card(asked), now=now()))


@router.get("/pay-floors", response=FloorsOut, operation_id="rates_floors")
def floors(request: HttpRequest) -> FloorsOut:
    """What an hour must come to at least, by market."""
    queries.require_rates(person_of(request))
    return FloorsOut(floors=[_floor(each) for each in queries.floors_by_market().values()])


@router.post("/pay-floors", response={201: FloorOut}, operation_id="rates_set_floor")
@creates
def new_floor(request: HttpRequest, asked: FloorIn) -> FloorOut:
    """Set the floor of a market; the one before stays in the trail."""
    return _floor(set_floor(person_of(request), **asked.dict(), now=now()))


@router.get("/me/earnings", response=OwnEarningsOut, operation_id="me_earnings")
def own_earnings(request: HttpRequest) -> OwnEarningsOut:
    """What your work has earned: in all, and by project and week. Nobody else can ask this of you."""
    person = person_of(request)
    contributor = earnings.own_contributor(person)
    today = working_day(now(), person.time_zone)
    monday = today - timedelta(days=today.weekday())
    totals = earnings.totals(contributor, week_on=monday, month_on=today - timedelta(days=28))
    weeks = earnings.weeks(contributor, since=monday - timedelta(weeks=WEEKS), until=today)
    return OwnEarningsOut(
        totals=[
            EarningTotalsOut(
                currency=each.currency,
                earned_micro=each.earned,
                available_micro=each.available,
                pending_micro=each.pending,
                hourly_micro=each.hourly,
            )
            for each in totals
        ],
        weeks=[
            EarningWeekOut(
                project=each.project,
                name=each.name,
                week_on=each.week_on,
                currency=each.currency,
                n=each.n,
                seconds=each.seconds,
                earned_micro=each.micro,
            )
            for each in weeks
        ],
    )


def _rates(project: Project | None, seconds: float | None) -> RatesOut:
    moment = now()
    current = queries.card_at(project, moment)
    pace = queries.pace_of(project, moment) if project else queries.Pace(None, 0)
    lines = list(current.lines) if current else []
    currency = current.card.currency if current else ""
    hours = queries.hours_of(lines, seconds or pace.seconds, project)
    return RatesOut(
        card=_out(current) if current else None,
        seconds=pace.seconds,
        n=pace.n,
        hours=[_hour(each, currency) for each in hours],
    )


def _published(card: RateCard) -> RateCardOut:
    return _out(queries.with_lines(card))


def _out(found: Card) -> RateCardOut:
    card = found.card
    return RateCardOut(
        uid=card.uid,
        project=card.project.uid if card.project else None,
        number=card.number,
        currency=card.currency,
        effective_on=card.effective_on,
        reason=card.reason,
        published_at=card.published_at,
        pays_idle=card.pays_idle,
        lines=[_shape(each) for each in found.lines],
    )


def _shape(line: RateTerms) -> RateLineShape:
    return RateLineShape(
        micro=line.micro,
        market=line.market,
        language=line.language,
        skill=line.skill,
        severity=line.severity,
        unit=line.unit,
    )


def _hour(each: Hour, currency: str) -> HourOut:
    floor = each.floor
    return HourOut(
        line=_shape(each.line),
        market=each.market,
        hourly_micro=each.micro,
        floor_micro=floor.hourly_micro if floor else None,
        floor_currency=floor.currency if floor else "",
        is_below=each.is_below and floor is not None and floor.currency == currency,
    )


def _card(asked: RateCardIn) -> NewCard:
    lines = [RateTerms(**each.dict()) for each in asked.lines]
    return NewCard(lines, asked.currency, asked.effective_on, asked.reason, asked.pays_idle)


def _floor(floor: PayFloor) -> FloorOut:
    return FloorOut(
        market=floor.market.code,
        hourly_micro=floor.hourly_micro,
        currency=floor.currency,
        source=floor.source,
        set_at=floor.set_at,
    )
