"""What filled-in answers do to people: against the tasks that were drawn by chance to go without."""

from dataclasses import dataclass
from math import sqrt

from assay.stats.sampling import Share, wilson
from assay.stats.sampling.proportion import Z95

LEAST = 30


@dataclass(frozen=True, slots=True)
class Side:
    """Judgments of people of tasks with (or without) a suggestion, and how many say what the machine says."""

    n: int
    n_same: int
    mean_seconds: float
    sd_seconds: float

    @property
    def same(self) -> Share:
        return wilson(self.n_same, self.n)


@dataclass(frozen=True, slots=True)
class Saved:
    """Seconds of a judgment without a suggestion less those with one; below 0 it costs time."""

    seconds: float
    low: float
    high: float


def saved(suggested: Side, left: Side) -> Saved | None:
    """The difference of means with Welch's standard error; None with fewer than thirty judgments on a side.

    Judgments of one person are alike, so that the interval is narrower than it should be with few people.
    """
    if min(suggested.n, left.n) < LEAST:
        return None
    difference = left.mean_seconds - suggested.mean_seconds
    margin = Z95 * sqrt(suggested.sd_seconds**2 / suggested.n + left.sd_seconds**2 / left.n)
    return Saved(difference, difference - margin, difference + margin)
