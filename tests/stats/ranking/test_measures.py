"""Measures, against trec_eval, gdeval and hand-made lists."""

import pytest

from assay.stats.ranking import average_precision, dcg, err, judged_share, ndcg, precision, reciprocal_rank

SIX = [3, 2, 3, 0, 1, 2]
TEN = [4, 3, 1, 0, 3, 2, 1, 4, 0, 2]


def test_discounted_gain() -> None:
    assert dcg(SIX) == pytest.approx(6.8611, abs=5e-5)
    assert dcg(SIX, gain="exponential") == pytest.approx(13.8483, abs=5e-5)
    assert dcg(TEN) == pytest.approx(10.439, abs=5e-4)


def test_the_ideal_is_made_of_all_judged_results() -> None:
    assert ndcg(SIX, SIX) == pytest.approx(0.960808, abs=1e-6)
    assert ndcg(SIX, SIX, gain="exponential") == pytest.approx(0.948811, abs=1e-6)
    assert ndcg(SIX, [*SIX, 3, 2], k=6) == pytest.approx(6.8611 / 8.740, abs=1e-4)
    assert ndcg(SIX, SIX, k=3) == pytest.approx(0.97778, abs=1e-5)
    assert ndcg(TEN, TEN) == pytest.approx(0.9117, abs=5e-5)


def test_binary_relevance() -> None:
    hits = [0, 0, 1, 0, 1]

    assert ndcg(hits, [1, 1, 1], k=5) == pytest.approx(0.4162, abs=5e-5)
    assert reciprocal_rank(hits) == pytest.approx(1 / 3)
    assert reciprocal_rank([0, 0]) == 0.0


@pytest.mark.parametrize(
    ("grades", "highest", "wanted"),
    [(SIX, 3, 0.922002), ([3, 2, 4], 4, 0.633057), ([1, 0, 0], 1, 0.5), ([0, 1], 1, 0.25)],
)
def test_expected_reciprocal_rank(grades: list[int], highest: int, wanted: float) -> None:
    assert err(grades, highest=highest) == pytest.approx(wanted, abs=1e-6)


def test_precision_and_average_precision() -> None:
    assert precision(SIX, k=6) == pytest.approx(0.8333, abs=5e-5)
    assert average_precision(SIX, n_relevant=4, relevant_from=2) == pytest.approx(0.9167, abs=5e-5)
    assert average_precision([0], n_relevant=0) is None


def test_what_nobody_judged_gains_nothing_and_is_counted() -> None:
    assert dcg([3, None, 1]) == dcg([3, 0, 1])
    assert judged_share([3, None, 1, None], k=3) == pytest.approx(2 / 3)
    assert judged_share([], k=3) is None


def test_nothing_relevant_leaves_ndcg_undefined() -> None:
    assert ndcg([0, 0], [0, 0]) is None


def test_an_unknown_gain_is_an_error() -> None:
    with pytest.raises(ValueError, match="linear, exponential"):
        dcg(SIX, gain="cubic")
