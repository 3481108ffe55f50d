"""The allocation of groups of people as a flow of least cost, solved by HiGHS."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
# What somebody gets beyond the wished minimum is taken in so many steps, each dearer than the one before.
N_STEPS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """G groups of `n` people each, who are alike: per person in quarters, and (G, D) what they may and did."""

    n: Ints
    capacity: Ints
    least: Ints
    hard_most: Ints
    eligible: Flags
    before: Flags


def flow_of(groups: Groups, quarters: Ints, weight: Ints, is_hard: Flags) -> Ints:
    """Quarters (G, D) of the best flow.

    The costs put the aims in order. A better solution differs from a worse one by simple cycles of the network. Such
    a cycle meets each demand at most once, so it moves at most D quarters to or from where somebody was before: with
    fairness at D + 1 a step, no continuity outweighs it. It enters and leaves the steps once, by at most N_STEPS of
    difference: with a weight at (N_STEPS + 2) (D + 1), neither outweighs one quarter more or more urgent.
    """
    n_groups, n_demands = groups.eligible.shape
    at, to = np.nonzero(groups.eligible)
    if not at.size:
        return np.zeros((n_groups, n_demands), np.int64)
    step = n_demands + 1
    gain = weight[to] * (N_STEPS + 2) * step + groups.before[at, to]
    costs = np.concatenate([-gain, np.tile(np.arange(N_STEPS + 1) * step, n_groups)])
    found = _solved(costs, _rows(groups, at, to, is_hard), _limits(groups, quarters), _widths(groups))
    flow = np.zeros((n_groups, n_demands), np.int64)
    flow[at, to] = found[: at.size]
    return flow


def _widths(groups: Groups) -> Ints:
    """Quarters of each step: the wished minimum, then the rest of the capacity in equal steps."""
    rest = groups.capacity - groups.least
    steps = [groups.least] + [rest * (nth + 1) // N_STEPS - rest * nth // N_STEPS for nth in range(N_STEPS)]
    return np.asarray(np.stack(steps, axis=1) * groups.n[:, None], np.int64).ravel()


def _rows(groups: Groups, at: Ints, to: Ints, is_hard: Flags) -> tuple[Ints, Ints, Ints]:
    """(row, column, value): per demand what it gets, per group its hard part, per group its steps against its use."""
    (n_groups, n_demands), n = groups.eligible.shape, at.size
    arcs, steps = np.arange(n), np.arange(n_groups * (N_STEPS + 1))
    hard = is_hard[to]
    row = [to, n_demands + at[hard], n_demands + n_groups + at]
    row.append(n_demands + n_groups + steps // (N_STEPS + 1))
    column = [arcs, arcs[hard], arcs, n + steps]
    value = [np.ones(n), np.ones(int(hard.sum())), np.ones(n), -np.ones(steps.size)]
    return np.concatenate(row), np.concatenate(column), np.concatenate(value).astype(np.int64)


def _limits(groups: Groups, quarters: Ints) -> Ints:
    return np.concatenate([quarters, groups.n * groups.hard_most, np.zeros(len(groups.n), np.int64)])


def _solved(costs: Ints, cells: tuple[Ints, Ints, Ints], limits: Ints, widths: Ints) -> Ints:
    """SciPy is imported here: it is large, and most processes never allocate."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    row, column, value = cells
    matrix = csr_array((value.astype(float), (row, column)), shape=(limits.size, costs.size))
    most = np.concatenate([np.full(costs.size - widths.size, np.inf), widths.astype(float)])
    bounds = np.stack([np.zeros(costs.size), most], axis=1)
    found = linprog(
        costs.astype(float), A_ub=matrix, b_ub=limits.astype(float), bounds=bounds, method="highs-ds"
    )
    if found.x is None:
        raise ArithmeticError(f"the solver stopped: {found.message}")
    whole = np.rint(found.x)
    if np.abs(found.x - whole).max() > 1e-6:
        raise ArithmeticError("the solver's vertex is not whole")
    return np.asarray(whole, np.int64)
