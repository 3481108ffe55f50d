"""Graded scales: contributors are stricter or milder, sharper or blunter, than the crowd."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth.dawid_skene import DawidSkene, Parameters
from assay.stats.truth.gold import Gold
from assay.stats.truth.judgments import Judgments
from assay.stats.truth.passes import Sums, shares_of_answers
from assay.stats.truth.pooling import crowd_of, strength_towards
from assay.stats.truth.priors import Dirichlet, Prior, class_shares, known_people, seen_before
from assay.stats.truth.result import TruthResult

Floats = NDArray[np.float64]
NARROWEST, WIDEST = 1e-3, 4.0
LEAST = 1e-4
STRONG = 3.0
N_SHUFFLES, MOST_GRADERS = 12, 2_000


@dataclass(frozen=True, slots=True)
class Graders:
    """Where everybody stands against the crowd.

    Attributes
    ----------
    place : float64 array (n_workers, 2)
        Logarithm of the sharpness (0: like the crowd) and leaning (0: like the crowd, above 0: towards higher grades),
        in log odds.
    variance : float64 array (2,)
        Of the two among people: their normal prior around 0, estimated.
    doubt : float64 array (n_workers, 2)
        Variance of each place under the judgments.
    """

    place: Floats
    variance: Floats
    doubt: Floats

    @classmethod
    def like_the_crowd(cls, n_workers: int) -> "Graders":
        return cls(np.zeros((n_workers, 2)), np.full(2, 0.25), np.full((n_workers, 2), 0.25))


class Ordinal(DawidSkene):
    """Hierarchical Dawid-Skene whose contributors differ along the scale.

    The crowd has a common confusion matrix C. Contributor w answers grade k or higher to truth z with log odds
    sharpness_w * logit C(answer >= k | z) + leaning_w. Both come from normal priors whose variances are estimated, and
    everybody's own matrix is shrunk towards this form with a strength that is estimated, too: where the labels only
    look ordered, variances and strength fall, and the hierarchical model is left.

    Middle grades melt where a model may choose how many items there are of each: two blunt ends explain every answer
    in between. So the shares of votes count as much as the items, unless class shares are given.

    Parameters
    ----------
    smoothing : float
        Added to every cell of expected counts.
    class_prior, contributor_prior : Fixed, Dirichlet or None
        As in Dawid-Skene.
    dependence, max_iter, tol, seed
        As in Dawid-Skene.

    References
    ----------
    P. McCullagh: Regression models for ordinal data. JRSS B 42 (1980). M. Johnson: On Bayesian analysis of multirater
    ordinal data. JASA 91 (1996).

    Examples
    --------
    >>> from assay.stats.truth import encode
    >>> found = encode("aaabbbccc", "uvwuvwuvw", ["1", "1", "2", "2", "2", "3", "3", "3", "3"], classes=["1", "2", "3"])
    >>> Ordinal().fit(found.judgments).label.tolist()
    [0, 1, 2]
    """

    def __init__(
        self,
        *,
        smoothing: float = 0.01,
        dependence: float = 0.0,
        class_prior: Prior | None = None,
        contributor_prior: Prior | None = None,
        max_iter: int = 300,
        tol: float = 1e-6,
        seed: int = 0,
    ) -> None:
        super().__init__(
            smoothing=smoothing,
            pooling=None,
            dependence=dependence,
            class_prior=class_prior,
            contributor_prior=contributor_prior,
            max_iter=max_iter,
            tol=tol,
            seed=seed,
        )

    def fit(self, judgments: Judgments, *, gold: Gold | None = None) -> TruthResult:
        """Posterior per item; classes are grades in their order. Raises ValueError as Dawid-Skene does."""
        return self._fresh(judgments)._fit_once(judgments, gold)

    def _fresh(self, judgments: Judgments) -> "_OrdinalFit":
        votes = np.bincount(judgments.label, minlength=judgments.n_classes) / max(1, judgments.n)
        n_judged = len(np.unique(judgments.item))
        prior = self.class_prior if self.class_prior is not None else Dirichlet(votes * n_judged)
        return _OrdinalFit(self, prior, judgments.n_workers)


class _OrdinalFit(DawidSkene):
    """One fit: it carries where the graders stand from step to step, so that estimators stay without state."""

    def __init__(self, asked: Ordinal, prior: Prior, n_workers: int) -> None:
        super().__init__(
            smoothing=asked.smoothing,
            pooling=None,
            dependence=asked.dependence,
            class_prior=prior,
            contributor_prior=asked.contributor_prior,
            max_iter=asked.max_iter,
            tol=asked.tol,
            seed=asked.seed,
        )
        self.graders = Graders.like_the_crowd(n_workers)

    def _fit_once(self, judgments: Judgments, gold: Gold | None) -> TruthResult:
        return super().fit(judgments, gold=gold)

    def _maximised(self, sums: Sums, before: Parameters) -> Parameters:
        crowd = crowd_of(sums.counts, self.smoothing)
        self.graders = placed(sums.counts, crowd, self.graders)
        form, _, _ = formed(crowd, self.graders.place)
        strength = strength_towards(sums.counts, form, before.strength)
        counts = seen_before(sums.counts, self.contributor_prior) + strength * form
        confusion = shares_of_answers(counts, np.full(crowd.shape, self.smoothing))
        confusion = known_people(confusion, self.contributor_prior)
        return Parameters(confusion, class_shares(sums.totals, self.class_prior), strength)


def formed(crowd: Floats, place: Floats) -> tuple[Floats, Floats, Floats]:
    """Confusion (n_workers, answer, truth) of graders at these places, and its slopes along either of them."""
    n_classes, n_workers = len(crowd), len(place)
    tail = np.clip(np.cumsum(crowd[::-1], axis=0)[::-1][1:], LEAST, 1 - LEAST)
    logit = np.log(tail) - np.log1p(-tail)
    sharpness = np.exp(place[:, 0])[:, None, None]
    at_least = 1 / (1 + np.exp(-(sharpness * logit + place[:, 1][:, None, None])))
    slope = at_least * (1 - at_least)
    none = np.zeros((n_workers, 1, n_classes))
    confusion = _steps(np.concatenate([none + 1, at_least, none], axis=1))
    along_sharpness = _steps(np.concatenate([none, slope * sharpness * logit, none], axis=1))
    along_leaning = _steps(np.concatenate([none, slope, none], axis=1))
    return np.maximum(confusion, 1e-9), along_sharpness, along_leaning


def placed(counts: Floats, crowd: Floats, before: Graders, *, n_steps: int = 2) -> Graders:
    """Graders after some steps of Fisher scoring on expected judgments (n_workers, answer, truth)."""
    place, variance = before.place, before.variance
    totals = counts.sum(axis=1, keepdims=True)
    for _ in range(n_steps):
        confusion, *slopes = formed(crowd, place)
        gradient = np.stack([(counts / confusion * slope).sum(axis=(1, 2)) for slope in slopes], axis=1)
        gradient -= place / variance
        weight = totals / confusion
        sharp, lean = ((weight * slope * slope).sum(axis=(1, 2)) for slope in slopes)
        sharp, lean = sharp + 1 / variance[0], lean + 1 / variance[1]
        both = (weight * slopes[0] * slopes[1]).sum(axis=(1, 2))
        determinant = sharp * lean - both * both
        step = np.stack(
            [lean * gradient[:, 0] - both * gradient[:, 1], sharp * gradient[:, 1] - both * gradient[:, 0]]
        )
        place = place + np.clip((step / determinant).T, -1.0, 1.0)
        doubt = np.stack([lean / determinant, sharp / determinant], axis=1)
    active = totals.sum(axis=(1, 2)) > 0
    if active.sum() > 2:
        variance = np.clip((place[active] ** 2 + doubt[active]).mean(axis=0), NARROWEST, WIDEST)
    return replace(before, place=place, variance=variance, doubt=doubt)


@dataclass(frozen=True, slots=True)
class OrderEvidence:
    """Whether labels are used as grades.

    Attributes
    ----------
    order : float
        Logarithm of the Bayes factor for graders along the scale against people around one crowd.
    others : float
        The highest of the same for shuffled orders; minus infinity for fewer than three classes.
    """

    order: float
    others: float

    @property
    def is_followed(self) -> bool:
        """The order explains the judgments at all, and strongly better (20 to 1) than any shuffled one."""
        return self.order > 0 and self.order - self.others > STRONG


def evidence_of_order(counts: Floats, *, seed: int = 0) -> OrderEvidence:
    """How much better graders along the scale predict these judgments than people around one crowd do.

    Dirichlet-multinomial likelihoods of everybody's expected judgments with the two means, each at its own estimated
    strength, less what the graders' two numbers cost (Laplace); for the order, and for up to twelve shuffled ones.

    Parameters
    ----------
    counts : float64 array (n_workers, truth, answer)
        Expected judgments under a model that knows nothing of the order; of more than 2,000 contributors those with
        most judgments are looked at.
    seed : int
        Shuffles.
    """
    busiest = np.argsort(-counts.sum(axis=(1, 2)), kind="stable")[:MOST_GRADERS]
    turned = np.ascontiguousarray(counts[busiest].transpose(0, 2, 1))
    shuffled = [
        _evidence(np.ascontiguousarray(turned[:, order][:, :, order]))
        for order in _shuffles(turned.shape[1], seed)
    ]
    return OrderEvidence(_evidence(turned), max(shuffled, default=-np.inf))


def _shuffles(n_classes: int, seed: int) -> list[NDArray[np.int64]]:
    """Other orders; a reversed one is the same."""
    draw = np.random.default_rng(seed)
    seen = {tuple(range(n_classes)), tuple(range(n_classes))[::-1]}
    found: list[NDArray[np.int64]] = []
    for _ in range(20 * N_SHUFFLES):
        order = draw.permutation(n_classes)
        if tuple(order.tolist()) not in seen and len(found) < N_SHUFFLES:
            seen |= {tuple(order.tolist()), tuple(order.tolist())[::-1]}
            found.append(order)
    return found


def _evidence(counts: Floats, *, n_rounds: int = 12) -> float:
    crowd = crowd_of(counts, 0.01)
    graders = Graders.like_the_crowd(len(counts))
    plain, ordered = np.full(len(crowd), 4.0), np.full(len(crowd), 4.0)
    everybody = np.broadcast_to(crowd, counts.shape)
    for _ in range(n_rounds):
        graders = placed(counts, crowd, graders)
        form, _, _ = formed(crowd, graders.place)
        plain = strength_towards(counts, everybody, plain)
        ordered = strength_towards(counts, form, ordered)
    active = counts.sum(axis=(1, 2)) > 0
    place, doubt = graders.place[active], graders.doubt[active]
    cost = 0.5 * float((place**2 / graders.variance + np.log(graders.variance / doubt)).sum())
    return _likelihood(counts, form, ordered) - cost - _likelihood(counts, everybody, plain)


def _likelihood(counts: Floats, mean: Floats, strength: Floats) -> float:
    from scipy.special import gammaln

    weight = np.maximum(mean, 1e-12) * strength
    cells = (gammaln(counts + weight) - gammaln(weight)).sum()
    rows = (gammaln(strength) - gammaln(strength + counts.sum(axis=1))).sum()
    return float(cells + rows)


def _steps(tail: Floats) -> Floats:
    return np.asarray(tail[:, :-1] - tail[:, 1:], np.float64)
