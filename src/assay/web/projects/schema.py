"""The label schema of a project: read, edited as JSON, checked, published, compared."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
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
from assay.web.projects.schema_shown import shown_schema
from assay.web.requests import page_of, signed_in, user_of


@signed_in
@require_http_methods(["GET", "POST"])
def schema(request: HttpRequest, project: UUID) -> HttpResponse:
    """The version in force, and for who manages the project the document to check and publish."""
    person = user_of(request)
    found = project_for(person, project)
    if request.method == "POST":
        return _edited(request, person, found)
    in_force = found.schema_version
    text = pretty(in_force.document if in_force else EXAMPLE)
    return _page(request, found, text=text, schema=parsed_schema(in_force.pk) if in_force else None)


def _edited(request: HttpRequest, person: User, project: Project) -> HttpResponse:
    """Checked, or published where that was asked for; either way nothing typed is lost."""
    require(person, project, Permission.MANAGE_PROJECT)
    text, note = request.POST.get("document", ""), request.POST.get("note", "").strip()[:2000]
    is_check = request.POST.get("do") == "check"
    try:
        document = read_document(text)
        checked = _checked(project, document)
        if not is_check:
            version = publish_schema(person, project=project, document=document, note=note, now=now())
            messages.success(request, _("Version %(n)s is in force for new claims.") % {"n": version.number})
            return redirect("project-schema", project=project.uid)
    except Refused as why:
        return _page(request, project, text=text, note=note, problems=why.reasons, status=422)
    return _page(request, project, text=text, note=note, schema=checked, is_checked=True)


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
    status: int = 200,
    **more: object,
) -> HttpResponse:
    versions = project.schema_versions.select_related("created_by").order_by("-number")
    context = {
        "project": project,
        "tab": "schema",
        "text": text,
        "schema": shown_schema(schema) if schema else None,
        "page": page_of(request, versions, 20),
        "may_manage": is_allowed(user_of(request), project, Permission.MANAGE_PROJECT),
        **more,
    }
    return render(request, "web/projects/schema.html", context, status=status)


@signed_in
@require_GET
def version(request: HttpRequest, project: UUID, version: UUID) -> HttpResponse:
    """One version as it was published, and what changed against another one."""
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
        "lines": difference(against.document, shown.document) if against else (),
        "versions": found.schema_versions.exclude(pk=shown.pk).order_by("-number")[:50],
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
