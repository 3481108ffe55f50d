"""Forms of the return: shares are typed in percent, amounts in the currency."""

from collections.abc import Mapping
from datetime import date

from assay.insight.actions.results import NewWorth
from assay.insight.enums import GoodDirection, ResultPart, ResultUnit
from assay.insight.models import ModelMetric, ModelResult
from assay.insight.rules.results import Measured, MetricTerms
from assay.kit.money import micro_of
from assay.kit.reasons import NotFound

METRIC_FIELDS = ("model", "name", "unit_name", "direction", "market")
RESULT_FIELDS = ("release", "part", "n_labels", "value", "n", "low", "high", "measured_on", "note", "reason")
WORTH_FIELDS = ("amount", "currency", "reason")
_NO_NUMBER = float("nan")


def empty_metric() -> dict[str, object]:
    values: dict[str, object] = dict.fromkeys(METRIC_FIELDS, "")
    return values | {"direction": GoodDirection.HIGHER.value}


def empty_result(today: date) -> dict[str, object]:
    values: dict[str, object] = dict.fromkeys(RESULT_FIELDS, "")
    return values | {"part": ResultPart.SIZE.value, "measured_on": today.isoformat()}


def values_of(result: ModelResult) -> dict[str, object]:
    """As it stands; an interval that follows from n is not typed again."""
    scale = _scale(result.metric)
    is_given = result.n is None
    return {
        "release": str(result.release.uid),
        "part": result.part,
        "n_labels": str(result.n_labels),
        "value": f"{result.value * scale:.10g}",
        "n": "" if result.n is None else str(result.n),
        "low": f"{result.low * scale:.10g}" if is_given else "",
        "high": f"{result.high * scale:.10g}" if is_given else "",
        "measured_on": result.measured_on.isoformat(),
        "note": result.note,
        "reason": "",
    }


def terms_from(texts: Mapping[str, str]) -> MetricTerms:
    if texts["direction"] not in GoodDirection.values:
        raise NotFound
    unit = ResultUnit.OTHER if texts["unit_name"] else ResultUnit.SHARE
    return MetricTerms(texts["model"], texts["name"], unit, texts["unit_name"], texts["direction"])


def measured_from(metric: ModelMetric, texts: Mapping[str, str]) -> Measured:
    """What was typed; what is no number stays one that the rules refuse."""
    if texts["part"] not in ResultPart.values:
        raise NotFound
    scale = _scale(metric)
    low, high = (_number(texts[name], scale) if texts[name] else None for name in ("low", "high"))
    return Measured(
        part=ResultPart(texts["part"]),
        n_labels=_whole(texts["n_labels"]),
        value=_number(texts["value"], scale),
        measured_on=_day(texts["measured_on"]),
        n=_whole(texts["n"]) if texts["n"] else None,
        low=low,
        high=high,
        note=texts["note"],
    )


def worth_from(texts: Mapping[str, str]) -> NewWorth:
    return NewWorth(micro_of(texts["amount"]) or 0, texts["currency"].upper(), texts["reason"])


def target_from(metric: ModelMetric, text: str) -> float | None:
    """None where nothing was typed, or no number."""
    value = _number(text, _scale(metric)) if text else _NO_NUMBER
    return value if abs(value) < 1e12 else None


def _scale(metric: ModelMetric) -> float:
    return 100.0 if metric.unit == ResultUnit.SHARE else 1.0


def _number(text: str, scale: float) -> float:
    try:
        return round(float(text.replace(",", ".")) / scale, 12)
    except (ValueError, OverflowError):
        return _NO_NUMBER


def _whole(text: str) -> int:
    digits = text.replace(",", "").replace(" ", "")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 14 else -1


def _day(text: str) -> date:
    """What is no day lies ahead of all, which the rules refuse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.max
