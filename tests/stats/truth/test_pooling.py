"""How alike people are, against loops that anybody can read."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import digamma

from assay.stats.truth.pooling import LEAST_JUDGMENTS, STRONGEST, WEAKEST, crowd_of, strength_of

Floats = NDArray[np.float64]


def slow_crowd(counts: Floats, smoothing: float) -> Floats:
    n_workers, n_classes, _ = counts.shape
    crowd = np.full((n_classes, n_classes), 1 / n_classes)
    for truth in range(n_classes):
        sums = [
            sum(counts[worker, answer, truth] for worker in range(n_workers)) + smoothing
            for answer in range(n_classes)
        ]
        if sum(sums) > 0:
            crowd[:, truth] = [each / sum(sums) for each in sums]
    return crowd


def slow_strength(counts: Floats, crowd: Floats, before: Floats, n_steps: int) -> Floats:
    strength = before.copy()
    for truth in range(counts.shape[2]):
        people = [own for own in counts[:, :, truth] if own.sum() > LEAST_JUDGMENTS]
        for _ in range(n_steps if len(people) >= 2 else 0):
            s, up, down = strength[truth], 0.0, 0.0
            for own in people:
                for answer, mean in enumerate(crowd[:, truth]):
                    up += mean * (digamma(own[answer] + s * mean) - digamma(s * mean))
                down += digamma(own.sum() + s) - digamma(s)
            strength[truth] = min(max(s * up / down, WEAKEST), STRONGEST)
    return strength


def drawn(seed: int, *, strength: float, n_workers: int = 30, n: int = 40) -> Floats:
    """Counts of people whose confusion varies around a common one by this strength."""
    draw = np.random.default_rng(seed)
    crowd = np.array([[0.7, 0.1, 0.2], [0.2, 0.8, 0.3], [0.1, 0.1, 0.5]])
    counts = np.zeros((n_workers, 3, 3))
    for worker in range(n_workers):
        for truth in range(3):
            counts[worker, :, truth] = draw.multinomial(n, draw.dirichlet(strength * crowd[:, truth]))
    return counts


@pytest.mark.parametrize("smoothing", [0.0, 0.5])
def test_the_crowd_equals_its_slow_twin(smoothing: float) -> None:
    counts = drawn(1, strength=5)
    counts[:, :, 1] = 0.0
    counts[:, :, 2] /= 1000

    np.testing.assert_allclose(crowd_of(counts, smoothing), slow_crowd(counts, smoothing), rtol=1e-12)


@pytest.mark.parametrize("n_steps", [1, 3])
def test_the_strength_equals_its_slow_twin(n_steps: int) -> None:
    counts = drawn(2, strength=5)
    counts[0, :, 1] = [LEAST_JUDGMENTS, 0, 0]
    crowd, before = crowd_of(counts, 0.01), np.array([4.0, 1.0, 30.0])

    found = strength_of(counts, crowd, before, n_steps=n_steps)

    np.testing.assert_allclose(found, slow_strength(counts, crowd, before, n_steps), rtol=1e-9)
    if n_steps == 3:
        np.testing.assert_array_equal(strength_of(counts, crowd, before), found)


def test_one_person_says_nothing_of_how_people_differ_and_two_do() -> None:
    counts = drawn(3, strength=5)
    counts[1:, :, 0] = 0.0
    counts[2:, :, 1] = 0.0
    before = np.array([4.0, 4.0, 4.0])

    found = strength_of(counts, crowd_of(counts, 0.01), before)

    assert found[0] == 4.0
    assert found[1] != 4.0
    assert found[2] != 4.0


@pytest.mark.parametrize("strength", [2.0, 20.0])
def test_the_strength_is_recovered(strength: float) -> None:
    counts = drawn(4, strength=strength, n_workers=800, n=100)

    found = strength_of(counts, crowd_of(counts, 0.0), np.full(3, 4.0), n_steps=300)

    np.testing.assert_allclose(found, strength, rtol=0.2)


def test_the_strength_stays_in_its_range() -> None:
    alike = np.tile(np.array([[70.0, 20.0], [30.0, 80.0]]), (50, 1, 1))
    apart = np.zeros((50, 2, 2))
    apart[::2, 0] = apart[1::2, 1] = 1000.0

    found = [
        strength_of(counts, crowd_of(counts, 0.01), np.full(2, start), n_steps=500)
        for counts, start in ((alike, 2 * STRONGEST), (apart, 4.0))
    ]

    assert found[0].tolist() == [STRONGEST, STRONGEST]
    assert (found[1] >= WEAKEST).all()
    assert (found[1] < 0.3).all()
