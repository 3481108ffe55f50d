"""Compiled loops of GLAD: a fixed order of summation and no fastmath, so that results are the same bit for bit."""

from math import exp, log, log1p

import numpy as np
from numba import njit

# One step is enough: the next round takes another, from a better posterior.
NEWTON_STEPS = 1


@njit(cache=True, nogil=True)
def log_sigmoid(x: float) -> float:
    return -log1p(exp(-x)) if x > 0 else x - log1p(exp(x))


@njit(cache=True, nogil=True)
def glad_items(starts, worker, label, ability, ease, log_prior, held, right, posterior, totals):  # type: ignore[no-untyped-def]  # numba infers.
    """Posterior of every item and, per judgment, the probability that it is right; the log likelihood.

    `log_prior` has a row for every item, or one for all.
    """
    n_classes = len(totals)
    spread = log(max(1, n_classes - 1))
    objective = 0.0
    totals[:] = 0.0
    for item in range(len(starts) - 1):
        begin, end = starts[item], starts[item + 1]
        if begin == end:
            continue
        row = posterior[item]
        row[:] = log_prior[item if len(log_prior) > 1 else 0]
        easy, all_wrong = exp(ease[item]), 0.0
        for nth in range(begin, end):
            x = ability[worker[nth]] * easy
            all_wrong += log_sigmoid(-x) - spread
            # log sigmoid(x) and log(1 - sigmoid(x)) differ by x.
            row[label[nth]] += x + spread
        row += all_wrong
        if held[item] >= 0:
            objective += row[held[item]]
            row[:] = 0.0
            row[held[item]] = 1.0
        else:
            highest = row.max()
            row[:] = np.exp(row - highest)
            scale = row.sum()
            row /= scale
            objective += highest + log(scale)
        totals += row
        for nth in range(begin, end):
            right[nth] = row[label[nth]]
    return objective


@njit(cache=True, nogil=True)
def _value(theta, rows, factor, right, is_log, precision):  # type: ignore[no-untyped-def]  # numba infers.
    scale = exp(theta) if is_log else theta
    total = -0.5 * precision * (theta - 1.0) ** 2
    for nth in rows:
        x = scale * factor[nth]
        total += right[nth] * x + log_sigmoid(-x)
    return total


@njit(cache=True, nogil=True)
def glad_block(starts, order, factor, right, theta, is_log, precision):  # type: ignore[no-untyped-def]  # numba infers.
    """Maximise over every `theta` by damped Newton steps, the others held; it never falls.

    Judgments of theta t are `order[starts[t]:starts[t + 1]]`; theirs is x = theta * factor, or exp(theta) * factor
    where `is_log`; its prior is normal with mean 1 and this precision. The curvature is the expected one, which is
    never of the wrong sign.
    """
    for place in range(len(theta)):
        rows = order[starts[place] : starts[place + 1]]
        value = _value(theta[place], rows, factor, right, is_log, precision)
        for _ in range(NEWTON_STEPS):
            scale = exp(theta[place]) if is_log else 1.0
            at = scale if is_log else theta[place]
            slope, curvature = precision * (1.0 - theta[place]), precision
            for nth in rows:
                share = 1.0 / (1.0 + exp(-at * factor[nth]))
                slope += (right[nth] - share) * factor[nth] * scale
                curvature += share * (1.0 - share) * (factor[nth] * scale) ** 2
            step = min(2.0, max(-2.0, slope / curvature))
            found = False
            for _ in range(12):
                tried = _value(theta[place] + step, rows, factor, right, is_log, precision)
                if tried > value:
                    theta[place] += step
                    value, found = tried, True
                    break
                step *= 0.5
            if not found or abs(step) < 1e-4:
                break
