"""The measures of many queries under many draws of their labels at once: what `noisy_scores` says, in arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.ranking.evaluating import Grades, ranked

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
NAMES = ("ndcg", "ndcg_exp", "err", "ap", "p")
MOST_GRADES = 127


@dataclass(frozen=True, slots=True)
class DrawnLabels:
    """Labels as they may truly be.

    Attributes
    ----------
    rows : query to document to row of `codes`
    codes : int8 array (n_labels, n_draws)
        Places of grades on the scale.
    scale : float64 array (n_grades,)
    """

    rows: Mapping[str, Mapping[str, int]]
    codes: NDArray[np.int8]
    scale: Floats


@dataclass(frozen=True, slots=True)
class Look:
    """How a measure is read: its depth, from which grade on a result is relevant, and the highest grade there is."""

    k: int
    relevant_from: float = 1
    highest: float = 1


def draw_labels(
    posteriors: Mapping[str, Mapping[str, Sequence[float]]],
    grades: Sequence[float],
    *,
    n_draws: int,
    seed: int,
) -> DrawnLabels:
    """The draws of `draw_grades`, with the same seed the same ones, in an eighth of the memory of a table of numbers.

    Parameters
    ----------
    posteriors : query to document to probabilities, in the order of `grades`
    grades : sequence of float
        The scale, of 127 grades at most.

    Raises
    ------
    ValueError
        Where a posterior does not fit the scale or does not sum to 1.

    Examples
    --------
    >>> found = draw_labels({"q": {"a": [0.0, 1.0], "b": [1.0, 0.0]}}, [0, 3], n_draws=4, seed=1)
    >>> found.scale[found.codes].tolist()
    [[3.0, 3.0, 3.0, 3.0], [0.0, 0.0, 0.0, 0.0]]
    """
    scale, rows, nth = np.asarray(grades, np.float64), dict[str, dict[str, int]](), 0
    for query, documents in posteriors.items():
        rows[query] = {document: nth + at for at, document in enumerate(documents)}
        nth += len(documents)
    table = np.array([each for documents in posteriors.values() for each in documents.values()], np.float64)
    if not len(table) or table.ndim != 2 or table.shape[1] != len(scale) or len(scale) > MOST_GRADES:
        raise ValueError("every posterior has a probability for each grade")
    if not np.allclose(table.sum(axis=1), 1, atol=1e-6):
        raise ValueError("the probabilities of a posterior sum to 1")
    upto, draw = np.cumsum(table, axis=1), np.random.default_rng(seed)
    codes = np.empty((len(table), n_draws), np.int8)
    for at in range(n_draws):
        codes[:, at] = np.minimum((draw.random(len(table))[:, None] > upto).sum(axis=1), len(scale) - 1)
    return DrawnLabels(rows, codes, scale)


def drawn_scores(drawn: DrawnLabels, run: Grades, names: Sequence[str], look: Look) -> dict[str, Floats]:
    """Each measure of each query under each draw, shape (n_queries, n_draws), queries in the order of `drawn.rows`.

    A query without anything relevant in a draw counts 0 there, and one that the run leaves out has no results.

    Raises
    ------
    ValueError
        For a measure that is none of ndcg, ndcg_exp, err, ap and p.

    Examples
    --------
    >>> drawn = draw_labels({"q": {"a": [0.0, 1.0], "b": [1.0, 0.0]}}, [0, 1], n_draws=2, seed=1)
    >>> found = drawn_scores(drawn, {"q": {"b": 2.0, "a": 1.0}}, ["ndcg", "p"], Look(k=2))
    >>> found["ndcg"].round(4).tolist(), found["p"].tolist()
    ([[0.6309, 0.6309]], [[0.5, 0.5]])
    """
    if unknown := [name for name in names if name not in NAMES]:
        raise ValueError(f"a measure is one of {', '.join(NAMES)}, not {unknown[0]}")
    found = {name: np.zeros((len(drawn.rows), drawn.codes.shape[1])) for name in names}
    for nth, (query, rows) in enumerate(drawn.rows.items()):
        judged = drawn.scale[drawn.codes[list(rows.values())]]
        at = {document: place for place, document in enumerate(rows)}
        shown = np.zeros((look.k, judged.shape[1]))
        for rank, document in enumerate(ranked(run.get(query, {}))[: look.k]):
            if document in at:
                shown[rank] = judged[at[document]]
        for name in names:
            found[name][nth] = _measured(name, shown, judged, look)
    return found


def _measured(name: str, shown: Floats, judged: Floats, look: Look) -> Floats:
    """Of one query, under each draw; grades by rank, and all judged ones."""
    if name in ("ndcg", "ndcg_exp"):
        is_linear = name == "ndcg"
        return _ndcg(shown if is_linear else 2**shown - 1, judged if is_linear else 2**judged - 1)
    ranks = np.arange(1, len(shown) + 1)[:, None]
    if name == "err":
        stops = 2.0 ** (shown - look.highest) - 2.0**-look.highest
        goes_on = np.vstack([np.ones((1, shown.shape[1])), np.cumprod(1 - stops, axis=0)[:-1]])
        return np.asarray((goes_on * stops / ranks).sum(axis=0))
    is_hit = shown >= look.relevant_from
    if name == "p":
        return np.asarray(is_hit.mean(axis=0))
    n_relevant = (judged >= look.relevant_from).sum(axis=0)
    total = (np.cumsum(is_hit, axis=0) / ranks * is_hit).sum(axis=0)
    return np.asarray(np.where(n_relevant > 0, total / np.maximum(n_relevant, 1), 0.0))


def _ndcg(shown: Floats, judged: Floats) -> Floats:
    discounts = 1 / np.log2(np.arange(2, len(shown) + 2))
    best = -np.sort(-judged, axis=0)[: len(shown)]
    ideal = discounts[: len(best)] @ best
    return np.asarray(np.where(ideal > 0, discounts @ shown / np.where(ideal > 0, ideal, 1.0), 0.0))
