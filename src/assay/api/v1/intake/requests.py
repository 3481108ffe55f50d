"""Requests: filed, judged, approved, and what became of them."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from ninja import File, Query, Router
from ninja.files import UploadedFile

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.intake.own_shapes import MOST_OWN, OwnRequestsOut, own_requests_out
from assay.api.v1.intake.shapes import (
    HappenedOut,
    LevelIn,
    LevelOut,
    LevelsOut,
    RequestIn,
    RequestOut,
    RequestOwnerIn,
    RequestStartIn,
    RequestStepIn,
    request_out,
)
from assay.intake.actions.clocks import set_service_level
from assay.intake.actions.requests import draft_request, edit_request, name_parties
from assay.intake.actions.starting import start_project, take_up_project
from assay.intake.actions.stepping import take_step, undertake
from assay.intake.actions.talking import set_sample
from assay.intake.enums import Part, RequestState
from assay.intake.models import Request
from assay.intake.queries.clocks import levels
from assay.intake.queries.finding import Filters, search_requests
from assay.intake.queries.history import history_of, sample_for
from assay.intake.queries.mine import own_of
from assay.intake.queries.people import calendars
from assay.intake.queries.scope import may_take_part, parts_of, request_for, taking_part
from assay.intake.rules.reasons import UNKNOWN_PERSON
from assay.kit.clock import now
from assay.kit.downloads import download_of
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.enums import Segment
from assay.projects.queries.permission import project_for

router = Router(tags=["requests"])


@router.get("/requests", response=Page[RequestOut], operation_id="requests_list")
def list_requests(
    request: HttpRequest,
    paging: Query[Paging],
    *,
    text: str = "",
    state: RequestState | None = None,
    segment: Segment | None = None,
    is_overdue: bool = False,
) -> Page[RequestOut]:
    """Those the caller sees, newest first."""
    user, at = person_of(request), now()
    if not may_take_part(user):
        raise NotFound
    asked = Filters(text.replace("\0", ""), state or "", segment or "", is_overdue)
    return page(
        search_requests(user, asked, at), paging, lambda each: request_out(each, parts_of(user, each), at)
    )


@router.get("/requests/summary", response=OwnRequestsOut, operation_id="requests_summary")
def summary(request: HttpRequest) -> OwnRequestsOut:
    """The caller's own requests with what was delivered, how good it is, and what waits for them; at most 200."""
    user, at = person_of(request), now()
    if not may_take_part(user):
        raise NotFound
    found = search_requests(user, Filters(is_own=True), at)[:MOST_OWN]
    return own_requests_out(own_of(user, list(found)), at)


@router.post("/requests", response={201: RequestOut}, operation_id="requests_create")
@creates
def create(request: HttpRequest, asked: RequestIn) -> RequestOut:
    """A draft, of which the caller is the first requester. It may be as empty as it wants to be."""
    user = person_of(request)
    with transaction.atomic():
        made = draft_request(user, changes=asked.changes(), now=now())
        if asked.volumes is not None:
            edit_request(user, request=made, changes={}, volumes=asked.rows(), now=now())
        _name(user, made, asked)
    return _out(user, made.uid)


@router.get("/requests/{uuid:request_uid}", response=RequestOut, operation_id="requests_get")
def get(request: HttpRequest, request_uid: UUID) -> RequestOut:
    """What is asked, its clock, what is missing, and where the caller may take it."""
    return _out(person_of(request), request_uid)


@router.patch("/requests/{uuid:request_uid}", response=RequestOut, operation_id="requests_update")
def update(request: HttpRequest, request_uid: UUID, asked: RequestIn) -> RequestOut:
    """Fill it in, as long as the requester writes; later on propose a change."""
    user = person_of(request)
    found = request_for(user, request_uid)
    changes, rows = asked.changes(), asked.rows()
    with transaction.atomic():
        if changes or rows is not None:
            edit_request(user, request=found, changes=changes, volumes=rows, now=now())
        _name(user, found, asked)
    return _out(user, request_uid)


@router.post("/requests/{uuid:request_uid}/step", response=RequestOut, operation_id="requests_step")
def step(request: HttpRequest, request_uid: UUID, asked: RequestStepIn) -> RequestOut:
    """Submit, ask back, answer, judge, approve, accept, close or withdraw: take it to another state."""
    user = person_of(request)
    found = request_for(user, request_uid)
    take_step(user, request=found, wanted=asked.to, reason=asked.reason, now=now())
    return _out(user, request_uid)


