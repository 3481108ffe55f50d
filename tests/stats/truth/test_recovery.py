"""What was put into a simulated crowd comes out again."""

from itertools import pairwise

import numpy as np
import pytest

from assay.stats.truth import DawidSkene, HierarchicalDawidSkene
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
