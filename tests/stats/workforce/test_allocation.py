"""The allocation of people against every other one of a small world, and against what can be reckoned by hand."""

from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple  # A field of a world is one of three kinds of lists.

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.stats.workforce import Allocation, Demands, Limit, Staff, allocation

Rows = tuple[tuple[int, ...], ...]


class World(NamedTuple):
    capacity: list[int]
    least: list[int]
    hard_most: list[int]
    eligible: list[list[bool]]
    before: list[list[bool]]
    quarters: list[int]
    weight: list[int]
    is_hard: list[bool]


def solved(world: World) -> Allocation:
    staff = Staff(
        np.array(world.capacity, np.int64),
        np.array(world.eligible, np.bool_),
        np.array(world.before, np.bool_),
        np.array(world.least, np.int64),
        np.array(world.hard_most, np.int64),
    )
    wanted = Demands(
        np.array(world.quarters, np.int64),
        np.array(world.weight, np.int64),
        np.array(world.is_hard, np.bool_),
    )
    return allocation(staff, wanted)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    n_people, n_demands = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    amounts = st.integers(0, 3)

    def flags() -> list[list[bool]]:
        return [
            draw(st.lists(st.booleans(), min_size=n_demands, max_size=n_demands)) for _ in range(n_people)
        ]

    def of(n: int, what: st.SearchStrategy[int]) -> list[int]:
        return draw(st.lists(what, min_size=n, max_size=n))

    return World(
        of(n_people, amounts),
        of(n_people, st.integers(0, 2)),
        of(n_people, amounts),
        flags(),
        flags(),
        of(n_demands, amounts),
        of(n_demands, st.integers(1, 3)),
        draw(st.lists(st.booleans(), min_size=n_demands, max_size=n_demands)),
    )


def own_ways(world: World, who: int) -> Iterator[tuple[int, ...]]:
    """Every way in which one person's hours can be given out."""
    most = [world.capacity[who] if may else 0 for may in world.eligible[who]]
    for way in product(*(range(each + 1) for each in most)):
        hard = sum(n for n, is_hard in zip(way, world.is_hard, strict=True) if is_hard)
        if sum(way) <= world.capacity[who] and hard <= world.hard_most[who]:
            yield way


def merit(world: World, rows: Rows) -> tuple[int, int, int]:
    """What the allocation maximises, in its order: weight served, fairness, continuity."""
    served = sum(n * weight for row in rows for n, weight in zip(row, world.weight, strict=True))
    stayed = sum(
        n
        for row, was in zip(rows, world.before, strict=True)
        for n, there in zip(row, was, strict=True)
        if there
    )
    return served, -sum(unfairness(world, who, sum(row)) for who, row in enumerate(rows)), stayed


