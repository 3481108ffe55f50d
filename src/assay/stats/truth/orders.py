"""Orders that several people gave: the one that contradicts them least (Kemeny 1959; Young and Levenglick 1978)."""

import random
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, TypeVar

from assay.stats.sampling.proportion import Share, wilson

Thing = TypeVar("Thing", bound=Hashable)
# Up to here every order is compared (by subsets); beyond, neighbours of the mean places are exchanged while it helps.
MOST_EXACT = 8


@dataclass(frozen=True, slots=True)
class AgreedOrder(Generic[Thing]):
    """The order that contradicts the given ones least.

    Attributes
    ----------
    order : tuple
        Best first; as many as the longest of the given orders has.
    support : Share
        Of the pairs that people put in order, how many stand so in it, with an interval that takes pairs for
        independent, which they are not: too narrow.
    is_tie : bool
        Another order contradicts them as little; which is taken is drawn by the seed. Known up to `MOST_EXACT` things.
    """

    order: tuple[Thing, ...]
    support: Share
    is_tie: bool


class OrderVote:
    """Kemeny's median of orders; what somebody left out stands behind all they named, and is not compared by them.

    Parameters
    ----------
    seed : int
        Draws among orders that contradict the given ones equally little.

    Examples
    --------
    >>> found = OrderVote().fit([["a", "b", "c"], ["a", "c", "b"], ["b", "a", "c"]])
    >>> found.order, found.support.k, found.support.n, found.is_tie
    (('a', 'b', 'c'), 7, 9, False)
    """

    def __init__(self, *, seed: int = 0) -> None:
        self.seed = seed

    def fit(self, orders: Sequence[Sequence[Thing]]) -> AgreedOrder[Thing]:
        """The agreed order of one item.

        Raises
        ------
        ValueError
            Without orders, or when one names something twice.
        """
        if not orders:
            raise ValueError("no order was given")
        if any(len(set(order)) != len(order) for order in orders):
            raise ValueError("an order names something twice")
        things = sorted({thing for order in orders for thing in order}, key=repr)
        random.Random(self.seed).shuffle(things)
        above = _preferences(things, orders)
        best, is_tie = _exact(above) if len(things) <= MOST_EXACT else (_improved(above), False)
        n_agreed = sum(above[one][other] for one, other in combinations(best, 2))
        n_stated = sum(map(sum, above))
        k = max(map(len, orders))
        return AgreedOrder(tuple(things[nth] for nth in best[:k]), wilson(n_agreed, n_stated), is_tie)


def _preferences(things: Sequence[Thing], orders: Sequence[Sequence[Thing]]) -> list[list[int]]:
    """How many put the row's thing above the column's."""
    place = {thing: nth for nth, thing in enumerate(things)}
    above = [[0] * len(things) for _ in things]
    for order in orders:
        named = [place[thing] for thing in order]
        behind = [nth for nth in range(len(things)) if nth not in set(named)]
        for at, one in enumerate(named):
            for other in [*named[at + 1 :], *behind]:
                above[one][other] += 1
    return above


def _exact(above: list[list[int]]) -> tuple[list[int], bool]:
    """The least contradiction of every set of things that may stand in front, from the empty set on."""
    n = len(above)
    cost = [0] + [-1] * (2**n - 1)
    last = [0] * 2**n
    n_ways = [1] + [0] * (2**n - 1)
    for front in range(1, 2**n):
        for thing in range(n):
            if not front >> thing & 1:
                continue
            before = front & ~(1 << thing)
            # Standing behind those in front contradicts whoever put it above them.
            total = cost[before] + sum(above[thing][other] for other in range(n) if before >> other & 1)
            if cost[front] < 0 or total < cost[front]:
                cost[front], last[front], n_ways[front] = total, thing, n_ways[before]
            elif total == cost[front]:
                n_ways[front] += n_ways[before]
    order, front = [], 2**n - 1
    while front:
        order.append(last[front])
        front &= ~(1 << last[front])
    return order[::-1], n_ways[-1] > 1


def _improved(above: list[list[int]]) -> list[int]:
    """By preferences won (Borda), then neighbours exchanged while fewer people are contradicted."""
    n = len(above)
    won = [sum(above[thing]) - sum(above[other][thing] for other in range(n)) for thing in range(n)]
    order = sorted(range(n), key=lambda thing: -won[thing])
    moved = True
    while moved:
        moved = False
        for at in range(n - 1):
            one, other = order[at], order[at + 1]
            if above[other][one] > above[one][other]:
                order[at], order[at + 1] = other, one
                moved = True
    return order
