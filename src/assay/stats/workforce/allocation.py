"""Who works how long on what: the allocation that serves most, is fair, and changes little, in this order."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from assay.stats.workforce._flow import Groups, flow_of
from assay.stats.workforce._tight import tight_set

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Limit(StrEnum):
    """What keeps a demand from being served: the constraint that binds."""

    NOBODY = "nobody"
    HOURS = "hours"
    SHARED = "shared"
    HARD = "hard"


@dataclass(frozen=True, slots=True, eq=False)
class Staff:
    """P people in quarters of an hour. Shapes: `capacity`, `least`, `hard_most` (P,); `eligible`, `before` (P, D).

    `least` is what everybody should get when there is work; `hard_most` limits demands that are hard to look at;
    `before` is where somebody worked the last time.
    """

    capacity: Ints
    eligible: Flags
    before: Flags
    least: Ints
    hard_most: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Demands:
    """D demands in quarters of an hour, all of shape (D,). `weight` is from 1: of two, the heavier is served first."""

    quarters: Ints
    weight: Ints
    is_hard: Flags


@dataclass(frozen=True, slots=True)
class Binding:
    """Why `demand` lacks `short` quarters.

    `rivals` are the demands (this one among them) that draw on the same `people`: together these have `capacity`
    quarters, and all of it that may be used is used. No other way of giving out the hours serves more of the rivals.
    """

    demand: int
    short: int
    limit: Limit
    people: tuple[int, ...]
    rivals: tuple[int, ...]
    capacity: int


@dataclass(frozen=True, slots=True, eq=False)
class Allocation:
    """`quarters` (P, D); `short` (D,), `idle` (P,); `n_groups` of people who are alike for the solver."""

    quarters: Ints
    short: Ints
    idle: Ints
    bindings: tuple[Binding, ...]
    n_groups: int


def allocation(staff: Staff, demands: Demands) -> Allocation:
    """The best allocation of people to demands, in whole quarters of an hour.

    Maximises, each before the next: (1) sum of weight times quarters served, a difference of one weight being worth
    more than anything below; (2) fairness: what people get first up to `least`, then in four equal steps of the rest
    of their capacity, each step dearer than the one before, so that shares of capacity come close; (3) quarters that
    stay where somebody worked before.

    It is a flow of least cost: with whole numbers its vertices are whole, so the optimum is exact. People who are
    alike in everything are one node (`n_groups`), and share what it gets evenly, to the quarter.

    Raises
    ------
    ValueError
        Shapes that do not fit, negative quarters, or a weight below 1.

    Examples
    --------
    >>> staff = Staff(np.array([8, 8]), np.array([[True, True], [False, True]]), np.zeros((2, 2), bool),
    ...               np.zeros(2, np.int64), np.array([8, 8]))
    >>> found = allocation(staff, Demands(np.array([4, 16]), np.array([1, 1]), np.zeros(2, bool)))
    >>> found.quarters.tolist(), found.short.tolist(), found.idle.tolist()
    ([[0, 8], [0, 8]], [4, 0], [0, 0])
    >>> found.bindings[0].limit
    <Limit.SHARED: 'shared'>
    """
    _check(staff, demands)
    groups, members = _grouped(staff)
    flow = flow_of(groups, demands.quarters, demands.weight, demands.is_hard)
    quarters = np.zeros(staff.eligible.shape, np.int64)
    for nth, people in enumerate(members):
        quarters[people] = _shared(flow[nth], len(people), demands.is_hard)
    short = demands.quarters - quarters.sum(axis=0)
    bindings = tuple(
        _binding(
            int(nth),
            short=int(short[nth]),
            flow=flow,
            groups=groups,
            members=members,
            is_hard=demands.is_hard,
        )
        for nth in np.flatnonzero(short > 0)
    )
    return Allocation(quarters, short, staff.capacity - quarters.sum(axis=1), bindings, len(members))


def _check(staff: Staff, demands: Demands) -> None:
    shape = (len(staff.capacity), len(demands.quarters))
    if not staff.eligible.shape == staff.before.shape == shape:
        raise ValueError("eligible and before have one row per person and one column per demand")
    if not len(staff.least) == len(staff.hard_most) == shape[0]:
        raise ValueError("least and hard_most have one value per person")
    if not len(demands.weight) == len(demands.is_hard) == shape[1]:
        raise ValueError("weight and is_hard have one value per demand")
    amounts = (staff.capacity, staff.least, staff.hard_most, demands.quarters)
    if any((each < 0).any() for each in amounts) or (demands.weight < 1).any():
        raise ValueError("no amount is negative, and no weight is below 1")


def _grouped(staff: Staff) -> tuple[Groups, list[Ints]]:
    """People who are alike in everything, in the order of what they are alike in, and who is in which group."""
    least = np.minimum(staff.least, staff.capacity)
    numbers = np.stack([staff.capacity, least, np.minimum(staff.hard_most, staff.capacity)], axis=1)
    kinds = np.concatenate([numbers, staff.eligible, staff.before & staff.eligible], axis=1).astype(np.int64)
    _, first, of, n = np.unique(kinds, axis=0, return_index=True, return_inverse=True, return_counts=True)
    order = np.argsort(of, kind="stable")
    members = [part.astype(np.int64) for part in np.split(order, np.cumsum(n)[:-1])] if len(n) else []
    alike = numbers[first]
    groups = Groups(
        n.astype(np.int64),
        capacity=alike[:, 0],
        least=alike[:, 1],
        hard_most=alike[:, 2],
        eligible=staff.eligible[first],
        before=(staff.before & staff.eligible)[first],
    )
    return groups, members


def _shared(flow: Ints, n: int, is_hard: Flags) -> Ints:
    """A group's quarters per demand, evenly over its n people: the total and the hard part each to the quarter.

    The first people get the odd quarter of both, so nobody's hard part is more than the total. Each person's part is
    taken in the order of the demands, which gives most of them one or two.
    """
    shares = np.zeros((n, len(flow)), np.int64)
    hard = _evenly(int(flow[is_hard].sum()), n)
    rest = _evenly(int(flow.sum()), n) - hard
    for columns, parts in (
        (np.flatnonzero(is_hard & (flow > 0)), hard),
        (np.flatnonzero(~is_hard & (flow > 0)), rest),
    ):
        ends, starts = np.cumsum(parts), np.cumsum(parts) - parts
        upto = np.cumsum(flow[columns])
        for column, end, amount in zip(columns, upto, flow[columns], strict=True):
            taken = np.minimum(ends, end) - np.maximum(starts, end - amount)
            shares[:, column] = np.maximum(taken, 0)
    return shares


def _evenly(total: int, n: int) -> Ints:
    return np.array([total // n + (nth < total % n) for nth in range(n)], np.int64)


def _binding(
    demand: int, *, short: int, flow: Ints, groups: Groups, members: list[Ints], is_hard: Flags
) -> Binding:
    tight, rivals, is_hard_bound = tight_set(demand, flow, groups, is_hard)
    people = sorted(int(who) for nth in tight for who in members[nth])
    capacity = int(sum(groups.n[nth] * groups.capacity[nth] for nth in tight))
    limit = Limit.SHARED if len(rivals) > 1 else Limit.HOURS
    if is_hard_bound:
        limit = Limit.HARD
    if not capacity:
        limit = Limit.NOBODY
    return Binding(demand, short, limit, tuple(people), rivals, capacity)
