"""The agreed order against every order there is."""

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.stats.truth import OrderVote
from assay.stats.truth.orders import MOST_EXACT

Orders = list[list[str]]


def contradiction(order: tuple[str, ...], orders: Orders) -> int:
    """Pairs that somebody put the other way round, counted slowly."""
    n = 0
    for front, behind in combinations(order, 2):
        for given_ in orders:
            place = {thing: nth for nth, thing in enumerate(given_)}
            if behind in place and place[behind] < place.get(front, len(order)):
                n += 1
    return n


@st.composite
def orders_of_things(draw: st.DrawFn) -> Orders:
    things = list("abcde")[: draw(st.integers(1, 5))]
    n = draw(st.integers(1, 5))
    return [draw(st.permutations(things)) for _ in range(n)]


@given(orders_of_things())
def test_no_order_contradicts_people_less(orders: Orders) -> None:
    found = OrderVote().fit(orders)

    costs = {order: contradiction(order, orders) for order in permutations(orders[0])}
    least = min(costs.values())
    assert costs[found.order] == least
    assert found.is_tie == (list(costs.values()).count(least) > 1)
    assert found.support.n - found.support.k == least


@given(orders_of_things(), st.randoms(use_true_random=False))
def test_who_gave_an_order_first_is_nothing_to_it(orders: Orders, chance: object) -> None:
    shuffled = orders[::-1]

    assert OrderVote(seed=3).fit(orders) == OrderVote(seed=3).fit(shuffled)


def test_the_best_few_stand_above_what_was_left_out() -> None:
    found = OrderVote().fit([["a", "b"], ["a", "c"], ["b", "a"]])

    assert found.order == ("a", "b")
    assert (found.support.k, found.support.n) == (7, 9)


def test_a_circle_is_a_tie_that_the_seed_breaks() -> None:
    circle = [["a", "b", "c"], ["b", "c", "a"], ["c", "a", "b"]]

    found = [OrderVote(seed=seed).fit(circle) for seed in range(20)]

    assert all(each.is_tie for each in found)
    assert {each.order for each in found} == {("a", "b", "c"), ("b", "c", "a"), ("c", "a", "b")}


def test_many_things_are_put_in_order_too() -> None:
    things = [f"t{nth:02}" for nth in range(MOST_EXACT + 7)]
    swapped = [things[1], things[0], *things[2:]]

    assert OrderVote().fit([things, things, swapped]).order == tuple(things)


@pytest.mark.parametrize(
    ("orders", "why"), [([], "no order was given"), ([["a", "a"]], "names something twice")]
)
def test_bad_orders_are_refused(orders: Orders, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        OrderVote().fit(orders)
