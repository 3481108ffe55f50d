"""Many queries under many draws at once, against the slow way that says the same query by query."""

import numpy as np
import pytest

from assay.stats.ranking import (
    Look,
    draw_grades,
    draw_labels,
    drawn_scores,
    mean_of_scores,
    measure,
    noisy_scores,
)

NAMES = ["ndcg", "ndcg_exp", "err", "ap", "p"]


def test_figures_are_those_of_the_slow_way() -> None:
    draw, scale = np.random.default_rng(2), [0, 1, 3]
    posteriors = {
        f"q{q}": {f"d{d}": draw.dirichlet([1, 1, 1]).tolist() for d in range(draw.integers(1, 9))}
        for q in range(7)
    }
    # One query is left out, one returns less than the depth, and documents nobody judged stand in between.
    run = {f"q{q}": {f"d{d}": float(draw.random()) for d in range(2 + 2 * q)} for q in range(6)}

    slow = draw_grades(posteriors, scale, n_draws=20, seed=5)
    fast = drawn_scores(
        draw_labels(posteriors, scale, n_draws=20, seed=5), run, NAMES, Look(4, relevant_from=2, highest=3)
    )

    for name in NAMES:
        of = measure(name, k=4, relevant_from=2, highest=3)
        assert fast[name] == pytest.approx(noisy_scores(slow, run, of)), name
    assert fast["ndcg"].shape == (7, 20)


def test_grades_may_be_large() -> None:
    """A reader stops at the highest grade for sure, and at one lower by one half of the times."""
    drawn = draw_labels({"q": {"a": [0, 1, 0], "b": [0, 0, 1]}}, [0, 4999, 5000], n_draws=1, seed=1)
    run = {"q": {"a": 2.0, "b": 1.0}}

    fast = drawn_scores(drawn, run, ["err"], Look(2, highest=5000))["err"]

    slow = measure("err", k=2, highest=5000)([4999, 5000], [4999, 5000])
    assert (fast.tolist(), slow) == ([[0.5 + 0.5 / 2]], 0.75)


def test_what_cannot_be_drawn_or_measured_is_an_error() -> None:
    with pytest.raises(ValueError, match="each grade"):
        draw_labels({"q": {"a": [1.0]}}, [0, 1], n_draws=2, seed=0)
    with pytest.raises(ValueError, match="sum to 1"):
        draw_labels({"q": {"a": [0.4, 0.4]}}, [0, 1], n_draws=2, seed=0)
    with pytest.raises(ValueError, match="not rr"):
        drawn_scores(draw_labels({"q": {"a": [0, 1]}}, [0, 1], n_draws=2, seed=0), {}, ["rr"], Look(3))
    with pytest.raises(ValueError, match="one or more"):
        mean_of_scores(np.zeros((0, 3)))
