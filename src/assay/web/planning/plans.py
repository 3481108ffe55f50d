"""The plan of a project: against what was really done, its form, and who answers for what."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.money import text_of
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.planning.actions import plans as actions
from assay.planning.enums import MilestoneState
from assay.planning.models import PlanVersion
from assay.planning.queries import plans as queries
from assay.planning.queries.feasibility import newest_of
from assay.planning.queries.progress import progress_of
from assay.planning.queries.standing import today_of
from assay.planning.rules.staffing import RANGES, Need, market_needs, need_of, refuse_assumptions
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in, project_for
from assay.web.planning import plan_form, plan_shown, words
from assay.web.planning.feasibility_shown import shown
from assay.web.planning.plan_chart import chart_of
from assay.web.planning.standard_form import day_of
from assay.web.projects.forms import Filled, refused
from assay.web.requests import done, signed_in, user_of
from assay.work.actions.queues import label_stage

MOST_VERSIONS, MOST_ACTIVITIES, N_EMPTY = 20, 40, 3


@signed_in
@require_GET
def plan(request: HttpRequest, project: UUID) -> HttpResponse:
    """Plan against actual: weeks, milestones, staffing."""
    person = user_of(request)
    found = queries.plan_project_for(person, project)
    versions = list(queries.plans_of(found)[:MOST_VERSIONS])
    baseline = queries.baseline_of(found)
    context: dict[str, object] = {
        "project": found,
        "tab": "plan",
        "versions": versions,
        "may_manage": Permission.MANAGE_PROJECT in permissions_in(person, found),
    }
    if versions and baseline:
        context |= _shown(person, found, versions[0], baseline)
    return render(request, "web/planning/plan.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, project: UUID) -> HttpResponse:
    """Plan, or plan anew; what it takes is shown before it is approved."""
    person, moment = user_of(request), now()
    found = project_for(person, project, Permission.MANAGE_PROJECT)
    version = queries.plan_in_force(found)
    markets, people = queries.markets_of(found), list(queries.named_people(found))
    form = Filled({})
    if request.method == "POST":
        asked = plan_form.typed(request.POST, markets, people)
        if request.POST.get("what") not in {"preview", "weeks"}:
            try:
                actions.publish_plan(
                    person,
                    project=found,
                    volumes=asked.volumes,
                    milestones=asked.milestones,
                    assumptions=asked.assumptions,
                    budget=asked.budget,
                    reason=asked.reason,
                    now=moment,
                )
            except Refused as why:
                form = refused({}, why, (*RANGES, "reason", "budget"))
            else:
                messages.success(request, _("Approved. It is in force, and the baseline stays beside it."))
                return redirect("plan", project=project)
    elif version is not None:
        asked = plan_form.stored(version)
    else:
        measured = plan_form.measured_now(found, moment)
        asked = plan_form.usual(found, label_stage(found), today_of(found, moment), measured)
    needs = _needs(asked)
    context = {
        "project": found,
        "tab": "plan",
        "version": version,
        "form": form,
        "asked": asked,
        "weeks": plan_form.weeks_of(asked),
        "grid": plan_form.grid(asked, markets),
        "assumptions": plan_form.asked_assumptions(asked, form.problems),
        "milestones": plan_form.asked_milestones(asked, people),
        "people": people,
        "needs": market_needs(needs, asked.assumptions),
        "staffing": plan_form.people_grid(asked, markets, needs),
        "amount": text_of(asked.budget.micros) if asked.budget else "",
    }
    return render(request, "web/planning/plan_edit.html", context, status=form.status)


@signed_in
@require_POST
def milestone(request: HttpRequest, project: UUID) -> HttpResponse:
    """A milestone is reached."""
    person, moment = user_of(request), now()
    found = queries.plan_project_for(person, project)
    key = request.POST.get("key", "")
    text = request.POST.get("done_on", "")
    done_on = day_of(text) if text else today_of(found, moment)
    return done(
        request,
        lambda: actions.reach_milestone(person, project=found, key=key, done_on=done_on, now=moment),
        _("Noted."),
        reverse("plan", args=[project]),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def raci(request: HttpRequest, project: UUID) -> HttpResponse:
    """Who is responsible, accountable, consulted, informed; whoever manages the project changes it."""
    person = user_of(request)
    found = queries.plan_project_for(person, project)
    may_manage = Permission.MANAGE_PROJECT in permissions_in(person, found)
    is_edited = may_manage and (request.method == "POST" or request.GET.get("edit") == "1")
    people = list(queries.named_people(found))
    current = queries.raci_of(found)
    columns = plan_shown.raci_people(current, people, is_edited=is_edited)
    rows, form = plan_shown.raci_rows(current, columns), Filled({})
    if request.method == "POST":
        project_for(person, project, Permission.MANAGE_PROJECT)
        rows = _typed_rows(request, columns)
        activities = [
            (
                row.name,
                {str(who.uid): letter for who, letter in zip(columns, row.letters, strict=True) if letter},
            )
            for row in rows
        ]
        try:
            actions.set_raci(person, project=found, activities=activities, now=now())
        except Refused as why:
            form = refused({}, why, ())
        else:
            messages.success(request, _("Saved. The matrix before it stands in the audit trail."))
            return redirect("raci", project=project)
    empty = tuple("" for _person in columns)
    context = {
        "project": found,
        "tab": "raci",
        "raci": current,
        "form": form,
        "columns": columns,
        "rows": [*rows, *(plan_shown.RaciRow("", empty) for _nth in range(N_EMPTY))] if is_edited else rows,
        "letters": [(letter, _(label)) for letter, label in words.LETTERS.items()],
        "is_edited": is_edited,
        "may_manage": may_manage,
    }
    return render(request, "web/planning/raci.html", context, status=form.status)


def _shown(person: User, project: Project, version: PlanVersion, baseline: PlanVersion) -> dict[str, object]:
    today = today_of(project, now())
    found = queries.plan_of(version, project)
    progress = progress_of(project, version, baseline, today)
    milestones = queries.milestones_standing(version, baseline, today)
    feasible = newest_of(project)
    ahead = [each for each in milestones if each.state == MilestoneState.AHEAD]
    return {
        "version": version,
        "baseline": baseline,
        "is_replanned": version.number > baseline.number,
        "progress": progress,
        "weeks": plan_shown.shown_weeks(progress.weeks, today),
        "chart": chart_of(progress.weeks),
        "milestones": [plan_shown.shown_milestone(each, person) for each in milestones],
        "next_milestone": ahead[0].milestone if ahead else None,
        "n_overdue": sum(each.state == MilestoneState.OVERDUE for each in milestones),
        "markets": plan_shown.shown_markets(found),
        "staffing": plan_shown.shown_staffing(found.needs),
        "assumptions": plan_shown.shown_assumptions(found.assumptions),
        "budget": plan_shown.budget_text(version),
        "today": today,
        "feasible": shown(feasible) if feasible else None,
        "feasible_at": reverse("project-feasibility", args=[project.uid]),
    }


def _needs(asked: plan_form.Asked) -> list[Need]:
    """What was typed so far would take this; nothing while it cannot be reckoned with."""
    if refuse_assumptions(asked.assumptions) or any(volume.n_tasks < 0 for volume in asked.volumes):
        return []
    return [need_of(volume, asked.assumptions) for volume in asked.volumes]


def _typed_rows(request: HttpRequest, columns: list[User]) -> list[plan_shown.RaciRow]:
    """Lines that say anything; a letter that is none is left out."""
    rows = []
    for nth in range(MOST_ACTIVITIES):
        name = request.POST.get(f"name_{nth}", "").strip().replace("\0", "")
        letters = tuple(
            letter if (letter := request.POST.get(f"at_{nth}_{who.uid}", "")) in words.LETTERS else ""
            for who in columns
        )
        if name or any(letters):
            rows.append(plan_shown.RaciRow(name, letters))
    return rows
