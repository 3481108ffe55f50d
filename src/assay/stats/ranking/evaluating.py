"""Runs against judgments, query by query: trec_eval's reading of a run, and intervals that carry the labels' noise."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assay.stats.ranking.measures import (
    average_precision,
    dcg,
    err,
    judged_share,
    ndcg,
    precision,
    reciprocal_rank,
)

Floats = NDArray[np.float64]
Grades = Mapping[str, Mapping[str, float]]
# Grades in the order of the ranking, and all judged grades of the query, to a figure.
Measure = Callable[[Sequence[float | None], Sequence[float]], float | None]


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a measure over queries with its interval of 95 % (queries drawn anew, and labels where given).

    Attributes
    ----------
    value, low, high : float or None
        None without a query in which the measure is defined.
    n_queries, n_undefined : int
        Queries that count, and those left out because the measure is undefined (nothing relevant was judged).
    per_query : mapping of query to figure
    """

    value: float | None
    low: float | None
    high: float | None
    n_queries: int
    n_undefined: int
    per_query: Mapping[str, float]


def ranked(scores: Mapping[str, float]) -> list[str]:
    """Documents by falling score; equal scores by document id, last first, as trec_eval has it.

    Ranks in a run file are ignored by trec_eval: give scores that differ.

    Examples
    --------
    >>> ranked({"a": 1.0, "b": 1.0, "c": 2.0})
    ['c', 'b', 'a']
    """
    return sorted(scores, key=lambda document: (scores[document], document), reverse=True)


def measure(name: str, *, k: int | None = None, relevant_from: float = 1, highest: float = 1) -> Measure:
    """A measure by its name: ndcg, ndcg_exp, dcg, err, ap, rr, p or judged (the last two need `k`).

    Raises
    ------
    ValueError
        For another name, or without the `k` that it needs.
    """
    if name in {"p", "judged"} and k is None:
        raise ValueError(f"{name} needs a depth k")

    def relevant(judged: Sequence[float]) -> int:
        return sum(grade >= relevant_from for grade in judged)

    known: dict[str, Measure] = {
        "ndcg": lambda grades, judged: ndcg(grades, judged, k=k),
        "ndcg_exp": lambda grades, judged: ndcg(grades, judged, k=k, gain="exponential"),
        "dcg": lambda grades, _: dcg(grades, k=k),
        "err": lambda grades, _: err(grades, highest=highest, k=k),
        "ap": lambda grades, judged: average_precision(
            grades[:k], n_relevant=relevant(judged), relevant_from=relevant_from
        ),
        "rr": lambda grades, _: reciprocal_rank(grades[:k], relevant_from=relevant_from),
        "p": lambda grades, _: precision(grades, k=k or 1, relevant_from=relevant_from),
        "judged": lambda grades, _: judged_share(grades, k=k or 1),
    }
    if name not in known:
        raise ValueError(f"a measure is one of {', '.join(known)}, not {name}")
    return known[name]


def evaluate(qrels: Grades, run: Grades, of: Measure) -> dict[str, float | None]:
    """The measure of each judged query; a query that the run leaves out has no results.

    Examples
    --------
    >>> qrels = {"Q0": {"D0": 0, "D1": 1}, "Q1": {"D0": 0, "D3": 2}}
    >>> run = {"Q0": {"D0": 1.2, "D1": 1.0}, "Q1": {"D0": 2.4, "D3": 3.6}}
    >>> {query: round(value, 4) for query, value in evaluate(qrels, run, measure("ndcg")).items()}
    {'Q0': 0.6309, 'Q1': 1.0}
    """
    found: dict[str, float | None] = {}
    for query, judged in qrels.items():
        order = ranked(run.get(query, {}))
        found[query] = of([judged.get(document) for document in order], list(judged.values()))
    return found


