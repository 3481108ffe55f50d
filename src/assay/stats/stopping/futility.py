"""Whether more judgments would change the label: simulated from what is known of the crowd and of the item."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.online import Crowd, Fitted, ItemState, Standing
from assay.stats.truth import Judgments
from assay.stats.truth.pooling import crowd_of, strength_of

Floats = NDArray[np.float64]
N_SIMULATIONS = 64
MOST_MORE = 100
FIRST_SAMENESS, N_STEPS = 4.0, 15


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """Draws of the judgments to come, made once per refit and the same for all items.

    Attributes
    ----------
    confusion : float64 array (n_workers + 1, truth, answer)
    sameness : float
        How many judgments of the item itself weigh as much as what the crowd does on such items: small where items of
        one class differ much in how they confuse people.
    workers : int64 array (n_simulations, judgments to come)
        Who will judge: contributors as active as they were so far.
    draws : float64 array of the same shape
        In [0, 1): become answers.
    """

    confusion: Floats
    sameness: float
    workers: NDArray[np.int64]
    draws: Floats


def outlook_of(
    fitted: Fitted, judgments: Judgments, *, most_more: int, seed: int = 0, n_simulations: int = N_SIMULATIONS
) -> Outlook:
    """Draw the judgments to come.

    Parameters
    ----------
    fitted : Fitted
        The crowd, and the posteriors of the items of `judgments`.
    judgments : Judgments
        From which the crowd was fitted.
    most_more : int
        Most judgments an item may still get; more than 100 are not simulated.
    """
    draw = np.random.default_rng(seed)
    crowd = fitted.crowd
    shape = (n_simulations, max(1, min(most_more, MOST_MORE)))
    total = crowd.activity.sum()
    people = np.append(crowd.activity / total, 0.0) if total > 0 else np.ones(1)
    workers = draw.choice(len(people), p=people, size=shape).astype(np.int64)
    return Outlook(crowd.confusion(), sameness_of(judgments, fitted.posterior), workers, draw.random(shape))


def sameness_of(judgments: Judgments, posterior: Floats) -> float:
    """How alike the items of a class are, in judgments: the strength of a Dirichlet around the crowd's answers.

    Fitted over items with two judgments or more as contributors are over theirs, and averaged over classes as they are
    frequent (geometric mean); 4 where nothing can be learnt.
    """
    answers = np.zeros((judgments.n_items, judgments.n_classes))
    np.add.at(answers, (judgments.item, judgments.label), 1.0)
    many = answers.sum(axis=1) > 1
    strength = np.full(judgments.n_classes, FIRST_SAMENESS)
    if not many.any():
        return FIRST_SAMENESS
    counts = answers[many][:, :, None] * posterior[many][:, None, :]
    strength = strength_of(counts, crowd_of(counts, 0.01), strength, n_steps=N_STEPS)
    weight = posterior[many].sum(axis=0)
    return float(np.exp((weight * np.log(strength)).sum() / weight.sum()))


def change_chance(state: ItemState, found: Standing, *, crowd: Crowd, outlook: Outlook, n_more: int) -> float:
    """Chance that `n_more` further judgments change the label; 0 where none may come."""
    from assay.stats.stopping import _kernels

    n_more = min(n_more, outlook.workers.shape[1])
    if n_more < 1:
        return 0.0
    chance: float = _kernels.change_chance(
        state.evidence,
        state.answers,
        found.posterior,
        found.label,
        crowd.log_rows,
        crowd.log_prior,
        crowd.dependence,
        outlook.confusion,
        outlook.sameness,
        outlook.workers[:, :n_more],
        outlook.draws[:, :n_more],
    )
    return chance
