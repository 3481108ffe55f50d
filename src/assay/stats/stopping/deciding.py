"""One decision about one item: pure, cheap, and the same in a replay and on the platform."""

import numpy as np

from assay.stats.online import Crowd, ItemState, Standing, standing
from assay.stats.stopping.calibration import Calibration
from assay.stats.stopping.constraints import most_judgments, what_forbids
from assay.stats.stopping.cost import least_cost
from assay.stats.stopping.futility import Outlook, change_chance
from assay.stats.stopping.outcomes import Because, Decision, Outcome
from assay.stats.stopping.rule import Rule


def decide(
    state: ItemState,
    rule: Rule,
    *,
    crowd: Crowd,
    calibration: Calibration | None = None,
    outlook: Outlook | None = None,
    available: int | None = None,
    is_audited: bool = False,
) -> Decision:
    """Whether an item takes one more judgment.

    Constraints come first: nothing stops an item that must go on, except that there is nothing more to come. Then the
    target (by probability, cost or lead, whatever the rule has), then futility.

    Parameters
    ----------
    state : ItemState
        Under `crowd`: made anew after each refit.
    rule : Rule
    crowd : Crowd
    calibration : Calibration, optional
        Without it nothing stops by probability (unless the rule trusts the nominal posterior), and nothing by futility.
    outlook : Outlook, optional
        Needed for futility.
    available : int, optional
        Judgments the item can have at all, where that is less than `max_overlap`; futility needs one of the two.
    is_audited : bool
        See `is_audited`.

    Examples
    --------
    >>> from assay.stats.online import cold_crowd, replayed
    >>> crowd = cold_crowd(2)
    >>> decide(replayed(crowd, [-1, -1], [1, 1]), Rule(lead=2), crowd=crowd).because.value
    'lead'
    """
    found = standing(state, crowd)
    threshold = threshold_of(rule, found.label, calibration)
    cost = least_cost(found.posterior, rule.costs) if rule.costs is not None else None
    lead = lead_of(state)
    most = most_judgments(rule, available)

    def named(outcome: Outcome, because: Because, chance: float | None = None) -> Decision:
        return Decision(
            outcome, because, found.label, found.probability, state.n, threshold, chance, cost, lead
        )

    if most is not None and state.n >= most:
        return named(Outcome.EXHAUSTED, Because.MAX_OVERLAP)
    if held := what_forbids(state, rule, found, is_audited=is_audited):
        return named(Outcome.CONTINUE, held)
    if reached := _reached(rule, found, threshold, cost=cost, lead=lead):
        return named(Outcome.TARGET, reached)
    if most is None or outlook is None or calibration is None or calibration.futility_below <= 0:
        return named(Outcome.CONTINUE, Because.NOT_SURE)
    chance = change_chance(state, found, crowd=crowd, outlook=outlook, n_more=most - state.n)
    if chance < calibration.futility_below:
        return named(Outcome.FUTILITY, Because.SETTLED, chance)
    return named(Outcome.CONTINUE, Because.NOT_SURE, chance)


def _reached(
    rule: Rule, found: Standing, threshold: float | None, *, cost: float | None, lead: int
) -> Because | None:
    """Whichever of the rule's targets is reached, or None."""
    if threshold is not None and found.probability >= threshold:
        return Because.PROBABILITY
    if cost is not None and rule.price is not None and cost <= rule.price:
        return Because.COST
    return Because.LEAD if rule.lead is not None and lead >= rule.lead else None


def threshold_of(rule: Rule, label: int, calibration: Calibration | None) -> float | None:
    """The nominal posterior that an item with this label must reach; None: it cannot stop by probability."""
    if rule.trusts_nominal:
        return rule.target_of(label)
    return None if calibration is None else calibration.threshold_of(label)


def lead_of(state: ItemState) -> int:
    """Votes of the first answer less those of the second."""
    if len(state.answers) < 2:
        return state.n
    second, first = np.partition(state.answers, -2)[-2:]
    return int(first - second)
