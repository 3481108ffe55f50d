"""Headcount as its pages show it: a gap by its name, and the weeks as a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.partners.enums import HeadcountGap
from assay.partners.queries.headcount import HeadcountWeek, Headline

WIDTH, HEIGHT, MARGIN = 120, 32, 4
# Of the large drawing, with its scales.
WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 720, 200, 40, 24, 12, 24
EVERY = 4


@dataclass(frozen=True, slots=True)
class ShownHeadline:
    line: Headline
    gap: str
    tone: str


@dataclass(frozen=True, slots=True)
class HeadcountChart:
    """Two lines over the same weeks; what was not committed, and weeks to come without a roster, are left out."""

    committed: str
    active: str


@dataclass(frozen=True, slots=True)
class HeadcountDrawing:
    """The lines with where their scales stand: (y, people) and (x, week)."""

    lines: HeadcountChart
    people: Sequence[tuple[str, int]]
    weeks: Sequence[tuple[str, date]]
    width: int = WIDE
    height: int = HIGH
    left: int = LEFT
    right: int = WIDE - RIGHT


def shown_headline(line: Headline) -> ShownHeadline:
    difference = abs(line.difference or 0)
    said, tone = {
        HeadcountGap.MISSING: (
            ngettext("%(n)s missing", "%(n)s missing", difference) % {"n": difference},
            "bad",
        ),
        HeadcountGap.MORE: (ngettext("%(n)s more", "%(n)s more", difference) % {"n": difference}, "good"),
        HeadcountGap.AS_COMMITTED: (_("as committed"), "good"),
        HeadcountGap.NO_ROSTER: (_("no roster yet"), "warn"),
        HeadcountGap.NOTHING_COMMITTED: (_("nothing committed"), ""),
    }[line.gap]
    return ShownHeadline(line, said, tone)


def chart_of(weeks: Sequence[HeadcountWeek]) -> HeadcountChart:
    """Small, without scales."""
    return _lines(weeks, (MARGIN, WIDTH - MARGIN), (HEIGHT - MARGIN, MARGIN))


def drawing_of(weeks: Sequence[HeadcountWeek]) -> HeadcountDrawing:
    """Large, with people at the side and every fourth week beneath."""
    highest, step = _highest(weeks), (WIDE - LEFT - RIGHT) / max(1, len(weeks) - 1)
    return HeadcountDrawing(
        _lines(weeks, (LEFT, WIDE - RIGHT), (HIGH - BOTTOM, TOP)),
        [
            (f"{HIGH - BOTTOM - (HIGH - BOTTOM - TOP) * n / highest:.1f}", n)
            for n in dict.fromkeys((0, highest // 2, highest))
        ],
        [(f"{LEFT + nth * step:.1f}", each.week_on) for nth, each in enumerate(weeks) if nth % EVERY == 0],
    )


def _highest(weeks: Sequence[HeadcountWeek]) -> int:
    return max([*(each.whole.committed or 0 for each in weeks), *(each.whole.active for each in weeks), 1])


def _lines(weeks: Sequence[HeadcountWeek], x: tuple[int, int], y: tuple[int, int]) -> HeadcountChart:
    highest, step = _highest(weeks), (x[1] - x[0]) / max(1, len(weeks) - 1)

    def line(values: Sequence[int | None]) -> str:
        return " ".join(
            f"{x[0] + nth * step:.1f},{y[0] - (y[0] - y[1]) * n / highest:.1f}"
            for nth, n in enumerate(values)
            if n is not None
        )

    return HeadcountChart(
        line([each.whole.committed for each in weeks]),
        line([None if each.is_ahead and not each.whole.active else each.whole.active for each in weeks]),
    )
