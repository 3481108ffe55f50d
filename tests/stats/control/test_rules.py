"""Each rule at the last point of its pattern, and what the rules cost in false alarms."""

import numpy as np
import pytest

from assay.stats.control import WESTERN_ELECTRIC, signals


@pytest.mark.parametrize(
    ("rule", "z"),
    [
        ("beyond_3", [0.0, -3.1]),
        ("nine_on_one_side", [0.1] * 9),
        ("eight_on_one_side", [-0.1] * 8),
        ("six_monotone", [-1, -0.5, 0, 0.2, 0.9, 1.1]),
        ("fourteen_alternating", [1, -1] * 7),
        ("two_of_three_beyond_2", [2.1, 0.0, 2.5]),
        ("four_of_five_beyond_1", [1.1, 1.5, 0.2, 1.2, 1.3]),
        ("fifteen_within_1", [0.5, -0.5, 0.4] * 5),
        ("eight_beyond_1_on_both_sides", [1.2, -1.2] * 4),
    ],
)
def test_a_rule_signals_at_the_last_point_of_its_pattern(rule: str, z: list[float]) -> None:
    assert signals(z, [rule]) == {len(z) - 1: [rule]}
    assert signals(z[:-1], [rule]) == {}


def test_the_last_point_itself_must_be_beyond() -> None:
    assert 2 not in signals([2.1, 2.2, 0.0], ["two_of_three_beyond_2"])


def test_points_on_both_sides_do_not_add_up() -> None:
    assert signals([2.1, 0, -2.1], ["two_of_three_beyond_2"]) == {}


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(ValueError, match="there is no rule ten_in_a_row"):
        signals([0.0], ["ten_in_a_row"])


def points_to_alarm(rules: tuple[str, ...] | None, seed: int) -> float:
    draw = np.random.default_rng(seed)
    lengths = []
    for _ in range(150):
        z = draw.standard_normal(1200)
        found = signals(z, rules) if rules else signals(z)
        lengths.append(min(found, default=1200) + 1)
    return float(np.mean(lengths))


def test_all_western_electric_rules_cost_three_quarters_of_the_peace() -> None:
    assert points_to_alarm(WESTERN_ELECTRIC, 1) == pytest.approx(92, rel=0.2)
    assert points_to_alarm(None, 2) == pytest.approx(213, rel=0.25)
