"""Rates of classifiers from drawn samples: worked by hand, against Wilson, and covered in simulated draws."""

import numpy as np
import pytest

from assay.stats.classifying import Rate, horvitz_thompson, weighted_rates, weighted_ratio
from assay.stats.sampling import wilson
from tests.stats.known import known

# Verdict, truth, weight. Class 1 was drawn at 1 in 2, class 0 at 1 in 10.
SAMPLE = [(1, 1, 2.0), (1, 1, 2.0), (1, 0, 2.0), (0, 0, 10.0), (0, 0, 10.0), (0, 1, 10.0)]
VERDICT, TRUTH = [row[0] for row in SAMPLE], [row[1] for row in SAMPLE]
WEIGHT = [row[2] for row in SAMPLE]


def test_a_sample_worked_by_hand() -> None:
    nothing = weighted_rates(VERDICT, TRUTH, WEIGHT, n_classes=3)[2]
    one = weighted_rates(VERDICT, TRUTH, WEIGHT, n_classes=3)[1]

    # Precision 4 / 6; recall 4 / 14; false positives 2 / 22. Plain shares would be 2/3, 2/3 and 1/3.
    values = [known(each.value) for each in (one.precision, one.recall, one.false_positive)]
    assert values == pytest.approx([4 / 6, 4 / 14, 2 / 22])
    assert (one.n_true, one.n_verdicts, one.recall.n) == (3, 3, 3)
    # Linearised: (2 * 2 * (2 * 10/14)^2 / 2 + (10 * 4/14)^2) / 14^2 = 12.2449 / 196, so n = 0.2041 / 0.0625.
    assert one.recall.n_effective == pytest.approx(min(3, (4 / 14 * 10 / 14) / (12.244898 / 196)))
    assert nothing.precision == Rate(None, None, None, 0, 0.0, "no verdict of this class")
    assert nothing.recall == Rate(None, None, None, 0, 0.0, "nothing is of this class")
    assert (nothing.false_positive.value, nothing.false_positive.low) == (0.0, 0.0)


def test_equal_weights_are_wilsons_and_their_scale_does_not_matter() -> None:
    hit = np.arange(40) < 31

    found = [weighted_ratio(hit, np.ones(40, bool), np.full(40, weight)) for weight in (1.0, 250.0)]

    plain = wilson(31, 40)
    ends = (plain.value, plain.low, plain.high)
    assert [(each.value, each.low, each.high) for each in found] == [pytest.approx(ends)] * 2


def test_all_hits_are_as_sure_as_the_heaviest_that_could_have_been_met() -> None:
    # All that is spam was called spam, and drawn at 1 in 1; the other verdict was drawn at 1 in 5 only.
    found = weighted_rates([1, 1, 1, 0, 0], [1, 1, 1, 0, 0], [1, 1, 1, 5, 5], n_classes=2)[1]

    assert (found.recall.value, found.recall.high, found.recall.n_effective) == (1.0, 1.0, 3 / 5)
    assert found.precision.value == 1.0
    assert found.precision.low == pytest.approx(wilson(3, 3).low)
    assert (found.false_positive.value, found.false_positive.n_effective) == (0.0, 2.0)


def test_a_light_miss_does_not_make_a_rate_surer_than_none() -> None:
    """Fifty hits of weight 1, and a hundred right verdicts of weight 1000, any of which could have been a miss."""
    weights, truth = [1.0] * 50 + [1000.0] * 100, [1] * 50 + [0] * 100

    none = weighted_rates(truth, truth, weights, n_classes=2)[1].recall
    one = weighted_rates([*truth, 0], [*truth, 1], [*weights, 2.0], n_classes=2)[1].recall

    assert (none.value, none.n, none.n_effective) == (1.0, 50, 50 / 1000)
    assert (one.value, one.n) == (50 / 52, 51)
    assert one.n_effective == pytest.approx(52 / 1000)
    assert (known(none.low), known(one.low)) == pytest.approx((0.01285, 0.01235), abs=5e-6)


def test_a_total_counts_each_for_as_many_as_its_weight() -> None:
    found = horvitz_thompson([True, True, False], [2, 4, 8])

    assert (found.value, found.n) == (6.0, 2)
    assert found.standard_error**2 == pytest.approx(2 * 1 + 4 * 3)
    assert found.low == 2.0
    assert horvitz_thompson([True, False], [1, 1]).high == 1.0


def test_intervals_cover_the_truth_of_the_population() -> None:
    draw, n = np.random.default_rng(7), 6_000
    truth = (draw.random(n) < 0.1).astype(int)
    verdict = np.where(draw.random(n) < 0.85, truth, 1 - truth)
    chance = np.where(verdict == 1, 0.12, 0.02)
    right = [truth[verdict == 1].mean(), verdict[truth == 1].mean(), verdict[truth == 0].mean()]
    inside = []
    for _ in range(300):
        at = draw.random(n) < chance
        spam = weighted_rates(verdict[at], truth[at], 1 / chance[at], n_classes=2)[1]
        rates = (spam.precision, spam.recall, spam.false_positive)
        inside.append([known(a.low) <= p <= known(a.high) for a, p in zip(rates, right, strict=True)])

    # False positives are covered more often: an interval is never surer than a plain draw of as many units.
    assert (np.mean(inside, axis=0) >= 0.92).all()


def test_strata_take_what_lies_between_them_out() -> None:
    hit = np.array([1, 1, 1, 0, 0, 0, 0, 1], bool)
    asked, weights = np.ones(8, bool), np.ones(8)

    even = weighted_ratio(hit, asked, weights, stratum=[0, 1, 0, 1, 0, 1, 0, 1])
    parted = weighted_ratio(hit, asked, weights, stratum=[0, 0, 0, 1, 1, 1, 1, 0])

    assert even.n_effective < 8
    # Nothing is left of the variance: it is as sure as a plain draw, not endlessly.
    assert parted.n_effective == 8.0


@pytest.mark.parametrize("weight", [[1.0, 0.0], [1.0, float("nan")], [1.0]])
def test_a_weight_is_above_zero_and_everyone_has_one(weight: list[float]) -> None:
    with pytest.raises(ValueError, match="weight"):
        weighted_rates([0, 1], [0, 1], weight, n_classes=2)


def test_a_code_that_is_no_class_is_an_error() -> None:
    with pytest.raises(ValueError, match="codes"):
        weighted_rates([0, 2], [0, 1], [1, 1], n_classes=2)
