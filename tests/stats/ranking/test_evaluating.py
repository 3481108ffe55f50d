"""Runs against judgments: ir_measures' example, trec_eval's ties, and intervals that carry both noises."""

import numpy as np
import pytest

from assay.stats.ranking import (
    compare,
    draw_grades,
    evaluate,
    mean_over_queries,
    measure,
    noisy_mean,
    noisy_scores,
    preference,
    ranked,
)
from tests.stats.known import known

QRELS = {"Q0": {"D0": 0.0, "D1": 1.0}, "Q1": {"D0": 0.0, "D3": 2.0}}
RUN = {"Q0": {"D0": 1.2, "D1": 1.0}, "Q1": {"D0": 2.4, "D3": 3.6}}


def test_the_example_of_ir_measures() -> None:
    means = {
        name: mean_over_queries(evaluate(QRELS, RUN, of)).value
        for name, of in {
            "ap": measure("ap"), "ndcg": measure("ndcg"), "rr": measure("rr"), "p": measure("p", k=10, relevant_from=2),
        }.items()
    }  # fmt: skip

    assert means == pytest.approx({"ap": 0.75, "ndcg": 0.8154648767857288, "rr": 0.75, "p": 0.05})
    assert evaluate(QRELS, RUN, measure("ndcg"))["Q0"] == pytest.approx(0.6309297535714575)


def test_equal_scores_are_ordered_by_document_last_first() -> None:
    qrels = {"Q": {"a": 1.0, "b": 0.0}}

    assert ranked({"a": 1.0, "b": 1.0}) == ["b", "a"]
    assert evaluate(qrels, {"Q": {"a": 1.0, "b": 1.0}}, measure("rr")) == {"Q": 0.5}


def test_the_ideal_list_has_results_that_were_not_returned() -> None:
    qrels = {"Q": dict(zip("abcdefgh", [3.0, 2.0, 3.0, 0.0, 1.0, 2.0, 3.0, 2.0], strict=True))}
    run = {"Q": {document: 10.0 - nth for nth, document in enumerate("abcdef")}}

    found = evaluate(qrels, run, measure("ndcg", k=6))["Q"]

    # 6.861 / 8.740: without the two it would be 0.961.
    assert found == pytest.approx(0.785, abs=5e-4)


def test_a_query_left_out_has_no_results_and_one_without_relevance_does_not_count() -> None:
    qrels = {"Q0": {"a": 1.0}, "Q1": {"a": 0.0}}

    found = mean_over_queries(evaluate(qrels, {}, measure("ndcg")))

    assert (found.value, found.n_queries, found.n_undefined, found.per_query) == (0.0, 1, 1, {"Q0": 0.0})


def test_nothing_to_average_is_undefined() -> None:
    found = mean_over_queries({"Q": None})

    assert (found.value, found.low, found.n_queries) == (None, None, 0)


def crowd(
    draw: np.random.Generator, n_queries: int
) -> tuple[dict[str, dict[str, list[float]]], dict[str, dict[str, float]]]:
    """Ten documents a query; binary labels known to 80 %, and a run that is right half of the time."""
    posteriors: dict[str, dict[str, list[float]]] = {}
    run: dict[str, dict[str, float]] = {}
    for query in range(n_queries):
        is_relevant = draw.random(10) < 0.3
        share = np.where(is_relevant, 0.8, 0.2)
        posteriors[f"q{query}"] = {f"d{d}": [1 - float(p), float(p)] for d, p in enumerate(share)}
        run[f"q{query}"] = {f"d{d}": float(is_relevant[d] + draw.normal(0, 1)) for d in range(10)}
    return posteriors, run


def test_noise_of_labels_widens_the_interval_of_a_mean() -> None:
    posteriors, run = crowd(np.random.default_rng(1), 30)
    sure = {
        query: {d: float(p[1] > 0.5) for d, p in documents.items()} for query, documents in posteriors.items()
    }
    drawn = draw_grades(posteriors, [0.0, 1.0], n_draws=100, seed=2)

    plain = mean_over_queries(evaluate(sure, run, measure("p", k=3)))
    noisy = noisy_mean(drawn, run, measure("p", k=3))

    assert known(noisy.high) - known(noisy.low) > 1.1 * (known(plain.high) - known(plain.low))
    assert known(noisy.value) < known(plain.value)


def test_grades_are_drawn_as_often_as_their_posterior_says() -> None:
    drawn = draw_grades({"q": {"a": [0.2, 0.3, 0.5]}}, [0.0, 1.0, 2.0], n_draws=4000, seed=3)

    shares = [np.mean([each["q"]["a"] == grade for each in drawn]) for grade in (0.0, 1.0, 2.0)]
    assert shares == pytest.approx([0.2, 0.3, 0.5], abs=0.03)


def test_two_runs_are_compared_under_the_same_draws() -> None:
    posteriors, run = crowd(np.random.default_rng(4), 40)
    backwards = {query: {d: -score for d, score in scores.items()} for query, scores in run.items()}
    drawn = draw_grades(posteriors, [0.0, 1.0], n_draws=50, seed=5)

    scores = [noisy_scores(drawn, each, measure("ndcg")) for each in (run, backwards)]
    found = compare(scores[0], scores[1])

    assert scores[0].shape == (40, 50)
    assert 0 < found.low < found.value < found.high


def test_clicks_on_interleaved_lists() -> None:
    found = preference(55, 35, 10)

    assert (found.advantage, found.p_value) == pytest.approx((0.10, 0.0446), abs=5e-5)
    assert found.n == 100
    assert known(found.low) < 0.10 < known(found.high)
    assert preference(0, 0).advantage is None


def test_what_is_no_measure_or_no_posterior_is_an_error() -> None:
    with pytest.raises(ValueError, match="one of ndcg"):
        measure("bpref")
    with pytest.raises(ValueError, match="needs a depth"):
        measure("p")
    with pytest.raises(ValueError, match="sum to 1"):
        draw_grades({"q": {"a": [0.5, 0.6]}}, [0.0, 1.0], n_draws=1, seed=0)
