"""The shift page: for whoever takes over a site or a team, on a phone, on paper or on a screen."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound
from assay.partners.actions.handover import close_point, read_note, write_note
from assay.partners.queries.coaching import coaching_parts
from assay.partners.queries.handover import note_in_sight
from assay.partners.queries.shift_board import shift_board
from assay.partners.rules.handover import MOST_IN_NOTE
from assay.people.models import User
from assay.people.queries.scope import scope_of
from assay.people.queries.site_parts import SitePart, site_part, site_parts
from assay.people.rules.roles import Permission
from assay.web.partners.reading import moment_in
from assay.web.partners.shift_shown import (
    address_of,
    columns,
    news_of,
    shown_attendance,
    shown_declared,
    shown_errors,
    shown_targets,
    tally_of,
)
from assay.web.requests import done, signed_in, user_of


@signed_in
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """The first site in sight. Who sees people, but no site as a whole, reads why there is none."""
    person = user_of(request)
    if scope_of(person, Permission.VIEW_PEOPLE).is_empty:
        raise NotFound
    parts = site_parts(person)
    return (
        redirect("shift-board", parts[0].site.uid) if parts else render(request, "web/partners/no_site.html")
    )


@signed_in
@require_GET
def board(request: HttpRequest, site: UUID) -> HttpResponse:
    """The shift that is on, or the one asked for."""
    person, now = user_of(request), the_time()
    part = _part(person, site, request)
    found = shift_board(
        person, part, moment=moment_in(request.GET.get("at", ""), part.site.time_zone, now), now=now
    )
    turns = found.turns
    context = {
        "parts": site_parts(person),
        "part": part,
        "board": found,
        "turn": turns.on,
        "is_on": turns.on is not None and turns.on.covers(now),
        "before": address_of(turns.before),
        "after": address_of(turns.after),
        "people": shown_attendance(found.attendance),
        "declared": shown_declared(found.declared, found.day_on),
        "tally": tally_of(found.attendance),
        "metrics": columns(),
        "may_coach": any(each.site == part.site for each in coaching_parts(person)),
        "projects": shown_targets(found.targets),
        "news": news_of(found),
        "errors": shown_errors(found),
        "most": MOST_IN_NOTE,
    }
    return render(request, "web/partners/shift.html", context)


@signed_in
@require_POST
def write(request: HttpRequest, site: UUID) -> HttpResponse:
    person, now = user_of(request), the_time()
    part = _part(person, site, request)
    kind = "point" if "point" in request.POST else "note"
    return done(
        request,
        lambda: write_note(person, part=part, kind=kind, text=request.POST.get("text", ""), now=now),
        _("Written down for the next shift."),
        _board(part),
    )


@signed_in
@require_POST
def read(request: HttpRequest, note: UUID) -> HttpResponse:
    person, now = user_of(request), the_time()
    found, part = note_in_sight(person, note)
    return done(
        request,
        lambda: read_note(person, note=found, part=part, now=now),
        _("Marked as read."),
        _board(part),
    )


@signed_in
@require_POST
def close(request: HttpRequest, note: UUID) -> HttpResponse:
    person, now = user_of(request), the_time()
    found, part = note_in_sight(person, note)
    outcome = request.POST.get("outcome", "")
    return done(
        request,
        lambda: close_point(person, note=found, part=part, outcome=outcome, now=now),
        _("Closed: it is carried forward no more."),
        _board(part),
    )


def _part(person: User, site: UUID, request: HttpRequest) -> SitePart:
    return site_part(person, site, parse_uid(request.GET.get("team", "") or request.POST.get("team", "")))


def _board(part: SitePart) -> str:
    where = reverse("shift-board", args=[part.site.uid])
    return f"{where}?team={part.team.uid}" if part.team else where
