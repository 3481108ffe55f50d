"""What sites have to prove, and what a piece of evidence is worth on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from assay.kit.reasons import Reason, declare
from assay.partners.enums import Proof

# So long before its end somebody has to see to the next one.
SOON = timedelta(days=30)
BACK, AHEAD = timedelta(days=10 * 366), timedelta(days=20 * 366)
MOST_DAYS, MOST_IN_NAME, MOST_IN_ASKS, MOST_IN_NOTE = 3660, 120, 2000, 300
MOST_BYTES = 20 * 1024**2
ITEM_NAME = declare("partners.item_name", "A name has 1 to {most} characters.", status=422)
ITEM_ASKS = declare(
    "partners.item_asks", "Say in 1 to {most} characters what is to be proven, and by what.", status=422
)
ITEM_DAYS = declare(
    "partners.item_days", "It is proven again after 1 to {most} days, or never (leave it empty).", status=422
)
ITEM_RETIRED = declare("partners.item_retired", "{name} is asked of nobody any more.", status=409)
NOT_ASKED = declare("partners.not_asked", "That is not asked of this site.", status=422)
EVIDENCE_KIND = declare(
    "partners.evidence_kind",
    "Evidence is a PDF or a picture (PNG, JPEG, WebP): its content is looked at.",
    status=422,
)
EVIDENCE_DATES = declare(
    "partners.evidence_dates",
    "Evidence is from the last ten years and not from the future, and ends after the day it is from.",
    status=422,
)
EVIDENCE_NOTE = declare("partners.evidence_note", "A note has at most {most} characters.", status=422)
NOT_YOUR_EVIDENCE = declare(
    "partners.not_your_evidence",
    "Evidence is handed in and withdrawn by who leads the whole site, or keeps the contracts.",
    status=403,
)
EVIDENCE_WITHDRAWN = declare("partners.evidence_withdrawn", "That was withdrawn already.", status=409)
WITHDRAWN_WHY = declare("partners.withdrawn_why", "Say why it does not count any more.", status=422)
PICTURES = frozenset({"image/png", "image/jpeg", "image/webp"})


class Dated(Protocol):
    """What the rules read of a piece of evidence."""

    @property
    def expires_on(self) -> date | None: ...


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """`expires_on` None: as long as the item allows."""

    obtained_on: date
    expires_on: date | None
    note: str = ""


def refuse_item(name: str, asks: str, every_days: int | None) -> list[Reason]:
    problems = []
    if not 1 <= len(name.strip()) <= MOST_IN_NAME or "\0" in name:
        problems.append(ITEM_NAME(field="name", most=MOST_IN_NAME))
    if not 1 <= len(asks.strip()) <= MOST_IN_ASKS or "\0" in asks:
        problems.append(ITEM_ASKS(field="asks", most=MOST_IN_ASKS))
    if every_days is not None and not 1 <= every_days <= MOST_DAYS:
        problems.append(ITEM_DAYS(field="every_days", most=MOST_DAYS))
    return problems


def refuse_evidence(handed: HandedIn, *, today: date) -> list[Reason]:
    problems = []
    ends = handed.expires_on
    is_dated = -BACK <= handed.obtained_on - today <= timedelta()
    if not is_dated or (ends is not None and not timedelta() < ends - handed.obtained_on <= AHEAD):
        problems.append(EVIDENCE_DATES(field="obtained_on"))
    if len(handed.note) > MOST_IN_NOTE or "\0" in handed.note:
        problems.append(EVIDENCE_NOTE(field="note", most=MOST_IN_NOTE))
    return problems


def end_of(handed: HandedIn, every_days: int | None) -> date | None:
    """What it says itself, and never later than the item's interval allows."""
    latest = handed.obtained_on + timedelta(days=every_days) if every_days else None
    ends = [each for each in (handed.expires_on, latest) if each is not None]
    return min(ends, default=None)


def best_of(evidence: Iterable[D]) -> D | None:
    """The one that lasts longest; of equal ones the first."""
    return max(evidence, key=lambda each: each.expires_on or date.max, default=None)


def proof_of(best: Dated | None, today: date) -> Proof:
    """On its last day it still counts."""
    if best is None:
        return Proof.MISSING
    if best.expires_on is None or best.expires_on - today > SOON:
        return Proof.VALID
    return Proof.EXPIRING if best.expires_on >= today else Proof.EXPIRED
