"""Which of two is better: Bradley-Terry with ties (Davidson), intervals, and where there is no answer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.sampling.proportion import normal_quantile

Floats = NDArray[np.float64]
LEFT, RIGHT, TIE = 0, 1, 2
# The matrix of the intervals grows with the square of the things compared.
MOST_WITH_INTERVALS = 3_000


@dataclass(frozen=True, slots=True)
class Comparisons:
    """One row per judgment of a pair.

    Attributes
    ----------
    left, right : int32 arrays (n,)
        Codes of the things compared, from 0.
    outcome : int32 array (n,)
        0: left is better, 1: right is better, 2: tie.
    n_things : int
    """

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    outcome: NDArray[np.int32]
    n_things: int

    def __post_init__(self) -> None:
        if not len(self.left) == len(self.right) == len(self.outcome):
            raise ValueError("left, right and outcome differ in length")
        if len(self.left) == 0:
            raise ValueError("there is nothing to fit")
        if (self.left == self.right).any():
            raise ValueError(
                f"row {int(np.argmax(self.left == self.right)) + 1} compares a thing with itself"
            )
        strange = ~np.isin(self.outcome, (LEFT, RIGHT, TIE))
        if strange.any():
            raise ValueError(
                f"row {int(np.argmax(strange)) + 1} has outcome {self.outcome[np.argmax(strange)]}"
            )


@dataclass(frozen=True, slots=True)
class PairwiseResult:
    """Strengths, within each group of things that the judgments connect.

    Attributes
    ----------
    strength : float64 array (n_things,)
        Logarithm of the worth, mean 0 within a group; NaN (undefined) for a thing that is alone in its group.
    low, high : float64 arrays (n_things,)
        95 % interval of the strength against the mean of its group; NaN where undefined, and for all where there are
        more than 3,000 things in a group.
    group : int32 array (n_things,)
        Strengths can be compared within a group only: between groups either nobody compared, or one side always won,
        and then the odds have no upper end.
    tie : float
        Davidson's parameter: 0 without ties; two equal things tie with probability tie / (2 + tie).
    n_judgments : int32 array (n_things,)
    n_iter : int
    converged : bool
    log_likelihood : float
    """

    strength: Floats
    low: Floats
    high: Floats
    group: NDArray[np.int32]
    tie: float
    n_judgments: NDArray[np.int32]
    n_iter: int
    converged: bool
    log_likelihood: float

    @property
    def is_connected(self) -> bool:
        """One group: everything can be compared with everything."""
        return bool((self.group == 0).all())

    def chances(self, left: int, right: int) -> tuple[float, float, float] | None:
        """Probability that left is better, that right is, and of a tie; None where they cannot be compared."""
        if self.group[left] != self.group[right] or np.isnan(self.strength[left]):
            return None
        one, other = np.exp(self.strength[[left, right]] - self.strength[[left, right]].mean())
        total = one + other + self.tie
        return float(one / total), float(other / total), float(self.tie / total)


class BradleyTerry:
    """Maximum likelihood of P(i better than j) = p_i / (p_i + p_j + tie * sqrt(p_i p_j)).

    The maximum exists where everything has beaten (or tied with) everything else at least through others (Ford 1957):
    things are parted into such groups first. The steps are minorisation-maximisation: each raises the likelihood.

    Parameters
    ----------
    max_iter : int
    tol : float
        Stop when no strength moves by more.

    References
    ----------
    R. R. Davidson: On extending the Bradley-Terry model to accommodate ties. JASA 65 (1970). D. R. Hunter: MM
    algorithms for generalized Bradley-Terry models. Annals of Statistics 32 (2004).

    Examples
    --------
    >>> codes = np.array([0, 0, 0, 1], np.int32), np.array([1, 1, 1, 0], np.int32)
    >>> found = BradleyTerry().fit(Comparisons(*codes, np.zeros(4, np.int32), 2))
    >>> [round(share, 3) for share in found.chances(0, 1)]
    [0.75, 0.25, 0.0]
    """

    def __init__(self, *, max_iter: int = 10_000, tol: float = 1e-9) -> None:
        self.max_iter, self.tol = max_iter, tol

    def fit(self, comparisons: Comparisons) -> PairwiseResult:
        """Strengths with their intervals."""
        group = _groups(comparisons)
        pairs = _pairs(comparisons, group)
        n_judgments = np.bincount(
            np.concatenate([comparisons.left, comparisons.right]), minlength=comparisons.n_things
        )
        worth, tie, n_iter, converged = self._climbed(pairs, group, comparisons.n_things)
        strength = np.log(worth)
        alone = np.bincount(group)[group] == 1
        half = normal_quantile(0.95) * _errors(pairs, group, strength, tie)
        strength = np.where(alone, np.nan, strength)
        return PairwiseResult(
            strength,
            strength - half,
            strength + half,
            group,
            tie,
            n_judgments.astype(np.int32),
            n_iter,
            converged,
            _log_likelihood(pairs, worth, tie),
        )

    def _climbed(
        self, pairs: "_Pairs", group: NDArray[np.int32], n_things: int
    ) -> tuple[Floats, float, int, bool]:
        worth = np.ones(n_things)
        n_ties = float(pairs.n_ties.sum())
        tie = 1.0 if n_ties else 0.0
        points = _added(pairs.left, pairs.left_wins + pairs.n_ties / 2, n_things)
        points += _added(pairs.right, pairs.right_wins + pairs.n_ties / 2, n_things)
        n = pairs.left_wins + pairs.right_wins + pairs.n_ties
        for n_iter in range(1, self.max_iter + 1):
            root = np.sqrt(worth)
            one, other = root[pairs.left], root[pairs.right]
            inverse = n / (one * one + other * other + tie * one * other)
            # sqrt(p_i p_j) lies below its tangent, so that the sum is majorised by terms of one worth each.
            slope = _added(pairs.left, inverse * (1 + tie * other / one / 2), n_things)
            slope += _added(pairs.right, inverse * (1 + tie * one / other / 2), n_things)
            following = np.divide(points, slope, out=np.ones(n_things), where=slope > 0)
            following = np.exp(_centred(np.log(np.maximum(following, 1e-300)), group))
            if n_ties:
                one, other = np.sqrt(following[pairs.left]), np.sqrt(following[pairs.right])
                tie = n_ties / float(
                    (n * one * other / (one * one + other * other + tie * one * other)).sum()
                )
            moved = float(np.abs(np.log(following) - np.log(worth)).max())
            worth = following
            if moved <= self.tol:
                return worth, tie, n_iter, True
        return worth, tie, self.max_iter, False


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Counts per pair of things of the same group."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    left_wins: Floats
    right_wins: Floats
    n_ties: Floats


def _groups(comparisons: Comparisons) -> NDArray[np.int32]:
    """Strongly connected components of "was better than or tied with", numbered by their size, largest first."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    left, right, outcome = comparisons.left, comparisons.right, comparisons.outcome
    better = np.concatenate([left[outcome != RIGHT], right[outcome != LEFT]])
    worse = np.concatenate([right[outcome != RIGHT], left[outcome != LEFT]])
    shape = (comparisons.n_things, comparisons.n_things)
    graph = coo_matrix((np.ones(len(better)), (better, worse)), shape=shape)
    _, component = connected_components(graph, directed=True, connection="strong")
    sizes = np.bincount(component)
    first = np.full(len(sizes), len(component))
    np.minimum.at(first, component, np.arange(len(component)))
    place = np.empty(len(sizes), np.int32)
    place[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    return np.asarray(place[component], np.int32)


def _pairs(comparisons: Comparisons, group: NDArray[np.int32]) -> _Pairs:
    inside = group[comparisons.left] == group[comparisons.right]
    left, right = comparisons.left[inside].astype(np.int64), comparisons.right[inside].astype(np.int64)
    low, high = np.minimum(left, right), np.maximum(left, right)
    pair, place = np.unique(low * comparisons.n_things + high, return_inverse=True)
    outcome = comparisons.outcome[inside]
    low_won = ((outcome == LEFT) & (left == low)) | ((outcome == RIGHT) & (right == low))
    n = len(pair)
    return _Pairs(
        pair // comparisons.n_things,
        pair % comparisons.n_things,
        _added(place, low_won.astype(np.float64), n),
        _added(place, (~low_won & (outcome != TIE)).astype(np.float64), n),
        _added(place, (outcome == TIE).astype(np.float64), n),
    )


def _errors(pairs: _Pairs, group: NDArray[np.int32], strength: Floats, tie: float) -> Floats:
    """Standard errors of strengths against the mean of their group, from the observed information."""
    found = np.full(len(group), np.nan)
    one, other, drawn = _shares(pairs, strength, tie)
    n = pairs.left_wins + pairs.right_wins + pairs.n_ties
    # d log P depends on the difference d of two strengths by the variance of (+1/2, -1/2, 0), and on log tie.
    own, cross = n * (one + other - (one - other) ** 2) / 4, n * drawn * (other - one) / 2
    ties = float((n * drawn * (1 - drawn)).sum())
    for each in range(int(group.max()) + 1):
        members = np.flatnonzero(group == each)
        if not 1 < len(members) <= MOST_WITH_INTERVALS:
            continue
        place = np.full(len(group), -1)
        place[members] = np.arange(len(members))
        inside = group[pairs.left] == each
        left, right = place[pairs.left[inside]], place[pairs.right[inside]]
        size = len(members) + (1 if tie > 0 else 0)
        information = np.zeros((size, size))
        for row, column, sign in ((left, left, 1), (right, right, 1), (left, right, -1), (right, left, -1)):
            np.add.at(information, (row, column), sign * own[inside])
        if tie > 0:
            for row, sign in ((left, 1), (right, -1)):
                np.add.at(information[-1], row, sign * cross[inside])
            information[:-1, -1] = information[-1, :-1]
            information[-1, -1] = ties
        variance = np.diag(np.linalg.pinv(information, hermitian=True))[: len(members)]
        found[members] = np.sqrt(np.maximum(variance, 0.0))
    return found


def _shares(pairs: _Pairs, strength: Floats, tie: float) -> tuple[Floats, Floats, Floats]:
    half = (strength[pairs.left] - strength[pairs.right]) / 2
    one, other = np.exp(half), np.exp(-half)
    total = one + other + tie
    return one / total, other / total, tie / total


def _log_likelihood(pairs: _Pairs, worth: Floats, tie: float) -> float:
    one, other, drawn = _shares(pairs, np.log(worth), tie)
    total = pairs.left_wins * np.log(one) + pairs.right_wins * np.log(other)
    return float((total + pairs.n_ties * np.log(np.where(drawn > 0, drawn, 1.0))).sum())


def _added(place: NDArray[np.int64], amount: Floats, n: int) -> Floats:
    return np.asarray(np.bincount(place, amount, n), np.float64)


def _centred(values: Floats, group: NDArray[np.int32]) -> Floats:
    return np.asarray(values - (np.bincount(group, values) / np.bincount(group))[group], np.float64)
