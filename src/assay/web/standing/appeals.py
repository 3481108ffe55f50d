"""Appeals for those who decide them: in a project, and about the standing everywhere."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.quality.actions.appeals import decide_appeal
from assay.quality.models import Appeal
from assay.quality.queries.appeals import appeal_for, appeals_of, appeals_of_people, arbiter_of
from assay.quality.rules.appeals import refuse_arbiter
from assay.web.requests import done, page_of, signed_in, user_of
from assay.web.standing.shown import ShownAppeal, shown_appeal


@signed_in
@require_GET
def appeals(request: HttpRequest, project: UUID) -> HttpResponse:
    """Against steps in one project."""
    person = user_of(request)
    found = project_for(person, project, Permission.ARBITRATE)
    is_open = request.GET.get("state") != "decided"
    page = page_of(request, appeals_of(found, is_open=is_open))
    context = {
        "project": found,
        "page": page,
        "rows": _shown(person, page),
        "is_open": is_open,
        "kept": "" if is_open else "state=decided",
    }
    return render(request, "web/standing/appeals.html", context)


@signed_in
@require_GET
def of_people(request: HttpRequest) -> HttpResponse:
    """Against changes of standing everywhere."""
    person = user_of(request)
    if not may(person, Permission.MANAGE_PEOPLE):
        raise NotFound
    is_open = request.GET.get("state") != "decided"
    page = page_of(request, appeals_of_people(person, is_open=is_open))
    context = {
        "page": page,
        "rows": _shown(person, page),
        "is_open": is_open,
        "kept": "" if is_open else "state=decided",
    }
    return render(request, "web/standing/people_appeals.html", context)


@signed_in
@require_POST
def decide(request: HttpRequest, appeal: UUID) -> HttpResponse:
    """The step stands, or it is taken back."""
    person = user_of(request)
    found = appeal_for(person, appeal)
    where = reverse("appeals", args=[found.step.project.uid]) if found.step else reverse("people-appeals")

    def change() -> None:
        decide_appeal(
            person,
            appeal=found,
            is_right=request.POST.get("is_right") == "yes",
            ruling=request.POST.get("ruling", ""),
            now=now(),
        )

    return done(request, change, _("Decided, and the person was told why."), where)


def _shown(person: User, appeals: Iterable[Appeal]) -> list[ShownAppeal]:
    """Each with why this person must not decide it."""
    moment = now()
    shown = []
    for each in appeals:
        refused = refuse_arbiter(arbiter_of(person, each))
        shown.append(shown_appeal(each, moment, refused.said if refused else ""))
    return shown
