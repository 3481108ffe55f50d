"""The talent pool against the need of open projects, over the API."""

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.kit.clock import now
from assay.planning.queries.recruits import Forecast, forecasts
from assay.planning.rules.recruits import Ask

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


class RecruitForecastOut(Schema):
    market: str = Field(examples=["BR-pt"])
    need_hours: float = Field(description="A week, the mean of the coming four.", examples=[120.0])
    pool_hours: float = Field(description="A week, over the last four.", examples=[80.0])
    n_at_work: int = Field(examples=[9])
    n_people: int | None = Field(description="To win; empty: nobody shows what one gives.", examples=[5])
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
    lack = found.lack
    return RecruitForecastOut(
        market=lack.market,
        need_hours=lack.need,
        pool_hours=lack.pool,
        n_at_work=lack.n_at_work,
        n_people=lack.n_people,
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
