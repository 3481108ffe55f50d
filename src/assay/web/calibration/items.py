"""One item of a session: what was shown, who said what, what is right and why, and what is said about it."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.quality.actions import calibrating as actions
from assay.quality.enums import CalibrationState
from assay.quality.models import CalibrationAnswer, CalibrationItem, CalibrationSession
from assay.quality.queries.calibration import (
    ANSWERED,
    Sight,
    answers_to,
    item_for,
    items_of,
    participation,
    remarks_of,
)
from assay.quality.queries.proposals import proposals_of
from assay.web.calibration.forms import question_form, read_answers
from assay.web.calibration.results import tallies_of
from assay.web.calibration.shown import shown_remarks, state_of
from assay.web.content import shown_content
from assay.web.requests import done, signed_in, user_of
from assay.web.wording import wording_of


@signed_in
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, item: UUID) -> HttpResponse:
    """Posting says what is right and goes on to the next item without a ruling."""
    person = user_of(request)
    found, sight = item_for(person, item)
    _refuse_early(found, sight)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            actions.rule(
                person,
                item=found,
                benchmark=read_answers(request.POST),
                ruling=request.POST.get("ruling", "").replace("\0", ""),
                now=now(),
            )
        except Refused as why:
            refused = why
        else:
            messages.success(request, _("Noted."))
            return redirect(_following(found.session))
    context = _context(found, sight) | {
        "reasons": refused.reasons if refused else (),
        "ruling": request.POST.get("ruling", found.ruling),
        "answers_too": participation(person, found.session) is not None,
    }
    return render(request, "web/calibration/item.html", context, status=refused.status if refused else 200)


@signed_in
@require_POST
def remark(request: HttpRequest, item: UUID) -> HttpResponse:
    person = user_of(request)
    found, sight = item_for(person, item)
    _refuse_early(found, sight)
    text = request.POST.get("text", "").replace("\0", "")
    return done(
        request,
        lambda: actions.remark(person, session=found.session, item=found, text=text, now=now()),
        _("Said."),
        reverse("calibration-item", args=[item]) + "#discussion",
    )


def _refuse_early(item: CalibrationItem, sight: Sight) -> None:
    """Until nobody answers any more, only who prepares the session looks at an item here."""
    if item.session.state not in ANSWERED and not sight.is_all:
        raise NotFound


def _context(found: CalibrationItem, sight: Sight) -> dict[str, object]:
    session = found.session
    version = session.schema_version or session.project.schema_version
    assert version is not None
    wording = wording_of(version.pk)
    may_rule = sight.may_manage and session.state == CalibrationState.RULING
    is_told = sight.is_all or session.state == CalibrationState.CLOSED
    names = list(items_of(session).values_list("uid", flat=True))
    place = names.index(found.uid)
    sections = session.project.guideline_version.sections if session.project.guideline_version else []
    tallies = tallies_of(wording, found if is_told else CalibrationItem(), _seen(found, sight), sight)
    return {
        "project": session.project,
        "tab": "quality",
        "part": "calibration",
        "session": session,
        "state": state_of(session),
        "sight": sight,
        "item": found,
        "is_told": is_told and found.ruled_at is not None,
        "may_rule": may_rule,
        "may_follow": sight.may_manage and session.state == CalibrationState.CLOSED,
        "place": place + 1,
        "n_items": len(names),
        "before": names[place - 1] if place else None,
        "after": names[place + 1] if place + 1 < len(names) else None,
        "content": shown_content(wording, found.task),
        "tallies": [each for each in tallies if not each.is_unanimous],
        "unanimous": [each for each in tallies if each.is_unanimous],
        "config": question_form(version, found.task, found.benchmark) if may_rule else None,
        "remarks": shown_remarks(remarks_of(session, found), sight.unnamed(session)),
        "may_remark": session.state in ANSWERED and (sight.may_manage or not sight.leads),
        "sections": sections,
        "proposals": list(proposals_of(session.project).filter(item=found)) if sight.is_all else [],
    }


def _seen(item: CalibrationItem, sight: Sight) -> QuerySet[CalibrationAnswer]:
    """Who leads people sees what those said; who takes part sees what all said, without their names."""
    found = answers_to(item)
    return found.filter(participant__in=sight.people(item.session)) if sight.leads else found


def _following(session: CalibrationSession) -> str:
    left = items_of(session).filter(ruled_at=None).first()
    if left is None:
        return reverse("calibration-session", args=[session.uid])
    return reverse("calibration-item", args=[left.uid])
