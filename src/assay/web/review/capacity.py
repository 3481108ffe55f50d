"""Whether reviewers and adjudicators keep up, language by language."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assay.kit.clock import now
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import permissions_in, project_for, require
from assay.quality.queries.capacity import DAYS, load_by_language
from assay.web.requests import signed_in, user_of


@signed_in
@require_GET
def capacity(request: HttpRequest, project: UUID) -> HttpResponse:
    person = user_of(request)
    found = project_for(person, project)
    if not {Permission.MANAGE_QUALITY, Permission.VIEW_ANSWERS} & permissions_in(person, found):
        require(person, found, Permission.MANAGE_QUALITY)
    loads = load_by_language(found, now=now())
    context = {"project": found, "tab": "quality", "part": "capacity", "loads": loads, "days": DAYS}
    return render(request, "web/review/capacity.html", context)
