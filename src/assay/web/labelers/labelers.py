"""Every machine labeler of a project, and how its stages use it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.labelers.actions.registry import register_labeler
from assay.labelers.enums import LabelerKind
from assay.labelers.queries.registry import KEEPS, labelers_of, project_for_labelers
from assay.labelers.queries.uses import uses_in_force
from assay.projects.queries.permission import is_allowed
from assay.web.labelers.shown import shown_labelers
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import signed_in, user_of

FIELDS = ("name", "kind", "about")


@signed_in
@require_GET
def overview(request: HttpRequest, project: UUID) -> HttpResponse:
    """Models and rules with what they are used for now."""
    return _overview(request, project, Filled({"name": "", "kind": LabelerKind.MODEL.value, "about": ""}))


@signed_in
@require_POST
def register(request: HttpRequest, project: UUID) -> HttpResponse:
    """Register a model or a rule."""
    person, texts = user_of(request), texts_of(request.POST, FIELDS)
    found = project_for_labelers(person, project)
    if texts["kind"] not in LabelerKind.values:
        raise NotFound
    kind = LabelerKind(texts["kind"])
    try:
        made = register_labeler(
            person, project=found, name=texts["name"], kind=kind, about=texts["about"], now=now()
        )
    except Refused as why_not:
        return _overview(request, project, refused(texts, why_not, FIELDS))
    return redirect("labeler", made.uid)


def _overview(request: HttpRequest, project: UUID, form: Filled) -> HttpResponse:
    person = user_of(request)
    found = project_for_labelers(person, project)
    labelers = list(labelers_of(found))
    context = {
        "project": found,
        "tab": "labelers",
        "rows": shown_labelers(labelers, uses_in_force([each.pk for each in labelers])),
        "may_keep": is_allowed(person, found, KEEPS),
        "kinds": LabelerKind.choices,
        "form": form,
    }
    return render(request, "web/labelers/labelers.html", context, status=form.status)
