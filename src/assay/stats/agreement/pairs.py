"""Two people at a time: every pair of contributors who judged the same items, and how far they agree."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.sampling.proportion import Z95
from assay.stats.truth.judgments import Judgments

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PairedRows:
    """One row per item that a pair of people both judged.

    Attributes
    ----------
    pair : int64 array (n_rows,)
        Which pair, a place in `first` and `second`.
    item, label_of_first, label_of_second : int32 arrays (n_rows,)
    first, second : int32 arrays (n_pairs,)
        Codes of the people; the first one's is the smaller.
    """

    pair: Codes
    item: NDArray[np.int32]
    label_of_first: NDArray[np.int32]
    label_of_second: NDArray[np.int32]
    first: NDArray[np.int32]
    second: NDArray[np.int32]


def paired_rows(judgments: Judgments) -> PairedRows:
    """Every two judgments of one item; an item with r judgments gives r (r - 1) / 2 rows."""
    item, worker = judgments.item, judgments.worker
    lefts, rights = [], []
    apart = 1
    while apart < len(item) and (same := np.flatnonzero(item[apart:] == item[:-apart])).size:
        lefts.append(same)
        rights.append(same + apart)
        apart += 1
    left = np.concatenate([np.zeros(0, np.int64), *lefts])
    right = np.concatenate([np.zeros(0, np.int64), *rights])
    key = worker[left].astype(np.int64) * judgments.n_workers + worker[right]
    keys, pair = np.unique(key, return_inverse=True)
    first, second = np.divmod(keys, max(1, judgments.n_workers))
    label = judgments.label
    return PairedRows(
        pair, item[left], label[left], label[right], first.astype(np.int32), second.astype(np.int32)
    )


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Agreement of each pair of people; all arrays have the shape (n_pairs,).

    Attributes
    ----------
    first, second : int32 arrays
        Codes of the people.
    n_shared, n_same : int64 arrays
        Items both judged, and those with the same answer.
    agreement, low, high : float64 arrays
        Share of same answers with Wilson's interval of 95 %.
    kappa, kappa_low, kappa_high : float64 arrays
        Cohen's kappa with its interval; NaN where `is_kappa_defined` is false.
    is_kappa_defined : bool array
        False where both always gave one and the same answer.
    """

    first: NDArray[np.int32]
    second: NDArray[np.int32]
    n_shared: Codes
    n_same: Codes
    agreement: Floats
    low: Floats
    high: Floats
    kappa: Floats
    kappa_low: Floats
    kappa_high: Floats
    is_kappa_defined: NDArray[np.bool_]


def per_pair(judgments: Judgments, *, at_least: int = 1) -> PairAgreement:
    """Agreement and Cohen's kappa of every pair with `at_least` shared items.

    Examples
    --------
    >>> from assay.stats.truth import encode
    >>> both = encode([*"abcd", *"abcd"], [*"vvvv", *"wwww"], [*"ynyy", *"ynny"]).judgments
    >>> found = per_pair(both)
    >>> found.n_shared.tolist(), found.agreement.tolist(), found.kappa.tolist()
    ([4], [0.75], [0.5])
    """
    rows = paired_rows(judgments)
    n_pairs = len(rows.first)
    n = np.bincount(rows.pair, minlength=n_pairs)
    same = rows.label_of_first == rows.label_of_second
    n_same = np.bincount(rows.pair, same, n_pairs).astype(np.int64)
    share, half = n_same / n, Z95**2 / n
    centre = (share + half / 2) / (1 + half)
    reach = Z95 * np.sqrt(share * (1 - share) / n + half / (4 * n)) / (1 + half)
    kappa, error = _kappas(rows, n, judgments.n_classes)
    kept = n >= at_least
    return PairAgreement(
        rows.first[kept],
        rows.second[kept],
        n[kept],
        n_same[kept],
        share[kept],
        low=np.clip(centre - reach, 0, 1)[kept],
        high=np.clip(centre + reach, 0, 1)[kept],
        kappa=kappa[kept],
        kappa_low=(kappa - Z95 * error)[kept],
        kappa_high=(kappa + Z95 * error)[kept],
        is_kappa_defined=~np.isnan(kappa)[kept],
    )


def _kappas(rows: PairedRows, n: Codes, n_classes: int) -> tuple[Floats, Floats]:
    """Kappa and its standard error per pair, as `cohen_kappa` has them for one table."""
    n_pairs = len(n)
    first, second = np.zeros((n_pairs, n_classes)), np.zeros((n_pairs, n_classes))
    np.add.at(first, (rows.pair, rows.label_of_first), 1.0)
    np.add.at(second, (rows.pair, rows.label_of_second), 1.0)
    first, second = first / n[:, None], second / n[:, None]
    same = (rows.label_of_first == rows.label_of_second).astype(np.float64)
    observed = np.bincount(rows.pair, same, n_pairs) / n
    expected = (first * second).sum(axis=1)
    left = np.where(expected < 1 - 1e-12, 1 - expected, np.nan)
    kappa = (observed - expected) / left
    habit = second[rows.pair, rows.label_of_first] + first[rows.pair, rows.label_of_second]
    spread = np.bincount(rows.pair, (same - habit * (1 - kappa)[rows.pair]) ** 2, n_pairs) / n
    variance = (spread - (kappa - expected * (1 - kappa)) ** 2) / (n * left**2)
    return kappa, np.sqrt(np.maximum(variance, 0.0))
