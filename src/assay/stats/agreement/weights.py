"""How much two different answers still agree: 1 for the same answer, less the further apart."""

from math import comb

import numpy as np
from numpy.typing import NDArray

KINDS = ("identity", "linear", "quadratic", "ordinal")


def agreement_weights(kind: str, n_classes: int) -> NDArray[np.float64]:
    """Weights between classes in their order, shape (n_classes, n_classes), from 0 to 1.

    `identity` is for nominal classes. `ordinal` are Gwet's weights, which differ from Krippendorff's ordinal metric.

    Raises
    ------
    ValueError
        For another kind.

    References
    ----------
    K. L. Gwet: Handbook of Inter-Rater Reliability (4th ed., 2014), ch. 3.

    Examples
    --------
    >>> agreement_weights("linear", 3).round(2).tolist()[0]
    [1.0, 0.5, 0.0]
    """
    if kind not in KINDS:
        raise ValueError(f"weights are one of {', '.join(KINDS)}, not {kind}")
    apart = np.abs(np.subtract.outer(np.arange(n_classes), np.arange(n_classes)))
    if kind == "identity" or n_classes < 2:
        return np.eye(n_classes)
    if kind == "ordinal":
        pairs = np.array([comb(int(steps) + 1, 2) for steps in range(n_classes)])
        return np.asarray(1 - pairs[apart] / comb(n_classes, 2))
    share = apart / (n_classes - 1)
    return np.asarray(1 - (share if kind == "linear" else share**2))
