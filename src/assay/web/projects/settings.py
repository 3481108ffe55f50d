"""Settings of a project: its own, those of each stage, what a stage asks of people, the markets it serves."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.rules.roles import Permission
from assay.projects.actions.members import set_requirements
from assay.projects.actions.projects import edit_stage
from assay.projects.actions.settings import edit_project, set_markets
from assay.projects.models import Project, Stage
from assay.projects.queries.permission import project_for
from assay.web.people.reading import markets_of, scores_of
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.projects.settings_form import (
    OWN,
    market_choices,
    own_changes,
    own_values,
    requirements_of,
    vendors_of,
)
from assay.web.projects.stage_form import FIELDS, stage_changes, stage_groups, stage_values
from assay.web.projects.words import SEGMENTS, choices
from assay.web.requests import done, signed_in, user_of


@signed_in
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, project: UUID) -> HttpResponse:
    """Every setting with what it means; posting saves the project's own."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_PROJECT)
    form = Filled(own_values(found))
    if request.method == "POST":
        typed = texts_of(request.POST, OWN)
        try:
            edit_project(person, project=found, changes=own_changes(typed), now=now())
        except Refused as why:
            form = refused(typed, why, OWN)
        else:
            messages.success(request, _("Saved."))
            return redirect("project-settings", project=project)
    context = _context(found) | {"form": form}
    return render(request, "web/projects/settings.html", context, status=form.status)


def _context(project: Project) -> dict[str, object]:
    stages = list(project.stages.order_by("position").prefetch_related("skills__skill", "vendors"))
    return {
        "project": project,
        "tab": "settings",
        "segments": choices(SEGMENTS),
        "stages": [requirements_of(stage) for stage in stages],
        "markets": market_choices(project),
    }


@signed_in
@require_http_methods(["GET", "POST"])
def stage(request: HttpRequest, project: UUID, stage: UUID) -> HttpResponse:
    """How a stage asks for judgments: overlap, leases, gold, limits, consensus."""
    person = user_of(request)
    found = _stage(project_for(person, project, Permission.MANAGE_PROJECT), stage)
    form = Filled(stage_values(found))
    if request.method == "POST":
        typed = texts_of(request.POST, FIELDS)
        try:
            edit_stage(person, stage=found, changes=stage_changes(typed), now=now())
        except Refused as why:
            form = refused(typed, why, FIELDS)
        else:
            messages.success(request, _("Saved. It counts for what is claimed from now on."))
            return redirect("stage", project=project, stage=stage)
    context = {"project": found.project, "tab": "settings", "stage": found, "form": form}
    context["groups"] = stage_groups(form)
    return render(request, "web/projects/stage.html", context, status=form.status)


@signed_in
@require_POST
def requirements(request: HttpRequest, project: UUID, stage: UUID) -> HttpResponse:
    """Which skills and vendors a stage asks for; whoever lacks them gets no new tasks."""
    person = user_of(request)
    found = _stage(project_for(person, project, Permission.MANAGE_PROJECT), stage)
    return done(
        request,
        lambda: set_requirements(
            person,
            stage=found,
            skills=scores_of(request.POST),
            vendors=vendors_of(request.POST),
            now=now(),
        ),
        _("Saved. Who may work here was decided anew for every member."),
        reverse("project-settings", args=[project]),
    )


@signed_in
@require_POST
def markets(request: HttpRequest, project: UUID) -> HttpResponse:
    """The markets that the project serves."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_PROJECT)
    return done(
        request,
        lambda: set_markets(person, project=found, markets=markets_of(request.POST)),
        _("Saved."),
        reverse("project-settings", args=[project]),
    )


def _stage(project: Project, uid: UUID) -> Stage:
    found = project.stages.select_related("project__owner").filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found
