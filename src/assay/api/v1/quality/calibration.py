"""Calibration: sessions with their items and people, blind answers, rulings, alignment."""

from typing import Literal
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from ninja import Query, Router

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.quality.calibration_shapes import (
    AlignmentOut,
    AnswerIn,
    ItemOut,
    ItemsIn,
    ItemsOut,
    MoveIn,
    PeopleIn,
    RemarkIn,
    RemarkOut,
    RetrainingIn,
    RulingIn,
    SeriesOut,
    SessionIn,
    SessionOut,
    alignment_out,
    item_out,
    point_out,
    remark_out,
    session_out,
)
from assay.api.v1.quality.gold import GoldOut, gold_out
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.quality.actions import calibrating as actions
from assay.quality.actions import calibration_outcomes as outcomes
from assay.quality.enums import CalibrationPick, CalibrationState
from assay.quality.queries.calibration import answers_by as given_by
from assay.quality.queries.calibration import (
    item_for,
    items_of,
    next_item,
    overview_for,
    own_participation,
    remarks_of,
    results_of,
    series_of,
    session_for,
    sessions_of,
)

router = Router(tags=["quality"])
MOVES = {"open": actions.open_session, "ruling": actions.end_answers, "closed": actions.close_session}


@router.get(
    "/projects/{uuid:project}/calibration-sessions",
    response=Page[SessionOut],
    operation_id="calibration_list",
)
def list_sessions(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[SessionOut]:
    """The project's sessions, newest first; a site lead those that people of the own site answer in."""
    found, sight = overview_for(person_of(request), project)
    return page(sessions_of(found, sight), paging, session_out)


@router.get(
    "/projects/{uuid:project}/calibration-series",
    response=SeriesOut,
    operation_id="calibration_series",
)
def series(request: HttpRequest, project: UUID) -> SeriesOut:
    """Alignment per site, over the newest closed sessions."""
    points = series_of(*overview_for(person_of(request), project))
    return SeriesOut(sessions=[point_out(each) for each in points])


@router.post(
    "/projects/{uuid:project}/calibration-sessions",
    response={201: SessionOut},
    operation_id="calibration_create",
)
@creates
def create(request: HttpRequest, project: UUID, asked: SessionIn) -> SessionOut:
    """A session to prepare; whoever makes it leads it."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_QUALITY)
    return session_out(actions.create_session(user, project=found, now=now(), **asked.dict()))


@router.get("/calibration-sessions/{uuid:session}", response=SessionOut, operation_id="calibration_get")
def get(request: HttpRequest, session: UUID) -> SessionOut:
    """One session."""
    return session_out(session_for(person_of(request), session)[0])


@router.post(
    "/calibration-sessions/{uuid:session}/items", response=SessionOut, operation_id="calibration_add_items"
)
def add_items(request: HttpRequest, session: UUID, asked: ItemsIn) -> SessionOut:
    """Named tasks, or the `n` tasks most worth discussing that were in no session yet."""
    user = person_of(request)
    found, _sight = session_for(user, session)
    if asked.external_ids:
        actions.add_items(user, session=found, external_ids=asked.external_ids, now=now())
    if asked.pick:
        pick = CalibrationPick(asked.pick)
        actions.pick_items(user, session=found, pick=pick, n=asked.n, now=now())
    return session_out(found)


@router.post(
    "/calibration-sessions/{uuid:session}/people", response=SessionOut, operation_id="calibration_invite"
)
def invite(request: HttpRequest, session: UUID, asked: PeopleIn) -> SessionOut:
    """Ask contributors and reviewers of the project to answer."""
    user = person_of(request)
    found, _sight = session_for(user, session)
    people = User.objects.filter(Q(uid__in=asked.people) | Q(contributor__uid__in=asked.people))
    if people.count() < len(set(asked.people)):
        raise NotFound
    actions.invite(user, session=found, users=list(people), now=now())
    return session_out(found)


@router.post(
    "/calibration-sessions/{uuid:session}/move/{to}", response=SessionOut, operation_id="calibration_move"
)
def move(
    request: HttpRequest, session: UUID, to: Literal["open", "ruling", "closed", "cancelled"], asked: MoveIn
) -> SessionOut:
    """Open it, end the answers, close it, or cancel it with a reason."""
    user = person_of(request)
    found, _sight = session_for(user, session)
    if to == "cancelled":
        return session_out(actions.cancel_session(user, session=found, reason=asked.reason, now=now()))
    return session_out(MOVES[to](user, session=found, now=now()))


@router.get("/calibration-sessions/{uuid:session}/items", response=ItemsOut, operation_id="calibration_items")
def list_items(request: HttpRequest, session: UUID) -> ItemsOut:
    """The items (30 at most), each with the caller's answer and, once it is told, with what is right."""
    user = person_of(request)
    found, sight = session_for(user, session)
    part = found.participants.filter(user=user).first()
    given = given_by(part) if part else {}
    is_told = sight.is_all or found.state == CalibrationState.CLOSED
    items = [item_out(each, given.get(each.pk), is_told=is_told) for each in items_of(found)]
    return ItemsOut(items=items)


@router.get("/calibration-sessions/{uuid:session}/next", response=ItemOut, operation_id="calibration_next")
def following(request: HttpRequest, session: UUID) -> ItemOut:
    """The first item the caller has not answered; 404 when nothing is left."""
    item = next_item(own_participation(person_of(request), session))
    if item is None:
        raise NotFound
    return item_out(item, None, is_told=False)


@router.post("/calibration-items/{uuid:item}/answer", response=ItemOut, operation_id="calibration_answer")
def answer(request: HttpRequest, item: UUID, asked: AnswerIn) -> ItemOut:
    """The caller's answer; it may be changed until the session takes no more, and nobody sees it before."""
    user = person_of(request)
    found, _sight = item_for(user, item)
    given = actions.answer(user, item=found, answers=asked.answers, comment=asked.comment, now=now())
    return item_out(found, given, is_told=False)


@router.post("/calibration-items/{uuid:item}/ruling", response=ItemOut, operation_id="calibration_rule")
def rule(request: HttpRequest, item: UUID, asked: RulingIn) -> ItemOut:
    """Say what is right, and why. Refused to whoever answers in the session."""
    user = person_of(request)
    found, _sight = item_for(user, item)
    ruled = actions.rule(user, item=found, benchmark=asked.benchmark, ruling=asked.ruling, now=now())
    return item_out(ruled, None, is_told=True)


@router.get(
    "/calibration-sessions/{uuid:session}/alignment",
    response=AlignmentOut,
    operation_id="calibration_alignment",
)
def alignment(request: HttpRequest, session: UUID) -> AlignmentOut:
    """How near answers lay to the benchmark, over the people the caller sees; 404 before the session is closed."""
    found, sight = session_for(person_of(request), session)
    if found.state != CalibrationState.CLOSED:
        raise NotFound
    return alignment_out(results_of(found, sight), sight.people(found))


@router.get(
    "/calibration-sessions/{uuid:session}/remarks",
    response=Page[RemarkOut],
    operation_id="calibration_remarks",
)
def remarks(request: HttpRequest, session: UUID, paging: Query[Paging]) -> Page[RemarkOut]:
    """What was said about the session as a whole, newest first."""
    found, _sight = session_for(person_of(request), session)
    return page(remarks_of(found), paging, remark_out)


@router.post(
    "/calibration-sessions/{uuid:session}/remarks",
    response={201: RemarkOut},
    operation_id="calibration_remark",
)
@creates
def remark(request: HttpRequest, session: UUID, asked: RemarkIn) -> RemarkOut:
    """A word in the discussion, once nobody answers any more."""
    user = person_of(request)
    found, _sight = session_for(user, session)
    return remark_out(actions.remark(user, session=found, text=asked.text, now=now()))


@router.post("/calibration-items/{uuid:item}/gold", response={201: GoldOut}, operation_id="calibration_gold")
@creates
def make_gold(request: HttpRequest, item: UUID) -> GoldOut:
    """The same content becomes gold: the benchmark is its answer, the ruling its reason."""
    user = person_of(request)
    found, _sight = item_for(user, item)
    return gold_out(outcomes.make_gold(user, item=found, now=now()))


@router.post(
    "/calibration-sessions/{uuid:session}/retraining",
    response=SessionOut,
    operation_id="calibration_retraining",
)
def need_retraining(request: HttpRequest, session: UUID, asked: RetrainingIn) -> SessionOut:
    """Put people on the list of who learns a question again."""
    user = person_of(request)
    found, sight = session_for(user, session)
    people = list(sight.people(found).filter(uid__in=asked.participants))
    outcomes.need_retraining(
        user, session=found, participants=people, question=asked.question, note=asked.note, now=now()
    )
    return session_out(found)
