"""The form of one standard: shares are typed in percent, money in the currency."""

from collections.abc import Mapping
from datetime import date

from assay.kit.money import MICRO
from assay.planning.enums import Metric, Unit
from assay.planning.rules.metrics import METRICS
from assay.planning.rules.standards import InForce, Terms

FIELDS = ("target", "threshold", "currency", "in_force_from", "reason")
_SCALES = {Unit.SHARE: 0.01, Unit.MONEY: float(MICRO)}
_NEVER = date(1, 1, 1)


def values_of(metric: Metric, standard: InForce | None, today: date) -> dict[str, object]:
    """What stands in the fields before anybody types."""
    terms = standard.terms if standard else None
    return {
        "target": "" if terms is None else typed(metric, terms.target),
        "threshold": "" if terms is None else typed(metric, terms.threshold),
        "currency": terms.currency if terms else "",
        "in_force_from": today.isoformat(),
        "reason": "",
    }


def terms_from(metric: Metric, texts: Mapping[str, str]) -> Terms:
    """What was typed; what is no number stays one that the rules refuse."""
    currency = texts["currency"].upper() if METRICS[metric].unit == Unit.MONEY else ""
    return Terms(number(metric, texts["target"]), number(metric, texts["threshold"]), currency)


def day_of(text: str) -> date:
    """What is no day lies long ago, which the rules refuse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return _NEVER


def typed(metric: Metric, value: float) -> str:
    return f"{value / _SCALES.get(METRICS[metric].unit, 1.0):g}"


def number(metric: Metric, text: str) -> float:
    try:
        return round(float(text.replace(",", ".")) * _SCALES.get(METRICS[metric].unit, 1.0), 9)
    except ValueError:
        return -1.0
