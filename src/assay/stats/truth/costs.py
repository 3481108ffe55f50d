"""What wrong labels cost: the cheapest label of an item, and what a contributor's answers are worth."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth.result import TruthResult, decide

Floats = NDArray[np.float64]


def even_costs(n_classes: int) -> Floats:
    """Every mistake costs 1; shape (truth, answer)."""
    return 1.0 - np.eye(n_classes)


def costs_of(rows: Iterable[tuple[str, str, float]], classes: Sequence[str]) -> Floats:
    """The cost matrix (truth, answer) of rows (truth, answer, cost); what no row names costs 1, and 0 where right.

    Raises
    ------
    ValueError
        When a row names a class that is not there, a pair twice, or a cost that is no number from 0 on.

    Examples
    --------
    >>> costs_of([("bad", "good", 10)], ["bad", "good"]).tolist()
    [[0.0, 10.0], [1.0, 0.0]]
    """
    place = {name: nth for nth, name in enumerate(classes)}
    cost, seen = even_costs(len(classes)), set()
    for truth, answer, price in rows:
        for name in (truth, answer):
            if name not in place:
                raise ValueError(f"{name} is not among the labels: {', '.join(classes)[:200]}")
        if (truth, answer) in seen:
            raise ValueError(f"the cost of {answer} where {truth} is right is given twice")
        if not 0 <= price < np.inf:
            raise ValueError(f"the cost of {answer} where {truth} is right is {price}, no number from 0 on")
        seen.add((truth, answer))
        cost[place[truth], place[answer]] = price
    return cost


def expected_costs(result: TruthResult, cost: Floats) -> Floats:
    """What each label of each item would cost, shape (n_items, n_classes); NaN where nobody judged the item."""
    return np.asarray(result.posterior @ cost, np.float64)


def cheapest(result: TruthResult, cost: Floats, *, seed: int = 0) -> TruthResult:
    """The result with the labels of least expected cost; `probability` stays that of the label.

    References
    ----------
    P. G. Ipeirotis, F. Provost, J. Wang: Quality management on Amazon Mechanical Turk. HCOMP (2010).

    Examples
    --------
    >>> from assay.stats.truth import MajorityVote, encode
    >>> found = MajorityVote().fit(encode("aaa", "uvw", ["bad", "good", "good"]).judgments)
    >>> found.label.tolist(), cheapest(found, costs_of([("bad", "good", 10)], ["bad", "good"])).label.tolist()
    ([1], [0])
    """
    worth = -expected_costs(result, cost)
    label, _, is_tie = decide(worth, result.n_judgments, seed)
    judged = result.n_judgments > 0
    probability = np.full(len(label), np.nan)
    probability[judged] = result.posterior[judged, label[judged]]
    return replace(result, label=label, probability=probability, is_tie=is_tie)


def mean_cost(result: TruthResult, cost: Floats) -> float | None:
    """Expected cost per judged item under the labels of the result; None where no item is judged."""
    judged = np.flatnonzero(result.n_judgments > 0)
    if not len(judged):
        return None
    return float(expected_costs(result, cost)[judged, result.label[judged]].mean())


def cost_of_answers(confusion: Floats, prior: Floats, cost: Floats) -> Floats:
    """Expected cost of taking somebody's answers for evidence, the soft form; shape of `confusion` less two axes.

    An answer k leaves the posterior p(truth | k); drawing the label from it costs sum_ij p_i p_j c_ij.

    Parameters
    ----------
    confusion : float array (..., truth, answer)
    prior : float array (n_classes,)
    cost : float array (truth, answer)
    """
    joint = prior[:, None] * confusion
    said = joint.sum(axis=-2)
    quadratic = np.einsum("...ik,ij,...jk->...k", joint, cost, joint)
    return np.asarray(
        np.divide(quadratic, said, out=np.zeros_like(said), where=said > 0).sum(axis=-1), np.float64
    )


def least_cost_of_answers(confusion: Floats, prior: Floats, cost: Floats) -> Floats:
    """The same where the cheapest label is taken instead of a drawn one. It calls a biased expert worthless."""
    joint = prior[:, None] * confusion
    return np.asarray(np.einsum("...ik,ij->...kj", joint, cost).min(axis=-1).sum(axis=-1), np.float64)


def quality_of(confusion: Floats, prior: Floats, cost: Floats) -> Floats | None:
    """1 - cost of the answers / cost of knowing the prior alone: 1 perfect, 0 worthless; soft form.

    A constant bias that can be undone costs nothing: somebody who always says the opposite has quality 1. None where
    the prior alone costs nothing, because all items are of one class.

    References
    ----------
    J. Wang, P. G. Ipeirotis, F. Provost: Quality-based pricing for crowdsourced workers. NYU CBA-13-06 (2013).

    Examples
    --------
    >>> fair, even = np.array([0.5, 0.5]), even_costs(2)
    >>> quality_of(np.array([[0.8, 0.2], [0.2, 0.8]]), fair, even).round(2).item()
    0.36
    """
    worthless = float(prior @ cost @ prior)
    if worthless <= 0:
        return None
    return np.asarray(1 - cost_of_answers(confusion, prior, cost) / worthless, np.float64)
