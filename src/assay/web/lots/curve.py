"""Operating characteristic curves as a drawing. The table beside it says the same in figures."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assay.quality.rules.curves import Curves
from assay.web.lots.words import SEVERITIES
from assay.web.templatetags.figures import percent

WIDTH, HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 720, 260, 14, 36, 52, 84
N_TICKS = 5
EVERY = 4


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid with what it stands for."""

    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """`kind` chooses its stroke; the label stands at its end, moved apart where two would meet."""

    kind: str
    label: str
    points: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class CurveRow:
    share: str
    accepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CurveChart:
    width: int
    height: int
    left: int
    right: int
    top: int
    baseline: str
    text_y: str
    title_y: str
    lines: tuple[Line, ...]
    values: tuple[Tick, ...]
    shares: tuple[Tick, ...]
    names: tuple[str, ...]
    rows: tuple[CurveRow, ...]


def curve_chart(curves: Curves) -> CurveChart:
    end = curves.shares[-1]
    return CurveChart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        top=TOP,
        baseline=str(HEIGHT - BOTTOM),
        text_y=str(HEIGHT - BOTTOM + 15),
        title_y=str(HEIGHT - 4),
        lines=tuple(_lines(curves)),
        values=tuple(Tick(_y(share), percent(share, 0)) for share in (0, 0.1, 0.5, 0.95)),
        shares=tuple(
            Tick(_x(end * nth / N_TICKS, end), percent(end * nth / N_TICKS, _places(end)))
            for nth in range(N_TICKS + 1)
        ),
        names=tuple(_(SEVERITIES[each.plan.severity]) for each in curves.promises),
        rows=tuple(_rows(curves)),
    )


def _lines(curves: Curves) -> Iterator[Line]:
    """Labels stand beside the curve where half of the lots are accepted, each on a height of its own."""
    end = curves.shares[-1]
    for nth, (promise, chances) in enumerate(zip(curves.promises, curves.accepted, strict=True)):
        height = 0.62 - 0.18 * nth
        share = next((s for s, c in zip(curves.shares, chances, strict=True) if c <= height), end)
        yield Line(
            kind=promise.plan.severity,
            label=_(SEVERITIES[promise.plan.severity]),
            points=" ".join(f"{_x(s, end)},{_y(c)}" for s, c in zip(curves.shares, chances, strict=True)),
            x=f"{float(_x(share, end)) + 8:.1f}",
            y=_y(height),
        )


def _rows(curves: Curves) -> Iterator[CurveRow]:
    places = _places(curves.shares[-1])
    for nth in range(0, len(curves.shares), EVERY):
        yield CurveRow(
            percent(curves.shares[nth], places), tuple(percent(chances[nth]) for chances in curves.accepted)
        )


def _places(end: float) -> int:
    return 2 if end <= 0.02 else 1


def _x(share: float, end: float) -> str:
    return f"{LEFT + (WIDTH - LEFT - RIGHT) * share / end:.1f}"


def _y(chance: float) -> str:
    return f"{HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * chance:.1f}"
