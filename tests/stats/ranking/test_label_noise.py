"""The truth behind a label, by Bayes on paper."""

import numpy as np
import pytest

from assay.stats.ranking import label_posteriors, truth_behind


def test_the_truth_behind_a_label_by_bayes() -> None:
    # Rates (80, 20; 10, 90) of 100 after a half was added to each cell; right ones are a fifth, wrong ones the rest.
    found = truth_behind([[79.5, 19.5], [9.5, 89.5]], share=[0.2, 0.8])

    assert found == pytest.approx(np.array([[0.16 / 0.24, 0.08 / 0.24], [0.04 / 0.76, 0.72 / 0.76]]))


def test_a_truth_nobody_met_is_labeled_as_the_others_are_on_average() -> None:
    found = truth_behind([[9, 1, 0], [1, 9, 0], [0, 0, 0]], share=[0.4, 0.4, 0.2])

    # (18 + 0.5) / (20 + 1.5) are right; so a label of the third class is its truth far more often than not.
    right = 18.5 / 21.5
    assert found[2, 2] == pytest.approx(0.2 * right / (0.2 * right + 2 * 0.4 * 0.5 / 11.5))
    assert found.sum(axis=1) == pytest.approx(1)


def test_a_label_keeps_its_own_probability_and_spreads_the_rest() -> None:
    behind = np.array([[0.9, 0.1, 0.0], [0.1, 0.8, 0.1], [0.0, 0.4, 0.6]])

    found = label_posteriors([1, 1, 0, 2], [0.6, None, 1.0, 0.0], behind)

    expected = [[0.2, 0.6, 0.2], [0.1, 0.8, 0.1], [1, 0, 0], [0, 1, 0]]
    assert found == pytest.approx(np.array(expected))
    assert label_posteriors([0, 1], [0.7, 0.7], np.eye(2)).tolist() == [
        pytest.approx([0.7, 0.3]),
        pytest.approx([0.3, 0.7]),
    ]
    assert label_posteriors([], [], behind).shape == (0, 3)


def test_wrong_tables_are_errors() -> None:
    for table in ([[1, 2]], [[0, 0], [0, 0]], [[-1, 0], [0, 1]]):
        with pytest.raises(ValueError, match="confusion"):
            truth_behind(table)
    with pytest.raises(ValueError, match="sum to 1"):
        truth_behind([[1, 0], [0, 1]], share=[0.5, 0.6])
    with pytest.raises(ValueError, match="scale"):
        label_posteriors([2], [None], np.eye(2))
    with pytest.raises(ValueError, match="0 to 1"):
        label_posteriors([0], [1.5], np.eye(2))
