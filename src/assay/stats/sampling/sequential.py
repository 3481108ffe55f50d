"""Wald's sequential plan: decide after every unit, with about half the units in the mean."""

from dataclasses import dataclass
from math import ceil, floor, log10


@dataclass(frozen=True, slots=True)
class SequentialPlan:
    """Accept with slope * n - accept_at defects or fewer, reject with slope * n + reject_at or more, else go on."""

    accept_at: float
    reject_at: float
    slope: float

    def truncated(self, most: int) -> "TruncatedPlan":
        """The same plan, but decided at `most` units at the latest."""
        return TruncatedPlan(self, most)

    def accepts_with(self, n: int) -> int | None:
        """Most defects with which n units are enough to accept; None: not yet."""
        most = floor(self.slope * n - self.accept_at + 1e-12)
        return most if most >= 0 else None

    def rejects_with(self, n: int) -> int | None:
        """Fewest defects with which n units are enough to reject; None: not even if all were defective."""
        fewest = ceil(self.slope * n + self.reject_at - 1e-12)
        return fewest if fewest <= n else None


@dataclass(frozen=True, slots=True)
class Course:
    """What a sequential plan does with one quality, exactly: chance to accept, mean units looked at, chance to
    get to the end without a decision."""

    acceptance: float
    mean_n: float
    undecided: float


@dataclass(frozen=True, slots=True)
class TruncatedPlan:
    """Wald's plan with an end: at `most` units accept where the defects lie nearer to the line of acceptance.

    Three times the fixed plan's units lose next to nothing of the plan's risks.

    Examples
    --------
    >>> course = sequential_plan(0.01, 0.10).truncated(156).course(0.01)
    >>> round(course.acceptance, 3), round(course.mean_n)
    (0.978, 30)
    """

    plan: SequentialPlan
    most: int

    def __post_init__(self) -> None:
        if self.most < 1:
            raise ValueError("a plan looks at one unit or more")

    @property
    def accepts_at_end(self) -> int:
        """Most defects among `most` units with which the lot is accepted."""
        middle = self.plan.slope * self.most + (self.plan.reject_at - self.plan.accept_at) / 2
        return max(0, floor(middle))

    def course(self, p: float) -> Course:
        """Exact, by the chance of each number of defects that is still undecided after each unit."""
        if not 0 <= p <= 1:
            raise ValueError("a quality is a share from 0 to 1")
        alive = {0: 1.0}
        accepted = mean_n = 0.0
        for n in range(1, self.most + 1):
            mean_n += sum(alive.values())
            alive = _one_more(alive, p)
            most, fewest = self.plan.accepts_with(n), self.plan.rejects_with(n)
            accepted += sum(chance for bad, chance in alive.items() if most is not None and bad <= most)
            alive = {
                bad: chance
                for bad, chance in alive.items()
                if (most is None or bad > most) and (fewest is None or bad < fewest)
            }
        at_end = sum(chance for bad, chance in alive.items() if bad <= self.accepts_at_end)
        return Course(accepted + at_end, mean_n, sum(alive.values()))


def _one_more(alive: dict[int, float], p: float) -> dict[int, float]:
    """The chances of each number of defects after one more unit."""
    after: dict[int, float] = {}
    for bad, chance in alive.items():
        after[bad] = after.get(bad, 0.0) + chance * (1 - p)
        after[bad + 1] = after.get(bad + 1, 0.0) + chance * p
    return after


def sequential_plan(p1: float, p2: float, *, alpha: float = 0.05, beta: float = 0.10) -> SequentialPlan:
    """The plan between good quality `p1` (rejected with alpha at most) and bad quality `p2` (accepted with beta).

    Raises
    ------
    ValueError
        When the figures are no shares in order.

    References
    ----------
    A. Wald: Sequential Analysis (1947).

    Examples
    --------
    >>> plan = sequential_plan(0.01, 0.10)
    >>> round(plan.accept_at, 4), round(plan.reject_at, 4), round(plan.slope, 4)
    (0.9389, 1.2054, 0.0397)
    """
    if not (0 < p1 < p2 < 1 and 0 < alpha < 1 and 0 < beta < 1):
        raise ValueError("a plan needs 0 < p1 < p2 < 1, and risks between 0 and 1")
    k = log10(p2 * (1 - p1) / (p1 * (1 - p2)))
    return SequentialPlan(
        accept_at=log10((1 - alpha) / beta) / k,
        reject_at=log10((1 - beta) / alpha) / k,
        slope=log10((1 - p1) / (1 - p2)) / k,
    )
