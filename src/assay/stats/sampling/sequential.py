"""Wald's sequential plan: decide after every unit, with about half the units in the mean."""

from dataclasses import dataclass
from math import ceil, floor, log10


@dataclass(frozen=True, slots=True)
class SequentialPlan:
    """Accept with slope * n - accept_at defects or fewer, reject with slope * n + reject_at or more, else go on."""

    accept_at: float
    reject_at: float
    slope: float

    def accepts_with(self, n: int) -> int | None:
        """Most defects with which n units are enough to accept; None: not yet."""
        most = floor(self.slope * n - self.accept_at + 1e-12)
        return most if most >= 0 else None

    def rejects_with(self, n: int) -> int | None:
        """Fewest defects with which n units are enough to reject; None: not even if all were defective."""
        fewest = ceil(self.slope * n + self.reject_at - 1e-12)
        return fewest if fewest <= n else None


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
