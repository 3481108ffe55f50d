"""Many tests at once: how many of those that stand out may be chance."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def benjamini_hochberg(p_values: Sequence[float] | NDArray[np.float64]) -> NDArray[np.float64]:
    """Adjusted p-values: among all below a limit, at most that share is expected to be chance.

    References
    ----------
    Y. Benjamini, Y. Hochberg, Journal of the Royal Statistical Society B 57 (1995).

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.5]).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.5]
    """
    given = np.asarray(p_values, np.float64)
    if given.size and not ((given >= 0) & (given <= 1)).all():
        raise ValueError("p-values are from 0 to 1")
    order = np.argsort(given)[::-1]
    ranks = np.arange(len(given), 0, -1)
    adjusted = np.minimum.accumulate(given[order] * len(given) / ranks) if given.size else given
    found = np.empty(len(given))
    found[order] = np.minimum(adjusted, 1.0)
    return found
