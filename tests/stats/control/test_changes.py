"""Changes whose place is known, against a search through all of them, and false alarms where there is none."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from scipy.stats import binom

from assay.stats.control import change_points
from tests.stats.control.test_charts import IMPROVED, JUICE


def test_the_orange_juice_becomes_better_soon_after_the_30th_sample() -> None:
    found = change_points([*JUICE, *IMPROVED], 50, kind="share")

    assert [change.at for change in found.changes] == [33]
    assert [level.value for level in found.levels] == pytest.approx([374 / 1650, 106 / 1050])
    assert found.changes[0].p_value == 0.001
    assert [(level.begin, level.end, level.n) for level in found.levels] == [
        (0, 33, 1650.0),
        (33, 54, 1050.0),
    ]
    assert found.levels[0].low < 374 / 1650 < found.levels[0].high


def slow_best(defective: list[int], n: int, price: float) -> list[int]:
    """Every set of changes, by scipy's likelihood."""

    def cost(begin: int, end: int) -> float:
        share = sum(defective[begin:end]) / (n * (end - begin))
        return -sum(float(binom.logpmf(count, n, share)) for count in defective[begin:end])

    inner = range(2, len(defective) - 1)
    sets = [each for size in range(6) for each in combinations(inner, size)]
    legal = [each for each in sets if all(b - a >= 2 for a, b in pairwise(each))]
    ends = [[0, *each, len(defective)] for each in legal]
    totals = [sum(cost(a, b) for a, b in pairwise(e)) + price * (len(e) - 2) for e in ends]
    return list(legal[int(np.argmin(totals))])


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("price", [0.5, 1.5, 4.0])
def test_the_levels_are_the_best_there_are(seed: int, price: float) -> None:
    draw = np.random.default_rng(seed)
    defective = draw.binomial(20, np.repeat([0.2, 0.5, 0.3], 4)).tolist()

    found = change_points(defective, 20, kind="share", penalty=price, n_permutations=1)

    assert [change.at for change in found.changes] == slow_best(defective, 20, price)


def series(
    kind: str, draw: np.random.Generator, *, shift: float
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    level = np.repeat([0.0, shift], 30)
    if kind == "share":
        return draw.binomial(100, 0.05 * (1 + level)).astype(np.float64)
    if kind == "count":
        return draw.poisson(6 * (1 + level)).astype(np.float64)
    return draw.normal(2 * level, 1.0)


@pytest.mark.parametrize("kind", ["share", "count", "number"])
def test_a_change_is_found_and_none_is_made_up(kind: str) -> None:
    draw = np.random.default_rng(9)
    steady = [
        change_points(series(kind, draw, shift=0), 100, kind=kind, n_permutations=1) for _ in range(150)
    ]
    moved = [change_points(series(kind, draw, shift=1), 100, kind=kind, n_permutations=1) for _ in range(60)]

    assert np.mean([bool(each.changes) for each in steady]) < 0.05
    found = [any(abs(change.at - 30) <= 3 for change in each.changes) for each in moved]
    assert np.mean(found) > 0.9


def test_p_values_of_a_steady_process_are_no_surprise() -> None:
    draw = np.random.default_rng(2)
    forced = [
        change_points(draw.normal(0, 1, 20), penalty=0.0, shortest=9, n_permutations=99) for _ in range(120)
    ]

    p_values = [change.p_value for each in forced for change in each.changes]
    assert np.mean(np.array(p_values) <= 0.1) == pytest.approx(0.1, abs=0.07)


def test_exposure_counts() -> None:
    found = change_points([2, 4, 2, 6, 12, 6], [1, 2, 1, 1, 2, 1], kind="count", penalty=1.0)

    assert [change.at for change in found.changes] == [3]
    assert [level.value for level in found.levels] == [2.0, 6.0]


def test_a_series_without_any_change_in_it() -> None:
    found = change_points([5.0] * 8)

    assert (found.changes, found.n_points, found.levels[0].value) == ((), 8, 5.0)


@pytest.mark.parametrize(
    ("values", "n", "kind"),
    [
        ([1.0, 2.0, 3.0], 1, "number"),
        ([1.0] * 4, 1, "odds"),
        ([5.0] * 4, 4, "share"),
        ([-1.0] * 4, 4, "count"),
        ([float("nan")] * 4, 1, "number"),
        ([1.0] * 4, 0, "count"),
    ],
)
def test_impossible_series_are_errors(values: list[float], n: float, kind: str) -> None:
    with pytest.raises(ValueError, match=r"points or more|one of share|start at 0|finite"):
        change_points(values, n, kind=kind)
