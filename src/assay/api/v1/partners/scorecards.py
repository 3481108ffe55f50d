"""Scorecards of vendors, sites and markets, as far as you see them; and by which terms they are reckoned."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.partners.actions.scorecards import publish_terms
from assay.partners.enums import ScoreMeasure
from assay.partners.models import Scorecard
from assay.partners.queries import scorecards as queries
from assay.partners.rules.scorecard import SHIPPED, Term

router = Router(tags=["partners"])
_EXAMPLE = {each.value: {"weight": term.weight, "target": term.target} for each, term in SHIPPED.items()}


class ScoreFigureOut(Schema):
    """`points` are what the measure gives of 100; null where it scores nothing."""

    value: float | None = Field(examples=[0.94])
    low: float | None
    high: float | None
    n: int = Field(examples=[120])
    weight: float = Field(examples=[0.35])
    target: float = Field(examples=[0.95])
    is_gate: bool
    points: float | None = Field(examples=[34.6])


class ScorecardOut(Schema):
    vendor: UUID
    vendor_name: str = Field(examples=["Lingua"])
    site: UUID | None = Field(description="Null: the whole vendor.")
    site_name: str | None
    market: str | None = Field(description="Null: all of them.", examples=["BR-pt"])
    week_on: date
    since: datetime
    until: datetime
    terms: int = Field(description="Version of weights and targets; 0: as shipped.")
    score: float | None = Field(description="0 to 100; null: not enough was measured.", examples=[87.2])
    ungated: float | None = Field(description="What it would be without gates.")
    failed_gates: list[ScoreMeasure]
    figures: dict[ScoreMeasure, ScoreFigureOut]


class ScoreWeekOut(Schema):
    week_on: date
    score: float | None


class RankedScorecardOut(ScorecardOut):
    rank: int | None = Field(description="For who sees all vendors; else null.")
    trend: list[ScoreWeekOut]


class ScorecardsOut(Schema):
    cards: list[RankedScorecardOut]


class SiteScorecardOut(Schema):
    card: RankedScorecardOut
    markets: list[RankedScorecardOut] = Field(
        description="The site's markets; a rank is that among the sites of the market."
    )


class ScoreTermIn(Strict):
    weight: float = Field(ge=0, le=1)
    target: float = Field(gt=0, le=1.5)


class ScoreTermsIn(Strict):
    """Every measure; weights come to 1. Which of them are gates stays as it is."""

    measures: dict[ScoreMeasure, ScoreTermIn] = Field(examples=[_EXAMPLE])
    reason: str = Field(min_length=1, max_length=2000, examples=["Contracts of the new year."])


class ScoreTermOut(Schema):
    weight: float
    target: float
    is_gate: bool


class ScoreTermsOut(Schema):
    number: int
    measures: dict[ScoreMeasure, ScoreTermOut]


@router.get("/scorecards", response=ScorecardsOut, operation_id="scorecards")
def cards(request: HttpRequest) -> ScorecardsOut:
    """The newest week: sites and vendors in your sight. A lead sees the own ones, without rank."""
    return ScorecardsOut(cards=[_ranked(each) for each in queries.scorecards(person_of(request))])


@router.get("/scorecards/markets", response=ScorecardsOut, operation_id="scorecards_by_market")
def markets(request: HttpRequest) -> ScorecardsOut:
    """The newest week, market by market, the best site first; a rank is that among the sites of the market."""
    found = queries.scorecards_by_market(person_of(request))
    return ScorecardsOut(cards=[_ranked(each) for rows in found.values() for each in rows])


@router.get("/scorecards/terms", response=ScoreTermsOut, operation_id="scorecard_terms")
def terms(request: HttpRequest) -> ScoreTermsOut:
    if not queries.sees_all(person_of(request)):
        raise NotFound
    return _terms()


@router.post("/scorecards/terms", response={201: ScoreTermsOut}, operation_id="scorecard_terms_publish")
@creates
def publish(request: HttpRequest, body: ScoreTermsIn) -> ScoreTermsOut:
    """They hold for what is reckoned from now on."""
    standing = queries.terms_in_force().measures
    measures = {
        measure: Term(term.weight, term.target, standing.get(measure, Term(0.0, 1.0)).is_gate)
        for measure, term in body.measures.items()
    }
    publish_terms(person_of(request), measures=measures, reason=body.reason, now=now())
    return _terms()


@router.get("/sites/{uuid:site}/scorecard", response=SiteScorecardOut, operation_id="scorecard_of_site")
def of_site(request: HttpRequest, site: UUID) -> SiteScorecardOut:
    row, of_markets = queries.scorecard(person_of(request), site=site)
    return SiteScorecardOut(card=_ranked(row), markets=[_ranked(each) for each in of_markets])


@router.get(
    "/vendors/{uuid:vendor}/scorecard", response=RankedScorecardOut, operation_id="scorecard_of_vendor"
)
def of_vendor(request: HttpRequest, vendor: UUID) -> RankedScorecardOut:
    row, _markets = queries.scorecard(person_of(request), vendor=vendor)
    return _ranked(row)


def _ranked(found: queries.Row) -> RankedScorecardOut:
    trend = [ScoreWeekOut(week_on=week_on, score=score) for week_on, score in found.trend]
    return RankedScorecardOut(rank=found.rank, trend=trend, **dict(_card(found.card)))


def _card(found: Scorecard) -> ScorecardOut:
    return ScorecardOut(
        vendor=found.vendor.uid,
        vendor_name=found.vendor.name,
        site=found.site.uid if found.site else None,
        site_name=found.site.name if found.site else None,
        market=found.market.code if found.market else None,
        week_on=found.run.week_on,
        since=found.run.since,
        until=found.run.until,
        terms=found.run.terms_number,
        score=found.score,
        ungated=found.ungated,
        failed_gates=[ScoreMeasure(each) for each in found.failed_gates],
        figures={ScoreMeasure(key): ScoreFigureOut(**each) for key, each in found.figures.items()},
    )


def _terms() -> ScoreTermsOut:
    found = queries.terms_in_force()
    return ScoreTermsOut(
        number=found.number,
        measures={
            measure: ScoreTermOut(weight=term.weight, target=term.target, is_gate=term.is_gate)
            for measure, term in found.measures.items()
        },
    )
