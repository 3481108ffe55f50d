"""Compiled loops of the online consensus; a fixed order of summation, so that results are the same bit for bit."""

from math import exp

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def mean_posterior(evidence, n, log_prior, dependence, posterior):  # type: ignore[no-untyped-def]  # numba infers.
    """Fill `posterior` (class,) with the mean of the views' posteriors; returns the class that is highest.

    `evidence` is (view, class): the sums of log P(answer | class) of an item's n judgments. A view takes each of them
    for 1 / (1 + (n - 1) * dependence) of a judgment.
    """
    n_views, n_classes = evidence.shape
    row = np.empty(n_classes)
    posterior[:] = 0.0
    for view in range(n_views):
        weight = 1.0 / (1.0 + (n - 1) * dependence[view]) if n > 0 else 1.0
        highest = -np.inf
        for truth in range(n_classes):
            row[truth] = log_prior[view, truth] + weight * evidence[view, truth]
            highest = max(highest, row[truth])
        scale = 0.0
        for truth in range(n_classes):
            row[truth] = exp(row[truth] - highest)
            scale += row[truth]
        for truth in range(n_classes):
            posterior[truth] += row[truth] / scale / n_views
    best = 0
    for truth in range(1, n_classes):
        if posterior[truth] > posterior[best]:
            best = truth
    return best
