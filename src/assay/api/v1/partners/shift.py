"""A site's shift: who is there, what counts, what changed, and what one shift hands over to the next."""

from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import AwareDatetime, Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.v1.planning.standards import MeasuredOut
from assay.api.v1.projects.shapes import Strict
from assay.api.v1.quality.share_shapes import ShareOut, share_out
from assay.kit.clock import now
from assay.partners.actions.handover import close_point, read_note, write_note
from assay.partners.enums import NoteKind
from assay.partners.models import HandoverNote
from assay.partners.queries.handover import note_in_sight
from assay.partners.queries.shift_board import ShiftBoard, shift_board
from assay.partners.rules.handover import MOST_IN_NOTE
from assay.partners.rules.targets import Target
from assay.people.enums import Presence, TimeKind
from assay.people.queries.hours import Declared
from assay.people.queries.site_parts import site_part
from assay.people.rules.time import Period
from assay.planning.enums import Metric, Status

router = Router(tags=["partners"])
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
At = Annotated[AwareDatetime | None, Query(ge=EARLIEST, le=LATEST)]


class ShiftSpanOut(Schema):
    starts_at: datetime
    ends_at: datetime


class ShiftPersonOut(Schema):
    contributor: UUID
    pseudonym: str = Field(examples=["Amsel"])
    starts_at: datetime
    ends_at: datetime
    presence: Presence
    said: TimeKind | None = Field(description="What was said of somebody who is away.")


class ShiftDeclaredOut(Schema):
    contributor: UUID
    pseudonym: str = Field(examples=["Amsel"])
    day_on: date
    minutes: int = Field(description="0: away.", examples=[0])
    usual_minutes: int | None = Field(description="Of that weekday; null: nothing was said.", examples=[480])


class ShiftTargetOut(Schema):
    project: UUID
    metric: Metric
    target: float = Field(examples=[0.95])
    measured: MeasuredOut | None = Field(description="Of the site alone, four weeks.")
    status: Status


class ShiftRulingOut(Schema):
    project: UUID
    question: str
    answer: str
    is_provisional: bool
    published_at: datetime


class ShiftGuidelineOut(Schema):
    project: UUID
    version: UUID
    number: int = Field(examples=[4])
    change_note: str
    n_members: int = Field(description="Of the people of this shift.", examples=[12])
    n_acknowledged: int = Field(examples=[9])


class ShiftErrorOut(Schema):
    project: UUID
    key: str = Field(examples=["missed_negation"])
    name: str = Field(examples=["Negation missed"])
    severity: str = Field(examples=["major"])
    share: ShareOut = Field(description="Of the reviewed judgments of two weeks, disputes taken off.")


class HandoverNoteOut(Schema):
    uid: UUID
    kind: NoteKind
    text: str
    shift_at: datetime
    written_at: datetime
    written_by: str = Field(examples=["Ravi"])
    closed_at: datetime | None
    outcome: str
    read_by: list[str]


class ShiftBoardOut(Schema):
    """The shift that is on, or the next; all null where none is planned within eight days."""

    before: ShiftSpanOut | None
    on: ShiftSpanOut | None
    after: ShiftSpanOut | None
    since: datetime = Field(description="Since when rulings, guidelines and notes are new.")
    people: list[ShiftPersonOut]
    declared: list[ShiftDeclaredOut] = Field(
        description="What people said of the shift's day and the six after: away, or other hours."
    )
    targets: list[ShiftTargetOut]
    rulings: list[ShiftRulingOut]
    guidelines: list[ShiftGuidelineOut]
    errors: list[ShiftErrorOut]
    notes: list[HandoverNoteOut]
    points: list[HandoverNoteOut] = Field(description="To do, carried forward until closed.")


class HandoverNoteIn(Strict):
    kind: NoteKind = Field(NoteKind.NOTE, examples=["point"])
    text: str = Field(min_length=1, max_length=MOST_IN_NOTE, examples=["Two laptops are in repair."])
    team: UUID | None = Field(None, description="One team of the site; whoever leads one only writes for it.")


class HandoverNoteMadeOut(Schema):
    uid: UUID


class HandoverClosingIn(Strict):
    outcome: str = Field(min_length=1, max_length=300, examples=["Both are back."])


