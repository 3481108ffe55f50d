"""Tempo and experience: judgments given in haste, or by somebody new, where they are found to prove less."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assay.stats.truth.judgments import Judgments
from assay.stats.truth.passes import Table, expectation, table_of
from assay.stats.truth.result import TruthResult

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
HASTE_SHARE = 0.5
N_FIRST = 10
STRONG = 3.0
N_SHUFFLES = 12
DEPENDENCE = 0.05
# Fewer of a kind than that cannot show anything.
LEAST_JUDGMENTS = 20


@dataclass(frozen=True, slots=True)
class Pace:
    """When and how fast judgments were given; rows are those of the `Judgments` they belong to.

    Attributes
    ----------
    seconds : float64 array (n,) or None
        Time a judgment took; NaN where unknown.
    moment : int64 array (n,) or None
        Any numbers that grow as time goes.
    notes : tuple of str
        What could not be used, and why.
    """

    seconds: Floats | None = None
    moment: NDArray[np.int64] | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaceEvidence:
    """Whether some judgments prove less than others of the same people.

    Attributes
    ----------
    name : str
        "hasty" or "new".
    is_kind : bool array (n,)
        The judgments in question.
    gain : float
        Log likelihood won by letting a share of them be guesses.
    others : float
        The best gain when as many of everybody's judgments are drawn at random.
    guessed : float
        The share of guesses that explains them best.
    """

    name: str
    is_kind: Mask
    gain: float
    others: float
    guessed: float

    @property
    def is_followed(self) -> bool:
        """The gain is there, and strongly (20 to 1) above what any random choice of judgments gives."""
        return self.gain > 0 and self.gain - self.others > STRONG


def evidence_of_pace(
    judgments: Judgments, pace: Pace, result: TruthResult, *, seed: int = 0
) -> list[PaceEvidence]:
    """What speaks for haste and for being new, without any truth.

    A judgment in question is its person's, or with some probability a guess that does not look at the item. The
    likelihood of all judgments under that mixture, less the likelihood without guesses, is compared with the same for
    as many judgments of each person drawn at random: people who are slow, busy or bad change nothing.

    Parameters
    ----------
    judgments : Judgments
    pace : Pace
        Of the same judgments.
    result : TruthResult
        Of a model with confusion matrices that knows nothing of the pace.
    seed : int
        Draws.

    Examples
    --------
    >>> from assay.stats.truth import HierarchicalDawidSkene, encode
    >>> found = encode("aabb", "uvuv", "ynny").judgments
    >>> evidence_of_pace(found, Pace(seconds=np.ones(4)), HierarchicalDawidSkene().fit(found))
    []
    """
    draw = np.random.default_rng(seed)
    found = []
    for name, is_kind in kinds(judgments, pace):
        if is_kind.sum() < LEAST_JUDGMENTS:
            continue
        gain, guessed = _gain(judgments, is_kind, result)
        drawn = (_shuffled(judgments, is_kind, draw) for _ in range(N_SHUFFLES))
        others = max(_gain(judgments, each, result)[0] for each in drawn) if gain > STRONG else np.nan
        found.append(PaceEvidence(name, is_kind, gain, others, guessed))
    return found


def kinds(judgments: Judgments, pace: Pace) -> Iterator[tuple[str, Mask]]:
    """The judgments in question, by name."""
    if pace.seconds is not None:
        yield "hasty", hasty(judgments, pace.seconds)
    if pace.moment is not None:
        yield "new", new(judgments, pace.moment)


def hasty(judgments: Judgments, seconds: Floats) -> Mask:
    """Given in less than half of the person's own median time; an unknown time is never hasty."""
    known = np.flatnonzero(np.isfinite(seconds))
    order = known[np.lexsort((seconds[known], judgments.worker[known]))]
    n = np.bincount(judgments.worker[known], minlength=judgments.n_workers)
    median = np.full(judgments.n_workers, np.nan)
    there = np.flatnonzero(n)
    start = (np.cumsum(n) - n)[there]
    ordered = seconds[order]
    median[there] = (ordered[start + (n[there] - 1) // 2] + ordered[start + n[there] // 2]) / 2
    return np.asarray(seconds < HASTE_SHARE * median[judgments.worker])


def new(judgments: Judgments, moment: NDArray[np.int64]) -> Mask:
    """Among the first ten of somebody with at least twice as many: who leaves early has no later self to compare."""
    order = np.lexsort((moment, judgments.worker))
    n = np.bincount(judgments.worker, minlength=judgments.n_workers)
    start = np.cumsum(n) - n
    nth = np.empty(judgments.n, np.int64)
    nth[order] = np.arange(judgments.n) - start[judgments.worker[order]]
    return (nth < N_FIRST) & (n[judgments.worker] >= 2 * N_FIRST)


def split(judgments: Judgments, kind: NDArray[np.int64], n_kinds: int) -> Judgments:
    """Everybody parted into as many as there are kinds of judgment; kind 0 keeps the codes."""
    worker = (judgments.worker + kind * judgments.n_workers).astype(np.int32)
    return replace(judgments, worker=worker, n_workers=judgments.n_workers * n_kinds)


def _gain(judgments: Judgments, is_kind: Mask, result: TruthResult) -> tuple[float, float]:
    """The most log likelihood that a share of guesses wins, and that share."""
    from scipy.optimize import minimize_scalar

    assert result.confusion is not None
    table = table_of(split(judgments, is_kind.astype(np.int64), 2))
    own = np.ascontiguousarray(result.confusion.transpose(0, 2, 1))
    habit = np.bincount(judgments.label[is_kind], minlength=judgments.n_classes) / max(1, is_kind.sum())
    least = _likelihood(table, own, habit, result.prior, guessed=0.0)

    def loss(guessed: float) -> float:
        return least - _likelihood(table, own, habit, result.prior, guessed=guessed)

    best = minimize_scalar(loss, bounds=(0.0, 1.0), method="bounded", options={"maxiter": 12, "xatol": 0.01})
    return (float(-best.fun), float(best.x)) if best.fun < 0 else (0.0, 0.0)


def _likelihood(table: Table, own: Floats, habit: Floats, prior: Floats, *, guessed: float) -> float:
    mixed = (1 - guessed) * own + guessed * habit[:, None]
    return expectation(table, np.concatenate([own, mixed]), prior, dependence=DEPENDENCE).objective


def _shuffled(judgments: Judgments, is_kind: Mask, draw: np.random.Generator) -> Mask:
    """As many of everybody's judgments, drawn at random."""
    there = np.argsort(judgments.worker, kind="stable")
    drawn = np.lexsort((draw.random(judgments.n), judgments.worker))
    found = np.empty(judgments.n, bool)
    found[there] = is_kind[drawn]
    return found
