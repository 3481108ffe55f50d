"""Krippendorff's alpha with an analytic interval, from weights between classes."""

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from assay.stats.agreement.coefficients import Coefficient, interval, undefined
from assay.stats.agreement.weights import agreement_weights

Floats = NDArray[np.float64]


def weighted_alpha(counts: Floats, *, weights: str = "identity") -> Coefficient:
    """Alpha = (pa - pe) / (1 - pe), with Gwet's linearised variance; only items with two judgments or more count.

    With identity weights it is Krippendorff's nominal alpha, with quadratic ones his interval alpha of evenly spaced
    classes. With ordinal weights it is *not* his ordinal alpha, whose distances depend on how often classes occur:
    say which one a report shows.

    Parameters
    ----------
    counts : float64 array (n_items, n_classes)
        Judgments per item and class; items may have different numbers, also none.
    weights : {"identity", "linear", "quadratic", "ordinal"}

    References
    ----------
    K. L. Gwet: Handbook of Inter-Rater Reliability (4th ed., 2014), ch. 5.

    Examples
    --------
    >>> round(weighted_alpha(np.array([[2, 0], [0, 2], [1, 1], [2, 0]])).value, 4)
    0.5333
    """
    name = "weighted_alpha"
    judged = np.asarray(counts, np.float64)
    n_judged = int((judged.sum(axis=1) > 0).sum())
    paired = judged[judged.sum(axis=1) >= 2]
    n, n_classes = len(paired), judged.shape[1]
    total = paired.sum(axis=0)
    prevalence = tuple(float(share) for share in total / max(total.sum(), 1))
    if n == 0 or n_classes < 2:
        return undefined(name, n_judged, n, prevalence)
    weight = agreement_weights(weights, n_classes)
    size = paired.sum(axis=1)
    mean_size, small = float(size.mean()), 1 / float(size.sum())
    agreeing = (paired * (paired @ weight.T - 1)).sum(axis=1) / (mean_size * (size - 1))
    raw = float(agreeing.mean())
    observed = (1 - small) * raw + small
    share = total / (n * mean_size)
    expected = float(share @ weight @ share)
    if expected >= 1:
        return undefined(name, n_judged, n, prevalence, observed, expected)
    value = (observed - expected) / (1 - expected)
    # The variance is that of alpha without the correction for small samples, as Gwet has it.
    plain = (raw - expected) / (1 - expected)
    excess = (size - mean_size) / mean_size
    own = (agreeing - raw * excess - expected) / (1 - expected)
    own_chance = paired @ ((weight + weight.T) @ share / 2) / mean_size - expected * excess
    parts = own - 2 * (1 - plain) * (own_chance - expected) / (1 - expected)
    error = sqrt(float(((parts - plain) ** 2).sum()) / (n * (n - 1))) if n > 1 else None
    return Coefficient(
        name, value, error, *interval(value, error, n), observed, expected, n_judged, n, prevalence
    )
