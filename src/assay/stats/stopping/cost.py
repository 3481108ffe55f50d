"""What a label is expected to cost, given the posterior and what each error costs."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def label_costs(posterior: Floats, costs: Floats) -> Floats:
    """Expected cost of each label: sum over truth of p(truth) * cost(truth, label); shape (label,).

    Parameters
    ----------
    posterior : float64 array (truth,)
    costs : float64 array (truth, label)

    Examples
    --------
    >>> label_costs(np.array([0.8, 0.2]), 1 - np.eye(2)).round(2).tolist()
    [0.2, 0.8]
    """
    return np.asarray(posterior @ costs, dtype=np.float64)


def least_cost(posterior: Floats, costs: Floats) -> float:
    """Expected cost of the cheapest label, in the unit of `costs`."""
    return float(label_costs(posterior, costs).min())


def soft_cost(posterior: Floats, costs: Floats) -> float:
    """Expected cost where the label is drawn from the posterior: sum of p(i) p(j) cost(i, j).

    The measure of a contributor's quality: drawing is never cheaper than the cheapest label, and tells apart those
    whose answers carry something and those whose answers carry nothing.

    References
    ----------
    P. Ipeirotis, F. Provost, J. Wang: Quality management on Amazon Mechanical Turk. HCOMP (2010).
    """
    return float(posterior @ costs @ posterior)
