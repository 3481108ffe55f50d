"""The market policy matrix in a spreadsheet: out as CSV, and in again after one has seen what it would change."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.actions.guideline_drafts import refuse_matrix
from assay.projects.models import Project
from assay.projects.queries.guideline_drafts import next_policies
from assay.projects.queries.permission import project_for
from assay.projects.rules.policy_table import MOST_CHARACTERS, TABLE_HEAD, Table, as_table, read_table
from assay.web.projects.guideline_policies import keep_over, mark_of
from assay.web.projects.guideline_words import shown_changes
from assay.web.requests import signed_in, user_of


@signed_in
@require_GET
def export(request: HttpRequest, project: UUID) -> HttpResponse:
    """The matrix in force, with a column for every market of the project."""
    found = project_for(user_of(request), project)
    version = found.guideline_version
    codes = list(found.markets.values_list("market__code", flat=True))
    text = as_table(version.policies if version else (), codes)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    number = version.number if version else 0
    response.headers["Content-Disposition"] = f'attachment; filename="policies-{number}.csv"'
    return response


@signed_in
@require_http_methods(["GET", "POST"])
def bring_in(request: HttpRequest, project: UUID) -> HttpResponse:
    """Choose a file, see what it would change, and keep it in the draft."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_QUALITY)
    text = _text(request) if request.method == "POST" else ""
    table = (
        read_table(text)
        if text
        else Table((), (TABLE_HEAD(field="table"),) if request.method == "POST" else ())
    )
    reasons = list(table.problems) or (refuse_matrix(found, table.policies) if text else [])
    if text and not reasons and request.POST.get("do") == "keep":
        if why := _keep(person, found, table, request.POST.get("was")):
            reasons = list(why.reasons)
        else:
            messages.success(request, _("Kept in the draft of the next version."))
            return redirect("project-guideline-draft", project=project)
    context = {
        "project": found,
        "tab": "guideline",
        "part": "policies",
        "text": text,
        "was": mark_of(next_policies(found)),
        "n_policies": len(table.policies),
        "rule_changes": shown_changes(next_policies(found), table.policies) if text and not reasons else (),
        "reasons": reasons,
    }
    return render(request, "web/projects/policy_table.html", context, status=422 if reasons else 200)


def _keep(person: User, project: Project, table: Table, was: str | None) -> Refused | None:
    try:
        keep_over(person, project, table.policies, was)
    except Refused as why:
        return why
    return None


def _text(request: HttpRequest) -> str:
    """Of the file that was chosen, or what was looked at before."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return request.POST.get("table", "")
    content: bytes = file.read(MOST_CHARACTERS * 4)
    return content.decode("utf-8", errors="replace")
