"""The talent pool against the need of open projects, over the API."""

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.kit.clock import now
from assay.planning.queries.recruits import Forecast, forecasts
from assay.planning.rules.recruits import Ask, Coming

router = Router(tags=["recruiting"])


class RecruitAskOut(Schema):
    """How many people of a channel make as many productive ones as the market lacks."""

    channel: str = Field(examples=["Social network"])
    are_invited: bool = Field(description="People to invite; else people who apply.")
    n: int = Field(examples=[140])
    low: int = Field(description="At the upper edge of the conversion's 95 % interval.", examples=[90])
    high: int = Field(examples=[260])
    share: float | None = Field(description="Who became productive.", examples=[0.05])
    of: int = Field(examples=[160])


class RecruitOnTheWayOut(Schema):
    """Applicants of the last four weeks who have not begun to work, by how far they have come."""

    step: str = Field(examples=["verified"])
    n: int = Field(examples=[12])
    share: float | None = Field(
        description="Of those who came earlier and at least so far, who became productive; empty: too little is known, "
        "and none of them is counted.",
        examples=[0.4],
    )
    low: float | None = Field(examples=[0.26])
    high: float | None = Field(examples=[0.55])
    of: int = Field(examples=[45])
    is_own: bool = Field(description="Of the market itself, else of all markets.")


class RecruitForecastOut(Schema):
    market: str = Field(examples=["BR-pt"])
    need_hours: float = Field(description="A week, the mean of the coming four.", examples=[120.0])
    pool_hours: float = Field(description="A week, over the last four.", examples=[80.0])
    n_at_work: int = Field(examples=[9])
    leave_share: float | None = Field(
        description="Of weeks of work (one person's week with an answer), after how many nothing came for two weeks; "
        "empty: too little is known, and nobody is said to leave.",
        examples=[0.03],
    )
    leave_low: float | None = Field(examples=[0.01])
    leave_high: float | None = Field(examples=[0.06])
    leave_of: int = Field(description="Weeks of work.", examples=[210])
    is_leave_own: bool = Field(description="Of the market itself, else of all markets.")
    on_the_way: list[RecruitOnTheWayOut]
    later_hours: float = Field(
        description="A week, in four weeks: of who works now and has not left by then, and of who is on the way and "
        "has become productive.",
        examples=[86.0],
    )
    later_low: float = Field(description="At the worst edges of all 95 % intervals.", examples=[70.5])
    later_high: float = Field(examples=[99.1])
    n_people: int | None = Field(
        description="To win, against what the pool gives in four weeks; empty: nobody shows what one gives.",
        examples=[5],
    )
    n_least: int | None = Field(description="At `later_high`.", examples=[3])
    n_most: int | None = Field(description="At `later_low`.", examples=[7])
    is_small: bool = Field(
        description="Short of less than one person gives: nobody is to be won for it, who works there can give it."
    )
    is_own: bool = Field(description="The conversions are the market's own, else those of all markets.")
    asks: list[RecruitAskOut]


class RecruitForecastsOut(Schema):
    markets: list[RecruitForecastOut]


@router.get("/campaigns/forecast", response=RecruitForecastsOut, operation_id="campaigns_forecast")
def forecast(request: HttpRequest) -> RecruitForecastsOut:
    """What open projects need in your markets, what the pool gives, and how many to recruit on which channel."""
    return RecruitForecastsOut(markets=[_market(each) for each in forecasts(person_of(request), now=now())])


def _market(found: Forecast) -> RecruitForecastOut:
    lack, left = found.lack, found.lack.outlook.leaving
    return RecruitForecastOut(
        market=lack.market,
        need_hours=lack.need,
        pool_hours=lack.pool,
        n_at_work=lack.n_at_work,
        leave_share=left.value if left else None,
        leave_low=left.low if left else None,
        leave_high=left.high if left else None,
        leave_of=left.n if left else 0,
        is_leave_own=lack.outlook.is_own,
        on_the_way=[_coming(each) for each in lack.outlook.coming],
        later_hours=lack.later.value,
        later_low=lack.later.low,
        later_high=lack.later.high,
        n_people=lack.n_people,
        n_least=lack.n_least,
        n_most=lack.n_most,
        is_small=lack.is_small,
        is_own=found.is_own,
        asks=[_ask(each) for each in found.asks],
    )


def _ask(each: Ask) -> RecruitAskOut:
    share = each.rests_on
    return RecruitAskOut(
        channel=each.channel,
        are_invited=each.are_invited,
        n=each.n,
        low=each.low,
        high=each.high,
        share=share.value,
        of=share.n,
    )


def _coming(each: Coming) -> RecruitOnTheWayOut:
    share = each.share
    return RecruitOnTheWayOut(
        step=each.step,
        n=each.n,
        share=share.value if share else None,
        low=share.low if share else None,
        high=share.high if share else None,
        of=share.n if share else 0,
        is_own=each.is_own,
    )
