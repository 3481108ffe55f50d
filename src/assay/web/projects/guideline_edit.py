"""The next version of a guideline while it is written: it saves itself, and every button works without a script."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.actions.guideline_drafts import publish_draft, save_draft
from assay.projects.enums import ChangeKind, DraftState
from assay.projects.models import GuidelineDraft, Project
from assay.projects.queries.guideline_drafts import open_draft
from assay.projects.queries.permission import permissions_in, project_for
from assay.projects.queries.schemas import parsed_schema
from assay.web.projects.guideline_words import KINDS
from assay.web.projects.quiz_form import Asked, concerns_of
from assay.web.projects.sections import (
    Draft,
    changed,
    draft_of,
    drafted,
    kept,
    preview_of,
    problems_of,
    with_problems,
)
from assay.web.requests import signed_in, user_of


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, project: UUID) -> HttpResponse:
    """Every button sends and keeps the whole form, so that nothing typed is lost and no script is needed."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_QUALITY)
    saved = open_draft(found)
    if saved is not None and saved.state != DraftState.DRAFT:
        return redirect("project-guideline-draft", project=project)
    if request.method == "GET":
        draft = kept(saved) if saved else draft_of(found.guideline_version)
        return _editor(request, found, saved, draft)
    step = request.POST.get("do", "save")
    draft = changed(drafted(request.POST), step)
    is_kept = False
    try:
        saved = _keep(person, found, saved, draft)
        is_kept = True
        if step == "publish":
            return _publish(request, person, saved)
    except Refused as why:
        return _editor(request, found, saved, draft, is_kept=is_kept, why=why)
    if step == "done":
        return redirect("project-guideline-draft", project=project)
    return _editor(request, found, saved, draft, is_previewed=step == "preview")


def _keep(person: User, project: Project, saved: GuidelineDraft | None, draft: Draft) -> GuidelineDraft:
    version = project.guideline_version
    policies = saved.policies if saved else version.policies if version else []
    return save_draft(
        person,
        project=project,
        written=draft.written(policies),
        revision=draft.revision,
        now=now(),
    )


def _publish(request: HttpRequest, person: User, saved: GuidelineDraft) -> HttpResponse:
    version = publish_draft(person, draft=saved, now=now())
    sentence = (
        _("Version %(n)s is in force. Members were asked to acknowledge it.")
        if version.needs_acknowledgment
        else _("Version %(n)s is in force. Nobody has to acknowledge it again.")
    )
    messages.success(request, sentence % {"n": version.number})
    return redirect("project-guideline", project=saved.project.uid)


def _editor(
    request: HttpRequest,
    project: Project,
    saved: GuidelineDraft | None,
    draft: Draft,
    *,
    is_previewed: bool = False,
    is_kept: bool = True,
    why: Refused | None = None,
) -> HttpResponse:
    problems = problems_of(why) if why else {}
    version = project.schema_version_id
    context = {
        "project": project,
        "tab": "guideline",
        "part": "draft",
        "saved": saved,
        # What was refused stays written over the revision it was written over: pressing again forces nothing in.
        "revision": (saved.revision if saved else "") if is_kept else draft.revision,
        "is_behind": saved is not None and saved.based_on != _number(project),
        "draft": draft,
        "kinds": [(kind, *(_(word) for word in KINDS[ChangeKind(kind)])) for kind in ChangeKind.values],
        "quiz": [*draft.quiz, *([] if draft.quiz else [Asked()])],
        "concerns": concerns_of(
            parsed_schema(version) if version else None, draft.concerns or {}, get_language() or "en"
        ),
        "chosen_markets": (draft.concerns or {}).get("markets", []),
        "markets": list(project.markets.order_by("market__name").values_list("market__code", "market__name")),
        "sections": with_problems(draft, problems),
        "preview": preview_of(draft) if is_previewed else None,
        "problems": problems,
        "reasons": why.reasons if why else (),
        "may_publish": Permission.MANAGE_PROJECT in permissions_in(user_of(request), project),
    }
    return render(request, "web/projects/guideline_edit.html", context, status=422 if why else 200)


def _number(project: Project) -> int:
    return project.guideline_version.number if project.guideline_version else 0
