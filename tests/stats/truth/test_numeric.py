"""Numbers: published figures, recovery, coverage."""

import numpy as np
import pytest
from numpy.typing import NDArray

from assay.stats.truth.numeric import Mean, Measurements, Median, NumericResult, ReliabilityWeighted
from tests.stats.truth.real_sets import rows_of

Floats = NDArray[np.float64]
MODELS: list[Mean | Median | ReliabilityWeighted] = [Mean(), Median(), ReliabilityWeighted()]
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: type(model).__name__)


def emotions() -> tuple[Measurements, Floats]:
    rows = rows_of("emotion_numeric")
    items, workers = ({key: nth for nth, key in enumerate(dict.fromkeys(row[name] for row in rows))}
                      for name in ("item", "worker"))  # fmt: skip
    truth = np.full(len(items), np.nan)
    for row in rows_of("emotion_numeric", "truth.csv"):
        truth[items[row["item"]]] = float(row["label"])
    measurements = Measurements(
        np.array([items[row["item"]] for row in rows], np.int32),
        np.array([workers[row["worker"]] for row in rows], np.int32),
        np.array([float(row["label"]) for row in rows]),
        len(items),
        len(workers),
    )
    return measurements, truth


@pytest.mark.parametrize(
    ("model", "mae", "rmse", "within"),
    [
        (Mean(), 12.022, 17.835, 1e-3),
        (Median(), 13.529, 21.264, 1e-3),
        (ReliabilityWeighted(), 12.20, 18.97, 0.8),
    ],
    ids=["mean", "median", "weighted, near the published LFC_N"],
)
def test_the_emotions_of_the_survey(
    model: Mean | Median | ReliabilityWeighted, mae: float, rmse: float, within: float
) -> None:
    measurements, truth = emotions()

    error = model.fit(measurements).value - truth

    assert float(np.abs(error).mean()) == pytest.approx(mae, abs=within)
    assert float(np.sqrt((error**2).mean())) == pytest.approx(rmse, abs=within)


def simulated(
    seed: int, *, n_items: int = 300, n_workers: int = 12
) -> tuple[Measurements, Floats, Floats, Floats]:
    draw = np.random.default_rng(seed)
    truth, bias = draw.normal(50, 20, n_items), draw.normal(0, 8, n_workers)
    deviation = draw.uniform(1, 20, n_workers)
    bias -= bias.mean()
    item, worker = (each.astype(np.int32).ravel() for each in np.indices((n_items, n_workers)))
    kept = draw.random(len(item)) < 0.5
    item, worker = item[kept], worker[kept]
    value = truth[item] + bias[worker] + draw.normal(0, 1, len(item)) * deviation[worker]
    return Measurements(item, worker, value, n_items, n_workers), truth, bias, deviation


def test_biases_and_spreads_are_recovered_and_help() -> None:
    measurements, truth, bias, deviation = simulated(101)

    found = ReliabilityWeighted().fit(measurements)

    assert found.converged
    assert found.bias is not None
    assert found.deviation is not None
    np.testing.assert_allclose(found.bias, bias, atol=4)
    np.testing.assert_allclose(found.deviation, deviation, rtol=0.25, atol=1.5)
    errors = [
        float(np.abs(model.fit(measurements).value - truth).mean())
        for model in (Mean(), ReliabilityWeighted())
    ]
    assert errors[1] < 0.7 * errors[0]


def covered(found: NumericResult, truth: Floats) -> float:
    return float(((found.low <= truth) & (truth <= found.high))[np.isfinite(found.low)].mean())


def test_intervals_cover_what_is_true() -> None:
    shares = [
        covered(ReliabilityWeighted().fit(made), truth) for made, truth, *_ in map(simulated, range(110, 115))
    ]
    assert np.mean(shares) > 0.9

    draw = np.random.default_rng(116)
    item, worker = (each.astype(np.int32).ravel() for each in np.indices((600, 9)))
    alike = Measurements(item, worker, draw.normal(0, 3, len(item)), 600, 9)
    for model in (Mean(), Median()):
        assert 0.93 < covered(model.fit(alike), np.zeros(600)) < 0.99


def test_somebody_with_few_numbers_is_taken_to_be_like_the_others() -> None:
    measurements, *_ = simulated(120)
    more = Measurements(
        np.append(measurements.item, [0]).astype(np.int32),
        np.append(measurements.worker, [12]).astype(np.int32),
        np.append(measurements.value, [measurements.value[measurements.item == 0].mean()]),
        300,
        13,
    )

    found = ReliabilityWeighted().fit(more)

    assert found.deviation is not None
    assert found.deviation[:12].min() < found.deviation[12] < found.deviation[:12].max()


@every_model
def test_an_item_without_numbers_is_undefined(model: Mean | Median | ReliabilityWeighted) -> None:
    codes = np.array([0, 0, 2, 2], np.int32), np.array([0, 1, 0, 1], np.int32)

    found = model.fit(Measurements(*codes, np.array([1.0, 3.0, 5.0, 9.0]), 3, 2))

    assert np.isnan(found.value).tolist() == [False, True, False]
    assert found.n_judgments.tolist() == [2, 0, 2]


@every_model
def test_everything_moves_with_the_scale(model: Mean | Median | ReliabilityWeighted) -> None:
    made, *_ = simulated(121, n_items=40)
    moved = Measurements(made.item, made.worker, 7 + 3 * made.value, made.n_items, made.n_workers)

    one, other = model.fit(made), model.fit(moved)

    for name in ("value", "low", "high"):
        np.testing.assert_allclose(getattr(other, name), 7 + 3 * getattr(one, name), rtol=1e-4)


@every_model
def test_numbers_that_are_all_the_same(model: Mean | Median | ReliabilityWeighted) -> None:
    item, worker = (each.astype(np.int32).ravel() for each in np.indices((3, 4)))

    found = model.fit(Measurements(item, worker, np.full(12, 5.0), 3, 4))

    np.testing.assert_allclose(found.value, 5.0)


def test_one_number_has_no_interval() -> None:
    one = Measurements(np.zeros(1, np.int32), np.zeros(1, np.int32), np.array([4.0]), 1, 1)

    for model in (Mean(), Median()):
        found = model.fit(one)
        assert found.value.tolist() == [4.0]
        assert np.isnan(found.low).all()


def test_what_cannot_be_fitted_is_refused() -> None:
    none = np.zeros(0, np.int32)
    with pytest.raises(ValueError, match="nothing to fit"):
        Measurements(none, none, np.zeros(0), 0, 0)
    with pytest.raises(ValueError, match="row 2 has no finite number"):
        Measurements(np.zeros(2, np.int32), np.arange(2, dtype=np.int32), np.array([1.0, np.nan]), 1, 2)
