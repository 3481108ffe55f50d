"""Who has worked on a project: how much, how fast, how well."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assay.people.rules.roles import Permission
from assay.projects.queries.permission import permissions_in, project_for
from assay.web.projects.volume_rows import volume_rows
from assay.web.requests import signed_in, user_of

MOST = 200


@signed_in
@require_GET
def contributors(request: HttpRequest, project: UUID) -> HttpResponse:
    """The 200 who judged most, or those whose pseudonym has the text."""
    person = user_of(request)
    found = project_for(person, project)
    text = request.GET.get("q", "").strip().replace("\0", "")[:60]
    given = permissions_in(person, found)
    rows = volume_rows(person, found, given, most=MOST + 1, text=text)
    context = {
        "project": found,
        "tab": "contributors",
        "rows": rows[:MOST],
        "has_more": len(rows) > MOST,
        "text": text,
        "sees_answers": Permission.VIEW_ANSWERS in given,
    }
    return render(request, "web/projects/contributors.html", context)
