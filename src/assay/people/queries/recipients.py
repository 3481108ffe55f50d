"""Whom something is told to, and how soon each of them wants to hear of it on which way."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any  # Columns of a row.

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet

from assay.kit.clock import is_zone
from assay.people.enums import NoticeChannel, Pace, Role
from assay.people.models import ChatAddress, Contributor, Grant, NoticeChoice, NoticeHours, User
from assay.people.rules.kinds import Kind, kind_of, pace_of
from assay.people.rules.windows import Hours

# The ways out of Assay; the inbox is no way out.
OUTSIDE = (NoticeChannel.EMAIL, NoticeChannel.CHAT)
_TIMES = ("digest_at", "digest_weekday", "quiet_from", "quiet_until")


@dataclass(frozen=True, slots=True)
class Recipient:
    kind: Kind
    roles: frozenset[str]
    hours: Hours
    chosen: Mapping[tuple[str, str], str] = field(default_factory=dict)
    has_chat: bool = False

    def pace(self, channel: NoticeChannel) -> Pace:
        if channel is NoticeChannel.CHAT and not self.has_chat:
            return Pace.OFF
        return pace_of(self.kind, channel, self.roles, self.chosen)

    @property
    def wants_inbox(self) -> bool:
        return self.kind.is_mandatory or self.pace(NoticeChannel.INBOX) is not Pace.OFF


def recipients_of(user_ids: Collection[int], kind: str) -> dict[int, Recipient]:
    """Active people who are no simulation, by their key: in two queries, however many they are."""
    times = [f"notice_hours__{name}" for name in _TIMES]
    people = User.objects.filter(pk__in=user_ids, is_active=True, is_simulated=False)
    rows = _rows(people, *times)
    chosen: dict[int, dict[tuple[str, str], str]] = {}
    if rows:
        choices = NoticeChoice.objects.filter(user_id__in=[row[0] for row in rows], kind=kind_of(kind).code)
        for user_id, channel, pace in choices.values_list("user_id", "channel", "pace"):
            chosen.setdefault(user_id, {})[kind_of(kind).code, channel] = pace
    return {
        pk: Recipient(kind_of(kind), _roles(held, works), _hours(zone, found), chosen.get(pk, {}), chats)
        for pk, zone, held, works, chats, *found in rows
    }


def roles_of(user: User) -> frozenset[str]:
    """The roles that a person was given anywhere; who works on tasks is a contributor without a grant."""
    [(_pk, _zone, held, works, _chats)] = _rows(User.objects.filter(pk=user.pk))
    return _roles(held, works)


def hours_of(user: User) -> Hours:
    found = NoticeHours.objects.filter(user=user).values_list(*_TIMES).first()
    return _hours(user.time_zone, found or (None,) * len(_TIMES))


def _rows(people: QuerySet[User], *times: str) -> list[tuple[Any, ...]]:
    """Key, time zone, the roles that were granted, whether they work on tasks and have a chat, and the times."""
    grants = Grant.objects.filter(user=OuterRef("pk"), retired_at=None)
    works = Contributor.objects.filter(user=OuterRef("pk"))
    chats = ChatAddress.objects.filter(user=OuterRef("pk"))
    found = people.annotate(
        held=ArraySubquery(grants.values("role")), works=Exists(works), chats=Exists(chats)
    )
    return list(found.values_list("pk", "time_zone", "held", "works", "chats", *times))


def _roles(held: Collection[str], works: bool) -> frozenset[str]:  # noqa: FBT001  # A column of a row.
    return frozenset({*held, Role.CONTRIBUTOR.value} if works else held)


def _hours(zone: str, times: Collection[time | int | None]) -> Hours:
    """Columns are empty where the person has set nothing; a zone that this machine does not know is UTC."""
    found = {name: value for name, value in zip(_TIMES, times, strict=True) if value is not None}
    return Hours(zone if is_zone(zone) else "UTC", **found)  # type: ignore[arg-type]  # By the names of columns.
