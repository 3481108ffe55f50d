"""Reviewers of a project: what audits prove of them, and sites against what is measured."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assay.people.rules.roles import Permission
from assay.projects.queries.permission import permissions_in, project_for, require
from assay.quality.queries.accuracy import accuracy_of_project
from assay.quality.queries.reviewers import corrected_accuracy, reviewers_of, sites_of
from assay.web.requests import signed_in, user_of


@signed_in
@require_GET
def reviewers(request: HttpRequest, project: UUID) -> HttpResponse:
    """Who reviews there and may not manage quality does not see what they are judged by."""
    person = user_of(request)
    found = project_for(person, project)
    given = permissions_in(person, found)
    if not {Permission.MANAGE_QUALITY, Permission.AUDIT} & given:
        require(person, found, Permission.MANAGE_QUALITY)
    everybody = reviewers_of(found)
    context = {
        "project": found,
        "tab": "quality",
        "part": "reviewers",
        "reviewers": everybody,
        "sites": sites_of(found),
        "accuracy": corrected_accuracy(found, everybody),
        "weighted": accuracy_of_project(found.pk).adjusted,
    }
    return render(request, "web/review/reviewers.html", context)
