"""Calendars for other programs: one's own at a secret address, a project's as a file."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assay.kit.clock import now
from assay.kit.ics import MEDIA_TYPE, calendar, etag
from assay.people.actions.feeds import make_feed, revoke_feed
from assay.people.actions.letters import language_of
from assay.people.queries.feeds import owner_of_feed
from assay.planning.queries.events import events_for, milestones
from assay.planning.queries.plans import plan_project_for
from assay.web.notifications.views import page
from assay.web.requests import done, signed_in, user_of


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Without signing in: whoever has the address sees what its person sees at this moment."""
    person = owner_of_feed(secret)
    with override(language_of(person)):
        content = calendar("Assay", events_for(person, now=now()))
    return answered(request, content, "assay.ics")


@signed_in
@require_safe
def project_file(request: HttpRequest, project: UUID) -> HttpResponse:
    """The milestones of a project."""
    found = plan_project_for(user_of(request), project)
    return answered(request, calendar(found.name, milestones([found])), "milestones.ics", is_file=True)


@signed_in
@never_cache
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """The answer shows the address; it is kept nowhere, so it is not a redirect."""
    secret = make_feed(user_of(request), now=now())
    return page(request, feed_address=f"{settings.ASSAY_ADDRESS}/calendar/{secret}.ics")


@signed_in
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    return done(
        request,
        lambda: revoke_feed(user_of(request), now=now()),
        _("The address no longer works."),
        "notifications",
    )


def answered(request: HttpRequest, content: bytes, name: str, *, is_file: bool = False) -> HttpResponse:
    """Programs that ask often are told in a line that nothing has changed."""
    tag = etag(content)
    if tag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(content, content_type=MEDIA_TYPE)
        kind = "attachment" if is_file else "inline"
        response.headers["Content-Disposition"] = f'{kind}; filename="{name}"'
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response
