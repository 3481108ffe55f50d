"""The kinds of event that people are told of: what each weighs, whom it concerns, how soon each role hears."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from assay.people.enums import NoticeChannel, Pace, Role, StaffKind, WorkKind


class Weight(Enum):
    """Urgent cannot wait for a day; asking wants something of the person; telling only tells."""

    URGENT = "urgent"
    ASKS = "asks"
    TELLS = "tells"


@dataclass(frozen=True, slots=True)
class Kind:
    """`quotes`: its sentence repeats what somebody wrote, which stays inside Assay."""

    code: str
    sentence: str
    weight: Weight
    roles: frozenset[str]
    is_mandatory: bool = False
    quotes: bool = False


EVERYBODY = frozenset(Role)
_RUN = {Role.PROJECT_OWNER, Role.QA_ANALYST, Role.OPERATIONS_LEAD}
_CHECK = {Role.PROJECT_OWNER, Role.QA_ANALYST, Role.REVIEWER}
_ASK = {Role.REQUESTER, Role.PROJECT_OWNER, Role.OPERATIONS_LEAD}
_WORK = {Role.CONTRIBUTOR}
_HELP = {Role.SITE_LEAD, Role.CROWD_MANAGER, Role.OPERATIONS_LEAD}
_MANDATORY = {WorkKind.STANDING, WorkKind.SECURITY}
_QUOTES = {
    *(WorkKind.REWORK, WorkKind.CLARIFICATION, WorkKind.ANSWER, WorkKind.ANNOUNCEMENT, WorkKind.COACHING),
    *(StaffKind.ASKED, StaffKind.REPORT, StaffKind.DECISION),
}
_CONCERNS: dict[WorkKind | StaffKind, tuple[Weight, Iterable[Role]]] = {
    WorkKind.STANDING: (Weight.URGENT, EVERYBODY),
    WorkKind.SECURITY: (Weight.URGENT, EVERYBODY),
    WorkKind.MEMBERSHIP: (Weight.ASKS, _WORK),
    WorkKind.INVITATION: (Weight.ASKS, _WORK),
    WorkKind.GUIDELINE: (Weight.ASKS, _WORK),
    WorkKind.REMINDER: (Weight.ASKS, _WORK),
    WorkKind.AGREEMENT: (Weight.ASKS, _WORK),
    WorkKind.PAYOUT: (Weight.ASKS, _WORK),
    WorkKind.EXAM: (Weight.TELLS, _WORK),
    WorkKind.COACHING: (Weight.TELLS, {*_WORK, *_CHECK, Role.SITE_LEAD, Role.CROWD_MANAGER}),
    WorkKind.COURSE: (Weight.ASKS, _WORK),
    WorkKind.LIVE: (Weight.ASKS, _WORK),
    WorkKind.CALIBRATION: (Weight.ASKS, {*_WORK, *_CHECK}),
    WorkKind.REWORK: (Weight.ASKS, _WORK),
    WorkKind.DISPUTE: (Weight.TELLS, {*_WORK, *_CHECK, Role.SITE_LEAD}),
    WorkKind.ANSWER: (Weight.TELLS, _WORK),
    WorkKind.CLARIFICATION: (Weight.TELLS, _WORK),
    StaffKind.QUESTION: (Weight.ASKS, {*_RUN, Role.REVIEWER}),
    StaffKind.ASKED: (Weight.TELLS, _RUN),
    StaffKind.REPORT: (Weight.URGENT, _RUN),
    StaffKind.REVIEW: (Weight.ASKS, _CHECK),
    WorkKind.PROPOSAL: (Weight.TELLS, {*_CHECK, *_WORK}),
    StaffKind.INVALIDATION: (Weight.ASKS, _RUN),
    StaffKind.LOT_REJECTED: (Weight.ASKS, _RUN),
    StaffKind.LOT_REOPENED: (Weight.TELLS, _RUN),
    StaffKind.RISK_FIRED: (Weight.ASKS, {*_RUN, *_ASK}),
    StaffKind.FEASIBILITY: (Weight.ASKS, {*_RUN, *_ASK}),
    StaffKind.BUDGET: (Weight.ASKS, _RUN),
    StaffKind.LABELER: (Weight.ASKS, _RUN),
    StaffKind.RUSH_ASKED: (Weight.ASKS, _RUN),
    StaffKind.RUSH_ANSWERED: (Weight.TELLS, {*_RUN, *_ASK}),
    StaffKind.CAPACITY: (Weight.ASKS, {Role.CROWD_MANAGER, Role.OPERATIONS_LEAD}),
    StaffKind.RELEASE_READY: (Weight.ASKS, _ASK),
    StaffKind.RELEASE_ANSWERED: (Weight.ASKS, _RUN),
    StaffKind.REQUEST: (Weight.TELLS, _ASK),
    StaffKind.REQUEST_LATE: (Weight.ASKS, _ASK),
    StaffKind.DECISION: (Weight.ASKS, {*_RUN, *_HELP}),
    StaffKind.COMPLIANCE: (Weight.ASKS, _HELP),
    StaffKind.CONTRACT: (Weight.ASKS, {Role.CROWD_MANAGER, Role.OPERATIONS_LEAD}),
    StaffKind.LIVE: (Weight.ASKS, {*_CHECK, Role.SITE_LEAD, Role.CROWD_MANAGER}),
    StaffKind.TICKET_ASKED: (Weight.ASKS, _HELP),
    StaffKind.TRAINING_QUESTION: (Weight.ASKS, _RUN),
    StaffKind.ERASURE: (Weight.ASKS, {Role.ADMINISTRATOR}),
    StaffKind.TICKET_LATE: (Weight.URGENT, _HELP),
    WorkKind.ANNOUNCEMENT: (Weight.TELLS, EVERYBODY),
    WorkKind.TICKET: (Weight.ASKS, EVERYBODY),
    WorkKind.OTHER: (Weight.TELLS, EVERYBODY),
}
KINDS: dict[str, Kind] = {
    kind.value: Kind(
        kind.value, str(kind.label), weight, frozenset(roles), kind in _MANDATORY, kind in _QUOTES
    )
    for kind, (weight, roles) in _CONCERNS.items()
}
OTHER = KINDS[WorkKind.OTHER.value]

# By e-mail. Whoever runs something hears at once of what waits for them; who works on tasks is in Assay anyway.
_STAFF = {Weight.URGENT: Pace.AT_ONCE, Weight.ASKS: Pace.AT_ONCE, Weight.TELLS: Pace.DAILY}
_BY_ROLE = {
    Role.CONTRIBUTOR: {Weight.URGENT: Pace.AT_ONCE, Weight.ASKS: Pace.DAILY, Weight.TELLS: Pace.OFF},
    Role.SITE_LEAD: {Weight.URGENT: Pace.AT_ONCE, Weight.ASKS: Pace.DAILY, Weight.TELLS: Pace.DAILY},
    Role.REQUESTER: {Weight.URGENT: Pace.AT_ONCE, Weight.ASKS: Pace.AT_ONCE, Weight.TELLS: Pace.AT_ONCE},
}
# In chat, once somebody gave an address: what cannot wait and what asks something of them, whatever their role.
_IN_CHAT = {Weight.URGENT: Pace.AT_ONCE, Weight.ASKS: Pace.AT_ONCE, Weight.TELLS: Pace.OFF}
_OFTEN = list(Pace)

Chosen = Mapping[tuple[str, str], str]


def kind_of(code: str) -> Kind:
    """What was told before its kind had a name, or is told by an extension, is anything else."""
    return KINDS.get(code, OTHER)


def kinds_for(roles: Iterable[str]) -> list[Kind]:
    """What somebody with these roles may be told of, in the order of the catalogue."""
    held = set(roles)
    return [kind for kind in KINDS.values() if kind.roles & held or kind.roles == EVERYBODY]


def default_pace(kind: Kind, channel: str, roles: Iterable[str]) -> Pace:
    """Before the person chose: by the role of theirs that hears of it soonest."""
    if channel == NoticeChannel.INBOX:
        return Pace.AT_ONCE
    if channel == NoticeChannel.CHAT:
        return _IN_CHAT[kind.weight]
    concerned = [role for role in roles if role in kind.roles] or [Role.CONTRIBUTOR.value]
    paces = [_BY_ROLE.get(Role(role), _STAFF)[kind.weight] for role in concerned]
    return min(paces, key=_OFTEN.index)


def pace_of(kind: Kind, channel: str, roles: Iterable[str], chosen: Chosen) -> Pace:
    """What the person chose, else the default of their roles."""
    found = chosen.get((kind.code, channel))
    return Pace(found) if found else default_pace(kind, channel, roles)


def paces_on(kind: Kind, channel: str) -> list[Pace]:
    """What may be chosen: the inbox keeps everything, and of what is mandatory it also tells."""
    if channel == NoticeChannel.INBOX:
        return [Pace.AT_ONCE] if kind.is_mandatory else [Pace.AT_ONCE, Pace.OFF]
    return list(Pace)
