"""The learning curve as a drawing: results with their intervals, the curve with its own, and where it stops to pay."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from assay.insight.models import ModelMetric, ModelResult
from assay.insight.queries.returns import Return
from assay.insight.rules.returns import Figure, Fitted
from assay.web.insight.figures import labels, metric_value
from assay.web.templatetags.figures import count

WIDTH, HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 720, 280, 16, 40, 76, 16
N_STEPS, N_VALUES, AHEAD = 48, 4, 4


@dataclass(frozen=True, slots=True)
class Mark:
    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: str
    low: str
    high: str
    title: str


@dataclass(frozen=True, slots=True)
class CurveRow:
    n: str
    value: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class ReturnChart:
    line: str
    band: str
    dots: tuple[Dot, ...]
    values: tuple[Mark, ...]
    sizes: tuple[Mark, ...]
    break_even: str
    rows: tuple[CurveRow, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    baseline: int = HEIGHT - BOTTOM
    text_y: int = HEIGHT - BOTTOM + 16
    title_y: int = HEIGHT - 6


@dataclass(frozen=True, slots=True)
class _Scale:
    """Labels on a logarithmic scale across, the metric up."""

    first: float
    last: float
    low: float
    high: float

    def x(self, n: float) -> float:
        width = (log10(n) - log10(self.first)) / (log10(self.last) - log10(self.first))
        return LEFT + 8 + (WIDTH - LEFT - RIGHT - 16) * width

    def y(self, value: float) -> float:
        inside = min(max(value, self.low), self.high)
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (inside - self.low) / (self.high - self.low)

    def steps(self) -> list[float]:
        across = log10(self.last) - log10(self.first)
        return [10 ** (log10(self.first) + across * nth / N_STEPS) for nth in range(N_STEPS + 1)]


def chart_of(found: Return) -> ReturnChart | None:
    """None where no result has a size."""
    sized = [each for each in found.results if each.n_labels > 0]
    if not sized:
        return None
    curve = found.curve if isinstance(found.curve, Fitted) else None
    scale = _scale_of(sized, curve, found)
    steps = [(n, curve.value(n)) for n in scale.steps()] if curve else []
    upper = [_at(scale, n, each.high) for n, each in steps]
    lower = [_at(scale, n, each.low) for n, each in steps]
    even = found.break_even
    is_inside = isinstance(even, Figure) and scale.first <= even.value <= scale.last
    return ReturnChart(
        line=" ".join(_at(scale, n, each.value) for n, each in steps),
        band=" ".join([*upper, *reversed(lower)]),
        dots=tuple(_dots(found.metric, sized, scale)),
        values=tuple(_values(found.metric, scale)),
        sizes=tuple(_sizes(scale)),
        break_even=f"{scale.x(even.value):.1f}" if is_inside and isinstance(even, Figure) else "",
        rows=tuple(_rows(found.metric, curve, scale)) if curve else (),
    )


def _scale_of(sized: Sequence[ModelResult], curve: Fitted | None, found: Return) -> _Scale:
    """Around all that is drawn; the curve goes on to four times the labels there are, or to the break-even near by."""
    first, most = min(each.n_labels for each in sized), max(each.n_labels for each in sized)
    last = float(most * AHEAD) if curve else most * 1.5
    even = found.break_even
    if isinstance(even, Figure) and most < even.value < most * 100:
        last = max(last, even.value * 1.3)
    shown = [each.value for each in sized]
    if curve:
        shown += [curve.value(first).value, curve.value(last).value]
    else:
        shown += [edge for each in sized for edge in (each.low, each.high)]
    margin = (max(shown) - min(shown)) * 0.15 or abs(max(shown)) * 0.1 or 1.0
    return _Scale(first / 1.2, last, min(shown) - margin, max(shown) + margin)


def _dots(metric: ModelMetric, sized: Sequence[ModelResult], scale: _Scale) -> Iterator[Dot]:
    for each in sized:
        yield Dot(
            x=f"{scale.x(each.n_labels):.1f}",
            y=f"{scale.y(each.value):.1f}",
            low=f"{scale.y(each.low):.1f}",
            high=f"{scale.y(each.high):.1f}",
            title=f"{count(each.n_labels)}: {metric_value(metric, each.value)}",
        )


def _values(metric: ModelMetric, scale: _Scale) -> Iterator[Mark]:
    for nth in range(N_VALUES + 1):
        value = scale.low + (scale.high - scale.low) * nth / N_VALUES
        yield Mark(f"{scale.y(value):.1f}", metric_value(metric, value))


def _sizes(scale: _Scale) -> Iterator[Mark]:
    """One, two and five of each power of ten, or only the powers where there are many."""
    powers = range(floor(log10(scale.first)), ceil(log10(scale.last)) + 1)
    factors = (1, 2, 5) if len(powers) <= 4 else (1,)
    for n in (factor * 10.0**power for power in powers for factor in factors):
        if scale.first <= n <= scale.last and n >= 1:
            yield Mark(f"{scale.x(n):.1f}", count(round(n)))


def _rows(metric: ModelMetric, curve: Fitted, scale: _Scale) -> Iterator[CurveRow]:
    for n in scale.steps()[:: N_STEPS // 8]:
        found = curve.value(n)
        yield CurveRow(
            labels(n), *(metric_value(metric, each) for each in (found.value, found.low, found.high))
        )


def _at(scale: _Scale, n: float, value: float) -> str:
    return f"{scale.x(n):.1f},{scale.y(value):.1f}"
