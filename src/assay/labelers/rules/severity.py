"""How hard content is to look at, told before anybody has looked: the lowest level that it hardly passes.

A level is told where the version is sure that content is no harder, and where it was right when it was as sure of
labels that it had not seen. Content of which it is sure at no level counts as the hardest that an answer stands for,
or as what nobody has rated, whichever is harder.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assay.kit.reasons import Reason, declare
from assay.labelers.rules.learner import HeldOut
from assay.stats.machines import trust_above
from assay.work.facts import BENIGN
from assay.work.rules.rated_answers import Ratings, said_by

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Content is harder than predicted with this chance at most, of all questions that rate it together.
HARDER_AT_MOST = 0.05
LEAST_HELD_OUT = 200
# Sums of chances of all classes are one but for the last digits.
DIGITS = 6

CANNOT_RATE = declare(
    "labelers.cannot_rate",
    "Only a labeler that learns here knows how likely every answer is: no other can say how hard content is.",
    status=409,
)
NO_RATINGS = declare(
    "labelers.no_ratings",
    "Say first what answers tell of how hard content is: in the project's settings, under exposure.",
    status=409,
)
DOES_NOT_ANSWER = declare(
    "labelers.does_not_answer",
    "The answers of {question} say how hard content is, and this version has not learnt that question.",
    status=409,
)
NEW_OPTIONS = declare(
    "labelers.new_options",
    "Since this version learnt {question}, answers were added that it does not know ({options}): train it again.",
    status=409,
)
NOT_HELD_OUT = declare(
    "labelers.not_held_out",
    "Of this version it was not kept what it said of labels that it had not seen: train it again.",
    status=409,
)
TOO_FEW_HELD_OUT = declare(
    "labelers.too_few_held_out",
    "There are {n} delivered labels of {question} that it had not seen when it spoke of them; it takes {least} to "
    "know how sure it must be.",
    status=409,
)
NOT_CALIBRATED = declare(
    "labelers.not_calibrated",
    "However sure it was of {question}, content was harder too often: it cannot say how hard content is, and what "
    "nobody has rated counts as the project says.",
    status=409,
)


@dataclass(frozen=True, slots=True)
class Gauge:
    """How one question tells how hard content is.

    Attributes
    ----------
    of_class : tuple of int
        By class of the version, what content counts as of which that is said.
    bars : tuple of (int, float)
        Levels that it may tell, from the lowest, with how sure it must be that content is no harder.
    hardest : int
        That any answer stands for, harder than every level that it may tell: what it is sure at none of them counts as.
    n, k : int
        Labels it had not seen, and those whose content was no harder than it would have told.
    """

    of_class: tuple[int, ...]
    bars: tuple[tuple[int, float], ...]
    hardest: int
    n: int = 0
    k: int = 0


def gauge_of(
    question: str, classes: Sequence[str], held: HeldOut | None, ratings: Ratings, *, risk: float
) -> Gauge | Reason:
    """What labels that were not seen allow to tell, so that content is harder with a chance of `risk` at most."""
    if held is None:
        return NOT_HELD_OUT()
    n = len(held.truth)
    if n < LEAST_HELD_OUT:
        return TOO_FEW_HELD_OUT(question=question, n=n, least=LEAST_HELD_OUT)
    true = [_severity(question, label, ratings) for label in held.truth]
    of_class = tuple(_severity(question, label, ratings) for label in classes)
    hardest = max(content.severity for (asked, _), content in ratings.items() if asked == question)
    bars = []
    for level in sorted({each for each in of_class if each < hardest}):
        sure = sureness(held.chances, of_class, level)
        found = trust_above(sure, [each <= level for each in true], target=1 - risk)
        if found.threshold is not None:
            bars.append((level, max(found.threshold, round(1 - risk, DIGITS))))
    if not bars:
        return NOT_CALIBRATED(question=question)
    levels = levels_of(Gauge(of_class, tuple(bars), hardest), held.chances)
    k = sum(is_true <= level for is_true, level in zip(true, levels, strict=True))
    return Gauge(of_class, tuple(bars), hardest, n, k)


def levels_of(gauge: Gauge, chances: "NDArray[np.floating]") -> list[int]:
    """By content: the lowest level of which it is sure enough."""
    levels = [gauge.hardest] * len(chances)
    for level, bar in reversed(gauge.bars):
        for nth, sure in enumerate(sureness(chances, gauge.of_class, level)):
            if sure >= bar:
                levels[nth] = level
    return levels


def told(levels: Sequence[tuple[int, int]], *, least: int, unrated: int) -> int | None:
    """What content counts as, by what each question says of it, with the hardest that any of its answers stands for.

    None: one of them is sure of nothing, and content that nobody has rated counts as at least as hard.
    """
    level = max(least, *(said for said, _ in levels))
    is_sure = all(said < hardest for said, hardest in levels)
    return level if is_sure or level > unrated else None


def sureness(chances: "NDArray[np.floating]", of_class: Sequence[int], level: int) -> list[float]:
    """By content, the probability that it is no harder than the level."""
    no_harder = [nth for nth, severity in enumerate(of_class) if severity <= level]
    return [round(float(sum(row)), DIGITS) for row in chances[:, no_harder].tolist()]


def least_by_known(answers: Mapping[str, object], ratings: Ratings) -> int:
    """Gold counts as nothing easier than the hardest of its known answers."""
    known = said_by(answers, ratings)
    return known.severity if known else BENIGN.severity


def _severity(question: str, label: str, ratings: Ratings) -> int:
    return ratings.get((question, label), BENIGN).severity
