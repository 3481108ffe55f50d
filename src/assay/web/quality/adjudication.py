"""Adjudication: what waits for a reviewer, one case at a time with judgments blinded, and what was decided."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.quality.actions import adjudication as actions
from assay.quality.enums import AdjudicationState
from assay.quality.queries.adjudication import adjudication_for, adjudications_of, case_of, counts_of, open_to
from assay.web.content import shown_content
from assay.web.quality.cases import read_answer, shown_case, shown_row
from assay.web.requests import page_of, signed_in, user_of
from assay.web.wording import wording_of


@signed_in
@require_GET
def adjudications(request: HttpRequest, project: UUID) -> HttpResponse:
    """What waits, and what was decided with its reason."""
    person = user_of(request)
    found = project_for(person, project, Permission.ADJUDICATE)
    state = AdjudicationState.OPEN if request.GET.get("state") != "decided" else AdjudicationState.DECIDED
    page = page_of(request, adjudications_of(found, state))
    counts = counts_of(found)
    context = {
        "project": found,
        "tab": "adjudication",
        "page": page,
        "rows": [shown_row(each) for each in page],
        "state": state.value,
        "n_open": counts[AdjudicationState.OPEN],
        "n_decided": counts[AdjudicationState.DECIDED],
        "has_next": open_to(person, found, now()).exists(),
        "kept": f"state={state.value}",
    }
    return render(request, "web/quality/adjudications.html", context)


@signed_in
@require_POST
def following(request: HttpRequest, project: UUID) -> HttpResponse:
    """On to the next case, held for this person a quarter of an hour."""
    person = user_of(request)
    found = project_for(person, project, Permission.ADJUDICATE)
    case = actions.hold_next(person, project=found, now=now())
    if case is None:
        messages.info(
            request, _("Nothing waits for you: what is left you had yourself, or others are deciding it.")
        )
        return redirect("adjudications", project=project)
    return redirect("adjudication", adjudication=case.uid)


@signed_in
@require_http_methods(["GET", "POST"])
def adjudication(request: HttpRequest, adjudication: UUID) -> HttpResponse:
    """One case; posting decides it and goes on to the next."""
    person = user_of(request)
    found = adjudication_for(person, adjudication)
    case = case_of(found)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            answer = read_answer(case, request.POST)
            actions.decide(
                person, adjudication=found, answer=answer, reason=request.POST.get("reason", ""), now=now()
            )
        except Refused as why:
            refused = why
        else:
            messages.success(request, _("Decided."))
            return following(request, found.project.uid)
    wording = wording_of(found.schema_version_id)
    context = {
        "project": found.project,
        "case": shown_case(case, wording, request.POST),
        "content": shown_content(wording, found.task),
        "reasons": refused.reasons if refused else (),
    }
    return render(
        request, "web/quality/adjudication.html", context, status=refused.status if refused else 200
    )
