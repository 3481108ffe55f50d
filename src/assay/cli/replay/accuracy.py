"""How many labels equal the truth, with the interval in which the real share lies."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Accuracy:
    """`share` and `interval` are None where no item has both truth and a label."""

    n: int
    n_right: int

    @property
    def share(self) -> float | None:
        return self.n_right / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson(self.n_right, self.n) if self.n else None


def accuracy(labels: Mapping[str, str], truth: Mapping[str, str]) -> Accuracy:
    """Over the items that have both."""
    both = [item for item in truth if item in labels]
    return Accuracy(len(both), sum(labels[item] == truth[item] for item in both))


def wilson(n_right: int, n: int) -> tuple[float, float]:
    """The score interval at 95 % (Wilson 1927)."""
    share, z2 = n_right / n, Z95**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)
