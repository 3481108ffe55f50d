"""Compiled loops: fixed order of summation, no fastmath, one thread, so that results are the same bit for bit."""

from math import exp, log

import numpy as np
from numba import njit


@njit(cache=True)
def posterior_of_items(starts, worker, label, log_confusion, log_prior, posterior):  # type: ignore[no-untyped-def]  # numba infers.
    """Fill `posterior` (n_items, n_classes) in place; the log likelihood of all judged items."""
    n_classes = len(log_prior)
    row = np.empty(n_classes)
    total = 0.0
    for item in range(len(starts) - 1):
        first, last = starts[item], starts[item + 1]
        if first == last:
            continue
        for truth in range(n_classes):
            row[truth] = log_prior[truth]
            for nth in range(first, last):
                row[truth] += log_confusion[worker[nth], truth, label[nth]]
        highest = row.max()
        scale = 0.0
        for truth in range(n_classes):
            row[truth] = exp(row[truth] - highest)
            scale += row[truth]
        for truth in range(n_classes):
            posterior[item, truth] = row[truth] / scale
        total += highest + log(scale)
    return total


@njit(cache=True)
def confusion_counts(item, worker, label, posterior, counts):  # type: ignore[no-untyped-def]  # numba infers.
    """Add each judgment's posterior to `counts` (n_workers, truth, answer), in the order of the judgments."""
    for nth in range(len(item)):
        for truth in range(posterior.shape[1]):
            counts[worker[nth], truth, label[nth]] += posterior[item[nth], truth]
