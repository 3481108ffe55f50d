"""How a project is: on time, on quality, on budget, at risk; each from few facts, worst first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assay.planning.enums import Aspect, Metric, RiskBand, RiskState, Status
from assay.planning.rules.risks import band
from assay.planning.rules.standards import Measured, Terms, status_of

# Worst first; what nobody measured is no trouble, and no good news either.
ORDER = (Status.MISSED, Status.AT_RISK, Status.MET, Status.UNMEASURED)
HIGH = frozenset({RiskBand.HIGH, RiskBand.CRITICAL})
# What the portfolio takes for quality; turnaround and speed are told by the plan.
QUALITY = (
    *(Metric.ACCURACY_CRITICAL, Metric.ACCURACY_MAJOR, Metric.ACCURACY_MINOR),
    *(Metric.GOLD_ACCURACY, Metric.AGREEMENT, Metric.DEFECTS),
)


@dataclass(frozen=True, slots=True)
class RiskFacts:
    title: str
    state: str
    likelihood: int
    impact: int

    @property
    def is_fired(self) -> bool:
        return self.state == RiskState.FIRED

    @property
    def is_high(self) -> bool:
        """Of what is still open: a mitigated or accepted risk was dealt with."""
        return self.state == RiskState.OPEN and band(self.likelihood, self.impact) in HIGH


def attainment(n_done: int, n_due: int) -> Measured | None:
    """Of what was due, what is done. Nothing is sampled, so that the interval is the value itself."""
    if not n_due:
        return None
    share = n_done / n_due
    return Measured(share, share, share, n_due)


def worst(statuses: Collection[Status]) -> Status:
    return next((each for each in ORDER if each in statuses), Status.UNMEASURED)


def time_status(
    measured: Measured | None, terms: Terms | None, *, n_overdue: int, n_milestones: int
) -> Status:
    """A milestone whose day has passed is late, whatever was done. Until a week is over, milestones alone tell."""
    if n_overdue:
        return Status.MISSED
    if measured is None or terms is None:
        return Status.MET if n_milestones else Status.UNMEASURED
    return status_of(Metric.PLAN_ATTAINMENT, terms, measured)


@dataclass(frozen=True, slots=True)
class Spending:
    """In micro-units of the budget's currency; the forecast is None until a task is done."""

    budget: int
    spent: int
    forecast: int | None


# A forecast up to a tenth above the budget is a warning, not yet a miss.
ROOM = 1.1


def spending(budget: int, spent: int, *, n_done: int, n_planned: int) -> Spending:
    """What is left to do costs what a task has cost so far; of a plan that is overfulfilled nothing is left."""
    left = max(0, n_planned - n_done)
    return Spending(budget, spent, round(spent + spent / n_done * left) if n_done else None)


def budget_status(found: Spending | None) -> Status:
    """None: no budget, or nothing booked in its currency. More spent than planned is missed, whatever comes."""
    if found is None:
        return Status.UNMEASURED
    ahead = max(found.spent, found.forecast or 0)
    if found.spent > found.budget or ahead > found.budget * ROOM:
        return Status.MISSED
    return Status.AT_RISK if ahead > found.budget else Status.MET


def risk_status(risks: Sequence[RiskFacts]) -> Status:
    """Of the risks that are not closed; no register says nothing."""
    if any(risk.is_fired for risk in risks):
        return Status.MISSED
    if any(risk.is_high for risk in risks):
        return Status.AT_RISK
    return Status.MET if risks else Status.UNMEASURED


def is_troubled(statuses: Collection[Status]) -> bool:
    return Status.MISSED in statuses


ASPECTS = tuple(Aspect)
