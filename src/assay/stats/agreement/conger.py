"""Conger's kappa: any number of judges, each with habits of their own. For two judges it is Cohen's."""

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from assay.stats.agreement.coefficients import Coefficient, counts_of, interval, own_agreement, undefined
from assay.stats.agreement.weights import agreement_weights
from assay.stats.truth.judgments import Judgments

Floats = NDArray[np.float64]


def conger_kappa(judgments: Judgments, *, weights: str = "identity") -> Coefficient:
    """Chance: two judges answer apart, each by the shares of their own answers.

    Parameters
    ----------
    judgments : Judgments
        Not everybody need have judged every item. A judge with few judgments has shares that say little; with a crowd
        of many such judges Fleiss's kappa is the steadier one.
    weights : {"identity", "linear", "quadratic", "ordinal"}

    References
    ----------
    A. J. Conger, Psychological Bulletin 88 (1980); missing judgments and variance: K. L. Gwet (2014).

    Examples
    --------
    >>> from assay.stats.truth import encode
    >>> both = encode([*"abcd", *"abcd"], [*"vvvv", *"wwww"], [*"ynyy", *"ynny"]).judgments
    >>> round(conger_kappa(both).value, 4)
    0.5
    """
    name = "conger_kappa"
    counts = counts_of(judgments)
    sizes = counts.sum(axis=1)
    judged, paired = sizes > 0, sizes >= 2
    n_items, n_paired = int(judged.sum()), int(paired.sum())
    shares = counts[judged] / sizes[judged, None]
    prevalence = tuple(float(share) for share in shares.mean(axis=0)) if n_items else ()
    own_shares, n_own = _habits(judgments)
    if not n_paired or judgments.n_classes < 2 or len(own_shares) < 2:
        return undefined(name, n_items, n_paired, prevalence)
    weight = agreement_weights(weights, judgments.n_classes)
    own = own_agreement(counts[judged], weight)
    observed = float(own[paired[judged]].mean())
    others = own_shares.sum(axis=0) - own_shares
    n_pairs = len(own_shares) * (len(own_shares) - 1)
    expected = float((own_shares @ weight * others).sum()) / n_pairs
    if expected >= 1:
        return undefined(name, n_items, n_paired, prevalence, observed, expected)
    value = (observed - expected) / (1 - expected)
    parts = (n_items / n_paired) * (own - expected * paired[judged]) / (1 - expected)
    own_chance = (
        expected + _pull(judgments, (own_shares, n_own, others @ (weight + weight.T) / 2), n_items) / n_pairs
    )
    parts = parts - 2 * (1 - value) * (own_chance[judged] - expected) / (1 - expected)
    error = sqrt(float(((parts - value) ** 2).sum()) / (n_items * (n_items - 1))) if n_items > 1 else None
    low_high = interval(value, error, n_items)
    return Coefficient(name, value, error, *low_high, observed, expected, n_items, n_paired, prevalence)


def _habits(judgments: Judgments) -> tuple[Floats, Floats]:
    """Shares of each class per judge who judged at all, and how many they judged; in the order of their codes."""
    table = np.zeros((judgments.n_workers, judgments.n_classes))
    np.add.at(table, (judgments.worker, judgments.label), 1.0)
    table = table[table.sum(axis=1) > 0]
    return table / table.sum(axis=1, keepdims=True), table.sum(axis=1)


def _pull(judgments: Judgments, habits: tuple[Floats, Floats, Floats], n_items: int) -> Floats:
    """How far each item's answers pull chance agreement away from its mean, in pairs of judges; shape (n_items,)."""
    own_shares, n_own, against = habits
    active = np.unique(judgments.worker, return_inverse=True)[1]
    met = against[active, judgments.label] - (own_shares * against).sum(axis=1)[active]
    pulled = np.bincount(judgments.item, met * n_items / n_own[active], judgments.n_items)
    return np.asarray(pulled)
