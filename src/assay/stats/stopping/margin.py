"""Lead-of-delta votes: judge until one answer leads by delta, and what that costs and yields."""

from dataclasses import dataclass
from math import ceil, log


@dataclass(frozen=True, slots=True)
class Margin:
    """Accuracy of the label and mean number of judgments of an item."""

    accuracy: float
    mean_votes: float


def margin(right_share: float, lead: int) -> Margin:
    """Two answers, everybody right with the same probability p, until one answer leads by `lead` (gambler's ruin).

    With phi = p / (1 - p): accuracy = phi^d / (1 + phi^d), votes = d (phi + 1)/(phi - 1) (phi^d - 1)/(phi^d + 1).

    Parameters
    ----------
    right_share : float
        p, in (0, 1); at 1/2 the limits 1/2 and d^2 hold.
    lead : int
        d, from 1.

    Raises
    ------
    ValueError
        Outside these ranges.

    References
    ----------
    M. Boyarskaya, P. Ipeirotis: Modeling and aggregation of complex annotations via annotation distances:
    delta-margin majority voting, arXiv 2111.06390 (2021).

    Examples
    --------
    >>> found = margin(0.8, 2)
    >>> round(found.accuracy, 4), round(found.mean_votes, 3)
    (0.9412, 2.941)
    """
    _check(right_share, lead)
    if right_share == 0.5:
        return Margin(0.5, float(lead * lead))
    odds = (right_share / (1 - right_share)) ** lead
    votes = lead / (2 * right_share - 1) * (odds - 1) / (odds + 1)
    return Margin(odds / (1 + odds), votes)


def lead_for(target: float, right_share: float) -> int:
    """Smallest lead whose label is right with probability `target`: ceil(logit target / logit p).

    Raises
    ------
    ValueError
        When people are right no more than half the time, or the target is not in (0, 1).

    Examples
    --------
    >>> lead_for(0.95, 0.8), lead_for(0.99, 0.8)
    (3, 4)
    """
    if not 0.5 < right_share < 1 or not 0 < target < 1:
        raise ValueError("a lead needs people who are right more than half the time, and a target below 1")
    return max(1, ceil(log(target / (1 - target)) / log(right_share / (1 - right_share)) - 1e-12))


def _check(right_share: float, lead: int) -> None:
    if not 0 < right_share < 1:
        raise ValueError(f"{right_share} is no share of right answers between 0 and 1")
    if lead < 1:
        raise ValueError(f"a lead of {lead} votes stops nothing")
