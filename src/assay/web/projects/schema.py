"""The label schema of a project: read, edited, checked, looked over, published, compared."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.actions.versions import publish_schema
from assay.projects.models import LabelSchemaVersion, Project
from assay.projects.queries.permission import is_allowed, project_for, require
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.json_schema import published
from assay.projects.rules.label_schema import LabelSchema, parse
from assay.projects.rules.versions import lost_answers
from assay.web.projects.documents import EXAMPLE, difference, pretty, read_document
from assay.web.projects.schema_editor import editor_config
from assay.web.projects.schema_review import review_of, with_mapping
from assay.web.projects.schema_shown import changes_shown, shown_schema
from assay.web.requests import page_of, signed_in, user_of

MOST_VERSIONS = 50


@signed_in
@ensure_csrf_cookie
@require_http_methods(["GET", "POST"])
def schema(request: HttpRequest, project: UUID) -> HttpResponse:
    """The version in force, and for who manages the project the editor of the next one."""
    person = user_of(request)
    found = project_for(person, project)
    if request.method == "POST":
        return _edited(request, person, found)
    in_force = found.schema_version
    text = pretty(in_force.document if in_force else EXAMPLE)
    return _page(request, found, text=text, schema=parsed_schema(in_force.pk) if in_force else None)


def _edited(request: HttpRequest, person: User, project: Project) -> HttpResponse:
    """Checked, looked over, or published, as it was asked for; in every case nothing typed is lost."""
    require(person, project, Permission.MANAGE_PROJECT)
    text, note = request.POST.get("document", ""), request.POST.get("note", "").strip()[:2000]
    step = request.POST.get("do", "publish")
    page = partial(_page, request, project, text=text, note=note, is_typed=True)
    if step == "edit":
        return page()
    try:
        document = read_document(text)
        if step == "check":
            return page(schema=_checked(project, document), is_checked=True)
        if step == "review":
            return _review(request, project, document, note)
        version = publish_schema(
            person, project=project, document=with_mapping(document, request.POST), note=note, now=now()
        )
    except Refused as why:
        return page(problems=why.reasons, status=422)
    messages.success(request, _("Version %(n)s is in force for new claims.") % {"n": version.number})
    return redirect("project-schema", project=project.uid)


def _review(request: HttpRequest, project: Project, document: object, note: str) -> HttpResponse:
    """What publishing would change, in sentences, and where the answers go that are retired."""
    context = {"project": project, "tab": "schema", "note": note, "review": review_of(project, document)}
    return render(request, "web/projects/schema_review.html", context)


def _checked(project: Project, document: dict[str, object]) -> LabelSchema:
    """The schema of a document that could be published."""
    found = parse(document)
    if project.schema_version_id is not None:
        lost = lost_answers(parsed_schema(project.schema_version_id), found)
        if lost:
            raise Refused(*lost)
    return found


def _page(
    request: HttpRequest,
    project: Project,
    *,
    text: str,
    schema: LabelSchema | None = None,
    is_typed: bool = False,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    versions = project.schema_versions.select_related("created_by").order_by("-number")
    may_manage = is_allowed(user_of(request), project, Permission.MANAGE_PROJECT)
    context = {
        "project": project,
        "tab": "schema",
        "text": text,
        "schema": shown_schema(schema) if schema else None,
        "page": page_of(request, versions, 20),
        "may_manage": may_manage,
        "config": editor_config(user_of(request), project, is_typed=is_typed) if may_manage else None,
        **more,
    }
    return render(request, "web/projects/schema.html", context, status=status)


@signed_in
@require_GET
def version(request: HttpRequest, project: UUID, version: UUID) -> HttpResponse:
    """One version as it was published, and what changed against another one: in sentences, and line by line."""
    found = project_for(user_of(request), project)
    shown = _version(found, version)
    against = _compared(found, shown, request.GET.get("against", ""))
    context = {
        "project": found,
        "tab": "schema",
        "version": shown,
        "schema": shown_schema(parsed_schema(shown.pk)),
        "text": pretty(shown.document),
        "against": against,
        "changes": changes_shown(parsed_schema(against.pk), parsed_schema(shown.pk)) if against else (),
        "lines": difference(against.document, shown.document) if against else (),
        "versions": found.schema_versions.exclude(pk=shown.pk).order_by("-number")[:MOST_VERSIONS],
    }
    return render(request, "web/projects/schema_version.html", context)


@require_GET
def json_schema(request: HttpRequest) -> JsonResponse:
    """The published JSON Schema of the document: no secret, so for everybody."""
    response = JsonResponse(published(), json_dumps_params={"indent": 2})
    response.headers["Content-Type"] = "application/schema+json"
    response.headers["Content-Disposition"] = 'attachment; filename="label-schema.json"'
    return response


def _version(project: Project, uid: UUID) -> LabelSchemaVersion:
    found = project.schema_versions.select_related("created_by").filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def _compared(project: Project, shown: LabelSchemaVersion, asked: str) -> LabelSchemaVersion | None:
    """The version that was asked for, else the one before."""
    uid = parse_uid(asked)
    if uid is not None:
        return _version(project, uid)
    return project.schema_versions.filter(number__lt=shown.number).order_by("-number").first()
