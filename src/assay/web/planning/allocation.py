"""Who works on what in a week: the proposal, what binds, and its people; proposed, corrected, applied, taken back."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now, working_day
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.planning.actions import allocations as actions
from assay.planning.actions.bottlenecks import start_look
from assay.planning.actions.pools import choose
from assay.planning.enums import Placing
from assay.planning.models import AllocationRun
from assay.planning.queries import allocations as queries
from assay.planning.queries.bottlenecks import findings_shown
from assay.planning.rules.allocation import Terms
from assay.planning.rules.pools import UNKNOWN
from assay.projects.models import Project
from assay.projects.queries.permission import visible_projects
from assay.web.jobs.starting import to_job
from assay.web.planning.allocation_shown import matrix_of, shown_idle, shown_met, shown_people
from assay.web.planning.findings_shown import shown_findings
from assay.web.planning.pools import hours_of, kinds, named, week_of
from assay.web.projects.forms import texts_of
from assay.web.requests import done, page_of, signed_in, user_of

TERMS = ("shrinkage", "occupancy", "least_hours", "accuracy_floor")
OVERRIDE = ("pseudonym", "project", "kind", "hours", "reason")
MOST_RUNS = 8


@signed_in
@require_GET
def allocation(request: HttpRequest, run: UUID | None = None) -> HttpResponse:
    """One run, the newest if none is named; a site lead's own people in what was applied."""
    person = user_of(request)
    runs = queries.runs_seen_by(person)
    found = queries.run_for(person, run) if run else runs.first()
    sees_everything = queries.sees_everything(person)
    today = working_day(now(), "UTC")
    context: dict[str, object] = {
        "run": found,
        "runs": runs[:MOST_RUNS],
        "weeks": queries.weeks_offered(today),
        "sees_everything": sees_everything,
        "findings": shown_findings(findings_shown(person)),
        "terms": queries.terms_of(found) if found else Terms(),
    }
    if found is not None:
        context |= _shown(request, person, found, sees_everything=sees_everything)
        context["is_over"] = found.week_on < queries.weeks_offered(today)[0]
        context["is_stale"] = queries.chosen_since(found)
    return render(request, "web/planning/allocation.html", context)


def _shown(
    request: HttpRequest, person: User, run: AllocationRun, *, sees_everything: bool
) -> dict[str, object]:
    text = request.GET.get("q", "").strip().replace("\0", "")[:60]
    page = page_of(request, queries.people_of(person, run, text=text))
    result = queries.result_of(run)
    before = queries.compared_with(run)
    return {
        "before": before,
        "result": result if sees_everything else None,
        "met": shown_met(result, queries.hours_by_demand(before) if before else None)
        if sees_everything
        else [],
        "idle": shown_idle(result.idle) if sees_everything else [],
        "matrix": matrix_of(queries.hours_by_site(person, run)),
        "page": page,
        "people": shown_people(
            page,
            queries.assignments_of(run, page),
            queries.assignments_of(before, page) if before else None,
        ),
        "text": text,
        "kept": f"q={text}" if text else "",
        "projects": visible_projects(person).filter(state="open").order_by("name"),
        "kinds": kinds(),
    }


@signed_in
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Reckon a week, in a job."""
    person = user_of(request)
    queries.require_sight(person)
    texts = texts_of(request.POST, ("week_on", *TERMS))
    return to_job(
        request,
        lambda: actions.start_proposal(
            person, week_on=week_of(texts["week_on"]) or date(1, 1, 2), terms=_terms(texts), now=now()
        ),
        reverse("allocation"),
    )


@signed_in
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Who will have no work, and which work nobody: reckoned now, in a job."""
    person = user_of(request)
    queries.require_sight(person)
    return to_job(request, lambda: start_look(person, now=now()), reverse("allocation"))


@signed_in
@require_POST
def apply(request: HttpRequest, run: UUID) -> HttpResponse:
    """One click: members are added, and people are held to it while its week lasts."""
    person = user_of(request)
    found = queries.run_for(person, run)
    return to_job(
        request,
        lambda: actions.start_application(person, run=found, now=now()),
        reverse("allocation-run", args=[run]),
    )


@signed_in
@require_POST
def withdraw(request: HttpRequest, run: UUID) -> HttpResponse:
    """Nobody is held to it any more."""
    person = user_of(request)
    found = queries.run_for(person, run)
    return done(
        request,
        lambda: actions.take_back(person, run=found, now=now()),
        _("Taken back. Everybody gets tasks of all their projects again."),
        reverse("allocation-run", args=[run]),
    )


@signed_in
@require_POST
def override(request: HttpRequest, run: UUID) -> HttpResponse:
    """Somebody in, out or pinned for the week of the run; kept in every proposal of it."""
    person = user_of(request)
    found = queries.run_for(person, run)
    texts = texts_of(request.POST, OVERRIDE)
    if texts["kind"] not in Placing.values:
        raise NotFound
    return done(
        request,
        lambda: _override(person, found, texts),
        _("Noted for that week. The next proposal keeps it and fits everything else around it."),
        reverse("allocation-run", args=[run]) + "#people",
    )


def _override(person: User, run: AllocationRun, texts: Mapping[str, str]) -> None:
    choose(
        person,
        project=_project(person, texts["project"]),
        contributor=named(person, texts["pseudonym"]),
        kind=Placing(texts["kind"]),
        hours=hours_of(texts["hours"]),
        week_on=run.week_on,
        reason=texts["reason"],
        now=now(),
    )


def _project(person: User, text: str) -> Project:
    uid = parse_uid(text)
    found = visible_projects(person).filter(uid=uid).first() if uid else None
    if found is None:
        raise Refused(UNKNOWN(field="project", what=_("project"), name=text[:60] or "–"))
    return found


def _terms(texts: Mapping[str, str]) -> Terms:
    """Shares are typed in percent; what is no number is one that the rules refuse."""
    usual = Terms()
    return Terms(
        shrinkage=_number(texts["shrinkage"], usual.shrinkage, 100),
        occupancy=_number(texts["occupancy"], usual.occupancy, 100),
        least_hours=_number(texts["least_hours"], usual.least_hours, 1),
        accuracy_floor=_number(texts["accuracy_floor"], usual.accuracy_floor, 100),
    )


def _number(text: str, usual: float, scale: int) -> float:
    found = hours_of(text)
    return usual if found is None else found / scale
