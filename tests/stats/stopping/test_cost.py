"""Expected costs of labels against Ipeirotis' numbers."""

import numpy as np
import pytest

from assay.stats.stopping import label_costs, least_cost, soft_cost

ZERO_ONE = 1 - np.eye(2)


def quality(prior: list[float], confusion: list[list[float]]) -> tuple[float, float]:
    """Soft and least cost of a contributor against somebody who answers without looking."""
    joint = np.array(prior)[:, None] * np.array(confusion)
    costs = {"soft": soft_cost, "least": least_cost}
    found = []
    for cost in costs.values():
        own = sum(float(cost(part / part.sum(), ZERO_ONE)) * part.sum() for part in joint.T if part.sum())
        found.append(1 - own / cost(np.array(prior), ZERO_ONE))
    return round(found[0], 4), round(found[1], 4)


@pytest.mark.parametrize(
    ("prior", "confusion", "soft", "least"),
    [
        ([0.5, 0.5], [[1, 0], [0, 1]], 1.0, 1.0),
        ([0.5, 0.5], [[1, 0], [1, 0]], 0.0, 0.0),
        ([0.5, 0.5], [[0, 1], [1, 0]], 1.0, 1.0),
        ([0.5, 0.5], [[0.8, 0.2], [0.2, 0.8]], 0.36, 0.6),
        ([0.5, 0.5], [[0.9, 0.1], [0.4, 0.6]], 0.2747, 0.5),
        ([0.15, 0.85], [[0, 1], [0, 1]], 0.0, 0.0),
        ([0.15, 0.85], [[1, 0], [0.2, 0.8]], 0.375, 0.0),
    ],
    ids=["perfect", "always-one", "inverted", "80-80", "90-60", "majority-spammer", "biased-honest"],
)
def test_quality_by_expected_cost_is_the_published_one(
    prior: list[float], confusion: list[list[float]], soft: float, least: float
) -> None:
    assert quality(prior, confusion) == pytest.approx((soft, least), abs=2e-4)


def test_the_costs_are_those_of_each_label() -> None:
    costs = np.array([[0.0, 10.0], [1.0, 0.0]])
    posterior = np.array([0.2, 0.8])

    assert label_costs(posterior, costs).round(9).tolist() == [0.8, 2.0]
    assert least_cost(posterior, costs) == pytest.approx(0.8)
