"""Compiled loops: a fixed order of summation and no fastmath, so that results are the same bit for bit.

They release the interpreter, so that chunks of a table run in threads of Python; every chunk has sums of its own.
"""

from math import exp, log

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def em_chunk(  # type: ignore[no-untyped-def]  # noqa: C901  # numba infers; one loop is faster than three.
    starts, code, first, last, log_confusion, log_prior, dependence, held, counts, totals, posterior
):
    """One pass of expectation maximisation over the items `first` to `last`; the objective of these items.

    `code` is worker * n_classes + label; `log_confusion` and `counts` are (n_workers * n_classes, truth), so that a
    judgment reads and writes one row. `counts` and `totals` (truth) are added to; `posterior` is filled where it has
    rows. An item's judgments weigh 1 / (1 + (n - 1) * dependence) each.
    """
    n_classes = len(log_prior)
    row = np.empty(n_classes)
    total = 0.0
    for item in range(first, last):
        begin, end = starts[item], starts[item + 1]
        if begin == end:
            continue
        row[:] = 0.0
        for nth in range(begin, end):
            place = code[nth]
            for truth in range(n_classes):
                row[truth] += log_confusion[place, truth]
        weight = 1.0 / (1.0 + (end - begin - 1) * dependence)
        highest = -np.inf
        for truth in range(n_classes):
            row[truth] = log_prior[truth] + weight * row[truth]
            highest = max(highest, row[truth])
        if held[item] >= 0:
            total += row[held[item]]
            row[:] = 0.0
            row[held[item]] = 1.0
        else:
            scale = 0.0
            for truth in range(n_classes):
                row[truth] = exp(row[truth] - highest)
                scale += row[truth]
            for truth in range(n_classes):
                row[truth] /= scale
            total += highest + log(scale)
        for truth in range(n_classes):
            totals[truth] += row[truth]
        for nth in range(begin, end):
            place = code[nth]
            for truth in range(n_classes):
                counts[place, truth] += row[truth]
        if len(posterior):
            posterior[item] = row
    return total


@njit(cache=True, nogil=True)
def vote_chunk(starts, code, first, last, held, counts, totals, posterior):  # type: ignore[no-untyped-def]  # numba infers.
    """The same sums with the shares of the votes as posterior: where expectation maximisation begins."""
    n_classes = len(totals)
    row = np.empty(n_classes)
    for item in range(first, last):
        begin, end = starts[item], starts[item + 1]
        if begin == end:
            continue
        row[:] = 0.0
        if held[item] >= 0:
            row[held[item]] = 1.0
        else:
            for nth in range(begin, end):
                row[code[nth] % n_classes] += 1.0 / (end - begin)
        for truth in range(n_classes):
            totals[truth] += row[truth]
        for nth in range(begin, end):
            place = code[nth]
            for truth in range(n_classes):
                counts[place, truth] += row[truth]
        if len(posterior):
            posterior[item] = row
