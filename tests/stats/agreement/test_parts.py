"""Agreement by label and by item."""

import numpy as np
import pytest

from assay.stats.agreement import per_item, per_label
from tests.stats.agreement.test_coefficients import ABSTRACTORS, SIX_RATERS, four_counts, two_judges
from tests.stats.known import known


def test_specific_agreement_of_two_judges() -> None:
    found = per_label(two_judges(ABSTRACTORS))

    # 2 * both / (first's + second's): Cicchetti and Feinstein's positive and negative agreement, for three labels.
    assert [each.agreement for each in found] == pytest.approx([1.0, 40 / 51, 112 / 123])
    assert [each.n_items for each in found] == [13, 31, 67]
    assert [each.n_judgments for each in found] == [26, 51, 123]
    assert all(known(each.low) <= known(each.agreement) <= known(each.high) for each in found)


def test_a_label_that_nobody_gave_is_undefined() -> None:
    nobody = per_label(np.array([[2, 0], [3, 0]]))[1]

    assert (nobody.agreement, nobody.low, nobody.high, nobody.n_items) == (None, None, None, 0)
    assert nobody.against_the_rest.value is None


def test_without_pairs_every_label_is_undefined() -> None:
    assert [each.agreement for each in per_label(np.eye(3))] == [None, None, None]


def test_the_label_at_fault_shows() -> None:
    draw = np.random.default_rng(4)
    truth = draw.integers(0, 3, 400)
    seen = np.where((truth[:, None] == 2) & (draw.random((400, 4)) < 0.5), 1, truth[:, None])
    counts = np.stack([(seen == label).sum(axis=1) for label in range(3)], axis=1)

    sure, drawn_in, unsure = per_label(counts)

    assert sure.agreement == 1.0
    assert known(unsure.high) < 0.7
    assert 0.5 < known(drawn_in.agreement) < 0.9
    assert known(unsure.against_the_rest.value) < 0.6


def test_agreement_by_item_has_their_mean() -> None:
    found = per_item(SIX_RATERS)

    assert found.agreement.mean() == pytest.approx(0.5511111, abs=1e-7)
    assert found.entropy[0] == pytest.approx(0.0)
    assert found.is_defined.all()


def test_an_item_judged_once_is_undefined() -> None:
    found = per_item(four_counts())

    assert found.is_defined.tolist() == [True] * 11 + [False]
    assert np.isnan(found.agreement[-1])
    assert found.n_judgments.tolist() == [3, 4, 4, 4, 4, 4, 4, 4, 4, 3, 2, 1]


def test_entropy_is_in_bits() -> None:
    assert per_item(np.array([[1, 1, 1, 1], [2, 2, 0, 0]])).entropy.tolist() == [2.0, 1.0]
    assert np.isnan(per_item(np.zeros((1, 2))).entropy[0])
