"""A rush: asking the owners of the projects that it would delay, and their answers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assay.intake.queries.scope import request_for
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.planning.actions.rush import answer_rush, ask_owners
from assay.planning.enums import RushAnswer
from assay.planning.queries.rush import question_for
from assay.web.requests import done, signed_in, user_of


@signed_in
@require_POST
def ask(request: HttpRequest, request_uid: UUID) -> HttpResponse:
    """Reckon what the newest run would delay, and ask."""
    person = user_of(request)
    found = request_for(person, request_uid)
    return done(
        request,
        lambda: ask_owners(person, request=found, now=now()),
        _("Reckoned. The owners of the projects that it would delay are asked."),
        reverse("request-feasibility", args=[request_uid]) + "#rush",
    )


@signed_in
@require_POST
def answer(request: HttpRequest, question: UUID) -> HttpResponse:
    """Agree or refuse, as whoever manages the project that would be later."""
    person = user_of(request)
    found = question_for(person, question)
    wanted = request.POST.get("answer", "")
    if wanted not in RushAnswer.values:
        raise NotFound
    reason = request.POST.get("reason", "")
    return done(
        request,
        lambda: answer_rush(person, question=found, answer=RushAnswer(wanted), reason=reason, now=now()),
        _("Answered. Whoever decides about the request is told."),
        reverse("project-feasibility", args=[found.project.uid]) + "#rush",
    )
