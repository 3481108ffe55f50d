"""What binds where a demand is short: the people who are used up, and the demands that draw on them."""

import numpy as np
from numpy.typing import NDArray

from assay.stats.workforce._flow import Groups

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def tight_set(
    demand: int, flow: Ints, groups: Groups, is_hard: Flags
) -> tuple[tuple[int, ...], tuple[int, ...], bool]:
    """(groups, demands, whether a limit on hard content binds), reached from the demand by moving hours.

    A group that could serve a reached demand is reached; so is every demand whose hours of a reached group could be
    moved. Where the group's hard part is used up, only its hard hours can be moved to a hard demand. The optimum
    leaves no hours free on the way: else one quarter more could be served.
    """
    room = groups.n * groups.capacity - flow.sum(axis=1)
    hard_room = groups.n * groups.hard_most - flow[:, is_hard].sum(axis=1)
    reached, people, bound = {demand}, set[int](), False
    waiting = [demand]
    while waiting:
        one = waiting.pop()
        for nth in np.flatnonzero(groups.eligible[:, one] & (groups.capacity > 0)):
            people.add(int(nth))
            stopped = bool(is_hard[one]) and hard_room[nth] <= 0
            bound = bound or (stopped and (room[nth] > 0 or bool(flow[nth, ~is_hard].any())))
            moved = np.flatnonzero((flow[nth] > 0) & (is_hard | (not stopped)))
            new = {int(each) for each in moved} - reached
            reached |= new
            waiting += sorted(new)
    return tuple(sorted(people)), tuple(sorted(reached)), bound
