"""Another label for an old item, or a new item? What a budget buys in model error."""

from collections.abc import Sequence
from dataclasses import dataclass

from assay.stats.learning.power_law import PowerLaw


def majority_quality(accuracy: float, n: int) -> float:
    """The chance that the majority of `n` independent judgments of this accuracy is right, for two classes.

    Ties of an even number are broken by a coin.

    References
    ----------
    V. Sheng, F. Provost, P. Ipeirotis: Get another label? KDD (2008).

    Examples
    --------
    >>> round(majority_quality(0.7, 3), 3), round(majority_quality(0.8, 5), 4)
    (0.784, 0.9421)
    """
    from scipy.stats import binom

    if not 0 <= accuracy <= 1 or n < 1:
        raise ValueError("an accuracy is from 0 to 1, and there is one judgment or more")
    tie = float(binom.pmf(n // 2, n, accuracy)) / 2 if n % 2 == 0 else 0.0
    return float(binom.sf(n // 2, n, accuracy)) + tie


@dataclass(frozen=True, slots=True)
class Mix:
    """What `n_items` items with `overlap` judgments each are worth.

    `quality` is that of their labels, `error` the model's, with the interval of the curve; `cost` what they cost.
    """

    overlap: int
    n_items: int
    quality: float
    error: float
    low: float
    high: float
    cost: float


def effective_labels(n: float, quality: float, *, measured_quality: float = 1.0) -> float:
    """How many labels of the curve's own quality `n` labels of another quality are worth, for two classes.

    Noise at rate 1 - q shrinks what each label says by (2 q - 1), and so what n of them say by its square.

    References
    ----------
    D. Angluin, P. Laird, Machine Learning 2 (1988): labels needed grow with 1 / (1 - 2 noise) ** 2.

    Examples
    --------
    >>> round(effective_labels(1000, 0.9), 6)
    640.0
    """
    if not 0.5 < measured_quality <= 1 or not 0.5 <= quality <= 1:
        raise ValueError("qualities are from 0.5 (a coin) to 1")
    return n * ((2 * quality - 1) / (2 * measured_quality - 1)) ** 2


def relabeling(
    curve: PowerLaw,
    *,
    accuracy: float,
    budget: float,
    price_item: float,
    price_judgment: float,
    overlaps: Sequence[int] = (1, 3, 5, 7, 9, 11),
    measured_quality: float = 1.0,
) -> list[Mix]:
    """What the budget buys with each overlap, the best first.

    Parameters
    ----------
    curve : PowerLaw
        Error against number of labels, measured on labels of `measured_quality`.
    accuracy : float
        Of one judgment, above 0.5.
    budget, price_item, price_judgment : float
        In one currency: an item costs its acquisition once, and each of its judgments.

    Raises
    ------
    ValueError
        When a price is not above 0, or the budget buys nothing.

    Examples
    --------
    >>> import numpy as np
    >>> curve = PowerLaw(0.05, 1.2, 0.5, np.zeros((3, 3)), 6)
    >>> cheap = relabeling(curve, accuracy=0.7, budget=1000, price_item=0.001, price_judgment=0.1)
    >>> dear = relabeling(curve, accuracy=0.7, budget=1000, price_item=1.0, price_judgment=0.1)
    >>> cheap[0].overlap, dear[0].overlap
    (1, 11)
    """
    if price_item < 0 or price_judgment <= 0 or not 0.5 < accuracy <= 1:
        raise ValueError("judgments have a price, items none below 0, and the accuracy is above 0.5")
    found = []
    for overlap in overlaps:
        n_items = int(budget // (price_item + overlap * price_judgment))
        quality = majority_quality(accuracy, overlap)
        worth = effective_labels(n_items, quality, measured_quality=measured_quality)
        if worth < 1:
            continue
        low, high = curve.interval(worth)
        cost = n_items * (price_item + overlap * price_judgment)
        found.append(Mix(overlap, n_items, quality, curve.error(worth), low, high, cost))
    if not found:
        raise ValueError("the budget does not buy one item")
    return sorted(found, key=lambda mix: (mix.error, mix.overlap))