@router.post("/requests/{uuid:request_uid}/start", response=RequestOut, operation_id="requests_start")
def start(request: HttpRequest, request_uid: UUID, asked: RequestStartIn) -> RequestOut:
    """Make the project of an approved request: with its segment, its markets and the schema of its template."""
    user = person_of(request)
    found = request_for(user, request_uid)
    if asked.project is not None:
        there = project_for(user, asked.project, Permission.MANAGE_PROJECT)
        take_up_project(user, request=found, project=there, now=now())
    else:
        start_project(user, request=found, name=asked.name, now=now())
    return _out(user, request_uid)


@router.put("/requests/{uuid:request_uid}/owner", response=RequestOut, operation_id="requests_owner")
def owner(request: HttpRequest, request_uid: UUID, asked: RequestOwnerIn) -> RequestOut:
    """Who undertakes it, and in whose working time its clocks count."""
    user = person_of(request)
    found = request_for(user, request_uid)
    chosen = _people([asked.owner], "owner")[0] if asked.owner else None
    calendar = calendars().filter(name=asked.calendar).first() if asked.calendar else None
    if asked.calendar and calendar is None:
        raise NotFound
    undertake(user, request=found, owner=chosen, calendar=calendar, now=now())
    return _out(user, request_uid)


@router.get(
    "/requests/{uuid:request_uid}/history", response=list[HappenedOut], operation_id="requests_history"
)
def history(request: HttpRequest, request_uid: UUID) -> list[HappenedOut]:
    """Everything that happened, the oldest first."""
    found = history_of(request_for(person_of(request), request_uid))
    return [HappenedOut(at=each.at, what=each.what, by=each.by, said=each.said) for each in found]


@router.post("/requests/{uuid:request_uid}/sample", response=RequestOut, operation_id="requests_sample_set")
def bring_sample(request: HttpRequest, request_uid: UUID, file: File[UploadedFile]) -> RequestOut:
    """The sample file of the content; it replaces the one before."""
    user = person_of(request)
    found = request_for(user, request_uid)
    set_sample(user, request=found, chunks=file.chunks(), name=file.name or "", now=now())
    return _out(user, request_uid)


@router.get("/requests/{uuid:request_uid}/sample", operation_id="requests_sample_get")
def sample(request: HttpRequest, request_uid: UUID) -> HttpResponseBase:
    """The sample file, streamed."""
    return download_of(sample_for(person_of(request), request_uid))


@router.get("/service-levels", response=LevelsOut, operation_id="service_levels_list")
def list_levels(request: HttpRequest) -> LevelsOut:
    """How long a request may last in each state that has a clock."""
    if not may_take_part(person_of(request)):
        raise NotFound
    found = [LevelOut(state=each.state, hours=each.hours, changed_at=each.changed_at) for each in levels()]
    return LevelsOut(levels=found)


@router.put("/service-levels/{state}", response=LevelOut, operation_id="service_levels_set")
def set_level(request: HttpRequest, state: str, asked: LevelIn) -> LevelOut:
    """It counts for clocks that start from now on."""
    user = person_of(request)
    if not may_take_part(user):
        raise NotFound
    level = set_service_level(user, state=state, hours=asked.hours, now=now())
    return LevelOut(state=RequestState(level.state), hours=level.hours, changed_at=level.changed_at)


def _out(user: User, uid: UUID) -> RequestOut:
    found = request_for(user, uid)
    return request_out(found, parts_of(user, found), now())


def _name(user: User, found: Request, asked: RequestIn) -> None:
    """Whoever is not given stays."""
    if asked.requesters is None and asked.approvers is None:
        return
    kept: dict[Part, list[User]] = {Part.REQUESTER: [], Part.APPROVER: []}
    for party in found.parties.select_related("user").order_by("pk"):
        kept[Part(party.part)].append(party.user)
    name_parties(
        user,
        request=found,
        requesters=_people(asked.requesters, "requesters")
        if asked.requesters is not None
        else kept[Part.REQUESTER],
        approvers=_people(asked.approvers, "approvers")
        if asked.approvers is not None
        else kept[Part.APPROVER],
        now=now(),
    )


def _people(emails: Sequence[str], field: str) -> list[User]:
    asked = [each.strip().lower().replace("\0", "") for each in emails]
    known = {each.email: each for each in taking_part().filter(email__in=asked)}
    if unknown := [each for each in asked if each not in known]:
        first, *others = [UNKNOWN_PERSON(field=field, email=each[:120]) for each in unknown]
        raise Refused(first, *others)
    return [known[each] for each in dict.fromkeys(asked)]
