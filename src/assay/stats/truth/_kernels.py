"""Compiled loops: a fixed order of summation and no fastmath, so that results are the same bit for bit.

They release the interpreter, so that chunks of a table run in threads of Python; every chunk has sums of its own.
Posteriors are products of probabilities, which cost no logarithm; the few items whose products leave the range of
floating point are done again by logarithms.
"""

from collections.abc import Callable
from functools import cache
from math import exp, log
from typing import Any  # Compiled functions have no types.

import numpy as np
from numba import njit

# A loop over so many classes is worth being compiled for their very number: it is unrolled into vector instructions.
MOST_UNROLLED = 8
LEAST = 1e-300
# Below these a product may have lost digits, or a class that a root would have brought back.
SMALLEST_PRODUCT = 1e-200
SMALLEST_CLASS = 1e-290


@njit(cache=True, nogil=True)
def by_logarithms(code, begin, end, confusion, prior, weight, held, row):  # type: ignore[no-untyped-def]  # numba infers.
    """The posterior of one item into `row`, and the logarithm of its likelihood."""
    n_classes = len(prior)
    highest = -np.inf
    for truth in range(n_classes):
        found = 0.0
        for nth in range(begin, end):
            found += log(max(confusion[code[nth] * n_classes + truth], LEAST))
        row[truth] = log(max(prior[truth], LEAST)) + weight * found
        highest = max(highest, row[truth])
    if held >= 0:
        likelihood = row[held]
        row[:] = 0.0
        row[held] = 1.0
        return likelihood
    scale = 0.0
    for truth in range(n_classes):
        row[truth] = exp(row[truth] - highest)
        scale += row[truth]
    for truth in range(n_classes):
        row[truth] /= scale
    return highest + log(scale)


def em_chunk(n_classes: int) -> Callable[..., float]:
    """The pass of expectation maximisation, compiled for this number of classes where that pays."""
    compiled: Callable[..., float] = _em_chunk(n_classes if n_classes <= MOST_UNROLLED else 0)
    return compiled


@cache
def _em_chunk(known: int) -> Any:  # noqa: C901  # Holds the loop below.
    @njit(cache=True, nogil=True)
    def run(  # type: ignore[no-untyped-def]  # noqa: C901  # numba infers; one loop is faster than three.
        starts, code, first, last, confusion, prior, dependence, held, counts, totals, posterior
    ):
        """One pass over the items `first` to `last`; the objective of these items.

        `code` is worker * n_classes + label; `confusion` and `counts` are flat (n_workers * n_classes, truth), so
        that a judgment reads and writes one row. `counts` and `totals` (truth) are added to; `posterior` is filled
        where it has rows. An item's judgments weigh 1 / (1 + (n - 1) * dependence) each.
        """
        n_classes = known if known else len(prior)
        row = np.empty(n_classes)
        total, product = 0.0, 1.0
        for item in range(first, last):
            begin, end = starts[item], starts[item + 1]
            if begin == end:
                continue
            row[:] = 1.0
            for nth in range(begin, end):
                place = np.uint64(code[nth]) * np.uint64(n_classes)
                for truth in range(n_classes):
                    row[truth] *= confusion[place + np.uint64(truth)]
            weight = 1.0
            is_lost = held[item] >= 0
            if dependence > 0.0:
                weight = 1.0 / (1.0 + (end - begin - 1) * dependence)
                for truth in range(n_classes):
                    if row[truth] < SMALLEST_CLASS:
                        is_lost = True
                    else:
                        row[truth] = exp(weight * log(row[truth]))
            scale = 0.0
            for truth in range(n_classes):
                row[truth] *= prior[truth]
                scale += row[truth]
            if is_lost or not scale > SMALLEST_PRODUCT:
                total += by_logarithms(code, begin, end, confusion, prior, weight, held[item], row)
            else:
                product *= scale
                if product < SMALLEST_PRODUCT * 1e100:
                    total += log(product)
                    product = 1.0
                for truth in range(n_classes):
                    row[truth] /= scale
            for truth in range(n_classes):
                totals[truth] += row[truth]
            for nth in range(begin, end):
                place = np.uint64(code[nth]) * np.uint64(n_classes)
                for truth in range(n_classes):
                    counts[place + np.uint64(truth)] += row[truth]
            if len(posterior):
                posterior[item] = row
        return total + log(product)

    return run


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
            place = code[nth] * n_classes
            for truth in range(n_classes):
                counts[place + truth] += row[truth]
        if len(posterior):
            posterior[item] = row


@njit(cache=True, nogil=True)
def shares_of_answers(counts, added, shares):  # type: ignore[no-untyped-def]  # numba infers.
    """`shares[worker, answer, truth]` of `counts + added[answer, truth]`; even ones where there is nothing."""
    n_workers, n_classes, _ = counts.shape
    total = np.empty(n_classes)
    for worker in range(n_workers):
        total[:] = 0.0
        for answer in range(n_classes):
            for truth in range(n_classes):
                total[truth] += counts[worker, answer, truth] + added[answer, truth]
        for answer in range(n_classes):
            for truth in range(n_classes):
                found = counts[worker, answer, truth] + added[answer, truth]
                shares[worker, answer, truth] = (
                    found / total[truth] if total[truth] > 0.0 else 1.0 / n_classes
                )


@njit(cache=True, nogil=True)
def counted_into_place(key, before, n_keys, order):  # type: ignore[no-untyped-def]  # numba infers.
    """The rows of `before` into `order` by `key`, rows of equal keys as they were."""
    place = np.zeros(n_keys + 1, np.int64)
    for nth in range(len(key)):
        place[key[nth] + 1] += 1
    for each in range(n_keys):
        place[each + 1] += place[each]
    for nth in range(len(before)):
        row = before[nth]
        order[place[key[row]]] = row
        place[key[row]] += 1
