"""Thresholds from known answers: by hand, by a slow twin, and by what is promised on simulated machines."""

import numpy as np
import pytest
from scipy.stats import binom

from assay.stats.machines import Trusted, trust_above
from assay.stats.machines.threshold import FIFTHS


def slow(confidence: list[float], right: list[bool], target: float) -> float | None:
    """The twin: each candidate by a loop, its bound by inverting the binomial test."""
    found, before = None, 0
    ordered = sorted(zip(confidence, right, strict=True), key=lambda each: -each[0])
    for nth in range(1, FIFTHS + 1):
        last = ordered[-(-len(ordered) * nth // FIFTHS) - 1][0]
        taken = [each for each in ordered if each[0] >= last]
        wrong = sum(not good for _, good in taken)
        newest = [good for _, good in taken[before:]]
        is_sure = binom.cdf(wrong, len(taken), 1 - target) <= 0.05 / FIFTHS
        if is_sure and newest and np.mean(newest) >= target:
            found = last
        before = len(taken)
    return found


def test_of_known_answers_by_hand() -> None:
    sure, doubtful = [0.9] * 100, [0.4] * 100

    assert trust_above([], [], target=0.9) == Trusted(None, 0, 0, None, 0)
    assert trust_above([0.5] * 89, [True] * 89, target=0.95).threshold is None
    assert trust_above([0.5] * 90, [True] * 90, target=0.95).threshold == 0.5
    found = trust_above(sure + doubtful, [True] * 100 + [True, False] * 50, target=0.95)
    assert (found.threshold, found.n, found.k, found.n_known) == (0.9, 100, 100, 200)
    # 394 of 400 would do by the bound alone; the least sure fifth, 74 of 80, does not reach the target by itself.
    few = trust_above([0.9] * 320 + [0.4] * 80, [True] * 320 + [True] * 74 + [False] * 6, target=0.95)
    assert (few.threshold, few.n) == (0.9, 320)


@pytest.mark.parametrize("seed", range(20))
def test_the_slow_twin_finds_the_same(seed: int) -> None:
    rng = np.random.default_rng(seed)
    confidence = np.round(rng.random(300), 2)
    right = rng.random(300) < 0.9 + 0.1 * confidence

    found = trust_above(confidence.tolist(), right.tolist(), target=0.9)

    assert found.threshold == slow(confidence.tolist(), right.tolist(), 0.9)


def test_a_threshold_that_breaks_the_promise_is_rare() -> None:
    rng = np.random.default_rng(1)
    broken = 0
    for _ in range(400):
        confidence = rng.random(400)
        right = rng.random(400) < 0.85 + 0.149 * confidence
        found = trust_above(confidence.tolist(), right.tolist(), target=0.95)
        broken += found.threshold is not None and 0.85 + 0.149 * (1 + found.threshold) / 2 < 0.95

    assert broken <= 400 * 0.05


def test_what_is_no_share_is_an_error() -> None:
    for confidence, target in (([0.5, 0.6], 0.9), ([0.5], 1.0), ([0.5], float("nan"))):
        with pytest.raises(ValueError, match="between 0 and 1"):
            trust_above(confidence, [True], target=target)
