"""Filling in a request: saved as one types, field by field, and submitted once nothing is missing."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assay.intake.actions.requests import draft_request, edit_request, name_parties
from assay.intake.actions.stepping import take_step
from assay.intake.actions.talking import set_sample
from assay.intake.enums import Part, RequestState
from assay.intake.models import Request
from assay.intake.queries.facts import facts_of
from assay.intake.queries.scope import may_file, parts_of, request_for, taking_part
from assay.intake.rules.completeness import n_filled
from assay.intake.rules.fields import refuse_fields, refuse_volumes
from assay.intake.rules.states import EDITABLE
from assay.kit.clock import now
from assay.kit.reasons import NotFound, Reason, Refused
from assay.people.models import Market, User
from assay.people.queries.organisation import markets
from assay.web.intake.fields import AT, as_typed, asked_of, n_needed, sections_of
from assay.web.intake.reading import changes_of, people_of, volumes_of
from assay.web.intake.words import FIELDS
from assay.web.projects.uploads import chunks_of
from assay.web.requests import signed_in, user_of

MOST_OFFERED = 200
BY_SCRIPT = "X-Assay-Saves"


@signed_in
@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft; it saves itself from then on."""
    person = user_of(request)
    if not may_file(person):
        raise NotFound
    made = draft_request(person, now=now())
    return redirect("request-edit", request_uid=made.uid)


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, request_uid: UUID) -> HttpResponse:
    """The form; posting saves what can be saved, and submits it where that button was pressed."""
    person = user_of(request)
    found = request_for(person, request_uid)
    if Part.REQUESTER not in parts_of(person, found) or found.state not in EDITABLE:
        return redirect("request", request_uid=request_uid)
    problems: list[Reason] = []
    if request.method == "POST":
        problems = _save(person, found, request)
        if not problems and request.POST.get("what") == "submit":
            problems = _submit(person, found)
            if not problems:
                messages.success(request, _("Submitted. You are told as soon as it is judged."))
                return redirect("request", request_uid=request_uid)
        if not problems and BY_SCRIPT not in request.headers:
            return redirect("request-edit", request_uid=request_uid)
    context = _context(person, request_uid, problems, request.POST)
    # What a script saves in the middle of a word is no mistake: browsers would write one into their console.
    status = 422 if problems and BY_SCRIPT not in request.headers else 200
    return render(request, "web/intake/edit.html", context, status=status)


@signed_in
@require_POST
def sample(request: HttpRequest, request_uid: UUID) -> HttpResponse:
    """Bring the sample file of the content, or take it away."""
    person = user_of(request)
    found = request_for(person, request_uid)
    file = request.FILES.get("file")
    try:
        set_sample(
            person,
            request=found,
            chunks=chunks_of(file) if file is not None else None,
            name=(file.name or "") if file is not None else "",
            now=now(),
        )
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.said)
    return redirect("request-edit", request_uid=request_uid)


def _save(person: User, found: Request, request: HttpRequest) -> list[Reason]:
    """Keep every field in which nothing is wrong; the reasons of the others."""
    changes, rows = changes_of(request.POST), volumes_of(request.POST)
    languages = dict(Market.objects.filter(retired_at=None).values_list("code", "language"))
    problems = [*refuse_fields(changes), *refuse_volumes(rows or (), languages)]
    wrong = {str(each.field) for each in problems}
    if wrong & {"budget", "currency"}:
        wrong |= {"budget_micro", "currency"}
    fine = {name: value for name, value in changes.items() if name not in wrong}
    try:
        edit_request(
            person, request=found, changes=fine, volumes=None if "volumes" in wrong else rows, now=now()
        )
        problems += _name(person, found, request) if "requesters" in request.POST else []
    except Refused as refused:
        problems += refused.reasons
    return problems


def _name(person: User, found: Request, request: HttpRequest) -> list[Reason]:
    asked, approving = people_of(request.POST, "requesters"), people_of(request.POST, "approvers")
    # Whoever writes stays a requester: without being one they would no longer find what they write.
    requesters = asked.people if person in asked.people else [person, *asked.people]
    problems = [*asked.problems, *approving.problems]
    try:
        name_parties(person, request=found, requesters=requesters, approvers=approving.people, now=now())
    except Refused as refused:
        problems += refused.reasons
    return problems


def _submit(person: User, found: Request) -> list[Reason]:
    try:
        take_step(person, request=found, wanted=RequestState.SUBMITTED, now=now())
    except Refused as refused:
        return list(refused.reasons)
    return []


def _context(person: User, uid: UUID, problems: Iterable[Reason], typed: QueryDict) -> dict[str, object]:
    """As it stands now: whatever was saved is in it, and what could not be saved as it was typed."""
    found = request_for(person, uid)
    facts = facts_of(found)
    said, others = placed(problems)
    asked = as_typed(asked_of(found), typed, said)
    return {
        "found": found,
        "sections": sections_of(asked, facts, said),
        "n_filled": n_filled(facts),
        "n_needed": n_needed(),
        "has_problems": bool(said or others),
        "others": others,
        "is_draft": found.state == RequestState.DRAFT,
        **offered(),
    }


def placed(problems: Iterable[Reason]) -> tuple[dict[str, str], list[Reason]]:
    """Each reason at the field of the form that it names, and those that belong to none."""
    said: dict[str, str] = {}
    others = []
    for reason in problems:
        at = AT.get(str(reason.field), str(reason.field))
        if at in FIELDS:
            said.setdefault(at, reason.said)
        else:
            others.append(reason)
    return said, others


def offered() -> dict[str, object]:
    """What the fields offer to choose from."""
    return {"markets": markets().filter(retired_at=None), "people": taking_part()[:MOST_OFFERED]}
