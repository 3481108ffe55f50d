"""The exposure board over the API."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.kit.clock import now
from assay.wellbeing.queries.board import Board, MinutesRow, PlaceRow, exposure_board
from assay.wellbeing.queries.strain import Strained

router = Router(tags=["wellbeing"])


class ExposureSiteOut(Schema):
    """Where people work now; no site: those of a vendor or of the own crowd who belong to none."""

    site: UUID | None
    name: str = Field(examples=["Lisbon"])
    vendor: str = Field(examples=["Lingua"])
    n_people: int = Field(description="Exposed in the last seven days.", examples=[12])
    week_minutes: list[float] = Field(
        description="Weighted, of four times seven days up to today, the oldest first.",
        examples=[[120.0, 140.5, 90.0, 210.2]],
    )
    n_near: int = Field(description="From four fifths of a limit of the organisation on.", examples=[2])
    n_over: int = Field(examples=[1])
    n_resting: int = Field(description="On a forced break now.", examples=[1])


class ExposureMinutesOut(Schema):
    name: str = Field(description="The market, or the severity from 1 to 4.", examples=["3"])
    n_tasks: int = Field(examples=[210])
    minutes: float = Field(description="Active.", examples=[400.0])
    weighted_minutes: float = Field(examples=[300.0])
    n_reveals: int = Field(description="How often something covered was looked at uncovered.", examples=[12])


class ExposureDayOut(Schema):
    day_on: date
    weighted_minutes: float = Field(examples=[84.5])


class ExposureStrainOut(Schema):
    """Somebody near or at a limit, or on a break; only for who may know them by name."""

    contributor: UUID
    pseudonym: str = Field(examples=["Amsel"])
    site: UUID | None
    day_minutes: float = Field(examples=[250.0])
    week_minutes: float = Field(examples=[900.0])
    is_over: bool
    break_until: datetime | None


class ExposureBoardOut(Schema):
    since: date
    day_limit: int = Field(examples=[300])
    week_limit: int = Field(examples=[1500])
    sites: list[ExposureSiteOut]
    markets: list[ExposureMinutesOut]
    severities: list[ExposureMinutesOut]
    days: list[ExposureDayOut]
    may_name: bool
    named: list[ExposureStrainOut]
    n_looks: int | None = Field(
        description="Times that pages which only show content were uncovered in seven days; empty for who sees a part.",
        examples=[14],
    )


@router.get("/exposure-board", response=ExposureBoardOut, operation_id="exposure_board")
def board(request: HttpRequest) -> ExposureBoardOut:
    """How much content that is hard to look at the people in your reach had, and who is near a limit now."""
    return board_out(exposure_board(person_of(request), now=now()))


def board_out(found: Board) -> ExposureBoardOut:
    return ExposureBoardOut(
        since=found.since,
        n_looks=found.looks.n if found.looks else None,
        day_limit=found.terms.day_minutes,
        week_limit=found.terms.week_minutes,
        sites=[_site(each) for each in found.sites],
        markets=[_minutes(each) for each in found.markets],
        severities=[_minutes(each) for each in found.severities],
        days=[ExposureDayOut(day_on=day, weighted_minutes=round(minutes, 1)) for day, minutes in found.days],
        may_name=found.may_name,
        named=[_strain(each) for each in found.named],
    )


def _site(row: PlaceRow) -> ExposureSiteOut:
    return ExposureSiteOut(
        site=row.site,
        name=row.name,
        vendor=row.vendor,
        n_people=row.n_people,
        week_minutes=[round(minutes, 1) for minutes in row.weeks],
        n_near=row.n_near,
        n_over=row.n_over,
        n_resting=row.n_resting,
    )


def _minutes(row: MinutesRow) -> ExposureMinutesOut:
    return ExposureMinutesOut(
        name=row.name,
        n_tasks=row.n_tasks,
        minutes=round(row.minutes, 1),
        weighted_minutes=round(row.weighted_minutes, 1),
        n_reveals=row.n_reveals,
    )


def _strain(found: Strained) -> ExposureStrainOut:
    person = found.contributor
    return ExposureStrainOut(
        contributor=person.uid,
        pseudonym=person.pseudonym,
        site=person.site.uid if person.site else None,
        day_minutes=round(found.day_minutes, 1),
        week_minutes=round(found.week_minutes, 1),
        is_over=found.is_over,
        break_until=found.break_until,
    )
