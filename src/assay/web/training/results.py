"""How people did in the exams of a project, and another attempt for who needs it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.training.actions.extra_attempts import give_attempt
from assay.training.queries.courses import learning_project
from assay.training.queries.exam_results import exam_in_sight, results_of, sitter
from assay.web.requests import done, page_of, signed_in, user_of


@signed_in
@require_GET
def results(request: HttpRequest, project: UUID) -> HttpResponse:
    """Every attempt of the people in sight, newest first."""
    person = user_of(request)
    found = learning_project(person, project)
    context = {
        "project": found,
        "tab": "quality",
        "part": "exam-results",
        "page": page_of(request, results_of(person, found)),
    }
    return render(request, "web/training/exam_results.html", context)


@signed_in
@require_POST
def give(request: HttpRequest, exam: UUID, contributor: UUID) -> HttpResponse:
    """One attempt more, with a reason."""
    person = user_of(request)
    found = exam_in_sight(person, exam)
    who, reason = sitter(person, found, contributor), request.POST.get("reason", "").replace("\0", "")
    return done(
        request,
        lambda: give_attempt(person, exam=found, contributor=who, reason=reason, now=now()),
        _("They can begin again at once, and are told."),
        reverse("exam-results", args=[found.project.uid]),
    )
