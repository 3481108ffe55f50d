"""The risk register: scores and bands, what a risk may become, when one fires, and when it is looked at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite

from assay.kit.reasons import Reason, declare
from assay.kit.transitions import Transitions
from assay.planning.enums import Comparison, Metric, RiskBand, RiskState
from assay.planning.rules.standards import Measured

NEEDS_TITLE = declare(
    "risks.needs_title", "Give the risk a title: what may happen, in a few words.", status=422
)
OUT_OF_FIVE = declare("risks.out_of_five", "Likelihood and impact are whole numbers from 1 to 5.", status=422)
RESIDUAL_IS_WORSE = declare(
    "risks.residual_is_worse",
    "What is left after mitigation is never worse than what there was before it.",
    status=422,
)
TRIGGER_INCOMPLETE = declare(
    "risks.trigger_incomplete",
    "A trigger needs a metric, a direction and a number; leave all three empty for none.",
    status=422,
)
CADENCE = declare("risks.cadence", "A risk is looked at again after 1 to 366 days.", status=422)
NEEDS_NOTE = declare("risks.needs_note", "Say what was done or decided: it stays with the risk.", status=422)
NOT_AN_OWNER = declare(
    "risks.not_an_owner", "{name} has no role in this project that sees its risks.", status=422
)
HAPPENED_LATER = declare(
    "risks.happened_later", "An issue has happened already, not in the future.", status=422
)
HAPPENED_WHEN = declare(
    "risks.happened_when", "Say when it has happened, as a date such as 2026-03-31.", status=422
)
RESOLVED_ALREADY = declare("risks.resolved_already", "This issue is resolved already.")
NO_STARTERS_LEFT = declare(
    "risks.no_starters_left", "Every starter risk of this segment is in the register already."
)

TRANSITIONS = Transitions(
    "The risk",
    {
        RiskState.OPEN: (RiskState.FIRED, RiskState.MITIGATED, RiskState.ACCEPTED, RiskState.CLOSED),
        RiskState.FIRED: (RiskState.OPEN, RiskState.MITIGATED, RiskState.ACCEPTED, RiskState.CLOSED),
        RiskState.MITIGATED: (RiskState.OPEN, RiskState.CLOSED),
        RiskState.ACCEPTED: (RiskState.OPEN, RiskState.CLOSED),
        # What is over can come back.
        RiskState.CLOSED: (RiskState.OPEN,),
    },
)
# What people decide. A risk fires by itself.
BY_HAND = (RiskState.OPEN, RiskState.MITIGATED, RiskState.ACCEPTED, RiskState.CLOSED)
SCALE = (1, 2, 3, 4, 5)
LEAST_N = 30
# What was typed as no date lies long before it.
FIRST_YEAR = 2000
_BANDS = ((4, RiskBand.LOW), (9, RiskBand.MEDIUM), (15, RiskBand.HIGH), (25, RiskBand.CRITICAL))


@dataclass(frozen=True, slots=True)
class Trigger:
    """The metric whose value lets the risk fire; of fewer than `least_n` units it says nothing yet."""

    metric: Metric
    comparison: Comparison
    value: float
    least_n: int = LEAST_N


@dataclass(frozen=True, slots=True)
class Rated:
    """Likelihood and impact as they are, and what is left of them after mitigation, where that was judged."""

    likelihood: int
    impact: int
    residual_likelihood: int | None = None
    residual_impact: int | None = None


def score(likelihood: int, impact: int) -> int:
    return likelihood * impact


def band(likelihood: int, impact: int) -> RiskBand:
    found = score(likelihood, impact)
    return next(name for most, name in _BANDS if found <= most)


def fires(trigger: Trigger, measured: Measured | None) -> bool:
    """Whether the value lies beyond the trigger, and rests on enough."""
    if measured is None or measured.n < trigger.least_n:
        return False
    if trigger.comparison == Comparison.BELOW:
        return measured.value < trigger.value
    return measured.value > trigger.value


def next_review(on: date, every_days: int) -> date:
    return on + timedelta(days=every_days)


def refuse_rated(rated: Rated) -> list[Reason]:
    """Every problem of the numbers of a risk."""
    if rated.likelihood not in SCALE or rated.impact not in SCALE:
        return [OUT_OF_FIVE(field="likelihood")]
    left = (rated.residual_likelihood, rated.residual_impact)
    if left == (None, None):
        return []
    if left[0] not in SCALE or left[1] not in SCALE:
        return [OUT_OF_FIVE(field="residual_likelihood")]
    if left[0] > rated.likelihood or left[1] > rated.impact:
        return [RESIDUAL_IS_WORSE(field="residual_likelihood")]
    return []


def refuse_trigger(metric: str, comparison: str, value: float | None) -> list[Reason]:
    """A trigger is whole or there is none."""
    given: Sequence[bool] = (bool(metric), bool(comparison), value is not None)
    if not any(given):
        return []
    is_known = metric in Metric.values and comparison in Comparison.values
    if all(given) and is_known and value is not None and isfinite(value):
        return []
    return [TRIGGER_INCOMPLETE(field="trigger_value")]


def refuse_risk(
    rated: Rated, *, title: str, metric: str, comparison: str, value: float | None, every_days: int
) -> list[Reason]:
    """Every problem of a risk, all at once."""
    problems = [] if title.strip() else [NEEDS_TITLE(field="title")]
    problems += refuse_rated(rated)
    problems += refuse_trigger(metric, comparison, value)
    if not 1 <= every_days <= 366:
        problems.append(CADENCE(field="review_every_days"))
    return problems
