"""How much a contributor is like the crowd: Dirichlet priors around the crowd's confusion, of estimated strength."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
WEAKEST, STRONGEST = 0.1, 1_000.0
LEAST_JUDGMENTS = 0.5


def crowd_of(counts: Floats, smoothing: float) -> Floats:
    """The crowd's common confusion, shape (answer, truth), columns sum to 1.

    `counts` are expected judgments, shape (n_workers, answer, truth).
    """
    crowd = counts.sum(axis=0) + smoothing
    total = crowd.sum(axis=0, keepdims=True)
    even = np.full_like(crowd, 1 / len(crowd))
    return np.asarray(np.divide(crowd, total, out=even, where=total > 0), dtype=np.float64)


def strength_of(counts: Floats, crowd: Floats, before: Floats, *, n_steps: int = 3) -> Floats:
    """How many judgments the crowd weighs in everybody's own confusion, per truth; shape (n_classes,).

    Maximises the likelihood of the Dirichlet-multinomial with mean `crowd` by fixed-point steps from `before`:
    small where people differ, large where they are alike.

    References
    ----------
    T. P. Minka: Estimating a Dirichlet distribution (2000), eq. 65, with the mean held.
    """
    return strength_towards(counts, np.broadcast_to(crowd, counts.shape), before, n_steps=n_steps)


def strength_towards(counts: Floats, mean: Floats, before: Floats, *, n_steps: int = 3) -> Floats:
    """The same where everybody has a mean of their own, shape (n_workers, answer, truth)."""
    from scipy.special import digamma

    strength = before.copy()
    for truth in range(counts.shape[2]):
        own = counts[:, :, truth]
        n = own.sum(axis=1)
        active = n > LEAST_JUDGMENTS
        own, n = own[active], n[active]
        if len(n) < 2:
            continue
        expected = np.maximum(mean[active, :, truth], 1e-12)
        for _ in range(n_steps):
            s = strength[truth]
            numerator = float((expected * (digamma(own + s * expected) - digamma(s * expected))).sum())
            denominator = float((digamma(n + s) - digamma(s)).sum())
            strength[truth] = np.clip(s * numerator / max(denominator, 1e-12), WEAKEST, STRONGEST)
    return strength
