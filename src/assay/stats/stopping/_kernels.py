"""Compiled loops of the stopping rules."""

import numpy as np
from numba import njit

from assay.stats.online._kernels import mean_posterior

# Classes that are nearly ruled out do not move the chance, but would cost their simulations.
LEAST_PROBABILITY = 0.005


@njit(cache=True, nogil=True)
def change_chance(  # type: ignore[no-untyped-def]  # numba infers; the loops are the model.
    evidence, answers, posterior, label, log_rows, log_prior, dependence, confusion, sameness, workers, draws
):
    """Chance that the judgments still to come change the label.

    `workers` and `draws` are (simulation, judgment still to come): who judges, and a number below 1 that becomes
    their answer. Answers come from an urn: `sameness` balls of the contributor's own confusion, and one ball for each
    answer that the item already has, because what has confused people will confuse the next.
    """
    n_views, n_classes = evidence.shape
    n_simulations, n_more = workers.shape
    n_answers = answers.sum()
    moved, urn, after = np.empty((n_views, n_classes)), np.empty(n_classes), np.empty(n_classes)
    chance, mass = 0.0, 0.0
    for truth in range(n_classes):
        if posterior[truth] < LEAST_PROBABILITY:
            continue
        mass += posterior[truth]
        n_changed = 0
        for simulation in range(n_simulations):
            moved[:] = evidence
            urn[:] = answers
            for nth in range(n_more):
                worker = workers[simulation, nth]
                wanted = draws[simulation, nth] * (sameness + n_answers + nth)
                reached = 0.0
                answer = n_classes - 1
                for each in range(n_classes):
                    reached += sameness * confusion[worker, truth, each] + urn[each]
                    if wanted < reached:
                        answer = each
                        break
                urn[answer] += 1.0
                for view in range(n_views):
                    for other in range(n_classes):
                        moved[view, other] += log_rows[view, worker, answer, other]
            if mean_posterior(moved, n_answers + n_more, log_prior, dependence, after) != label:
                n_changed += 1
        chance += posterior[truth] * n_changed / n_simulations
    return chance / mass
