"""Standards: which version is in force on a day, whether a measured value meets it, and what may be published."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite

from assay.kit.reasons import Reason, declare
from assay.planning.enums import Metric, Status, Unit
from assay.planning.rules.metrics import METRICS

NEEDS_REASON = declare(
    "standards.needs_reason", "Say why it changes: whoever is measured by it will ask.", status=422
)
NOT_BEFORE_TODAY = declare(
    "standards.not_before_today",
    "A standard is in force from today or later: what was measured before keeps the standard of its day.",
    status=422,
)
OUT_OF_RANGE = declare("standards.out_of_range", "{what} must lie between {low} and {high}.", status=422)
THRESHOLD_IS_STRICTER = declare(
    "standards.threshold_is_stricter",
    "The threshold must not be stricter than the target: beyond it the standard is missed.",
    status=422,
)
NEEDS_CURRENCY = declare(
    "standards.needs_currency", "Say the currency as three letters, such as EUR.", status=422
)
NOTHING_OVERRIDDEN = declare(
    "standards.nothing_overridden",
    "The project has no standard of its own there, so nothing can be given back.",
)
_CURRENCY = re.compile(r"[A-Z]{3}")
RANGES: Mapping[Unit, tuple[float, float]] = {
    Unit.SHARE: (0.0, 1.0),
    Unit.ALPHA: (0.0, 1.0),
    Unit.DAYS: (0.1, 366.0),
    Unit.PER_HOUR: (0.1, 100_000.0),
    Unit.SECONDS: (0.1, 86_400.0),
    Unit.MONEY: (1.0, 1e12),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """Target and threshold in the metric's own unit; money in micro-units of `currency`."""

    target: float
    threshold: float
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One version; `terms` is None where a project goes back to the default of its segment."""

    number: int
    in_force_from: date
    terms: Terms | None


@dataclass(frozen=True, slots=True)
class InForce:
    """What counts on a day; `number` 0 of a default is what Assay ships."""

    terms: Terms
    number: int
    in_force_from: date | None
    is_own: bool


def in_force(versions: Iterable[Version], on: date) -> Version | None:
    """The newest version whose day has come; of two that begin on the same day the later one."""
    come = [each for each in versions if each.in_force_from <= on]
    return max(come, key=lambda each: (each.in_force_from, each.number), default=None)


def standard_on(
    on: date, *, shipped: Terms | None, defaults: Iterable[Version], own: Iterable[Version]
) -> InForce | None:
    """A project's standard on a day: its own, else its segment's, else what Assay ships, else none."""
    version = in_force(own, on)
    if version is not None and version.terms is not None:
        return InForce(version.terms, version.number, version.in_force_from, is_own=True)
    default = in_force(defaults, on)
    if default is not None and default.terms is not None:
        return InForce(default.terms, default.number, default.in_force_from, is_own=False)
    return None if shipped is None else InForce(shipped, 0, None, is_own=False)


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with what it rests on; the interval (95 %) is None where `n` is too small for one."""

    value: float
    low: float | None
    high: float | None
    n: int


def status_of(metric: Metric, terms: Terms, measured: Measured | None) -> Status:
    """Met: the target is reached, and chance alone does not explain it away: the interval stays on the good side of
    the threshold. Missed: all of the interval is beyond the threshold. Everything between is at risk."""
    if measured is None:
        return Status.UNMEASURED
    sign = 1 if METRICS[metric].is_more_better else -1
    target, threshold, value = (sign * each for each in (terms.target, terms.threshold, measured.value))
    if measured.low is None or measured.high is None:
        return Status.AT_RISK
    worst, best = sorted((sign * measured.low, sign * measured.high))
    if best < threshold:
        return Status.MISSED
    return Status.MET if value >= target and worst >= threshold else Status.AT_RISK


def refuse_terms(metric: Metric, terms: Terms) -> list[Reason]:
    """Every problem of a target and its threshold."""
    measuring = METRICS[metric]
    low, high = RANGES[measuring.unit]
    problems = [
        OUT_OF_RANGE(field=name, what=what, low=low, high=high)
        for name, what, value in (
            ("target", "The target", terms.target),
            ("threshold", "The threshold", terms.threshold),
        )
        if not (isfinite(value) and low <= value <= high)
    ]
    sign = 1 if measuring.is_more_better else -1
    if not problems and sign * terms.threshold > sign * terms.target:
        problems.append(THRESHOLD_IS_STRICTER(field="threshold"))
    if measuring.unit == Unit.MONEY and not _CURRENCY.fullmatch(terms.currency):
        problems.append(NEEDS_CURRENCY(field="currency"))
    return problems


def refuse_version(
    metric: Metric, terms: Terms | None, *, reason: str, begins_on: date, today: date
) -> list[Reason]:
    """Every problem of publishing a version, all at once."""
    problems = [] if terms is None else refuse_terms(metric, terms)
    if not reason.strip():
        problems.append(NEEDS_REASON(field="reason"))
    if begins_on < today:
        problems.append(NOT_BEFORE_TODAY(field="in_force_from"))
    return problems
