"""Ramp-up: new joiners of a project against its curve, who is behind and why, and what helps; a lead's own only."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Reason, Refused
from assay.people.models import Contributor
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import is_allowed, project_for
from assay.training.actions.ramp import end_buddy, set_buddy, set_ramp
from assay.training.queries.courses import learning_project
from assay.training.queries.ramp import (
    CohortRamp,
    curve_of,
    curves_of,
    joiners_of,
    looked_after,
    near,
    ramp_of,
)
from assay.training.rules.courses import DAYS_TO_RELEARN
from assay.training.rules.ramp import NOT_NEAR, Target
from assay.web.requests import done, signed_in, user_of

N_POINTS, MOST_CANDIDATES = 6, 300
MOST_VERSIONS = 20
# What a form leaves empty or says in words is out of every range, so that the refusal names the week.
NONE = -1.0


@signed_in
@require_GET
def ramp(request: HttpRequest, project: UUID) -> HttpResponse:
    """The chosen cohort week by week, and everybody who began in the past weeks."""
    person = user_of(request)
    found = learning_project(person, project)
    today = now().date()
    cohorts = ramp_of(person, found, today=today)
    context = {
        **_at(found),
        "cohorts": cohorts[1:],
        "chosen": _chosen(cohorts, request.GET.get("cohort", "")),
        "joiners": joiners_of(person, found, today=today),
        "has_curve": bool(curve_of(found)),
        "may_set": is_allowed(person, found, Permission.MANAGE_QUALITY),
        "due_on": (today + timedelta(days=DAYS_TO_RELEARN)).isoformat(),
    }
    return render(request, "web/training/ramp.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def targets(request: HttpRequest, project: UUID) -> HttpResponse:
    """The curve, point by point; lines left empty are no points."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_QUALITY)
    refused: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            set_ramp(person, project=found, curve=list(_points(request.POST)), now=now())
        except Refused as refusal:
            refused = refusal.reasons
        else:
            messages.success(request, _("Saved."))
            return redirect("ramp", project=found.uid)
    versions = curves_of(found)[:MOST_VERSIONS]
    context = {**_at(found), "lines": _lines(found, request.POST), "versions": versions, "reasons": refused}
    return render(request, "web/training/ramp_targets.html", context, status=422 if refused else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def buddy(request: HttpRequest, project: UUID, contributor: UUID) -> HttpResponse:
    """Who goes along with a new joiner: somebody of the same site, or of the crowd in a market of theirs."""
    person = user_of(request)
    found = learning_project(person, project)
    joiner = _joiner(request, found, contributor)
    back = reverse("ramp", args=[found.uid])
    candidates = near(joiner, found)
    if request.method == "POST":
        uid = parse_uid(request.POST.get("buddy", ""))
        chosen = candidates.filter(uid=uid).first() if uid else None

        def choose() -> None:
            if chosen is None:
                raise Refused(NOT_NEAR(field="buddy"))
            set_buddy(person, project=found, joiner=joiner, buddy=chosen, now=now())

        return done(request, choose, _("Both are told."), back)
    context = {
        **_at(found),
        "joiner": joiner,
        "candidates": candidates.select_related("site").order_by("pseudonym")[:MOST_CANDIDATES],
    }
    return render(request, "web/training/ramp_buddy.html", context)


@signed_in
@require_POST
def end(request: HttpRequest, project: UUID, contributor: UUID) -> HttpResponse:
    """Nobody goes along with them any more."""
    person = user_of(request)
    found = learning_project(person, project)
    joiner = _joiner(request, found, contributor)
    return done(
        request,
        lambda: end_buddy(person, project=found, joiner=joiner, now=now()),
        _("Saved."),
        reverse("ramp", args=[found.uid]),
    )


def _at(project: Project) -> dict[str, object]:
    return {"project": project, "tab": "quality", "part": "ramp"}


def _joiner(request: HttpRequest, project: Project, uid: UUID) -> Contributor:
    found = looked_after(user_of(request), project, uid)
    if found is None:
        raise NotFound
    return found


def _chosen(cohorts: list[CohortRamp], asked: str) -> CohortRamp:
    """The cohort of the address, else all joiners together."""
    try:
        begins_on = parse_date(asked) if asked else None
    except ValueError:
        begins_on = None
    return next((each for each in cohorts if each.begins_on == begins_on), cohorts[0])


def _lines(project: Project, typed: QueryDict) -> list[tuple[int, tuple[str, ...]]]:
    """What was typed, else the curve that is there, with room for more."""
    names = ("week", "accuracy", "per_hour", "hours")
    if typed:
        return [(nth, tuple(typed.get(f"{name}-{nth}", "") for name in names)) for nth in range(N_POINTS)]
    lines = [_line(each) for each in curve_of(project)][:N_POINTS]
    return list(enumerate([*lines, *[("", "", "", "")] * (N_POINTS - len(lines))]))


def _line(target: Target) -> tuple[str, ...]:
    hours = "" if target.hours is None else f"{target.hours:g}"
    return str(target.week), f"{100 * target.accuracy:g}", f"{target.per_hour:g}", hours


def _points(form: QueryDict) -> Iterator[Target]:
    for nth in range(N_POINTS):
        week, accuracy, per_hour, hours = (
            form.get(f"{name}-{nth}", "").strip() for name in ("week", "accuracy", "per_hour", "hours")
        )
        if week or accuracy or per_hour or hours:
            yield Target(
                int(_number(week)),
                _number(accuracy) / 100,
                _number(per_hour),
                _number(hours) if hours else None,
            )


def _number(text: str) -> float:
    plain = text.replace(",", ".", 1)
    is_number = plain.isascii() and len(plain) < 9 and plain.replace(".", "", 1).isdigit()
    return float(plain) if is_number else NONE
