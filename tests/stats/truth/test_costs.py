"""Costs: the worked figures of Ipeirotis, and the cheapest label."""

import numpy as np
import pytest

from assay.stats.truth import MajorityVote, encode
from assay.stats.truth.costs import (
    cheapest,
    cost_of_answers,
    costs_of,
    even_costs,
    expected_costs,
    least_cost_of_answers,
    mean_cost,
    quality_of,
)

FAIR, SKEWED, EVEN = np.array([0.5, 0.5]), np.array([0.15, 0.85]), even_costs(2)


@pytest.mark.parametrize(
    ("confusion", "quality"),
    [
        ([[1, 0], [0, 1]], 1.0),
        ([[1, 0], [1, 0]], 0.0),
        ([[0, 1], [1, 0]], 1.0),
        ([[0.8, 0.2], [0.2, 0.8]], 0.36),
    ],
    ids=["perfect", "always the same", "always the opposite", "80/80"],
)
def test_quality_with_even_classes(confusion: list[list[float]], quality: float) -> None:
    found = quality_of(np.array(confusion, np.float64), FAIR, EVEN)

    assert found is not None
    assert float(found) == pytest.approx(quality)


@pytest.mark.parametrize(
    ("confusion", "soft", "least"),
    [([[0.8, 0.2], [0.2, 0.8]], 0.36, 0.60), ([[0.9, 0.1], [0.4, 0.6]], 0.2747, 0.50)],
    ids=["80/80", "90/60"],
)
def test_quality_in_both_forms(confusion: list[list[float]], soft: float, least: float) -> None:
    matrix = np.array(confusion)

    assert 1 - float(cost_of_answers(matrix, FAIR, EVEN)) / 0.5 == pytest.approx(soft, abs=5e-5)
    assert 1 - float(least_cost_of_answers(matrix, FAIR, EVEN)) / 0.5 == pytest.approx(least)


def test_a_biased_expert_is_worth_more_than_a_lazy_one_whose_raw_error_is_smaller() -> None:
    lazy, biased = np.array([[0.0, 1.0], [0.0, 1.0]]), np.array([[1.0, 0.0], [0.2, 0.8]])
    raw = [float(SKEWED @ (1 - np.diag(matrix))) for matrix in (lazy, biased)]

    both = quality_of(np.stack([lazy, biased]), SKEWED, EVEN)

    assert raw == pytest.approx([0.15, 0.17])
    assert both is not None
    np.testing.assert_allclose(both, [0.0, 0.375], atol=5e-4)
    least = least_cost_of_answers(np.stack([lazy, biased]), SKEWED, EVEN)
    np.testing.assert_allclose(1 - least / 0.15, [0.0, 0.0], atol=1e-12)


def test_quality_is_undefined_where_all_items_are_of_one_class() -> None:
    assert quality_of(np.eye(2), np.array([1.0, 0.0]), EVEN) is None


def test_the_cheapest_label_is_not_the_most_probable_one() -> None:
    encoded = encode("aaabbbc", "uvwuvwu", ["bad", "good", "good", "good", "good", "good", "bad"])
    plain = MajorityVote().fit(encoded.judgments)
    cost = costs_of([("bad", "good", 10.0), ("good", "bad", 1.0)], encoded.classes)

    found = cheapest(plain, cost)

    np.testing.assert_allclose(expected_costs(plain, cost)[0], [2 / 3, 10 / 3])
    assert [encoded.classes[each] for each in plain.label] == ["good", "good", "bad"]
    assert [encoded.classes[each] for each in found.label] == ["bad", "good", "bad"]
    np.testing.assert_allclose(found.probability, [1 / 3, 1, 1])
    assert mean_cost(plain, cost) == pytest.approx(10 / 9)
    assert mean_cost(found, cost) == pytest.approx(2 / 9)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([("bad", "ugly", 1.0)], "ugly is not among the labels: bad, good"),
        ([("bad", "good", -1.0)], "is -1.0, no number from 0 on"),
        ([("bad", "good", float("nan"))], "is nan"),
        ([("bad", "good", 1.0), ("bad", "good", 2.0)], "given twice"),
    ],
)
def test_costs_that_make_no_sense_are_refused(rows: list[tuple[str, str, float]], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        costs_of(rows, ["bad", "good"])
