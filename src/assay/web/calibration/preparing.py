"""A session is prepared: its name and due date, its items, its people."""

from datetime import timedelta
from typing import Any  # The context of a template.
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import project_for
from assay.projects.queries.schemas import parsed_schema
from assay.quality.actions import calibrating as actions
from assay.quality.enums import CalibrationPick
from assay.quality.models import CalibrationParticipant, CalibrationSession
from assay.quality.queries.calibration import item_for, session_for
from assay.quality.queries.calibration_choices import candidates
from assay.quality.rules.calibration import MOST_ITEMS
from assay.web.calibration.forms import read_moment, read_number
from assay.web.calibration.shown import Asked, by_site
from assay.web.requests import done, signed_in, user_of
from assay.web.wording import wording_of

USUAL_DAYS, USUAL_ITEMS = 3, 5


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, project: UUID) -> HttpResponse:
    """Name, due date, what people are told, and how much each question counts."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_QUALITY)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            made = actions.create_session(
                person,
                project=found,
                title=request.POST.get("title", "").replace("\0", ""),
                note=request.POST.get("note", "").replace("\0", ""),
                due_at=read_moment(request.POST.get("due_at", ""), "due_at"),
                weights=_weights(request, found),
                now=now(),
            )
        except Refused as why:
            refused = why
        else:
            messages.success(request, _("Now choose what is answered, and by whom."))
            return redirect("calibration-session", session=made.uid)
    usual = localtime(now() + timedelta(days=USUAL_DAYS)).strftime("%Y-%m-%dT18:00")
    context = {
        "project": found,
        "tab": "quality",
        "part": "calibration",
        "title": request.POST.get("title", ""),
        "note": request.POST.get("note", ""),
        "due_at": request.POST.get("due_at", usual),
        "questions": _asked(request, found),
        "reasons": refused.reasons if refused else (),
    }
    return render(request, "web/calibration/new.html", context, status=refused.status if refused else 200)


def draft_context(request: HttpRequest, session: CalibrationSession) -> dict[str, Any]:
    """What can still be added to a session that is being prepared."""
    text = request.GET.get("q", "").strip()[:60]
    return {
        "q": text,
        "candidates": by_site(candidates(session.project, text=text, session=session)),
        "usual_items": USUAL_ITEMS,
        "most_items": MOST_ITEMS,
    }


@signed_in
@require_POST
def add_items(request: HttpRequest, session: UUID) -> HttpResponse:
    """Those of least agreement, those that were adjudicated, or named ones."""
    person = user_of(request)
    found, _sight = session_for(person, session)
    try:
        n = _added(person, found, request)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.said)
    else:
        said = ngettext("%(n)s item added.", "%(n)s items added.", n) % {"n": n}
        messages.success(request, said) if n else messages.info(request, _("There was nothing to add."))
    return redirect(_back(session) + "#items")


def _added(person: User, session: CalibrationSession, request: HttpRequest) -> int:
    pick = request.POST.get("pick", "")
    if pick in (CalibrationPick.UNCERTAIN, CalibrationPick.ADJUDICATED):
        n = read_number(request.POST.get("n", ""), USUAL_ITEMS, MOST_ITEMS)
        return actions.pick_items(person, session=session, pick=CalibrationPick(pick), n=n, now=now())
    names = request.POST.get("external_ids", "").replace("\0", "").splitlines()
    return actions.add_items(person, session=session, external_ids=names, now=now())


@signed_in
@require_POST
def remove_item(request: HttpRequest, item: UUID) -> HttpResponse:
    person = user_of(request)
    found, _sight = item_for(person, item)
    return done(
        request,
        lambda: actions.remove_item(person, item=found, now=now()),
        _("Taken out."),
        _back(found.session.uid) + "#items",
    )


@signed_in
@require_POST
def invite(request: HttpRequest, session: UUID) -> HttpResponse:
    """Everybody who is ticked."""
    person = user_of(request)
    found, _sight = session_for(person, session)
    users = list(User.objects.filter(uid__in=uids_of(request.POST.getlist("person"))))
    return done(
        request,
        lambda: actions.invite(person, session=found, users=users, now=now()),
        ngettext("%(n)s person will be asked.", "%(n)s people will be asked.", len(users))
        % {"n": len(users)},
        _back(session) + "#people",
    )


@signed_in
@require_POST
def uninvite(request: HttpRequest, participant: UUID) -> HttpResponse:
    person = user_of(request)
    part = CalibrationParticipant.objects.select_related("session").filter(uid=participant).first()
    if part is None:
        raise NotFound
    part.session, _sight = session_for(person, part.session.uid)
    return done(
        request,
        lambda: actions.uninvite(person, participant=part, now=now()),
        _("Will not be asked."),
        _back(part.session.uid) + "#people",
    )


def uids_of(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts[:500]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _asked(request: HttpRequest, project: Project) -> list[Asked]:
    if project.schema_version_id is None:
        return []
    wording = wording_of(project.schema_version_id)
    return [
        Asked(each.id, wording.question(each.id), request.POST.get(f"weight-{each.id}", "1"))
        for each in wording.schema.questions
        if not each.is_retired and each.kind != "text"
    ]


def _weights(request: HttpRequest, project: Project) -> dict[str, Any]:
    """Only what is not 1: the rest counts once."""
    if project.schema_version_id is None:
        return {}
    found: dict[str, Any] = {}
    for question in parsed_schema(project.schema_version_id).questions:
        text = request.POST.get(f"weight-{question.id}", "1").replace(",", ".")
        try:
            value: object = float(text)
        except ValueError:
            value = text
        if value != 1:
            found[question.id] = value
    return found


def _back(session: UUID) -> str:
    return reverse("calibration-session", args=[session])
