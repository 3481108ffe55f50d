"""The guideline of a project: written in sections, previewed, published, and who has acknowledged it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.actions.versions import publish_guideline
from assay.projects.models import Project
from assay.projects.queries.guidelines import rendered
from assay.projects.queries.permission import permissions_in, project_for
from assay.projects.queries.staffing import acknowledged, needed_number, readers_of
from assay.web.projects.sections import (
    Draft,
    changed,
    draft_of,
    drafted,
    preview_of,
    problems_of,
    with_problems,
)
from assay.web.requests import page_of, signed_in, user_of


@signed_in
@require_GET
def guideline(request: HttpRequest, project: UUID) -> HttpResponse:
    """The version in force as contributors read it, who has acknowledged it, and every version."""
    person = user_of(request)
    found = project_for(person, project)
    given = permissions_in(person, found)
    version = found.guideline_version
    context = {
        "project": found,
        "tab": "guideline",
        "version": version,
        "guideline": rendered(version) if version else None,
        "people": acknowledged(found),
        "page": page_of(
            request, found.guideline_versions.select_related("created_by").order_by("-number"), 20
        ),
        "may_manage": Permission.MANAGE_PROJECT in given,
        "sees_people": Permission.VIEW_PEOPLE in given,
    }
    return render(request, "web/projects/guideline.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, project: UUID) -> HttpResponse:
    """A new version: every button sends the whole form, so that nothing typed is lost and no script is needed."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_PROJECT)
    if request.method == "GET":
        return _editor(request, found, draft_of(found.guideline_version))
    step = request.POST.get("do", "preview")
    draft = changed(drafted(request.POST), step)
    if step != "publish":
        return _editor(request, found, draft, is_previewed=step == "preview")
    try:
        _publish(request, person, found, draft)
    except Refused as why:
        return _editor(request, found, draft, why=why)
    return redirect("project-guideline", project=project)


def _publish(request: HttpRequest, person: User, project: Project, draft: Draft) -> None:
    version = publish_guideline(
        person,
        project=project,
        title=draft.title,
        sections=[{"id": each.id, "title": each.title, "markdown": each.markdown} for each in draft.sections],
        change_note=draft.change_note,
        needs_acknowledgment=draft.needs_acknowledgment,
        now=now(),
    )
    sentence = (
        _("Version %(n)s is in force. Members were asked to acknowledge it.")
        if draft.needs_acknowledgment
        else _("Version %(n)s is in force. Nobody has to acknowledge it again.")
    )
    messages.success(request, sentence % {"n": version.number})


def _editor(
    request: HttpRequest,
    project: Project,
    draft: Draft,
    *,
    is_previewed: bool = False,
    why: Refused | None = None,
) -> HttpResponse:
    problems = problems_of(why) if why else {}
    context = {
        "project": project,
        "tab": "guideline",
        "draft": draft,
        "sections": with_problems(draft, problems),
        "preview": preview_of(draft) if is_previewed else None,
        "problems": problems,
        "reasons": why.reasons if why else (),
    }
    return render(request, "web/projects/guideline_edit.html", context, status=422 if why else 200)


@signed_in
@require_GET
def readers(request: HttpRequest, project: UUID) -> HttpResponse:
    """Who has acknowledged the guideline in force; who has not comes first."""
    person = user_of(request)
    found = project_for(person, project)
    version = found.guideline_version
    if version is None or Permission.VIEW_PEOPLE not in permissions_in(person, found):
        raise NotFound
    context = {
        "project": found,
        "tab": "guideline",
        "version": version,
        "needed": needed_number(version),
        "people": acknowledged(found),
        "page": page_of(request, readers_of(person, version)),
    }
    return render(request, "web/projects/guideline_readers.html", context)
