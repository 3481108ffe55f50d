"""Where a number lies in a picture, and which numbers stand beside it."""

from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from `low` to `high`; `is_log` for numbers that span powers of ten, `is_share` to write percents."""

    low: float
    high: float
    is_log: bool = False
    is_share: bool = False

    def place(self, value: float) -> float:
        """0 at the lower end, 1 at the upper one; a value beyond is cut to the end."""
        return min(1.0, max(0.0, self._part(value)))

    def holds(self, value: float) -> bool:
        return -1e-9 <= self._part(value) <= 1 + 1e-9

    def ticks(self, about: int = 6) -> list[float]:
        """Round numbers within the axis."""
        if self.is_log:
            powers = range(floor(log10(self.low)), ceil(log10(self.high)) + 1)
            few = len(powers) <= 3
            marks = [factor * 10.0**power for power in powers for factor in ((1, 2, 5) if few else (1,))]
            return [mark for mark in marks if self.holds(mark)]
        step = _step((self.high - self.low) / max(about, 1))
        first = ceil(self.low / step - 1e-9)
        return [nth * step for nth in range(first, floor(self.high / step + 1e-9) + 1)]

    def written(self, value: float) -> str:
        """A tick as a reader wants it."""
        if self.is_share:
            return f"{round(100 * value, 6):g} %"
        return f"{round(value, 10):,.10g}".replace("-", "−")

    def _part(self, value: float) -> float:
        if self.is_log:
            if value <= 0:
                return 0.0
            return (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        return (value - self.low) / (self.high - self.low)


def around(values: list[float], *, is_share: bool = False, at_least_0: bool = False) -> Axis:
    """An axis that holds all these numbers, ending at round ones."""
    known = [value for value in values if isfinite(value)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    if low == high:
        low, high = low - (abs(low) or 1) / 10, high + (abs(high) or 1) / 10
    room = (high - low) * 0.06
    low = max(0.0, low - room) if at_least_0 and low >= 0 else low - room
    high = min(1.0, high + room) if is_share and high <= 1 else high + room
    step = _step((high - low) / 6)
    low = floor(low / step + 1e-9) * step
    rounded = ceil(high / step - 1e-9) * step
    return Axis(low, min(1.0, rounded) if is_share and high <= 1 else rounded, is_share=is_share)


def _step(rough: float) -> float:
    power = 10.0 ** floor(log10(rough))
    return next(factor * power for factor in STEPS if factor * power >= rough * (1 - 1e-9))
