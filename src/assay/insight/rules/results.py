"""What may be recorded of a model: a value with what it rests on, once per size of training."""

from dataclasses import dataclass
from datetime import date
from math import isfinite

from assay.insight.enums import ResultPart, ResultUnit
from assay.kit.money import MOST
from assay.kit.reasons import Reason, declare
from assay.money.rules.ledger import CURRENCY
from assay.stats.sampling import wilson

MOST_LABELS, MOST_VALUE = 10**12, 1e12
MOST_MODEL, MOST_NAME, MOST_UNIT, MOST_NOTE = 80, 60, 20, 2_000

NEEDS_NAME = declare(
    "results.needs_name", "Name the model and its metric, in at most {most} letters each.", status=422
)
NEEDS_UNIT = declare(
    "results.needs_unit", "Name the unit in at most {most} letters; a share has none.", status=422
)
METRIC_TWICE = declare("results.metric_twice", "This metric of this model is kept in this project already.")
UNKNOWN_MARKET = declare("results.unknown_market", "There is no market {code}.", status=422)
SHARE_RANGE = declare("results.share_range", "A share lies between 0 and 1 (0 and 100 %).", status=422)
VALUE_RANGE = declare("results.value_range", "Say the value as a number.", status=422)
SIZE_RANGE = declare(
    "results.size_range", "Say how many labels the model was trained on; only before may it be none.", status=422
)  # fmt: skip
NEEDS_INTERVAL = declare(
    "results.needs_interval",
    "Say on how many examples a share was measured, or give both ends of its 95 % interval.",
    status=422,
)
INTERVAL_RANGE = declare(
    "results.interval_range", "The value lies within its interval, and a share's interval within 0 and 1.",
    status=422,
)  # fmt: skip
NOT_AHEAD = declare("results.not_ahead", "It was measured today or before.", status=422)
RECORDED_ALREADY = declare(
    "results.recorded_already",
    "A result with so many labels is recorded already: correct that one if it is wrong.",
)
CORRECTED_ALREADY = declare("results.corrected_already", "This result was corrected already.")
NEEDS_REASON = declare("results.needs_reason", "Say why: whoever reads the result will ask.", status=422)
NOT_READY = declare("results.not_ready", "Results are recorded for a release that is ready.")
OTHER_PROJECT = declare(
    "results.other_project", "The release is one of the project in which the metric is kept.", status=422
)
WORTH_AMOUNT = declare("results.worth_amount", "Say what a point is worth as an amount above 0.", status=422)
WORTH_CURRENCY = declare(
    "results.worth_currency", "Say the currency as three letters, such as EUR.", status=422
)


@dataclass(frozen=True, slots=True)
class MetricTerms:
    model: str
    name: str
    unit: ResultUnit
    unit_name: str
    direction: str


@dataclass(frozen=True, slots=True)
class Measured:
    """`n`: of a share the examples it was measured on; else both ends of its interval."""

    part: ResultPart
    n_labels: int
    value: float
    measured_on: date
    n: int | None = None
    low: float | None = None
    high: float | None = None
    note: str = ""


def refuse_metric(terms: MetricTerms) -> list[Reason]:
    found = [
        NEEDS_NAME(field=name, most=most)
        for name, text, most in (("model", terms.model, MOST_MODEL), ("name", terms.name, MOST_NAME))
        if not 0 < len(text.strip()) <= most
    ]
    is_named = 0 < len(terms.unit_name.strip()) <= MOST_UNIT
    if is_named != (terms.unit == ResultUnit.OTHER) or len(terms.unit_name) > MOST_UNIT:
        found.append(NEEDS_UNIT(field="unit_name", most=MOST_UNIT))
    return found


def refuse_result(given: Measured, unit: ResultUnit, *, today: date) -> list[Reason]:
    """Every problem at its field."""
    found: list[Reason] = []
    is_share = unit == ResultUnit.SHARE
    if not isfinite(given.value) or abs(given.value) > MOST_VALUE:
        found.append(VALUE_RANGE(field="value"))
    elif is_share and not 0 <= given.value <= 1:
        found.append(SHARE_RANGE(field="value"))
    if not (0 if given.part == ResultPart.BEFORE else 1) <= given.n_labels <= MOST_LABELS:
        found.append(SIZE_RANGE(field="n_labels"))
    if given.measured_on > today:
        found.append(NOT_AHEAD(field="measured_on"))
    if not found and (refused := _refuse_interval(given, is_share=is_share)):
        found.append(refused)
    return found


def _refuse_interval(given: Measured, *, is_share: bool) -> Reason | None:
    if given.low is None or given.high is None:
        if given.low is not None or given.high is not None or not is_share:
            return NEEDS_INTERVAL(field="low")
        return None if given.n is not None and 0 < given.n <= MOST_LABELS else NEEDS_INTERVAL(field="n")
    is_within = given.low <= given.value <= given.high and max(abs(given.low), abs(given.high)) <= MOST_VALUE
    is_within = is_within and (not is_share or (given.low >= 0 and given.high <= 1))
    is_counted = given.n is None or 0 < given.n <= MOST_LABELS
    return None if is_within and is_counted else INTERVAL_RANGE(field="low")


def interval_of(given: Measured) -> tuple[float, float]:
    """As it was given; else Wilson's, of as many right ones as the share comes to."""
    if given.low is not None and given.high is not None:
        return given.low, given.high
    assert given.n is not None
    found = wilson(round(given.value * given.n), given.n)
    return min(found.low or 0.0, given.value), max(found.high or 0.0, given.value)


def refuse_worth(micro: int, currency: str, reason: str) -> list[Reason]:
    found = [] if 0 < micro <= MOST else [WORTH_AMOUNT(field="amount")]
    if not CURRENCY.fullmatch(currency):
        found.append(WORTH_CURRENCY(field="currency"))
    return found if reason.strip() else [*found, NEEDS_REASON(field="reason")]
