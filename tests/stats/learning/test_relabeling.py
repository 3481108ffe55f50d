"""Majorities, noise, and where another judgment beats another item."""

import numpy as np
import pytest

from assay.stats.learning import PowerLaw, effective_labels, fit_power_law, majority_quality, relabeling
from tests.stats.known import known

CURVE = PowerLaw(0.05, 1.2, 0.5, np.zeros((3, 3)), 6)


@pytest.mark.parametrize(
    ("accuracy", "n", "wanted"),
    [
        (0.6, 3, 0.648), (0.6, 5, 0.6826), (0.7, 3, 0.784), (0.7, 5, 0.8369), (0.7, 11, 0.9218), (0.8, 3, 0.896),
        (0.8, 5, 0.9421), (0.8, 7, 0.9667), (0.9, 3, 0.972), (0.7, 2, 0.7), (0.7, 1, 0.7),
    ],
)  # fmt: skip
def test_majorities(accuracy: float, n: int, wanted: float) -> None:
    assert majority_quality(accuracy, n) == pytest.approx(wanted, abs=5e-5)


def test_noise_costs_labels_as_it_costs_a_mean_its_precision() -> None:
    # The mean of n answers +1 or -1, each turned over at rate 0.2, has the bias 0.6 of theirs: as precise as 0.36 n.
    draw, n = np.random.default_rng(1), 400
    truth = np.where(draw.random((20_000, n)) < 0.55, 1, -1)
    noisy = truth * np.where(draw.random(truth.shape) < 0.2, -1, 1)
    clean_error = truth.mean(axis=1).std()
    worth = (clean_error / (noisy.mean(axis=1).std() / 0.6)) ** 2 * n

    assert effective_labels(n, 0.8) == pytest.approx(worth, rel=0.05)
    assert effective_labels(100, 0.9, measured_quality=0.9) == pytest.approx(100)
    assert effective_labels(100, 0.5) == 0.0


def test_cheap_items_are_labeled_once_and_dear_ones_often() -> None:
    prices = (0.0, 0.05, 0.5, 5.0)

    best = [
        relabeling(CURVE, accuracy=0.75, budget=5000, price_item=price, price_judgment=0.1)[0].overlap
        for price in prices
    ]

    assert best[0] == 1
    assert best == sorted(best)
    assert best[-1] > 5


def test_a_mix_says_what_it_costs() -> None:
    found = {
        mix.overlap: mix
        for mix in relabeling(
            CURVE, accuracy=0.8, budget=1000, price_item=0.2, price_judgment=0.1, overlaps=(1, 3)
        )
    }

    assert found[3].n_items == 2000
    assert (found[3].quality, found[3].cost) == pytest.approx((0.896, 1000))
    assert found[3].error == pytest.approx(CURVE.error(2000 * (2 * 0.896 - 1) ** 2))
    assert found[1].n_items == 3333


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"budget": 0.05}, "does not buy one item"),
        ({"accuracy": 0.5}, "above 0.5"),
        ({"price_judgment": 0.0}, "have a price"),
    ],
)
def test_what_buys_nothing_is_an_error(changed: dict[str, float], sentence: str) -> None:
    figures = {"accuracy": 0.8, "budget": 100.0, "price_item": 0.1, "price_judgment": 0.1} | changed

    with pytest.raises(ValueError, match=sentence):
        relabeling(CURVE, **figures)  # type: ignore[arg-type]  # Every figure is a number.


def test_impossible_qualities_are_errors() -> None:
    with pytest.raises(ValueError, match=r"from 0\.5"):
        effective_labels(10, 0.4)
    with pytest.raises(ValueError, match="one judgment or more"):
        majority_quality(0.8, 0)


def test_the_interval_of_the_labels_needed_holds_them() -> None:
    draw, sizes = np.random.default_rng(4), [100, 200, 400, 800, 1600, 3200]
    curve = fit_power_law(sizes, [0.05 + 1.2 * n**-0.5 + draw.normal(0, 0.001) for n in sizes])

    fewest, most = curve.labels_interval(0.08)

    assert known(fewest) < known(curve.labels_for(0.08)) < known(most)
    assert curve.interval(known(fewest))[0] == pytest.approx(0.08, abs=1e-6)
    assert curve.interval(known(most))[1] == pytest.approx(0.08, abs=1e-6)
    assert curve.labels_interval(0.001) == (None, None)
