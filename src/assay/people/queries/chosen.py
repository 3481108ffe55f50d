"""What a person is told, as their settings show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assay.kit.reasons import Refused
from assay.people.enums import NoticeChannel, Pace
from assay.people.models import NoticeChoice, User
from assay.people.queries.chat import chat_of
from assay.people.queries.recipients import OUTSIDE, roles_of
from assay.people.rules import reasons
from assay.people.rules.kinds import KINDS, Kind, kinds_for, pace_of


@dataclass(frozen=True, slots=True)
class Told:
    """How soon a person hears of one kind, on each way that there is."""

    kind: Kind
    paces: Mapping[NoticeChannel, Pace]


def channels(user: User) -> list[NoticeChannel]:
    """The ways on which this person can be told: in chat once they gave an address."""
    ways = [NoticeChannel.INBOX, *OUTSIDE]
    return ways if chat_of(user) else [way for way in ways if way is not NoticeChannel.CHAT]


def told_to(user: User) -> list[Told]:
    """Every kind that can concern somebody with these roles, and what they have chosen otherwise."""
    roles, chosen, ways = roles_of(user), _chosen(user), channels(user)
    kinds = kinds_for(roles)
    kinds += [KINDS[code] for code in sorted({code for code, _ in chosen}) if KINDS[code] not in kinds]
    return [_told(kind, roles, chosen, ways) for kind in kinds]


def told_of(user: User, code: str) -> Told:
    if code not in KINDS:
        raise Refused(reasons.UNKNOWN_KIND(field="kind", kind=code[:40]))
    return _told(KINDS[code], roles_of(user), _chosen(user), channels(user))


def _told(
    kind: Kind, roles: frozenset[str], chosen: Mapping[tuple[str, str], str], ways: Iterable[NoticeChannel]
) -> Told:
    return Told(kind, {channel: pace_of(kind, channel, roles, chosen) for channel in ways})


def _chosen(user: User) -> dict[tuple[str, str], str]:
    rows = NoticeChoice.objects.filter(user=user, kind__in=KINDS).values_list("kind", "channel", "pace")
    return {(kind, channel): pace for kind, channel, pace in rows}
