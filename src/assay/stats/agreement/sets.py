"""Krippendorff's alpha where an answer is a set: who chose nearly the same is not as far off as who chose another."""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from assay.stats.agreement.krippendorff import Agreement, with_interval

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
DISTANCES = ("masi", "jaccard")
# Everything that was ever chosen together, rarely more than a few hundred; beyond it a table of all pairs is too large.
MOST_SETS = 3_000


def set_distance(one: frozenset[Hashable], other: frozenset[Hashable], *, distance: str = "masi") -> float:
    """0 where two sets are the same, 1 where they share nothing.

    Jaccard's is 1 - shared / all; MASI multiplies the share by 2/3 where one holds the other, by 1/3 where each has
    something of its own.

    Raises
    ------
    ValueError
        For another distance.

    References
    ----------
    R. Passonneau: Measuring Agreement on Set-valued Items (MASI) for Semantic and Pragmatic Annotation, LREC 2006.

    Examples
    --------
    >>> a, b, c = frozenset("x"), frozenset("xy"), frozenset("yz")
    >>> [round(set_distance(*pair), 3) for pair in ((a, a), (a, b), (b, c), (a, c))]
    [0.0, 0.667, 0.889, 1.0]
    """
    if distance not in DISTANCES:
        raise ValueError(f"a distance of sets is one of {', '.join(DISTANCES)}, not {distance}")
    if one == other:
        return 0.0
    shared = len(one & other)
    share = shared / len(one | other)
    if distance == "jaccard":
        return 1 - share
    return 1 - share * (2 / 3 if one < other or other < one else 1 / 3)


def set_alpha(
    units: Sequence[Sequence[frozenset[Hashable]]],
    *,
    distance: str = "masi",
    n_bootstrap: int = 200,
    seed: int = 0,
) -> Agreement | None:
    """Alpha = 1 - observed / expected distance over pairs of sets given for the same item.

    Parameters
    ----------
    units : sequence of sequences of frozensets
        Per item the sets that people gave; items with one are left out.
    distance : {"masi", "jaccard"}
    n_bootstrap : int
        Resamples of items; percentile interval of 95 %.
    seed : int

    Returns
    -------
    Agreement or None
        Its `agreement` is the share of pairs that are exactly the same. None where there are too many different sets
        for a table of their distances (3,000).

    References
    ----------
    K. Krippendorff: Computing Krippendorff's Alpha-Reliability (2011); R. Passonneau (2006).

    Examples
    --------
    >>> a, ab, b = frozenset("a"), frozenset("ab"), frozenset("b")
    >>> found = set_alpha([[a, a], [a, ab], [b, b], [b, b]])
    >>> round(found.alpha, 3), found.agreement, found.n_items
    (0.72, 0.75, 4)
    """
    paired = [unit for unit in units if len(unit) > 1]
    if not paired:
        return Agreement(0, 0, None, None, None, None, None, None, distance)
    codes: dict[frozenset[Hashable], int] = {}
    code = np.array([codes.setdefault(each, len(codes)) for unit in paired for each in unit], np.int64)
    if len(codes) > MOST_SETS:
        return None
    apart = _table(list(codes), distance)
    sizes = np.array([len(unit) for unit in paired], np.int64)
    of = np.repeat(np.arange(len(paired)), sizes)
    unlike, same = _per_unit(code, sizes, apart)
    once = np.ones(len(paired))
    found = _alpha(once, code, of, (sizes, unlike, apart)), float((same * once).sum() / len(paired))
    chance = np.random.default_rng(seed)
    draws = chance.multinomial(len(paired), once / len(paired), size=n_bootstrap).astype(np.float64)
    alphas = np.array([_alpha(each, code, of, (sizes, unlike, apart)) for each in draws])
    return Agreement(
        len(paired),
        len(code),
        *with_interval(found[0], alphas),
        *with_interval(found[1], draws @ same / len(paired)),
        distance,
    )


def _table(sets: Sequence[frozenset[Hashable]], distance: str) -> Floats:
    table = np.zeros((len(sets), len(sets)))
    for nth, one in enumerate(sets):
        for place, other in enumerate(sets[:nth]):
            table[nth, place] = table[place, nth] = set_distance(one, other, distance=distance)
    return table


def _per_unit(code: Codes, sizes: Codes, apart: Floats) -> tuple[Floats, Floats]:
    """Of each item the distances summed over ordered pairs by (size - 1), and the share of pairs that are the same."""
    unlike, same = np.zeros(len(sizes)), np.zeros(len(sizes))
    ends = np.cumsum(sizes)
    for nth, (end, size) in enumerate(zip(ends.tolist(), sizes.tolist(), strict=True)):
        given = code[end - size : end]
        unlike[nth] = apart[np.ix_(given, given)].sum() / (size - 1)
        same[nth] = ((given[:, None] == given).sum() - size) / (size * (size - 1))
    return unlike, same


def _alpha(times: Floats, code: Codes, of: Codes, items: tuple[Codes, Floats, Floats]) -> float:
    """Each item as often as `times` says; nan where everything that was given is the same."""
    sizes, unlike, apart = items
    total = float(times @ sizes)
    marginal = np.bincount(code, weights=times[of], minlength=len(apart))
    expected = float(marginal @ apart @ marginal) / (total * (total - 1))
    return float("nan") if expected <= 1e-12 else 1 - float(times @ unlike) / total / expected
