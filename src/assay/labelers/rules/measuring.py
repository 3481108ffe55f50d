"""How right a labeler was: counts of checked answers as shares, whole and by market, language and label."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from assay.stats.sampling import Share, wilson


@dataclass(frozen=True, slots=True)
class Counted:
    """Checked tasks of one source, market and language, and how many were right in all they answered."""

    source: str
    market: str
    language: str
    n: int
    k: int


@dataclass(frozen=True, slots=True)
class CountedUnit:
    """Checked answers of one question (of one option, where several can be chosen): what was said, what is right."""

    source: str
    question: str
    option: str
    said: str
    truth: str
    n: int


@dataclass(frozen=True, slots=True)
class Right:
    """Of one source: all (`by` is empty), or those of one market or language."""

    source: str
    by: str
    name: str
    share: Share


@dataclass(frozen=True, slots=True)
class RightOfLabel:
    """Of what was called so, how much is so; of what is so, how much was called so."""

    source: str
    question: str
    option: str
    label: str
    precision: Share
    recall: Share


def shares_of(counts: Iterable[Counted]) -> list[Right]:
    """Per source, never pooled: known answers are chosen, tasks left to people are drawn, reviews have plans."""
    sums: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for each in counts:
        for by, name in (("", ""), ("market", each.market), ("language", each.language)):
            if not by or name:
                found = sums[each.source, by, name]
                found[0] += each.k
                found[1] += each.n
    return [Right(*place, wilson(k, n)) for place, (k, n) in sorted(sums.items())]


def labels_of(counts: Iterable[CountedUnit]) -> list[RightOfLabel]:
    """Precision and recall per source, question, option and label; of one never said precision is undefined."""
    said: dict[tuple[str, str, str, str], int] = defaultdict(int)
    true: dict[tuple[str, str, str, str], int] = defaultdict(int)
    both: dict[tuple[str, str, str, str], int] = defaultdict(int)
    for each in counts:
        of = (each.source, each.question, each.option)
        # An answer that was not given is no label.
        if each.said:
            said[*of, each.said] += each.n
        true[*of, each.truth] += each.n
        if each.said == each.truth:
            both[*of, each.truth] += each.n
    return [
        RightOfLabel(*place, wilson(both[place], said[place]), wilson(both[place], true[place]))
        for place in sorted({*said, *true})
    ]
