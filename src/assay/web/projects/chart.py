"""The burn-down as a drawing: where its lines and bars lie. The table beside it says the same in figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assay.work.queries.burndown import Burndown, Day

WIDTH, HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 720, 220, 12, 24, 56, 12


@dataclass(frozen=True, slots=True)
class Bar:
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid with what it stands for."""

    at: str
    value: int | date


@dataclass(frozen=True, slots=True)
class Chart:
    width: int
    height: int
    left: int
    right: int
    baseline: str
    text_y: str
    line: str
    area: str
    bars: tuple[Bar, ...]
    values: tuple[Tick, ...]
    dates: tuple[Tick, ...]


def chart_of(burndown: Burndown) -> Chart:
    """One scale for both: tasks left as a line, tasks done per day as bars."""
    days = burndown.days
    step = (WIDTH - LEFT - RIGHT) / len(days)
    highest = _round_up(max(max(day.n_left, day.n_done) for day in days))
    points = [(LEFT + (nth + 0.5) * step, _y(day.n_left, highest)) for nth, day in enumerate(days)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    base = HEIGHT - BOTTOM
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        baseline=str(base),
        text_y=str(HEIGHT - 6),
        line=line,
        area=f"{points[0][0]:.1f},{base} {line} {points[-1][0]:.1f},{base}",
        bars=tuple(_bars(days, step, highest)),
        values=tuple(Tick(f"{_y(n, highest):.1f}", n) for n in _values(highest)),
        dates=tuple(
            Tick(f"{LEFT + (nth + 0.5) * step:.1f}", day.on)
            for nth, day in enumerate(days)
            if (len(days) - 1 - nth) % 7 == 0
        ),
    )


def _bars(days: tuple[Day, ...], step: float, highest: int) -> Iterator[Bar]:
    for nth, day in enumerate(days):
        if day.n_done:
            y = min(_y(day.n_done, highest), HEIGHT - BOTTOM - 1)
            height = HEIGHT - BOTTOM - y
            yield Bar(f"{LEFT + (nth + 0.2) * step:.1f}", f"{y:.1f}", f"{0.6 * step:.1f}", f"{height:.1f}")


def _y(n: int, highest: int) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * n / highest


def _values(highest: int) -> tuple[int, ...]:
    return (0, highest // 2, highest) if highest > 1 else (0, highest)


def _round_up(n: int) -> int:
    """1, 2 or 5 times a power of ten, or twice as much: even, so that its half is whole."""
    power = 1
    while True:
        for factor in (2, 4, 6, 10):
            if n <= factor * power:
                return factor * power
        power *= 10
