"""What one is told, on which way and how soon; and the outbox, for administrators."""

from datetime import datetime, time
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.people.actions.choosing import choose_paces, set_hours
from assay.people.actions.sending import try_again
from assay.people.enums import NoticeChannel, NoticeState, Pace
from assay.people.models import Notice, User
from assay.people.queries.chosen import Told, told_of, told_to
from assay.people.queries.outbox import notice_for, notices_for
from assay.people.queries.recipients import hours_of
from assay.people.queries.scope import require_everywhere
from assay.people.rules import reasons
from assay.people.rules.kinds import kind_of
from assay.people.rules.roles import Permission

router = Router(tags=["people"])


class NotificationKind(Schema):
    kind: str = Field(examples=["guideline"])
    sentence: str = Field(examples=["There is a new version of a guideline"])
    is_mandatory: bool = Field(description="The inbox always tells of it as new.")
    paces: dict[NoticeChannel, Pace] = Field(
        description="How soon, on each way.", examples=[{"inbox": "at_once", "email": "daily"}]
    )


class NotificationHours(Strict):
    """By the clock of your time zone."""

    digest_at: time = Field(time(8), examples=["08:00"])
    digest_weekday: int = Field(0, ge=0, le=6, description="Of the weekly digest; 0 is Monday.")
    quiet_from: time | None = Field(None, examples=["22:00"])
    quiet_until: time | None = Field(None, examples=["07:00"])


class NotificationsOut(Schema):
    time_zone: str = Field(examples=["Europe/Lisbon"])
    hours: NotificationHours
    kinds: list[NotificationKind]


class PacesIn(Strict):
    paces: dict[NoticeChannel, Pace] = Field(
        description="What is not named stays as it is. The inbox knows at_once and off (kept as read).",
        examples=[{"email": "weekly"}],
    )


class OutboxNotice(Schema):
    uid: UUID
    to: UUID = Field(description="The user.")
    kind: str = Field(examples=["guideline"])
    channel: NoticeChannel
    pace: Pace
    state: NoticeState
    problem: str
    n_attempts: int
    made_at: datetime
    try_at: datetime
    ended_at: datetime | None


@router.get("/me/notifications", response=NotificationsOut, operation_id="notifications_show")
def show(request: HttpRequest) -> NotificationsOut:
    """What you are told, on which way and how soon."""
    return _out(person_of(request))


@router.patch("/me/notifications/{kind}", response=NotificationKind, operation_id="notifications_choose")
def choose(request: HttpRequest, kind: str, asked: PacesIn) -> NotificationKind:
    """How soon you hear of one kind."""
    person = person_of(request)
    told_of(person, kind)
    choose_paces(person, wanted={(kind, channel.value): pace.value for channel, pace in asked.paces.items()})
    return _kind(told_of(person, kind))


@router.put("/me/notification-hours", response=NotificationsOut, operation_id="notifications_hours")
def hours(request: HttpRequest, asked: NotificationHours) -> NotificationsOut:
    """When digests leave, and when nothing does."""
    person = person_of(request)
    times = (asked.digest_at, asked.quiet_from, asked.quiet_until)
    if any(each is not None and each.tzinfo is not None for each in times):
        raise Refused(reasons.NO_TIME(field="digest_at", value="with a zone"))
    set_hours(person, **asked.dict(), now=now())
    return _out(person)


@router.get("/outbox", response=Page[OutboxNotice], operation_id="outbox_list")
def outbox(
    request: HttpRequest, paging: Query[Paging], state: NoticeState | None = None
) -> Page[OutboxNotice]:
    """What left, waits to leave or failed, newest first: for administrators, and without what it says."""
    person = person_of(request)
    require_everywhere(person, Permission.ADMINISTER)
    return page(notices_for(person, state=state.value if state else ""), paging, _notice)


@router.post("/outbox/{uuid:notice}/again", response=OutboxNotice, operation_id="outbox_again")
def again(request: HttpRequest, notice: UUID) -> OutboxNotice:
    """Try again what has failed."""
    person = person_of(request)
    return _notice(try_again(person, notice=notice_for(person, notice), now=now()))


def _out(person: User) -> NotificationsOut:
    found = hours_of(person)
    return NotificationsOut(
        time_zone=found.time_zone,
        hours=NotificationHours(
            digest_at=found.digest_at,
            digest_weekday=found.digest_weekday,
            quiet_from=found.quiet_from,
            quiet_until=found.quiet_until,
        ),
        kinds=[_kind(told) for told in told_to(person)],
    )


def _kind(told: Told) -> NotificationKind:
    kind = told.kind
    return NotificationKind(
        kind=kind.code, sentence=kind.sentence, is_mandatory=kind.is_mandatory, paces=dict(told.paces)
    )


def _notice(notice: Notice) -> OutboxNotice:
    return OutboxNotice(
        uid=notice.uid,
        to=notice.user.uid,
        kind=kind_of(notice.message.kind).code,
        channel=NoticeChannel(notice.channel),
        pace=Pace(notice.pace),
        state=NoticeState(notice.state),
        problem=notice.problem,
        n_attempts=notice.n_attempts,
        made_at=notice.made_at,
        try_at=notice.try_at,
        ended_at=notice.ended_at,
    )