def unfairness(world: World, who: int, total: int) -> int:
    """The price of one person's hours: nothing up to the wished minimum, then 1, 2, 3 and 4 by quarters of the rest."""
    least = min(world.least[who], world.capacity[who])
    rest = world.capacity[who] - least
    steps = [nth for nth in range(4) for _ in range(rest * (nth + 1) // 4 - rest * nth // 4)]
    return sum(nth + 1 for nth in steps[: max(0, total - least)])


def best_merit(world: World) -> tuple[int, int, int]:
    found = []
    for rows in product(*(list(own_ways(world, who)) for who in range(len(world.capacity)))):
        given_out = [sum(column) for column in zip(*rows, strict=True)]
        if all(n <= most for n, most in zip(given_out, world.quarters, strict=True)):
            found.append(merit(world, rows))
    return max(found)


@settings(max_examples=80, deadline=None)
@given(worlds())
def test_no_other_allocation_of_a_small_world_is_better(world: World) -> None:
    found = solved(world)

    rows = tuple(tuple(int(n) for n in row) for row in found.quarters)
    assert all(row in list(own_ways(world, who)) for who, row in enumerate(rows))
    assert (found.short >= 0).all()
    assert merit(world, rows) == best_merit(world)


@settings(max_examples=80, deadline=None)
@given(worlds())
def test_what_binds_can_be_checked_by_adding_up(world: World) -> None:
    """Everybody who could serve the rivals is named, all their hours go to the rivals, and do not suffice."""
    found = solved(world)

    assert [each.demand for each in found.bindings] == [int(nth) for nth in np.flatnonzero(found.short)]
    for each in found.bindings:
        people, rivals = list(each.people), list(each.rivals)
        able = [
            who
            for who, may in enumerate(world.eligible)
            if world.capacity[who] and any(may[rival] for rival in rivals)
        ]
        assert each.capacity == sum(world.capacity[who] for who in people)
        assert (each.limit == Limit.NOBODY) == (each.capacity == 0)
        if each.limit in {Limit.HOURS, Limit.SHARED}:
            assert people == able
            assert int(found.quarters[people][:, rivals].sum()) == each.capacity
            assert each.capacity < sum(world.quarters[rival] for rival in rivals)


def world(**changed: Any) -> World:
    """Two people with 8 quarters each, who may do both of two demands of 8."""
    both = [[True, True], [True, True]]
    never = [[False, False], [False, False]]
    plain = World([8, 8], [0, 0], [8, 8], both, never, [8, 8], [1, 1], [False, False])
    return plain._replace(**changed)


def test_the_heavier_demand_is_served_first_and_the_other_is_short_for_it() -> None:
    found = solved(world(capacity=[8, 0], weight=[1, 3]))

    assert found.quarters.tolist() == [[0, 8], [0, 0]]
    [binding] = found.bindings
    assert (binding.demand, binding.short, binding.limit) == (0, 8, Limit.SHARED)
    assert (binding.people, binding.rivals, binding.capacity) == ((0,), (0, 1), 8)


def test_a_demand_that_nobody_may_serve_says_so() -> None:
    found = solved(world(eligible=[[True, False], [True, False]]))

    assert found.short.tolist() == [0, 8]
    assert [(each.limit, each.people, each.rivals) for each in found.bindings] == [(Limit.NOBODY, (), (1,))]
    assert found.idle.tolist() == [4, 4]


def test_people_who_are_used_up_by_one_demand_are_what_binds() -> None:
    found = solved(world(quarters=[20, 0], eligible=[[True, False], [False, True]]))

    assert [(each.limit, each.people, each.capacity) for each in found.bindings] == [(Limit.HOURS, (0,), 8)]
    assert found.idle.tolist() == [0, 8]


def test_a_limit_on_hard_content_leaves_people_idle_and_is_named() -> None:
    found = solved(world(quarters=[16, 0], hard_most=[3, 3], is_hard=[True, False]))

    assert found.quarters.tolist() == [[3, 0], [3, 0]]
    assert [(each.short, each.limit) for each in found.bindings] == [(10, Limit.HARD)]


def test_hours_are_spread_and_stay_where_they_were() -> None:
    """8 of 16 quarters: 4 each, though one could do all; and each where they were the last time."""
    found = solved(world(quarters=[4, 4], before=[[False, True], [True, False]]))

    assert found.quarters.tolist() == [[0, 4], [4, 0]]


def test_everybody_gets_the_wished_minimum_before_anybody_gets_more() -> None:
    """Two who differ in capacity: 6 quarters of work, of which the second wishes 4 at least."""
    found = solved(world(capacity=[32, 8], least=[2, 4], quarters=[6, 0]))

    assert found.quarters.sum(axis=1).tolist() == [2, 4]


def test_people_who_are_alike_are_one_node_and_share_to_the_quarter() -> None:
    n = 5
    found = solved(
        World(
            [8] * n,
            [0] * n,
            [2] * n,
            [[True, True]] * n,
            [[False, False]] * n,
            [7, 15],
            [1, 1],
            [True, False],
        )
    )

    assert found.n_groups == 1
    assert found.quarters.tolist() == [[2, 3], [2, 3], [1, 3], [1, 3], [1, 3]]


def test_nobody_and_nothing_to_do_are_no_error() -> None:
    found = solved(World([4], [0], [4], [[]], [[]], [], [], []))

    assert (found.short.tolist(), found.idle.tolist(), found.bindings) == ([], [4], ())


@pytest.mark.parametrize(
    "changed",
    [{"capacity": [8]}, {"quarters": [-1, 8]}, {"weight": [0, 1]}, {"least": [0]}, {"is_hard": [True]}],
)
def test_what_does_not_fit_is_refused(changed: dict[str, list[int]]) -> None:
    with pytest.raises(ValueError, match=r"one|negative"):
        solved(world(**changed))
