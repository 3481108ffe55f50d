"""Figures of the return as people read them: with their intervals, or why they are not there."""

from assay.insight.enums import ResultUnit, WhyNot
from assay.insight.models import ModelMetric
from assay.insight.rules.quarter_review import Gain
from assay.insight.rules.returns import Figure
from assay.web.templatetags.figures import count, rounded

# Of a share what is typed and read is percent.
PERCENT = 100


def unit_of(metric: ModelMetric) -> str:
    return "%" if metric.unit == ResultUnit.SHARE else metric.unit_name


def point_of(metric: ModelMetric) -> str:
    """What a point of the metric is."""
    return "percentage point" if metric.unit == ResultUnit.SHARE else metric.unit_name


def metric_value(metric: ModelMetric, value: float) -> str:
    """92.40 %, or 180.00 ms."""
    return f"{_number(_scaled(metric, value))} {unit_of(metric)}"


def metric_figure(metric: ModelMetric, found: Figure | WhyNot) -> str:
    """A value of the metric with its interval."""
    if isinstance(found, WhyNot):
        return why(found)
    value, low, high = (_number(_scaled(metric, each)) for each in (found.value, found.low, found.high))
    return f"{value} {unit_of(metric)} ({low} to {high})"


def points_figure(metric: ModelMetric | Gain, found: Figure | WhyNot) -> str:
    """A difference of the metric, in points, with its sign."""
    if isinstance(found, WhyNot):
        return why(found)
    value, low, high = (_signed(_scaled(metric, each)) for each in (found.value, found.low, found.high))
    unit = "points" if metric.unit == ResultUnit.SHARE else metric.unit_name
    return f"{value} {unit} ({low} to {high})"


def labels_figure(found: Figure | WhyNot) -> str:
    if isinstance(found, WhyNot):
        return why(found)
    return f"{labels(found.value)} ({labels(found.low)} to {labels(found.high)})"


def labels_between(value: float | None, ends: tuple[float | None, float | None]) -> str:
    if value is None:
        return why(WhyNot.BEYOND)
    low, high = ("no end" if end is None else labels(end) for end in ends)
    return f"{labels(value)} ({low} to {high})"


def money_figure(found: Figure | WhyNot, currency: str) -> str:
    if isinstance(found, WhyNot):
        return why(found)
    return f"{money(found.value)} {currency} ({money(found.low)} to {money(found.high)})"


def labels(n: float) -> str:
    """Three digits of a number that is no better known than that."""
    if n >= 1e12:
        return "more than a trillion"
    digits = max(0, len(str(int(n))) - 3)
    return count(round(n / 10**digits) * 10**digits)


def money(value: float) -> str:
    """Whole amounts from a hundred on, and four digits of small ones."""
    size = abs(value)
    return rounded(value, 0 if size >= 100 else 2 if size >= 1 else 4)


def why(found: WhyNot) -> str:
    return f"not measured: {found.label}"


def _scaled(metric: ModelMetric | Gain, value: float) -> float:
    return value * PERCENT if metric.unit == ResultUnit.SHARE else value


def _number(value: float) -> str:
    return rounded(value, 2)


def _signed(value: float) -> str:
    return f"+{_number(value)}" if round(value, 2) > 0 else _number(value).replace("-", "−")
