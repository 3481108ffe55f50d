"""Thresholds from gold: exact where they can be computed by hand, and kept on crowds that are overconfident."""

import numpy as np
import pytest

from assay.stats.stopping import Calibration, ClassRule, Path, Rule, calibrate


def path(score: float, *, right: bool = True, truth: int = 0) -> Path:
    label = truth if right else 1 - truth
    return Path(truth, np.array([score]), np.array([label]), np.array([2.0]), np.array([True]))


def threshold(paths: list[Path], rule: Rule) -> float | None:
    return calibrate(paths, rule).thresholds.get(-1)


@pytest.mark.parametrize(("target", "least"), [(0.95, 59), (0.9, 29), (0.8, 14)])
def test_nothing_stops_by_probability_with_too_little_gold(target: float, least: int) -> None:
    rule = Rule(target=target)

    assert threshold([path(0.999) for _ in range(least - 1)], rule) is None
    assert threshold([path(0.999) for _ in range(least)], rule) == 0.5
    assert threshold([], rule) is None


def test_gold_that_is_wrong_too_often_stops_nothing() -> None:
    paths = [path(0.999, right=nth % 10 > 0) for nth in range(200)]

    assert threshold(paths, Rule(target=0.95)) is None
    assert threshold(paths, Rule(target=0.8)) == 0.5


def test_sure_items_do_not_pay_for_doubtful_ones() -> None:
    sure = [path(0.9999) for _ in range(400)]
    doubtful = [path(0.7, right=nth % 5 > 0) for nth in range(100)]

    found = threshold(sure + doubtful, Rule(target=0.9))

    assert found is not None
    assert found >= 0.5
    nearly_all_doubtful = threshold(sure[:60] + doubtful, Rule(target=0.9))
    assert nearly_all_doubtful is not None
    assert 0.7 < nearly_all_doubtful <= 0.9999


def test_first_passage_counts_and_not_the_last_posterior() -> None:
    lucky = [
        Path(
            0,
            np.array([0.99, 0.6, 0.999]),
            np.array([1, 1, 0]),
            np.full(3, 2.0),
            np.ones(3, bool),
        )
        for _ in range(100)
    ]

    found = threshold(lucky, Rule(target=0.9))

    assert found is not None
    assert found > 0.99


def test_judgments_at_which_an_item_may_not_stop_do_not_count() -> None:
    held = [
        Path(0, np.array([0.99, 0.98]), np.array([1, 0]), np.full(2, 2.0), np.array([False, True]))
        for _ in range(100)
    ]

    assert threshold(held, Rule(target=0.9)) == 0.5


def test_a_class_with_its_own_target_needs_gold_of_its_own() -> None:
    rule = Rule(target=0.8, classes={1: ClassRule(target=0.9)})
    common = [path(0.999) for _ in range(300)]

    few = calibrate(common + [path(0.999, truth=1) for _ in range(10)], rule)
    enough = calibrate(common + [path(0.999, truth=1) for _ in range(29)], rule)

    assert (few.threshold_of(0), few.threshold_of(1)) == (0.5, None)
    assert (enough.threshold_of(0), enough.threshold_of(1)) == (0.5, 0.5)


def changing(chance: float, n: int, n_changed: int) -> list[Path]:
    return [
        Path(
            None,
            np.array([0.6, 0.6]),
            np.array([0, int(nth < n_changed)]),
            np.array([chance, 2.0]),
            np.ones(2, bool),
        )
        for nth in range(n)
    ]


def test_forecasts_are_believed_as_far_as_they_came_true() -> None:
    rule = Rule(futility=0.03)

    kept = calibrate(changing(0.04, 200, 2), rule)
    broken = calibrate(changing(0.04, 200, 20), rule)
    unknown = calibrate([], rule)

    assert (kept.futility_below, kept.changed.k, kept.changed.n) == (0.1, 2, 200)
    assert broken.futility_below == 0.015
    assert unknown.futility_below == 0.015


@pytest.mark.parametrize("unsettled", [None, 0.2])
def test_a_crowd_that_is_not_known_yet_makes_nothing_futile(unsettled: float | None) -> None:
    found: Calibration = calibrate(changing(0.04, 200, 0), Rule(), unsettled_share=unsettled)

    assert found.futility_below == 0.0


@pytest.mark.parametrize("n_gold", [60, 150, 400])
@pytest.mark.parametrize("target", [0.9, 0.95])
def test_the_promise_is_kept_as_often_as_promised(target: float, n_gold: int) -> None:
    """Scores far too sure: the accuracy at a score s is only s^4. The true accuracy above a threshold is known."""
    draw = np.random.default_rng(n_gold)
    reference = 1 - draw.random(200_000) ** 2 * 0.5
    n_tried, n_broken, n_stopping = 150, 0, 0
    for _ in range(n_tried):
        score = 1 - draw.random(n_gold) ** 2 * 0.5
        right = draw.random(n_gold) < score**4
        found = threshold(
            [path(s, right=bool(r)) for s, r in zip(score, right, strict=True)], Rule(target=target)
        )
        if found is not None:
            n_stopping += 1
            n_broken += float((reference[reference >= found] ** 4).mean()) < target
    # Three standard errors above the promised one in twenty.
    assert n_broken / n_tried <= 0.05 + 3 * np.sqrt(0.0475 / n_tried)
    assert n_stopping > 0 or n_gold == 60
