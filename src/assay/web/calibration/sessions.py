"""Calibration sessions: all of a project with their series, and one on its way."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.people.models import User
from assay.quality.actions import calibrating as actions
from assay.quality.enums import CalibrationState
from assay.quality.models import CalibrationSession, RetrainingNeed
from assay.quality.queries.calibration import (
    items_of,
    overview_for,
    participation,
    remarks_of,
    retraining_of,
    series_of,
    session_for,
    sessions_of,
    with_counts,
)
from assay.web.calibration.forms import read_moment
from assay.web.calibration.preparing import draft_context
from assay.web.calibration.results import shown_results
from assay.web.calibration.series import shown_series
from assay.web.calibration.shown import shown_items, shown_people, shown_remarks, shown_sessions, state_of
from assay.web.requests import done, page_of, signed_in, user_of
from assay.web.wording import wording_of


@signed_in
@require_GET
def sessions(request: HttpRequest, project: UUID) -> HttpResponse:
    """Every session, how sites have come nearer to the benchmark, and who should learn something again."""
    found, sight = overview_for(user_of(request), project)
    page = page_of(request, sessions_of(found, sight))
    context = {
        "project": found,
        "tab": "quality",
        "part": "calibration",
        "sight": sight,
        "page": page,
        "rows": shown_sessions(page, with_counts(page)),
        "series": shown_series(series_of(found, sight)),
        "retraining": [(each, _about(each)) for each in retraining_of(found, sight)[:100]],
    }
    return render(request, "web/calibration/sessions.html", context)


def _about(need: RetrainingNeed) -> str:
    """The question in the reader's words; empty where the task as a whole is meant."""
    version = need.session.project.schema_version_id
    return wording_of(version).question(need.question) if need.question and version else need.question


@signed_in
@require_GET
def session(request: HttpRequest, session: UUID) -> HttpResponse:
    """One session as its state and the person's role have it; who only answers goes to their answers."""
    person = user_of(request)
    found, sight = session_for(person, session)
    if not sight.is_all and not sight.leads:
        return redirect("calibration-answer", session=session)
    counts = with_counts([found])[found.pk]
    context = {
        "project": found.project,
        "tab": "quality",
        "part": "calibration",
        "session": found,
        "state": state_of(found),
        "sight": sight,
        "counts": counts,
        "answers_too": participation(person, found) is not None,
        "may_close": found.state == CalibrationState.RULING and counts.n_ruled == counts.n_items,
        "people": shown_people(sight.people(found)),
        "items": shown_items(items_of(found), sight) if sight.is_all or found.closed_at else (),
        "next_unruled": items_of(found).filter(ruled_at=None).values_list("uid", flat=True).first(),
        "results": shown_results(found, sight) if found.state == CalibrationState.CLOSED else None,
        "remarks": shown_remarks(remarks_of(found), sight.unnamed(found)),
        "may_remark": sight.may_manage and found.state in (CalibrationState.RULING, CalibrationState.CLOSED),
        **(
            draft_context(request, found)
            if found.state == CalibrationState.DRAFT and sight.may_manage
            else {}
        ),
    }
    return render(request, "web/calibration/session.html", context)


@signed_in
@require_POST
def move(request: HttpRequest, session: UUID) -> HttpResponse:
    """Open it, end the answers, close it, or cancel it with a reason."""
    person = user_of(request)
    found, _sight = session_for(person, session)
    act, said = _MOVES[wanted if (wanted := request.POST.get("to", "")) in _MOVES else "cancel"]
    reason = request.POST.get("reason", "")
    return done(request, lambda: act(person, found, reason), said(), _back(session))


@signed_in
@require_POST
def due(request: HttpRequest, session: UUID) -> HttpResponse:
    """Another due date, in the person's own time."""
    person = user_of(request)
    found, _sight = session_for(person, session)
    return done(
        request,
        lambda: actions.set_due(
            person, session=found, due_at=read_moment(request.POST.get("due_at", ""), "due_at"), now=now()
        ),
        _("The due date is changed."),
        _back(session),
    )


@signed_in
@require_POST
def remark(request: HttpRequest, session: UUID) -> HttpResponse:
    person = user_of(request)
    found, _sight = session_for(person, session)
    text = request.POST.get("text", "").replace("\0", "")
    return done(
        request,
        lambda: actions.remark(person, session=found, text=text, now=now()),
        _("Said."),
        _back(session) + "#discussion",
    )


def _back(session: UUID) -> str:
    return reverse("calibration-session", args=[session])


def _open(person: User, session: CalibrationSession, reason: str) -> object:
    return actions.open_session(person, session=session, now=now())


def _end(person: User, session: CalibrationSession, reason: str) -> object:
    return actions.end_answers(person, session=session, now=now())


def _close(person: User, session: CalibrationSession, reason: str) -> object:
    return actions.close_session(person, session=session, now=now())


def _cancel(person: User, session: CalibrationSession, reason: str) -> object:
    return actions.cancel_session(person, session=session, reason=reason, now=now())


_MOVES: dict[str, tuple[Callable[[User, CalibrationSession, str], object], Callable[[], str]]] = {
    "open": (_open, lambda: _("Opened. Everybody invited has a message.")),
    "ruling": (_end, lambda: _("Nobody answers any more. Say what is right of each item.")),
    "closed": (_close, lambda: _("Closed. Everybody who answered is told what was right.")),
    "cancel": (_cancel, lambda: _("Cancelled.")),
}