@router.get("/sites/{uuid:site}/shift", response=ShiftBoardOut, operation_id="shift_board")
def board(request: HttpRequest, site: UUID, at: At = None, team: UUID | None = None) -> ShiftBoardOut:
    """The shift at a moment, as far as you see the site: all of it, or the team that you lead."""
    person, moment = person_of(request), now()
    part = site_part(person, site, team)
    return _board(shift_board(person, part, moment=at or moment, now=moment))


@router.post(
    "/sites/{uuid:site}/hand-over", response={201: HandoverNoteMadeOut}, operation_id="shift_hand_over"
)
@creates
def hand_over(request: HttpRequest, site: UUID, body: HandoverNoteIn) -> HandoverNoteMadeOut:
    """A note for the next shift, or a point that is carried forward until somebody closes it."""
    person = person_of(request)
    part = site_part(person, site, body.team)
    return HandoverNoteMadeOut(
        uid=write_note(person, part=part, kind=body.kind, text=body.text, now=now()).uid
    )


@router.post("/hand-over/{uuid:note}/read", response={204: None}, operation_id="shift_note_read")
def read(request: HttpRequest, note: UUID) -> None:
    person = person_of(request)
    found, part = note_in_sight(person, note)
    read_note(person, note=found, part=part, now=now())


@router.post("/hand-over/{uuid:note}/close", response={204: None}, operation_id="shift_point_close")
def close(request: HttpRequest, note: UUID, body: HandoverClosingIn) -> None:
    person = person_of(request)
    found, part = note_in_sight(person, note)
    close_point(person, note=found, part=part, outcome=body.outcome, now=now())


def _board(found: ShiftBoard) -> ShiftBoardOut:
    return ShiftBoardOut(
        before=_span(found.turns.before),
        on=_span(found.turns.on),
        after=_span(found.turns.after),
        since=found.since,
        people=[
            ShiftPersonOut(
                contributor=each.shift.contributor.uid,
                pseudonym=each.shift.contributor.pseudonym,
                starts_at=each.shift.starts_at,
                ends_at=each.shift.ends_at,
                presence=each.presence,
                said=each.said,
            )
            for each in found.attendance
        ],
        declared=[out for each in found.declared for out in _declared(each)],
        targets=[_target(each.project.uid, one) for each in found.targets for one in each.targets],
        rulings=[
            ShiftRulingOut(
                project=each.project.uid,
                question=each.question,
                answer=each.answer,
                is_provisional=each.is_provisional and each.settled_at is None,
                published_at=each.published_at,
            )
            for each in found.rulings
        ],
        guidelines=[
            ShiftGuidelineOut(
                project=each.version.project.uid,
                version=each.version.uid,
                number=each.version.number,
                change_note=each.version.change_note,
                n_members=each.n_members,
                n_acknowledged=each.n_acknowledged,
            )
            for each in found.guidelines
        ],
        errors=[
            ShiftErrorOut(
                project=project.uid,
                key=each.key,
                name=each.name,
                severity=each.severity,
                share=share_out(each.share),
            )
            for project, each in found.errors
        ],
        notes=[_note(each) for each in found.notes],
        points=[_note(each) for each in found.points],
    )


def _declared(found: Declared) -> list[ShiftDeclaredOut]:
    return [
        ShiftDeclaredOut(
            contributor=found.contributor.uid,
            pseudonym=found.contributor.pseudonym,
            day_on=day,
            minutes=minutes,
            usual_minutes=found.usual[day.weekday()] if found.usual else None,
        )
        for day, minutes in found.days.items()
    ]


def _span(found: Period | None) -> ShiftSpanOut | None:
    return ShiftSpanOut(starts_at=found.started_at, ends_at=found.ended_at) if found else None


def _target(project: UUID, found: Target) -> ShiftTargetOut:
    value = found.measured
    return ShiftTargetOut(
        project=project,
        metric=found.metric,
        target=found.terms.target,
        measured=MeasuredOut(value=value.value, low=value.low, high=value.high, n=value.n) if value else None,
        status=found.status,
    )


def _note(found: HandoverNote) -> HandoverNoteOut:
    return HandoverNoteOut(
        uid=found.uid,
        kind=NoteKind(found.kind),
        text=found.text,
        shift_at=found.shift_at,
        written_at=found.written_at,
        written_by=found.written_by.name,
        closed_at=found.closed_at,
        outcome=found.outcome,
        read_by=[each.user.name for each in found.readings.all()],
    )
