"""Coaching at a site or in a team: who was coached, by whom, and what is to be followed up."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from assay.kit.clock import now as the_time
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound
from assay.partners.queries.coaching import coaching_part, coaching_parts, coverage_of, sessions_at
from assay.people.queries.scope import scope_of
from assay.people.rules.roles import Permission
from assay.web.partners.coaching_words import COACHED_AS
from assay.web.requests import page_of, signed_in, user_of


@signed_in
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """The first site in sight."""
    person = user_of(request)
    if scope_of(person, Permission.VIEW_PEOPLE).is_empty:
        raise NotFound
    parts = coaching_parts(person)
    return (
        redirect("coaching-site", parts[0].site.uid)
        if parts
        else render(request, "web/partners/no_site.html")
    )


@signed_in
@require_GET
def site(request: HttpRequest, site: UUID) -> HttpResponse:
    """Coverage of four weeks, and the sessions, newest first."""
    person, now = user_of(request), the_time()
    part = coaching_part(person, site, parse_uid(request.GET.get("team", "")))
    page = page_of(request, sessions_at(part))
    context = {
        "parts": coaching_parts(person),
        "part": part,
        "coverage": coverage_of(part, now=now),
        "page": page,
        "sessions": [(each, _(COACHED_AS[each.coached_as])) for each in page],
        "today": now.date(),
        "kept": f"team={part.team.uid}" if part.team else "",
    }
    return render(request, "web/partners/coaching.html", context)
