"""The risk register of a project: heat map and list, one risk, its form; what people do with it."""

from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.planning.actions import risks as actions
from assay.planning.enums import Metric, RiskState
from assay.planning.models import Risk
from assay.planning.queries import risks as queries
from assay.planning.queries.standing import today_of
from assay.planning.rules.metrics import METRICS
from assay.planning.rules.risks import SCALE
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in, project_for
from assay.web.planning import risk_shown, words
from assay.web.planning.risk_form import FIELDS, empty_values, owner_from, values_of_risk, words_from
from assay.web.planning.standard_form import day_of
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import done, page_of, signed_in, user_of

MOST_EVENTS = 50


@signed_in
@require_GET
def risks(request: HttpRequest, project: UUID) -> HttpResponse:
    """The heat map, and the register narrowed to what was chosen in it."""
    person = user_of(request)
    found = project_for(person, project, queries.SEES)
    today = today_of(found, now())
    is_residual = request.GET.get("map") == "residual"
    cell = _cell(request.GET.get("cell", ""))
    state = request.GET.get("state", "")
    state = state if state in RiskState.values else ""
    rows = queries.narrowed(queries.risks_of(found), state=state, cell=cell, is_residual=is_residual)
    page = page_of(request, rows)
    counts = queries.state_counts_of(found)
    kept = {"map": "residual" if is_residual else "", "cell": request.GET.get("cell", "") if cell else ""}
    context = {
        "project": found,
        "tab": "risks",
        "page": page,
        "rows": [risk_shown.shown_risk(each, today) for each in page],
        "heat": risk_shown.heat_rows(queries.heat_of(found, is_residual=is_residual), cell),
        "impacts": risk_shown.impact_heads(),
        "is_residual": is_residual,
        "cell": cell,
        "state": state,
        "states": [(each, _(words.RISK_STATES[each][0]), n) for each, n in counts.items() if n],
        "counts": counts,
        "n_risks": sum(counts.values()),
        "n_overdue": queries.n_overdue(found, today),
        "may_manage": Permission.MANAGE_PROJECT in permissions_in(person, found),
        "has_starters": queries.has_starters_left(found),
        "kept": "&".join(f"{name}={value}" for name, value in (kept | {"state": state}).items() if value),
    }
    return render(request, "web/planning/risks.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, project: UUID) -> HttpResponse:
    """A risk of one's own."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_PROJECT)
    form = Filled(empty_values(found))
    if request.method == "POST":
        texts = texts_of(request.POST, FIELDS)
        try:
            made = actions.add_risk(person, project=found, words=words_from(found, texts), now=now())
        except Refused as why:
            form = refused(texts, why, FIELDS)
        else:
            messages.success(request, _("The risk stands in the register."))
            return redirect("risk", risk=made.uid)
    context = {"project": found, "tab": "risks", "form": form, **_choices(found)}
    return render(request, "web/planning/risk_form.html", context, status=form.status)


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, risk: UUID) -> HttpResponse:
    """The same form for a risk that is there."""
    person = user_of(request)
    found = queries.risk_for(person, risk)
    _require(person, found)
    form = Filled(values_of_risk(found))
    if request.method == "POST":
        texts = texts_of(request.POST, FIELDS)
        try:
            actions.change_risk(person, risk=found, words=words_from(found.project, texts), now=now())
        except Refused as why:
            form = refused(texts, why, FIELDS)
        else:
            messages.success(request, _("Saved. What it was before stands in the audit trail."))
            return redirect("risk", risk=risk)
    context = {"project": found.project, "tab": "risks", "risk": found, "form": form}
    context |= _choices(found.project)
    return render(request, "web/planning/risk_form.html", context, status=form.status)


@signed_in
@require_POST
def starters(request: HttpRequest, project: UUID) -> HttpResponse:
    """Begin with the risks that projects of the segment usually have."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_PROJECT)
    try:
        made = actions.add_starters(person, project=found, now=now())
    except Refused as why:
        for reason in why.reasons:
            messages.error(request, reason.said)
    else:
        said = ngettext("%(n)s risk was added.", "%(n)s risks were added.", len(made)) % {"n": len(made)}
        messages.success(request, said)
    return redirect("risks", project=project)


@signed_in
@require_GET
def risk(request: HttpRequest, risk: UUID) -> HttpResponse:
    """One risk: what it is, what was done, and what arose from it."""
    person = user_of(request)
    found = queries.risk_for(person, risk)
    today = today_of(found.project, now())
    events = queries.events_of(found)[:MOST_EVENTS]
    issues = list(queries.issues_of(found)[:MOST_EVENTS])
    may_act = queries.may_act_on(person, found)
    context = {
        "project": found.project,
        "tab": "risks",
        "risk": found,
        "shown": risk_shown.shown_risk(found, today),
        "events": [risk_shown.shown_event(each, found) for each in events],
        "issues": issues,
        "n_unresolved": risk_shown.n_unresolved(issues),
        "moves": risk_shown.moves_of(found) if may_act else [],
        "may_act": may_act,
        "person": person,
        "owners": queries.owners_of(found.project) if may_act else [],
        "today": today,
    }
    return render(request, "web/planning/risk.html", context)


@signed_in
@require_POST
def move(request: HttpRequest, risk: UUID) -> HttpResponse:
    """Mitigated, accepted, closed or open again."""
    person = user_of(request)
    found = queries.risk_for(person, risk)
    given = texts_of(request.POST, ("state", "note"))
    if given["state"] not in RiskState.values:
        raise NotFound
    return done(
        request,
        lambda: actions.move_risk(
            person, risk=found, state=RiskState(given["state"]), note=given["note"], now=now()
        ),
        _("Noted."),
        reverse("risk", args=[risk]),
    )


@signed_in
@require_POST
def review(request: HttpRequest, risk: UUID) -> HttpResponse:
    """It was looked at."""
    person = user_of(request)
    found = queries.risk_for(person, risk)
    (note,) = texts_of(request.POST, ("note",)).values()
    return done(
        request,
        lambda: actions.review_risk(person, risk=found, note=note, now=now()),
        _("Noted. The next review is due after its cadence."),
        reverse("risk", args=[risk]),
    )


@signed_in
@require_POST
def issue(request: HttpRequest, risk: UUID) -> HttpResponse:
    """Something has happened."""
    person, moment = user_of(request), now()
    found = queries.risk_for(person, risk)
    given = texts_of(request.POST, ("what", "happened_on", "owner"))
    at = _moment(given["happened_on"], found.project, moment)
    return done(
        request,
        lambda: actions.note_issue(
            person,
            risk=found,
            what=given["what"],
            happened_at=at,
            owner=owner_from(found.project, given["owner"]),
            now=moment,
        ),
        _("Noted."),
        reverse("risk", args=[risk]),
    )


@signed_in
@require_POST
def resolve(request: HttpRequest, issue: UUID) -> HttpResponse:
    """An issue is over."""
    person = user_of(request)
    found = queries.issue_for(person, issue)
    (resolution,) = texts_of(request.POST, ("resolution",)).values()
    return done(
        request,
        lambda: actions.resolve_issue(person, issue=found, resolution=resolution, now=now()),
        _("Noted."),
        reverse("risk", args=[found.risk.uid]),
    )


def _require(person: User, found: Risk) -> None:
    if not queries.may_act_on(person, found):
        project_for(person, found.project.uid, Permission.MANAGE_PROJECT)


def _cell(text: str) -> tuple[int, int] | None:
    """Likelihood and impact as `4x5`."""
    parts = text.split("x")
    if len(parts) != 2 or not all(part in {str(each) for each in SCALE} for part in parts):
        return None
    return int(parts[0]), int(parts[1])


def _moment(text: str, project: Project, moment: datetime) -> datetime:
    """The beginning of a day of the project; today is now."""
    day = day_of(text) if text else today_of(project, moment)
    if day == today_of(project, moment):
        return moment
    return datetime.combine(day, time(), ZoneInfo(project.time_zone))


def _choices(project: Project) -> dict[str, object]:
    return {
        "categories": [(value, _(label)) for value, label in words.CATEGORIES.items()],
        "likelihoods": risk_shown.likelihood_heads(),
        "impacts": risk_shown.impact_heads(),
        "metrics": [
            (each.value, _(words.METRICS[each]), _(words.UNITS[METRICS[each].unit])) for each in Metric
        ],
        "comparisons": [(value, _(label)) for value, label in words.COMPARISONS.items()],
        "owners": queries.owners_of(project),
    }
