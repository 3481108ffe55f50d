"""Approved hours over the API: what they came to."""

from datetime import date, timedelta

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.kit.clock import now
from assay.money.queries.hours import HALF_A_YEAR, hour_weeks

router = Router(tags=["money"])


class HourWeekOut(Schema):
    vendor: str = Field(examples=["Lingua"])
    site: str = Field(examples=["Lisbon"])
    week_on: date
    currency: str = Field(description="Empty: no card pays these hours.", examples=["EUR"])
    n_days: int = Field(description="Approved days.", examples=[5])
    seconds: int = Field(description="Approved.", examples=[144000])
    paid_seconds: int = Field(description="Of them, those that a card pays.", examples=[144000])
    micro: int = Field(description="Millionths of the currency.", examples=[360000000])


class HourWeeksOut(Schema):
    weeks: list[HourWeekOut]


@router.get("/ledger/hours", response=HourWeeksOut, operation_id="ledger_hours")
def hours(request: HttpRequest) -> HourWeeksOut:
    """Approved days of half a year by site and week, and what they came to; the newest first."""
    today = now().date()
    found = hour_weeks(person_of(request), since=today - HALF_A_YEAR, until=today + timedelta(days=1))
    return HourWeeksOut(weeks=[HourWeekOut.from_orm(each) for each in found])
