"""What one is told: all that is in force, and that one has read it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.support.actions.announcements import read_announcement
from assay.support.queries.announcements import announcement_for, told
from assay.web.requests import signed_in, user_of


@signed_in
@require_GET
def announcements(request: HttpRequest) -> HttpResponse:
    """What is unread first."""
    rows = told(user_of(request), language=get_language() or "en", now=the_time())
    return render(request, "web/support/own_announcements.html", {"rows": rows})


@signed_in
@require_POST
def read(request: HttpRequest, announcement: UUID) -> HttpResponse:
    person, now = user_of(request), the_time()
    read_announcement(person, announcement=announcement_for(person, announcement, now=now), now=now)
    return redirect("own-announcements")
