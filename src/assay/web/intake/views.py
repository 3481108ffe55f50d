"""One request: what is asked, how it goes, what is next; and everything one can do to it."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.intake.actions.changing import is_other_side
from assay.intake.actions.starting import start_project, take_up_project
from assay.intake.actions.stepping import take_step, undertake
from assay.intake.actions.talking import attach, comment, retire_attachment
from assay.intake.enums import ChangeState, Part, RequestState
from assay.intake.models import Request
from assay.intake.queries.history import (
    attachment_for,
    attachments_of,
    changes_of,
    comments_of,
    history_of,
    sample_for,
)
from assay.intake.queries.people import calendars, owners_for, projects_for
from assay.intake.queries.scope import parts_of, request_for
from assay.intake.rules.reasons import EMPTY_FILE
from assay.intake.rules.states import EDITABLE, OVER, step_between
from assay.kit.clock import now
from assay.kit.downloads import download_of
from assay.kit.ids import parse_uid
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.queries.scope import scope_of
from assay.people.rules.roles import Permission
from assay.planning.queries.feasibility import newest_of
from assay.projects.queries.permission import project_for
from assay.web.intake.outlook import outlook_of
from assay.web.intake.shown import actions_of, change_of, clock_of, facts_shown, moments_of
from assay.web.intake.words import PARTS, STAGES, STATES, STEPS
from assay.web.planning.feasibility_shown import shown
from assay.web.projects.uploads import chunks_of
from assay.web.requests import done, signed_in, user_of

MOST_PROJECTS = 200


@signed_in
@require_GET
def one(request: HttpRequest, request_uid: UUID) -> HttpResponse:
    """The page of a request."""
    person = user_of(request)
    found = request_for(person, request_uid)
    return render(request, "web/intake/request.html", _context(person, found))


@signed_in
@require_POST
def step(request: HttpRequest, request_uid: UUID) -> HttpResponse:
    """Take the request to another state."""
    person = user_of(request)
    found = request_for(person, request_uid)
    wanted = request.POST.get("to", "")
    taken = step_between(found.state, wanted) if wanted in RequestState.values else None
    return done(
        request,
        lambda: take_step(
            person,
            request=found,
            wanted=RequestState(wanted) if wanted in RequestState.values else RequestState.DRAFT,
            reason=request.POST.get("reason", ""),
            now=now(),
        ),
        _(STEPS[taken.name][2]) if taken else "",
        reverse("request", args=[request_uid]),
    )


@signed_in
@require_POST
def start(request: HttpRequest, request_uid: UUID) -> HttpResponse:
    """Make the project, or take up one that is there, and go on with its set-up."""
    person = user_of(request)
    found = request_for(person, request_uid)
    chosen = parse_uid(request.POST.get("project", ""))
    try:
        if chosen is not None:
            there = project_for(person, chosen, Permission.MANAGE_PROJECT)
            made = take_up_project(person, request=found, project=there, now=now())
        else:
            made = start_project(person, request=found, name=request.POST.get("name", ""), now=now())
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.said)
        return redirect("request", request_uid=request_uid)
    messages.success(request, _("The request is in delivery; its requester follows it from here on."))
    return redirect("project-setup", project=made.uid)


@signed_in
@require_POST
def owner(request: HttpRequest, request_uid: UUID) -> HttpResponse:
    """Who undertakes it, and in whose working time its clocks count."""
    person = user_of(request)
    found = request_for(person, request_uid)
    owner_uid, calendar_uid = (parse_uid(request.POST.get(name, "")) for name in ("owner", "calendar"))
    return done(
        request,
        lambda: undertake(
            person,
            request=found,
            owner=next((each for each in owners_for(found) if each.uid == owner_uid), None),
            calendar=calendars().filter(uid=calendar_uid).first() if calendar_uid else None,
            now=now(),
        ),
        _("Saved. The clock was counted again."),
        reverse("request", args=[request_uid]),
    )


@signed_in
@require_POST
def say(request: HttpRequest, request_uid: UUID) -> HttpResponse:
    person = user_of(request)
    found = request_for(person, request_uid)
    return done(
        request,
        lambda: comment(person, request=found, text=request.POST.get("text", ""), now=now()),
        _("Said. Everybody named in the request is told."),
        reverse("request", args=[request_uid]) + "#comments",
    )


@signed_in
@require_POST
def bring(request: HttpRequest, request_uid: UUID) -> HttpResponse:
    """Put a file beside the request."""
    person = user_of(request)
    found = request_for(person, request_uid)
    file = request.FILES.get("file")

    def put() -> None:
        if not isinstance(file, UploadedFile):
            raise Refused(EMPTY_FILE(field="file"))
        note = request.POST.get("note", "")
        attach(person, request=found, chunks=chunks_of(file), name=file.name or "", note=note, now=now())

    return done(request, put, _("The file is there."), reverse("request", args=[request_uid]) + "#files")


@signed_in
@require_POST
def take_away(request: HttpRequest, attachment: UUID) -> HttpResponse:
    person = user_of(request)
    found = attachment_for(person, attachment)
    return done(
        request,
        lambda: retire_attachment(person, attachment=found, reason=request.POST.get("reason", ""), now=now()),
        _("Taken away. It is kept for the record."),
        reverse("request", args=[found.request.uid]) + "#files",
    )


@signed_in
@require_GET
def attachment(request: HttpRequest, attachment: UUID) -> HttpResponseBase:
    return download_of(attachment_for(user_of(request), attachment).file)


@signed_in
@require_GET
def sample(request: HttpRequest, request_uid: UUID) -> HttpResponseBase:
    return download_of(sample_for(user_of(request), request_uid))


def _context(person: User, found: Request) -> dict[str, object]:
    at, parts = now(), parts_of(person, found)
    state, tone = STATES[found.state]
    actions = [each for each in actions_of(found, parts) if each.name != "start"]
    address = reverse("request", args=[found.uid])
    feasible = newest_of(found)
    return {
        "found": found,
        "state": _(state),
        "may_see_budgets": not scope_of(person, Permission.VIEW_BUDGETS).is_empty,
        "tone": tone,
        "stage": _(STAGES[found.state]),
        "clock": clock_of(found, at),
        "first": next((each for each in actions if each.is_first), None),
        "actions": [each for each in actions if not each.is_first],
        "may_start": found.state == RequestState.APPROVED and Part.JUDGE in parts,
        "may_edit": found.state in EDITABLE and Part.REQUESTER in parts,
        "may_propose": bool(parts) and found.state not in EDITABLE | OVER,
        "may_undertake": Part.JUDGE in parts and found.state not in OVER,
        "may_add": bool(parts) and found.state not in OVER,
        "facts": facts_shown(found),
        "volumes": list(found.volumes.select_related("market").order_by("market__code", "language")),
        "people": [
            (each.user, _(PARTS[each.part])) for each in found.parties.select_related("user").order_by("pk")
        ],
        "changes": [
            change_of(each, may_decide=each.state == ChangeState.PROPOSED and is_other_side(person, each))
            for each in changes_of(found)[:20]
        ],
        "comments": comments_of(found),
        "files": attachments_of(found),
        "history": moments_of(
            history_of(found),
            {"comment": f"{address}#comments", "file": f"{address}#files", "change": f"{address}#changes"},
        ),
        "outlook": outlook_of(person, found, at),
        "may_see_feasibility": found.submitted_at is not None,
        "feasible": shown(feasible) if feasible else None,
        "feasible_at": reverse("request-feasibility", args=[found.uid]),
        "owners": owners_for(found) if Part.JUDGE in parts else [],
        "calendars": calendars() if Part.JUDGE in parts else [],
        "projects": projects_for(person)[:MOST_PROJECTS] if found.state == RequestState.APPROVED else [],
    }
