"""Standing of a project: who is warned, reads again, is on probation or paused, and by which rules."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Refused
from assay.people.queries.scope import one_of, others_visible
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import permissions_in, project_for
from assay.projects.queries.staffing import members_seen_by
from assay.quality.actions import standing as actions
from assay.quality.actions import standing_rules as of_rules
from assay.quality.enums import StepKind
from assay.quality.queries.appeals import appealable
from assay.quality.queries.standing import (
    rules_for,
    rules_in_force,
    rules_of,
    step_for,
    steps_seen_by,
    versions_of,
)
from assay.web.requests import done, page_of, signed_in, user_of
from assay.web.standing.forms import others, proposed, read_form, shown_rows
from assay.web.standing.shown import shown_rule, shown_simulation, shown_step
from assay.web.standing.words import STEPS

MOST_OFFERED = 500

# Python refuses to read numbers of thousands of digits.
MOST_DIGITS = 9


@signed_in
@require_GET
def standing(request: HttpRequest, project: UUID) -> HttpResponse:
    """The people in sight with a step in force, or what has ended."""
    person = user_of(request)
    found = project_for(person, project)
    is_open = request.GET.get("state") != "ended"
    page = page_of(request, steps_seen_by(person, found, is_open=is_open))
    may_manage = Permission.MANAGE_QUALITY in permissions_in(person, found)
    version = rules_in_force(found)
    context = {
        "project": found,
        "page": page,
        "rows": [shown_step(each) for each in page],
        "is_open": is_open,
        "version": version,
        "may_manage": may_manage,
        "appealable": set() if may_manage else appealable(person, list(page)),
        "members": members_seen_by(person, found, "")[:MOST_OFFERED] if may_manage and is_open else (),
        "steps": [(each.value, _(text)) for each, text in STEPS.items()],
        "kept": "" if is_open else "state=ended",
    }
    return render(request, "web/standing/standing.html", context)


@signed_in
@require_POST
def take(request: HttpRequest, project: UUID) -> HttpResponse:
    """A step by hand."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_QUALITY)
    uid, kind = parse_uid(request.POST.get("contributor", "")), request.POST.get("step", "")
    if uid is None or kind not in StepKind.values:
        raise NotFound
    contributor = one_of(others_visible(person), uid)
    days = request.POST.get("days", "")

    def change() -> None:
        actions.take_step(
            person,
            project=found,
            contributor=contributor,
            step=StepKind(kind),
            reason=request.POST.get("reason", ""),
            days=min(int(days), 365) if days.isdecimal() and len(days) <= MOST_DIGITS else 0,
            way_back=request.POST.get("way_back", ""),
            now=now(),
        )

    return done(request, change, _("Done, and the person was told."), reverse("standing", args=[project]))


@signed_in
@require_POST
def lift(request: HttpRequest, step: UUID) -> HttpResponse:
    person = user_of(request)
    found = step_for(person, step)

    def change() -> None:
        actions.lift(person, step=found, reason=request.POST.get("reason", ""), now=now())

    return done(
        request, change, _("Lifted, and the person was told."), reverse("standing", args=[found.project.uid])
    )


@signed_in
@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest, project: UUID) -> HttpResponse:
    """Versions of the rules, and the form of the next one."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_QUALITY)
    versions = versions_of(found)
    refused: Refused | None = None
    if request.method == "POST":
        given = read_form(request.POST)
        try:
            made = of_rules.make_rules(
                person, project=found, given=given, note=request.POST.get("note", ""), now=now()
            )
            of_rules.start_simulation(person, version=made, now=now())
        except Refused as why:
            refused = why
        else:
            return redirect("standing-version", version=made.uid)
    else:
        last = versions.first()
        given = list(last.rules) if last else proposed()
    reasons = refused.reasons if refused else ()
    context = {
        "project": found,
        "versions": versions[:20],
        "rows": shown_rows(given, reasons),
        "reasons": others(reasons),
        "is_first": not versions.exists(),
        "note": request.POST.get("note", ""),
    }
    return render(request, "web/standing/rules.html", context, status=refused.status if refused else 200)


@signed_in
@require_GET
def version(request: HttpRequest, version: UUID) -> HttpResponse:
    """One version: its rules in words, and what they would have done in the past month."""
    found = rules_for(user_of(request), version)
    context = {
        "project": found.project,
        "version": found,
        "rules": [shown_rule(each) for each in rules_of(found)],
        "simulation": shown_simulation(found),
    }
    return render(request, "web/standing/version.html", context)


@signed_in
@require_POST
def simulate(request: HttpRequest, version: UUID) -> HttpResponse:
    """Once more, over what counts by now."""
    person = user_of(request)
    found = rules_for(person, version)
    try:
        of_rules.start_simulation(person, version=found, now=now())
    except Refused as refused:
        messages.error(request, refused.reasons[0].said)
    return redirect("standing-version", version=version)


@signed_in
@require_POST
def switch(request: HttpRequest, version: UUID) -> HttpResponse:
    """On or off."""
    person = user_of(request)
    found = rules_for(person, version)
    where = reverse("standing-version", args=[version])
    if request.POST.get("to") == "off":
        return done(
            request,
            lambda: of_rules.switch_off(person, version=found, now=now()),
            _("The rules are off. Steps in force go on to their end or way back."),
            where,
        )
    return done(
        request,
        lambda: of_rules.switch_on(person, version=found, now=now()),
        _("The rules are in force."),
        where,
    )
