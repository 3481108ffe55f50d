"""How soon tickets are answered, and in which hours, over the API."""

from datetime import date, datetime, time
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.support.actions.terms import TermsDraft, set_category_terms, set_site_hours
from assay.support.enums import TicketCategory
from assay.support.queries.terms import (
    HoursInForce,
    TermsInForce,
    hours_in_force,
    require_clocks,
    site_with_clock,
    terms_in_force,
)
from assay.support.rules.clocks import Typed

router = Router(tags=["support"])


class TicketTermsIn(Strict):
    answer_hours: int = Field(description="To the first answer.", examples=[8])
    solution_hours: int = Field(examples=[24])
    closes_after_days: int | None = Field(
        description="That nobody writes; empty: silence closes nothing.", examples=[7]
    )


class TicketTermsOut(Schema):
    category: TicketCategory
    answer_hours: int = Field(examples=[8])
    solution_hours: int = Field(examples=[24])
    closes_after_days: int | None = Field(examples=[7])
    is_around_the_clock: bool
    changed_at: datetime | None = Field(description="Empty: as Assay brings it.")


class SupportHoursIn(Strict):
    days: list[int] = Field(description="0 Monday to 6 Sunday.", examples=[[0, 1, 2, 3, 4]])
    begins: time = Field(examples=["09:00"])
    ends: time = Field(description="Not after the beginning: on the next day.", examples=["18:00"])
    holidays: list[date] = Field(default=[], examples=[["2026-12-25"]])


class SupportHoursOut(Schema):
    site: UUID
    name: str = Field(examples=["Lisbon"])
    zone: str = Field(examples=["Europe/Lisbon"])
    days: list[int]
    begins: str = Field(examples=["09:00"])
    ends: str = Field(examples=["18:00"])
    holidays: list[date]
    changed_at: datetime | None = Field(description="Empty: as Assay brings it.")


class TicketClocksOut(Schema):
    categories: list[TicketTermsOut]
    sites: list[SupportHoursOut] = Field(description="Whose people you see.")


@router.get("/ticket-clocks", response=TicketClocksOut, operation_id="ticket_clocks")
def clocks(request: HttpRequest) -> TicketClocksOut:
    """For who answers tickets: how soon, in which hours, and when silence closes one."""
    user = person_of(request)
    require_clocks(user)
    return TicketClocksOut(
        categories=[_terms(each) for each in terms_in_force()],
        sites=[_hours(each) for each in hours_in_force(user)],
    )


@router.put("/ticket-clocks/{category}", response=TicketTermsOut, operation_id="ticket_clocks_set")
def set_terms(request: HttpRequest, category: TicketCategory, asked: TicketTermsIn) -> TicketTermsOut:
    """It counts for clocks that start from now on."""
    user = person_of(request)
    require_clocks(user)
    set_category_terms(user, category=category.value, draft=TermsDraft(**asked.dict()), now=now())
    return next(_terms(each) for each in terms_in_force() if each.category == category.value)


@router.put("/sites/{uuid:site}/support-hours", response=SupportHoursOut, operation_id="support_hours_set")
def set_hours(request: HttpRequest, site: UUID, asked: SupportHoursIn) -> SupportHoursOut:
    """When tickets of the site's people are answered, by the clock of the site."""
    user = person_of(request)
    found = site_with_clock(user, site)
    typed = Typed(
        [str(each) for each in asked.days],
        asked.begins.isoformat(),
        asked.ends.isoformat(),
        [each.isoformat() for each in asked.holidays],
    )
    set_site_hours(user, site=found, typed=typed, now=now())
    return next(_hours(each) for each in hours_in_force(user) if each.site.pk == found.pk)


def _terms(each: TermsInForce) -> TicketTermsOut:
    return TicketTermsOut(
        category=TicketCategory(each.category),
        answer_hours=each.terms.answer_hours,
        solution_hours=each.terms.solution_hours,
        closes_after_days=each.terms.closes_after_days,
        is_around_the_clock=each.terms.is_around_the_clock,
        changed_at=each.changed_at,
    )


def _hours(each: HoursInForce) -> SupportHoursOut:
    return SupportHoursOut(
        site=each.site.uid,
        name=each.site.name,
        zone=each.site.time_zone,
        days=sorted(each.hours.days),
        begins=f"{each.hours.begins:%H:%M}",
        ends=f"{each.hours.ends:%H:%M}",
        holidays=sorted(each.hours.holidays),
        changed_at=each.changed_at,
    )
