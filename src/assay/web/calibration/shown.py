"""Sessions, items, people and remarks of calibration as pages show them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.quality.enums import CalibrationPick, CalibrationState
from assay.quality.models import (
    CalibrationItem,
    CalibrationParticipant,
    CalibrationRemark,
    CalibrationSession,
)
from assay.quality.queries.calibration import Counts, Sight
from assay.quality.queries.calibration_choices import Candidate
from assay.web.calibration.states import STATES

PICKS = {
    CalibrationPick.UNCERTAIN: gettext_noop("Low agreement"),
    CalibrationPick.ADJUDICATED: gettext_noop("Adjudicated"),
    CalibrationPick.HAND: gettext_noop("Chosen by hand"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its weight, as the form has it."""

    id: str
    label: str
    weight: str


@dataclass(frozen=True, slots=True)
class ShownState:
    key: str
    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class ShownSession:
    session: CalibrationSession
    state: ShownState
    counts: Counts


@dataclass(frozen=True, slots=True)
class ShownItem:
    """`ruling` and `ruled_at` are empty until somebody may know them."""

    uid: UUID
    pk: int
    external_id: str
    pick: str
    is_ruled: bool
    ruling: str
    is_gold: bool


@dataclass(frozen=True, slots=True)
class ShownPerson:
    uid: UUID
    pk: int
    name: str
    site: str
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShownRemark:
    author: str
    text: str
    at: datetime


def state_of(session: CalibrationSession) -> ShownState:
    label, tone = STATES[CalibrationState(session.state)]
    return ShownState(session.state, _(label), tone)


def shown_sessions(
    sessions: Iterable[CalibrationSession], counts: Mapping[int, Counts]
) -> list[ShownSession]:
    return [ShownSession(each, state_of(each), counts[each.pk]) for each in sessions]


def shown_items(items: Iterable[CalibrationItem], sight: Sight) -> list[ShownItem]:
    return [
        ShownItem(
            uid=each.uid,
            pk=each.pk,
            external_id=each.task.external_id,
            pick=_(PICKS[CalibrationPick(each.pick)]),
            is_ruled=each.ruled_at is not None,
            ruling=each.ruling,
            is_gold=sight.is_all and each.gold_id is not None,
        )
        for each in items
    ]


def name_of(participant: CalibrationParticipant) -> str:
    """Contributors go by their pseudonym."""
    return participant.contributor.pseudonym if participant.contributor else participant.user.name


def shown_people(people: Iterable[CalibrationParticipant]) -> list[ShownPerson]:
    found = [
        ShownPerson(each.uid, each.pk, name_of(each), each.site.name if each.site else "", each.finished_at)
        for each in people
    ]
    return sorted(found, key=lambda each: (not each.site, each.site, each.name))


def shown_remarks(remarks: Iterable[CalibrationRemark], unnamed: Collection[int]) -> list[ShownRemark]:
    """`unnamed` are the users whose names this reader does not see."""
    return [
        ShownRemark(
            _("Somebody else") if each.author_id in unnamed else _author(each), each.text, each.written_at
        )
        for each in remarks
    ]


def by_site(candidates: Sequence[Candidate]) -> list[tuple[str, list[Candidate]]]:
    """Site name to people; those without one last."""
    found: dict[str, list[Candidate]] = defaultdict(list)
    for each in candidates:
        found[each.site.name if each.site else ""].append(each)
    return sorted(found.items(), key=lambda pair: (pair[0] == "", pair[0]))


def _author(remark: CalibrationRemark) -> str:
    contributor = getattr(remark.author, "contributor", None)
    return contributor.pseudonym if contributor else remark.author.name
