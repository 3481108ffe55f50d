"""What was put into a simulated crowd comes out again."""

from itertools import pairwise

import numpy as np
import pytest

from assay.stats.truth import DawidSkene, HierarchicalDawidSkene
from assay.stats.truth.scoring import score
from tests.stats.truth.crowds import crowd


def test_confusion_matrices_are_recovered() -> None:
    made = crowd(21, n_items=3000, n_workers=12, overlap=6)

    result = DawidSkene().fit(made.judgments)

    assert result.confusion is not None
    assert np.abs(result.confusion - made.confusion).max() < 0.06
    assert result.converged


def test_shrinking_helps_people_with_few_judgments() -> None:
    errors = []
    for seed in range(4):
        made = crowd(30 + seed, n_items=300, n_workers=300, overlap=3)
        found = [
            float((model.fit(made.judgments).label == made.truth).mean())
            for model in (DawidSkene(), HierarchicalDawidSkene())
        ]
        errors.append(found[1] - found[0])

    assert np.mean(errors) > 0.01


def test_acceleration_finds_the_same_top_in_fewer_evaluations() -> None:
    made = crowd(41, n_items=2000, n_workers=60, overlap=3)

    plain = DawidSkene(accelerated=False, tol=1e-11, max_iter=2000).fit(made.judgments)
    fast = DawidSkene(tol=1e-11, max_iter=2000).fit(made.judgments)

    assert fast.log_likelihood == pytest.approx(plain.log_likelihood, abs=1e-3)
    assert fast.n_iter < plain.n_iter
    np.testing.assert_allclose(fast.posterior, plain.posterior, atol=1e-3)


def test_the_objective_never_falls_without_smoothing() -> None:
    made = crowd(42)

    reached = [
        DawidSkene(smoothing=0.0, accelerated=False, max_iter=n, tol=0).fit(made.judgments).log_likelihood
        for n in (1, 2, 3, 5, 10, 20)
    ]

    assert all(later >= earlier - 1e-9 for earlier, later in pairwise(reached))


@pytest.mark.parametrize("n_classes", [2, 3, 5])
def test_labels_of_a_good_crowd_are_right_as_often_as_their_probabilities_say(n_classes: int) -> None:
    """On judgments that follow the model, with much of everybody's work: there the posterior is honest."""
    made = crowd(60 + n_classes, n_items=4000, n_workers=12, n_classes=n_classes, overlap=3)

    result = DawidSkene().fit(made.judgments)

    right = float((result.label == made.truth).mean())
    assert right == pytest.approx(float(result.probability.mean()), abs=0.015)
    assert 0.8 < right < 0.99


def test_the_interval_of_the_accuracy_covers_it_as_often_as_it_says() -> None:
    """Truth is known for 80 items out of 4,000: 95 of 100 such intervals must hold the accuracy over all."""
    made = crowd(70, n_items=4000, n_workers=12, overlap=3)
    result = DawidSkene().fit(made.judgments)
    right = float((result.label == made.truth).mean())
    draw = np.random.default_rng(71)

    covered = []
    for _ in range(1000):
        known = draw.choice(4000, 80, replace=False)
        accuracy = score(result, known, made.truth[known].astype(np.int64)).accuracy
        assert accuracy.low is not None
        assert accuracy.high is not None
        covered.append(accuracy.low <= right <= accuracy.high)

    assert 0.93 < np.mean(covered) < 0.98
