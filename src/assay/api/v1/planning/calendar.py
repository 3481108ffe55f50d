"""Calendars for other programs: the secret address of one's own, and the milestones of a project."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates_secret
from assay.kit.clock import now
from assay.kit.ics import MEDIA_TYPE, calendar, etag
from assay.people.actions.feeds import make_feed, revoke_feed
from assay.people.queries.feeds import feed_of
from assay.planning.queries.events import milestones
from assay.planning.queries.plans import plan_project_for

router = Router(tags=["people"])


class CalendarAddress(Schema):
    address: str = Field(
        description="Shown this once; whoever has it reads your dates.",
        examples=["https://assay.example.org/calendar/5f0….ics"],
    )


class CalendarFeedOut(Schema):
    works_since: datetime | None = Field(description="Null: no address works.")


@router.get("/me/calendar", response=CalendarFeedOut, operation_id="calendar_get")
def get(request: HttpRequest) -> CalendarFeedOut:
    """Whether an address of your calendar works, and since when; the address itself was shown once."""
    found = feed_of(person_of(request))
    return CalendarFeedOut(works_since=found.created_at if found else None)


@router.post("/me/calendar", response={201: CalendarAddress}, operation_id="calendar_create")
@creates_secret
def create(request: HttpRequest) -> CalendarAddress:
    """Make a secret address for your calendar program; the one before it stops working."""
    secret = make_feed(person_of(request), now=now())
    return CalendarAddress(address=f"{settings.ASSAY_ADDRESS}/calendar/{secret}.ics")


@router.delete("/me/calendar", response={204: None}, operation_id="calendar_revoke")
def revoke(request: HttpRequest) -> HttpResponse:
    """Revoke your address; it stops working at once."""
    revoke_feed(person_of(request), now=now())
    return HttpResponse(status=204)


@router.get("/projects/{uuid:project}/plan/calendar", operation_id="plan_calendar", response={200: None})
def project_calendar(request: HttpRequest, project: UUID) -> HttpResponse:
    """The milestones of a project as iCalendar (text/calendar)."""
    found = plan_project_for(person_of(request), project)
    content = calendar(found.name, milestones([found]))
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response.headers["ETag"] = etag(content)
    return response
