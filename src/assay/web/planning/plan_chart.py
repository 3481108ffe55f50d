"""Plan against actual as a drawing: tasks summed up week by week, as first planned, as planned now, and as done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from assay.planning.queries.progress import PlannedWeek

WIDTH, HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 720, 240, 12, 24, 64, 12
MOST_DATES = 8


@dataclass(frozen=True, slots=True)
class Tick:
    at: str
    value: int | date


@dataclass(frozen=True, slots=True)
class PlanChart:
    width: int
    height: int
    left: int
    right: int
    text_y: int
    baseline: str
    planned: str
    done: str
    values: tuple[Tick, ...]
    dates: tuple[Tick, ...]


def chart_of(weeks: Sequence[PlannedWeek]) -> PlanChart:
    """Each point lies at the end of its week; all lines begin at nothing."""
    first = list(accumulate(week.n_baseline for week in weeks))
    now = list(accumulate(week.n_planned for week in weeks))
    done = list(accumulate(week.n_done for week in weeks if week.n_done is not None))
    highest = rounded_up(max([*first, *now, *done, 1]))
    step = (WIDTH - LEFT - RIGHT) / max(len(weeks), 1)
    every = -(-len(weeks) // MOST_DATES) or 1
    return PlanChart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        text_y=HEIGHT - 6,
        baseline=_line(first, step, highest),
        planned=_line(now, step, highest),
        done=_line(done, step, highest),
        values=tuple(Tick(f"{_y(n, highest):.1f}", n) for n in dict.fromkeys((0, highest // 2, highest))),
        dates=tuple(
            Tick(f"{LEFT + nth * step:.1f}", week.week_on)
            for nth, week in enumerate(weeks)
            if nth % every == 0
        ),
    )


def rounded_up(n: int) -> int:
    """1, 2 or 5 times a power of ten, or twice as much: even, so that its half is whole."""
    power = 1
    while True:
        for factor in (2, 4, 6, 10):
            if n <= factor * power:
                return factor * power
        power *= 10


def _line(sums: Sequence[int], step: float, highest: int) -> str:
    points = [(LEFT, 0), *((LEFT + (nth + 1) * step, n) for nth, n in enumerate(sums))]
    return " ".join(f"{x:.1f},{_y(n, highest):.1f}" for x, n in points)


def _y(n: int, highest: int) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * n / highest
