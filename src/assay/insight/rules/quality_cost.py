"""The cost of quality: prevention, appraisal, internal and external failure, each only where something was booked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assay.insight.enums import QualityPart, QualityShare, WhyNot
from assay.insight.rules.returns import Figure
from assay.kit.reasons import declare
from assay.stats.sampling import Estimate

NO_MONTH = declare(
    "quality_cost.no_month", "Name a month as 2026-03, not one that is yet to come.", status=422
)

# What each part is of. First judgments, overlap, hours and machines are what the labels cost, not their quality.
PARTS: Mapping[QualityPart, QualityShare] = {
    QualityPart.GUIDELINE: QualityShare.PREVENTION,
    QualityPart.TRAINING: QualityShare.PREVENTION,
    QualityPart.CALIBRATION: QualityShare.PREVENTION,
    QualityPart.QUALIFICATION: QualityShare.PREVENTION,
    QualityPart.GOLD: QualityShare.APPRAISAL,
    QualityPart.REVIEW: QualityShare.APPRAISAL,
    QualityPart.AUDIT: QualityShare.APPRAISAL,
    QualityPart.REWORK: QualityShare.INTERNAL,
    QualityPart.DISCARDED: QualityShare.INTERNAL,
    QualityPart.RETURNS: QualityShare.EXTERNAL,
    QualityPart.FIRST: QualityShare.LABELS,
    QualityPart.OVERLAP: QualityShare.LABELS,
    QualityPart.HOURS: QualityShare.LABELS,
    QualityPart.MACHINES: QualityShare.LABELS,
}
# What the ledger books: answers, hours, which it does not tell apart, and what asking models cost.
BOOKED = frozenset(
    {
        *(QualityPart.GOLD, QualityPart.REWORK, QualityPart.DISCARDED),
        *(QualityPart.FIRST, QualityPart.OVERLAP, QualityPart.HOURS, QualityPart.MACHINES),
    }
)


@dataclass(frozen=True, slots=True)
class PartCost:
    """`micro` None: nothing is booked for such work; `n` and `seconds` are what was counted of it, if anything."""

    part: QualityPart
    micro: int | None
    n: int | None = None
    seconds: float | None = None

    @property
    def share(self) -> QualityShare:
        return PARTS[self.part]


@dataclass(frozen=True, slots=True)
class ShareCost:
    """One of the four, as far as it was booked; `share` of all that was booked, None where nothing was."""

    kind: QualityShare
    micro: int | None
    share: float | None
    is_whole: bool


def shares(parts: Sequence[PartCost], base_micro: int) -> list[ShareCost]:
    """The four, each over the base: what was not booked is left out, and said to be."""
    found = []
    for kind in QualityShare:
        if kind == QualityShare.LABELS:
            continue
        own = [each for each in parts if each.share == kind]
        booked = [each.micro for each in own if each.micro is not None]
        micro = sum(booked) if booked else None
        share = micro / base_micro if micro is not None and base_micro > 0 else None
        found.append(ShareCost(kind, micro, share, len(booked) == len(own)))
    return found


def base_of(parts: Sequence[PartCost]) -> int:
    """All that the month's work has cost."""
    return sum(each.micro or 0 for each in parts)


def total(found: Sequence[ShareCost]) -> int:
    """The four together, as far as they were booked."""
    return sum(each.micro or 0 for each in found)


def month_of(text: str, today: date) -> date | None:
    """2026-03 as its first day; None where it is no month that has begun."""
    try:
        found = date.fromisoformat(f"{text}-01") if len(text) == 7 else None
    except ValueError:
        return None
    return found if found is not None and date(2000, 1, 1) <= found <= today else None


def per_correct(each: float, right: Estimate) -> Figure | WhyNot:
    """What a correct label costs, where so large a share of answers is right."""
    if not right.value or not right.low or not right.high:
        return WhyNot.NO_REVIEW
    return Figure(each / right.value, each / right.high, each / right.low)
