"""A crowd's parameters from all judgments so far."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.online.crowd import Crowd, crowd_of_results
from assay.stats.truth import DawidSkene, HierarchicalDawidSkene, Judgments, Mace, TruthResult
from assay.stats.truth.gold import Gold

DEPENDENCE = 0.05


@dataclass(frozen=True, slots=True)
class Fitted:
    """A crowd and the batch results it was read from.

    Attributes
    ----------
    crowd : Crowd
    results : tuple of TruthResult
        One per view, exactly as the models give them alone.
    posterior : float64 array (n_items, n_classes)
        The mean of the views; NaN for items without judgments.
    label : int64 array (n_items,)
        The class of the highest posterior; -1 without judgments.
    """

    crowd: Crowd
    results: tuple[TruthResult, ...]
    posterior: NDArray[np.float64]
    label: NDArray[np.int64]


def views(*, max_iter: int = 200, tol: float = 1e-6, seed: int = 0) -> tuple[DawidSkene, ...]:
    """The default views: shrunken confusion matrices, the same with dependent judgments, and habits (MACE)."""
    return (
        HierarchicalDawidSkene(max_iter=max_iter, tol=tol, seed=seed),
        HierarchicalDawidSkene(dependence=DEPENDENCE, max_iter=max_iter, tol=tol, seed=seed),
        Mace(learns_classes=True, max_iter=max_iter, tol=tol, seed=seed),
    )


def fit_crowd(
    judgments: Judgments, *, models: Sequence[DawidSkene] | None = None, gold: Gold | None = None
) -> Fitted:
    """Fit every view and lay its parameters out for single judgments.

    Parameters
    ----------
    judgments : Judgments
    models : sequence of DawidSkene, optional
        Members of the Dawid-Skene family; their posteriors are averaged. Without it, `views()`.
    gold : mapping, optional
        Item code to class, or to (class, confidence).

    Raises
    ------
    ValueError
        When there is nothing to fit.

    Examples
    --------
    >>> from assay.stats.truth import encode
    >>> fit_crowd(encode("aaabbb", "uvwuvw", "yynnny").judgments).label.tolist()
    [1, 0]
    """
    chosen = views() if models is None else models
    results = tuple(model.fit(judgments, gold=gold) for model in chosen)
    crowd = crowd_of_results(judgments, results, [model.dependence for model in chosen])
    posterior = np.mean([result.posterior for result in results], axis=0)
    judged = results[0].n_judgments > 0
    label = np.where(judged, np.nan_to_num(posterior, nan=-1.0).argmax(axis=1), -1)
    return Fitted(crowd, results, posterior, label)
