"""Each rule at the last point of its pattern, and what the rules cost in false alarms."""

from itertools import pairwise

import numpy as np
import pytest

from assay.stats.control import RULES, WESTERN_ELECTRIC, false_alarms, signals
from tests.stats.known import known


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


def slow_signals(z: list[float], rule: str) -> list[int]:
    """One window after the other, as the handbooks word the rules."""
    window, _ = RULES[rule]
    found = []
    for last in range(window - 1, len(z)):
        part = z[last - window + 1 : last + 1]
        steps = [after - before for before, after in pairwise(part)]
        if {
            "beyond_3": abs(part[-1]) > 3,
            "nine_on_one_side": min(part) > 0 or max(part) < 0,
            "eight_on_one_side": min(part) > 0 or max(part) < 0,
            "six_monotone": all(step > 0 for step in steps) or all(step < 0 for step in steps),
            "fourteen_alternating": all(one * other < 0 for one, other in pairwise(steps)),
            "two_of_three_beyond_2": any(
                s * part[-1] > 2 and sum(s * each > 2 for each in part) >= 2 for s in (1, -1)
            ),
            "four_of_five_beyond_1": any(
                s * part[-1] > 1 and sum(s * each > 1 for each in part) >= 4 for s in (1, -1)
            ),
            "fifteen_within_1": max(map(abs, part)) < 1,
            "eight_beyond_1_on_both_sides": min(map(abs, part)) > 1 and min(part) < 0 < max(part),
        }[rule]:
            found.append(last)
    return found


@pytest.mark.parametrize("rule", RULES)
def test_rules_hold_where_their_slow_twin_says(rule: str) -> None:
    draw = np.random.default_rng(6)
    wide, narrow = draw.normal(0, 2, 3000).tolist(), draw.normal(0.3, 0.6, 3000).tolist()

    assert list(signals(wide, [rule])) == slow_signals(wide, rule)
    assert list(signals(narrow, [rule])) == slow_signals(narrow, rule)


@pytest.mark.parametrize(
    ("rules", "points"),
    [(("beyond_3",), 370), (("beyond_3", "nine_on_one_side"), 213), (WESTERN_ELECTRIC, 91.75)],
)
def test_what_rules_cost_in_false_alarms(rules: tuple[str, ...], points: float) -> None:
    found = false_alarms(rules, n=3000, seed=1)

    assert found.points == pytest.approx(points, rel=0.05)
    assert found.n == 3000
    assert known(found.high) - found.low < 0.15 * points


def test_no_rule_never_alarms() -> None:
    found = false_alarms((), n=100)

    assert (found.points, found.high) == (150_000.0, None)


def test_the_cost_of_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(ValueError, match="there is no rule"):
        false_alarms(["ten_in_a_row"])
