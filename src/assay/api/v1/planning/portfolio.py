"""The portfolio over the API: every request and project in the caller's sight, and the load of markets."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.kit.clock import now
from assay.planning.enums import Phase, Status
from assay.planning.queries.portfolio import portfolio_of
from assay.planning.queries.portfolio_find import HEALTHS, SORTS, Wanted, found_in, row_of
from assay.planning.queries.portfolio_load import MarketLoad, load_of
from assay.projects.enums import Segment

router = Router(tags=["planning"])


class PortfolioAsked(Schema):
    """What is empty narrows nothing."""

    segment: Segment | None = None
    market: str = Field("", max_length=40, description="The code of a market.", examples=["de-DE"])
    owner: UUID | None = None
    phase: Phase | None = None
    health: str = Field("", pattern=f"^({'|'.join(HEALTHS)}|)$", examples=[HEALTHS[0]])
    sort: str = Field("name", pattern=f"^({'|'.join(SORTS)})$", examples=["health"])

    def wanted(self) -> Wanted:
        owner = str(self.owner) if self.owner else ""
        return Wanted(self.segment or "", self.market, owner, self.phase or "", self.health, self.sort)


class PortfolioEntryOut(Schema):
    """Health by aspect; an aspect is empty where the caller may not see it, or there is no project yet."""

    uid: UUID
    name: str = Field(examples=["Shop search relevance"])
    kind: str = Field(description="project or request", examples=["project"])
    phase: Phase
    segment: str = Field(examples=["search_ranking"])
    markets: list[str] = Field(examples=[["de-DE", "pt-BR"]])
    owner: str = Field(examples=["Lea"])
    request_state: str = Field(examples=["in_delivery"])
    next_on: date | None = Field(description="The next milestone, else the deadline.")
    deadline_on: date | None = Field(description="Of the request.")
    on_time: Status | None
    on_quality: Status | None
    on_budget: Status | None
    risk: Status | None
    plan_attainment: float | None = Field(description="Done of what was due.", examples=[0.942])
    n_due: int | None = Field(description="Planned up to the end of the last whole week.", examples=[2400])
    n_done: int | None = Field(examples=[2260])
    n_planned: int | None = Field(examples=[4800])
    n_milestones_overdue: int | None = Field(examples=[0])
    n_standards_met: int | None = Field(examples=[4])
    n_standards_at_risk: int | None = Field(examples=[1])
    n_standards_missed: int | None = Field(examples=[0])
    n_risks_fired: int | None = Field(examples=[0])
    n_risks_high: int | None = Field(examples=[1])
    n_risks: int | None = Field(description="That are not closed.", examples=[6])
    budget_micros: int | None = Field(description="Planned, in micro-units.")
    spent_micros: int | None = Field(description="Booked so far in the budget's currency; null: nothing.")
    forecast_micros: int | None = Field(
        description="When all that is planned is done, at what a task has cost so far."
    )
    currency: str = Field(examples=["EUR"])


class PortfolioOut(Schema):
    entries: list[PortfolioEntryOut]


class MarketLoadOut(Schema):
    """Hours and people by week; `market` is empty for projects that serve none."""

    market: str = Field(examples=["de-DE"])
    hours_needed: list[float] = Field(examples=[[40.0, 38.5, 38.5, 20.0]])
    people_needed: list[int] = Field(examples=[[2, 2, 2, 1]])
    hours_worked: float | None = Field(
        description="A week, over the last four whole weeks; empty: nobody worked.", examples=[31.5]
    )
    n_worked: int = Field(description="People who did.", examples=[3])
    n_people: int = Field(description="Members who may work.", examples=[4])
    n_projects: int = Field(description="That plan with the market in these weeks.", examples=[2])
    load: float | None = Field(description="The fullest week over hours worked a week.", examples=[1.27])


class PortfolioLoadOut(Schema):
    weeks: list[date] = Field(description="Their Mondays, from this week on.")
    markets: list[MarketLoadOut]


@router.get("/portfolio", response=PortfolioOut, operation_id="portfolio_get")
def portfolio(request: HttpRequest, asked: Query[PortfolioAsked]) -> PortfolioOut:
    """Everything in sight with its phase, next date and health; a requester, reviewer or site lead has none."""
    entries = found_in(portfolio_of(person_of(request), now()), asked.wanted())
    return PortfolioOut(
        entries=[
            PortfolioEntryOut.model_validate(row_of(each) | {"markets": list(each.markets)})
            for each in entries
        ]
    )


@router.get("/portfolio/load", response=PortfolioLoadOut, operation_id="portfolio_load")
def load(request: HttpRequest, asked: Query[PortfolioAsked]) -> PortfolioLoadOut:
    """Per market: hours that plans in force need in four weeks, hours worked a week, people there are."""
    at = now()
    found = load_of(found_in(portfolio_of(person_of(request), at), asked.wanted()), at)
    return PortfolioLoadOut(weeks=list(found.weeks), markets=[_market(each) for each in found.markets])


def _market(market: MarketLoad) -> MarketLoadOut:
    return MarketLoadOut(
        market=market.market,
        hours_needed=list(market.hours_needed),
        people_needed=list(market.people_needed),
        hours_worked=market.hours_worked,
        n_worked=market.worked.n_people if market.worked else 0,
        n_people=market.n_people,
        n_projects=market.n_projects,
        load=market.load,
    )
