"""What the judgments say of each contributor: confusion, agreement with the labels, and worth against a cost matrix."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.sampling.proportion import Share, wilson
from assay.stats.truth.costs import even_costs, quality_of
from assay.stats.truth.judgments import Judgments
from assay.stats.truth.result import TruthResult

Floats = NDArray[np.float64]
N_DRAWS = 400


@dataclass(frozen=True, slots=True)
class ContributorReport:
    """One contributor.

    Attributes
    ----------
    worker : int
    n : int
        Judgments.
    agreed : Share
        How many of them are the label that was found, with Wilson's interval.
    confusion : float64 array (truth, answer)
        The model's matrix; where the model has none, shares of the expected counts.
    counts : float64 array (truth, answer)
        Expected judgments: the posterior of the items judged.
    quality, quality_low, quality_high : float or None
        Expected-cost quality (1 perfect, 0 worthless) with a 95 % interval; None where it is undefined: without
        judgments, or where all items are of one class.
    """

    worker: int
    n: int
    agreed: Share
    confusion: Floats
    counts: Floats
    quality: float | None
    quality_low: float | None
    quality_high: float | None


def contributor_reports(
    judgments: Judgments, result: TruthResult, *, cost: Floats | None = None, seed: int = 0
) -> list[ContributorReport]:
    """A report of every contributor, in the order of their codes.

    The interval of the quality comes from Dirichlet draws around the matrix with the weight of the expected counts; its
    lower end is corrected for what chance adds to the figure. It trusts labels as far as the posterior does: a
    posterior that is too sure makes it too narrow.

    Parameters
    ----------
    judgments : Judgments
    result : TruthResult
        Of the same judgments.
    cost : float array (truth, answer), optional
        Without it every mistake costs 1.
    seed : int

    Examples
    --------
    >>> from assay.stats.truth import DawidSkene, encode
    >>> found = encode("aabbcc", "uvuvuv", "yynnyy").judgments
    >>> [report.n for report in contributor_reports(found, DawidSkene().fit(found))]
    [3, 3]
    """
    counts = expected_counts(judgments, result)
    confusion = result.confusion if result.confusion is not None else _shares(counts + 0.01)
    prices = even_costs(judgments.n_classes) if cost is None else cost
    agreed = result.label[judgments.item] == judgments.label
    n = np.bincount(judgments.worker, minlength=judgments.n_workers)
    k = np.bincount(judgments.worker[agreed], minlength=judgments.n_workers)
    draw = np.random.default_rng(seed)
    return [
        ContributorReport(
            worker,
            int(n[worker]),
            wilson(int(k[worker]), int(n[worker])),
            confusion[worker],
            counts[worker],
            *_quality(confusion[worker], counts[worker], result.prior, prices, draw=draw),
        )
        for worker in range(judgments.n_workers)
    ]


def expected_counts(judgments: Judgments, result: TruthResult) -> Floats:
    """Expected judgments per contributor, shape (n_workers, truth, answer)."""
    n_workers, n_classes = judgments.n_workers, judgments.n_classes
    place = judgments.worker.astype(np.int64) * n_classes + judgments.label
    per_truth = [
        np.bincount(place, result.posterior[judgments.item, truth], n_workers * n_classes)
        for truth in range(n_classes)
    ]
    counts = np.stack(per_truth).reshape(n_classes, n_workers, n_classes)
    return np.asarray(counts.transpose(1, 0, 2), np.float64)


def _quality(
    confusion: Floats, counts: Floats, prior: Floats, cost: Floats, *, draw: np.random.Generator
) -> tuple[float | None, float | None, float | None]:
    value = quality_of(confusion, prior, cost) if counts.sum() > 0 else None
    if value is None:
        return None, None, None
    weight = counts.sum(axis=1, keepdims=True) * confusion + 1 / len(prior)
    drawn = draw.gamma(weight, size=(N_DRAWS, *weight.shape)) + 1e-300
    qualities = quality_of(drawn / drawn.sum(axis=-1, keepdims=True), prior, cost)
    assert qualities is not None
    point = float(value)
    low, high = np.quantile(qualities, [0.025, 0.975])
    # Noise looks like skill in a convex figure: without this, people who guess would never be found to guess.
    low -= max(0.0, float(qualities.mean()) - point)
    return point, max(float(low), min(0.0, point)), float(high)


def _shares(counts: Floats) -> Floats:
    return np.asarray(counts / counts.sum(axis=2, keepdims=True), np.float64)