def mean_over_queries(values: Mapping[str, float | None], *, n_draws: int = 2000, seed: int = 0) -> Mean:
    """The mean with an interval over resampled queries."""
    known = {query: value for query, value in values.items() if value is not None}
    n_undefined = len(values) - len(known)
    if not known:
        return Mean(None, None, None, 0, n_undefined, {})
    figures = np.array(list(known.values()))
    return _mean(figures[:, None], known, n_undefined, n_draws=n_draws, seed=seed)


def draw_grades(
    posteriors: Mapping[str, Mapping[str, Sequence[float]]],
    grades: Sequence[float],
    *,
    n_draws: int,
    seed: int,
) -> list[dict[str, dict[str, float]]]:
    """Judgments as they may truly be: the grade of each (query, document) drawn from its posterior, `n_draws` times.

    Parameters
    ----------
    posteriors : query to document to probabilities, in the order of `grades`
    """
    draw, scale = np.random.default_rng(seed), np.asarray(grades, np.float64)
    places = [(query, document) for query, documents in posteriors.items() for document in documents]
    table = np.array([posteriors[query][document] for query, document in places], np.float64)
    if not len(table) or table.shape[1] != len(scale) or not np.allclose(table.sum(axis=1), 1, atol=1e-6):
        raise ValueError("every posterior has a probability for each grade, and they sum to 1")
    upto = np.cumsum(table, axis=1)
    drawn = []
    for _ in range(n_draws):
        chosen = np.minimum((draw.random(len(table))[:, None] > upto).sum(axis=1), len(scale) - 1)
        judged: dict[str, dict[str, float]] = {query: {} for query in posteriors}
        for (query, document), grade in zip(places, scale[chosen].tolist(), strict=True):
            judged[query][document] = grade
        drawn.append(judged)
    return drawn


def noisy_scores(drawn: Sequence[Grades], run: Grades, of: Measure) -> Floats:
    """The measure of each query under each draw of the labels, shape (n_queries, n_draws), for `compare`.

    A query without anything relevant in a draw counts 0 there: leaving it out would favour draws with more relevance.
    """
    columns = [evaluate(qrels, run, of) for qrels in drawn]
    return np.array([[column[query] or 0.0 for column in columns] for query in columns[0]], np.float64)


def noisy_mean(
    drawn: Sequence[Grades], run: Grades, of: Measure, *, n_draws: int = 2000, seed: int = 0
) -> Mean:
    """The mean over queries with an interval that carries the draw of the queries and the noise of the labels."""
    scores = noisy_scores(drawn, run, of)
    found = mean_of_scores(scores, n_draws=n_draws, seed=seed)
    return replace(found, per_query=dict(zip(drawn[0], found.per_query.values(), strict=True)))


def mean_of_scores(scores: Floats, *, n_draws: int = 2000, seed: int = 0) -> Mean:
    """The same of figures that `noisy_scores` has found, or of some of their rows; queries are named by their place.

    Parameters
    ----------
    scores : float64 array (n_queries, n_label_draws)

    Raises
    ------
    ValueError
        When it is no such table, or has no query or no draw.

    Examples
    --------
    >>> found = mean_of_scores(np.array([[0.5, 0.5], [1.0, 1.0]]))
    >>> found.value, found.low, found.high, found.n_queries
    (0.75, 0.5, 1.0, 2)
    """
    if np.ndim(scores) != 2 or not np.size(scores):
        raise ValueError("scores are a table of queries and draws, with one or more of each")
    per_query = {str(nth): value for nth, value in enumerate(scores.mean(axis=1).tolist())}
    return _mean(scores, per_query, 0, n_draws=n_draws, seed=seed)


def _mean(
    scores: Floats, per_query: Mapping[str, float], n_undefined: int, *, n_draws: int, seed: int
) -> Mean:
    draw, (n_queries, n_labels) = np.random.default_rng(seed), scores.shape
    queries = draw.integers(0, n_queries, (n_draws, n_queries))
    labels = draw.integers(0, n_labels, (n_draws, 1))
    low, high = np.quantile(scores[queries, labels].mean(axis=1), [0.025, 0.975])
    return Mean(float(scores.mean()), float(low), float(high), n_queries, n_undefined, per_query)
