"""Where people answer: their sessions, item after item without seeing anybody else, and afterwards what was right."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Refused
from assay.quality.actions import calibrating as actions
from assay.quality.enums import CalibrationState
from assay.quality.models import CalibrationItem, CalibrationParticipant
from assay.quality.queries.calibration import (
    Sight,
    answers_by,
    items_of,
    next_item,
    own_participation,
    own_sessions,
)
from assay.web.calibration.forms import question_form, read_answers
from assay.web.calibration.own import shown_own
from assay.web.calibration.results import shown_results
from assay.web.calibration.shown import state_of
from assay.web.requests import page_of, signed_in, user_of


@signed_in
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """Every session this person is or was asked to answer in."""
    page = page_of(request, own_sessions(user_of(request)))
    rows = [(each, state_of(each.session)) for each in page]
    return render(request, "web/calibration/own.html", {"page": page, "rows": rows})


@signed_in
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, session: UUID) -> HttpResponse:
    """While it is open: the next item, or the asked one. Afterwards: the own answers beside what was right."""
    part = own_participation(user_of(request), session)
    if part.session.state != CalibrationState.OPEN:
        if request.method == "POST":
            return redirect("calibration-answer", session=session)
        return _over(request, part)
    item = _chosen(request, part)
    if item is None:
        return _finished(request, part)
    return _asked(request, part, item)


def _asked(request: HttpRequest, part: CalibrationParticipant, item: CalibrationItem) -> HttpResponse:
    session = part.session
    refused: Refused | None = None
    given = answers_by(part).get(item.pk)
    answers, comment = given.answers if given else {}, given.comment if given else ""
    if request.method == "POST":
        comment = request.POST.get("comment", "").replace("\0", "")
        try:
            answers = read_answers(request.POST)
            actions.answer(user_of(request), item=item, answers=answers, comment=comment, now=now())
        except Refused as why:
            refused = why
        else:
            messages.success(request, _("Noted. You can change it until the session ends."))
            return redirect(reverse("calibration-answer", args=[session.uid]))
    assert session.schema_version is not None
    places = list(items_of(session).values_list("pk", flat=True))
    context = {
        "session": session,
        "item": item,
        "place": places.index(item.pk) + 1,
        "n_items": len(places),
        "n_answered": part.answers.count(),
        "comment": comment,
        "guideline": session.guideline_version,
        "config": question_form(session.schema_version, item.task, answers),
        "reasons": refused.reasons if refused else (),
    }
    return render(request, "web/calibration/answer.html", context, status=refused.status if refused else 200)


def _finished(request: HttpRequest, part: CalibrationParticipant) -> HttpResponse:
    return render(
        request, "web/calibration/finished.html", {"session": part.session, "rows": shown_own(part)}
    )


def _over(request: HttpRequest, part: CalibrationParticipant) -> HttpResponse:
    session = part.session
    if session.state == CalibrationState.CANCELLED:
        raise NotFound
    sight = Sight(part.user, may_manage=False, is_all=False, leads=False)
    is_closed = session.state == CalibrationState.CLOSED
    context = {
        "session": session,
        "rows": shown_own(part),
        "is_closed": is_closed,
        "results": shown_results(session, sight) if is_closed else None,
    }
    return render(request, "web/calibration/over.html", context)


def _chosen(request: HttpRequest, part: CalibrationParticipant) -> CalibrationItem | None:
    uid = parse_uid(request.POST.get("item") or request.GET.get("item") or "")
    if uid is None:
        return next_item(part)
    found = items_of(part.session).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found
