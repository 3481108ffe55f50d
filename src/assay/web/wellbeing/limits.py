"""The limits on content that is hard to look at: of everybody, of a project, and what answers say."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import project_for
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import done, signed_in, user_of
from assay.web.wellbeing import limits_form as fields
from assay.wellbeing.actions.answer_ratings import set_answer_ratings
from assay.wellbeing.actions.terms import set_terms
from assay.wellbeing.queries.terms import terms_for


@signed_in
@require_http_methods(["GET", "POST"])
def organisation_limits(request: HttpRequest) -> HttpResponse:
    """What holds for everybody."""
    person = user_of(request)
    try:
        seen = terms_for(person, None)
    except Refused:
        raise NotFound from None
    form = Filled(fields.values(seen))
    if request.method == "POST":
        form = _saved(request, person, None)
        if form.status == 200:
            return redirect("exposure-limits")
    context = {
        "rows": [*fields.rows(form, None)],
        "weights": fields.weights(form),
        "form": form,
        "seen": seen,
    }
    return render(request, "web/wellbeing/limits.html", context, status=form.status)


@signed_in
@require_http_methods(["GET", "POST"])
def project_limits(request: HttpRequest, project: UUID) -> HttpResponse:
    """What is stricter in this project, what its unrated tasks count as, and what answers say of them."""
    person = user_of(request)
    found = project_for(person, project, Permission.SET_LIMITS)
    seen = terms_for(person, found)
    form = Filled(fields.values(seen))
    if request.method == "POST":
        form = _saved(request, person, found)
        if form.status == 200:
            return redirect("project-exposure", project=project)
    context = {
        "project": found,
        "tab": "exposure",
        "rows": [*fields.rows(form, found)],
        "form": form,
        "seen": seen,
        "severities": fields.severities(),
        "categories": fields.categories(),
        "questions": fields.questions(found),
    }
    return render(request, "web/wellbeing/project_limits.html", context, status=form.status)


@signed_in
@require_POST
def ratings(request: HttpRequest, project: UUID) -> HttpResponse:
    """Replace what answers say of content."""
    person = user_of(request)
    found = project_for(person, project, Permission.SET_LIMITS)
    wanted = dict(fields.rated(request.POST, found))
    return done(
        request,
        lambda: set_answer_ratings(person, project=found, ratings=wanted, now=now()),
        _("Saved. Tasks that are answered from now on count as their answers say."),
        reverse("project-exposure", args=[project]),
    )


def _saved(request: HttpRequest, person: User, project: Project | None) -> Filled:
    """The form again where it was refused; where not, a message says that it was saved."""
    typed = texts_of(request.POST, fields.FIELDS)
    try:
        set_terms(person, project=project, terms=fields.wanted(typed, project), now=now())
    except Refused as why:
        return refused(typed, why, fields.FIELDS)
    messages.success(request, _("Saved. The next task that somebody takes is given by these limits."))
    return Filled(typed)
