"""Live sessions of a project: which there are, and planning, moving and cancelling one."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import Refused
from assay.people.models import Site, User
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.projects.models import Project
from assay.training.actions.live import LivePlan, cancel_live, change_live, plan_live
from assay.training.models import Course, LiveSession
from assay.training.queries.courses import assignable, courses_of, learning_project, sees_all_learners
from assay.training.queries.live import (
    error_types_of,
    leads,
    live_session_for,
    may_train,
    quizzes_of,
    sessions_of,
    state_of_session,
    trainers_of,
)
from assay.training.rules import live as rules
from assay.training.rules.live import LiveTerms
from assay.web.requests import done, page_of, signed_in, user_of
from assay.web.timekeeping.reading import day_in, moment_on

NEW_QUIZ = "new"
MOST_DIGITS = 4


@signed_in
@require_GET
def sessions(request: HttpRequest, project: UUID) -> HttpResponse:
    """The sessions with people in sight, the latest first."""
    person = user_of(request)
    found = learning_project(person, project)
    page = page_of(request, sessions_of(person, found))
    context = {
        "project": found,
        "tab": "quality",
        "part": "live",
        "page": page,
        "rows": [(each, state_of_session(each, now())) for each in page],
        "may_plan": may_train(person, found),
    }
    return render(request, "web/training/live_sessions.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, project: UUID) -> HttpResponse:
    """Whom to invite is chosen on the next page."""
    person = user_of(request)
    found = learning_project(person, project)
    if not may_train(person, found):
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.COACH]))

    def make() -> LiveSession:
        return plan_live(person, project=found, plan=_plan(request, found), now=now())

    return _form(request, found, make, session=None)


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, live: UUID) -> HttpResponse:
    """Who is invited is told of another time or place."""
    person = user_of(request)
    session = led(person, live)

    def save() -> LiveSession:
        return change_live(person, session=session, plan=_plan(request, session.project), now=now())

    return _form(request, session.project, save, session=session)


@signed_in
@require_POST
def cancel(request: HttpRequest, live: UUID) -> HttpResponse:
    """Who is invited is told why."""
    person = user_of(request)
    session = led(person, live)
    reason = request.POST.get("reason", "")
    return done(
        request,
        lambda: cancel_live(person, session=session, reason=reason, now=now()),
        _("Cancelled; who is invited is told."),
        reverse("live-session", args=[session.uid]),
    )


def led(person: User, uid: UUID) -> LiveSession:
    """A session that the person changes; Refused of one that they only see."""
    session = live_session_for(person, uid)
    if not leads(person, session):
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.COACH]))
    return session


def _form(
    request: HttpRequest, project: Project, write: Callable[[], LiveSession], *, session: LiveSession | None
) -> HttpResponse:
    person, refused = user_of(request), None
    if request.method == "POST":
        try:
            made = write()
        except Refused as why:
            refused = why
        else:
            messages.success(request, _("Saved."))
            return redirect("live-session", live=made.uid)
    zone = session.time_zone if session else project.time_zone
    context = {
        "project": project,
        "session": session,
        "zones": _zones(person, project, zone),
        "zone": zone,
        "trainers": trainers_of(person, project),
        "trainer": session.trainer_id if session else person.pk,
        "courses": courses_of(person, project).filter(retired_at=None),
        "quizzes": quizzes_of(project),
        "may_make_quiz": sees_all_learners(person, project),
        "errors": error_types_of(project),
        "chosen": _chosen(request, session),
        "posted": request.POST,
        "limits": rules,
        "today": now().astimezone(ZoneInfo(zone)).date(),
        "reasons": refused.reasons if refused else (),
    }
    status = refused.status if refused else 200
    return render(request, "web/training/live_form.html", context, status=status)


def _chosen(request: HttpRequest, session: LiveSession | None) -> set[str]:
    if request.method == "POST":
        return set(request.POST.getlist("error"))
    return set(session.error_keys) if session else set()


def _zones(person: User, project: Project, zone: str) -> list[str]:
    """Of the project, of the person and of the sites whose people they train."""
    sites = Site.objects.filter(pk__in=assignable(person, project).exclude(site=None).values("site"))
    own = person.time_zone or zone
    return sorted({zone, project.time_zone, own, *sites.values_list("time_zone", flat=True)})


def _plan(request: HttpRequest, project: Project) -> LivePlan:
    person, form = user_of(request), request.POST
    trainer = trainers_of(person, project).filter(uid__in=uids_of(form.get("trainer", ""))).first()
    if trainer is None:
        raise Refused(rules.NO_TRAINER(field="trainer"))
    is_new = form.get("quiz") == NEW_QUIZ
    return LivePlan(
        _terms(form),
        trainer,
        course=_course(form.get("course", ""), project),
        quiz=None if is_new else _quiz(form.get("quiz", ""), project),
        # A size that is no number is none that a quiz can have.
        quiz_size=number_in(form.get("quiz_size", ""), otherwise=-1) if is_new else 0,
    )


def _terms(form: QueryDict) -> LiveTerms:
    zone = form.get("time_zone", "")
    if not rules.is_zone(zone):
        raise Refused(rules.NO_ZONE(field="time_zone", zone=zone[:64]))
    return LiveTerms(
        title=form.get("title", "").replace("\0", ""),
        starts_at=_moment(form, zone),
        minutes=number_in(form.get("minutes", "")),
        time_zone=zone,
        place=form.get("place", "").replace("\0", ""),
        note=form.get("note", "").replace("\0", ""),
        language=form.get("language", "").strip(),
        error_keys=tuple(form.getlist("error")),
    )


def _moment(form: QueryDict, zone: str) -> datetime:
    return moment_on(day_in(form.get("on", ""), field="on"), form.get("at", ""), zone, field="at")


def _course(text: str, project: Project) -> Course | None:
    if not text:
        return None
    found = Course.objects.filter(project=project, uid__in=uids_of(text), retired_at=None).first()
    if found is None:
        raise Refused(rules.NO_COURSE(field="course"))
    return found


def _quiz(text: str, project: Project) -> Course | None:
    found = quizzes_of(project).filter(uid__in=uids_of(text)).first() if text else None
    if text and found is None:
        raise Refused(rules.NO_QUIZ(field="quiz"))
    return found


def uids_of(*texts: str) -> list[UUID]:
    """What was ticked or chosen, without what is no identifier."""
    return [uid for text in texts if (uid := parse_uid(text))]


def number_in(text: str, *, otherwise: int = 0) -> int:
    """A small whole number that was typed."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else otherwise
