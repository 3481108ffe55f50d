"""Concordance of judges who put items into an order."""

import numpy as np
import pytest
from scipy.stats import friedmanchisquare, spearmanr

from assay.stats.agreement import kendall_bootstrap, kendall_w, ratings_of
from tests.stats.agreement.test_icc import SIX_TARGETS
from tests.stats.known import known

# Legendre (2005), after Siegel and Castellan: without ties.
SIX_BY_THREE = np.array([[1, 1, 6], [6, 5, 3], [3, 6, 2], [2, 4, 5], [5, 2, 4], [4, 3, 1]], np.float64)


def test_a_textbook_order() -> None:
    found = kendall_w(ratings_of(SIX_BY_THREE))

    # Rank sums 8, 14, 11, 11, 11, 8: squares about their mean 25.5, of at most 9 * (216 - 6) / 12 = 157.5.
    assert found.value == pytest.approx(25.5 / 157.5)
    assert (found.n_items, found.n_judges, found.n_ratings, found.method) == (6, 3, 18, "ranks")


def test_ties_are_corrected_as_friedmans_test_has_them() -> None:
    found = kendall_w(ratings_of(SIX_TARGETS))

    friedman = friedmanchisquare(*SIX_TARGETS)
    assert found.value == pytest.approx(friedmanchisquare(*SIX_TARGETS).statistic / (4 * 5))
    assert found.p_value == pytest.approx(friedman.pvalue)


def test_without_ties_it_is_the_mean_rank_correlation() -> None:
    correlations = [
        spearmanr(SIX_BY_THREE[:, one], SIX_BY_THREE[:, other]).statistic
        for one, other in ((0, 1), (0, 2), (1, 2))
    ]

    assert kendall_w(ratings_of(SIX_BY_THREE)).value == pytest.approx((1 + 2 * np.mean(correlations)) / 3)


def test_gaps_leave_pairs() -> None:
    table = np.arange(10.0)[:, None] + np.zeros(4)
    table[0, 0] = table[5, 2] = np.nan

    found = kendall_w(ratings_of(table))

    assert found.value == pytest.approx(1.0)
    assert (found.method, found.n_pairs, found.p_value) == ("pairs", 6, None)


@pytest.mark.parametrize(
    ("table", "outcome"),
    [
        ([[1.0], [2.0]], "fewer than two items or judges"),
        ([[1.0, 1.0], [1.0, 1.0]], "nobody puts items into an order"),
        ([[1.0, np.nan], [2.0, np.nan], [np.nan, 1.0]], "no two judges have an order in common"),
    ],
)
def test_what_cannot_be_said_is_named(table: list[list[float]], outcome: str) -> None:
    found = kendall_w(ratings_of(np.array(table)))

    assert (found.value, found.outcome) == (None, outcome)


def test_the_interval_holds_the_value() -> None:
    draw = np.random.default_rng(2)
    table = np.arange(12.0)[:, None] + draw.normal(0, 3, (12, 15))

    found, drawn = kendall_w(ratings_of(table)), kendall_bootstrap(ratings_of(table), n_draws=200)

    assert known(drawn.low) - 0.05 < known(found.value) < known(drawn.high)
