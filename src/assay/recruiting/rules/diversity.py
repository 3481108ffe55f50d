"""What of people's answers about themselves is shown: groups of ten at least, that cannot be worked out from others.

Everybody is counted in one market alone, and projects that compare themselves look at the same publication: so no two
figures differ by one person. The figures of a market stay as they are until ten people's answers differ from those
that were counted, so that nobody learns from yesterday's and today's who has said what.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any  # What is kept is JSON.

from assay.kit.reasons import Reason
from assay.kit.small_groups import told_apart
from assay.recruiting.enums import AgeBand, Gender, NeedState, SelfQuestion
from assay.recruiting.rules import reasons
from assay.stats.sampling import Share, wilson

LEAST = 10
Shares = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Groups:
    """Of one question in one market: answers that enough gave, the rarer ones together, and the whole pool."""

    answers: Mapping[str, int]
    n_others: int
    n_pool: int

    @property
    def n(self) -> int:
        """Who is in a group that is shown."""
        return sum(self.answers.values()) + self.n_others

    def share_of(self, answer: str) -> Share | None:
        return wilson(self.answers[answer], self.n) if answer in self.answers else None

    def as_json(self) -> dict[str, object]:
        return {"answers": dict(self.answers), "n_others": self.n_others, "n_pool": self.n_pool}


@dataclass(frozen=True, slots=True)
class Compared:
    """A group that a project needs, and its part of the pool; no share: it is not shown."""

    question: str
    answer: str
    needed: float
    share: Share | None
    state: NeedState


def groups_of(answers: Mapping[str, int], n_pool: int) -> Groups | None:
    """None where nothing can be shown.

    Rare answers are hidden among those who said nothing; where these are too few, the smallest group that is shown
    goes with them. One group alone would say of everybody what they said, unless enough said nothing.
    """
    found = told_apart(answers, lambda parts: sum(parts) >= LEAST)
    alone = {answer: answers[answer] for answer in found.alone}
    n_others = sum(answers[answer] for answer in found.together)
    n_rest = n_pool - sum(alone.values()) - n_others
    if sum(answers.values()) > sum(alone.values()) + n_others and n_rest < LEAST and alone:
        smallest = min(alone, key=lambda answer: (alone[answer], answer))
        n_others = alone.pop(smallest) + sum(n for answer, n in answers.items() if answer not in found.alone)
        n_rest = n_pool - sum(alone.values()) - n_others
    n_groups = len(alone) + bool(n_others)
    if n_groups == 0 or (n_groups == 1 and n_rest < LEAST):
        return None
    return Groups(alone, n_others, n_pool)


def is_due(*, n_before: int, n_now: int, n_same: int) -> bool:
    """Whether so many people differ that counting anew tells nothing of one; `n_same` were counted as they are."""
    return (n_before - n_same) + (n_now - n_same) >= LEAST


def groups_from(kept: Mapping[str, Any] | None) -> Groups | None:
    return Groups(**kept) if kept else None


def known_answers(question: str, varieties: Collection[str]) -> list[str]:
    """What may be answered, in order; the varieties are those of the markets in use."""
    match question:
        case SelfQuestion.GENDER:
            return list(Gender.values)
        case SelfQuestion.AGE:
            return list(AgeBand.values)
        case SelfQuestion.VARIETY:
            return sorted(varieties)
    return []


def refuse_answers(answers: Mapping[str, str], varieties: Collection[str]) -> list[Reason]:
    """Each may be left out."""
    return [
        reasons.CHOOSE_ONE(field=question)
        for question, answer in answers.items()
        if answer not in known_answers(question, varieties)
    ]


def refuse_need(shares: Shares, varieties: Collection[str]) -> list[Reason]:
    found = []
    for question, wanted in shares.items():
        known = known_answers(question, varieties)
        found += [
            reasons.NEED_UNKNOWN(field=question, answer=each[:60]) for each in wanted if each not in known
        ]
        if any(not 0 <= share <= 1 for share in wanted.values()):
            found.append(reasons.NEED_SHARE(field=question))
        elif sum(wanted.values()) > 1 + 1e-9:
            found.append(reasons.NEED_SUM(field=question))
    return found


def compared(shares: Shares, found: Mapping[str, Groups | None]) -> list[Compared]:
    """In the order of the questions; what is wished at 0 is no wish."""
    return [
        _compared(question, answer, needed, groups)
        for question, wanted in _in_order(shares)
        for groups in [found.get(question)]
        for answer, needed in sorted(wanted.items())
        if needed > 0
    ]


def _in_order(shares: Shares) -> Iterable[tuple[str, Mapping[str, float]]]:
    return [(question, shares[question]) for question in SelfQuestion.values if question in shares]


def _compared(question: str, answer: str, needed: float, groups: Groups | None) -> Compared:
    share = groups.share_of(answer) if groups else None
    return Compared(question, answer, needed, share, _state(share, needed))


def _state(share: Share | None, needed: float) -> NeedState:
    """Short only where chance does not explain it."""
    if share is None or share.low is None or share.high is None:
        return NeedState.UNKNOWN
    if share.high < needed:
        return NeedState.SHORT
    return NeedState.MET if share.low >= needed else NeedState.OPEN
