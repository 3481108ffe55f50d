"""Values with their intervals, one a row: what most figures of ours are."""

from collections.abc import Sequence
from dataclasses import dataclass

from assay.cli.stats.plotting.axes import Axis
from assay.cli.stats.plotting.writing import LETTER, document, rule, shortened, text

WIDTH, TOP, ROW, FOOT = 720, 48, 28, 50
MOST_LETTERS = 30


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """One value; without value the row says `undefined`, without ends it has no whiskers."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    is_flagged: bool = False


@dataclass(frozen=True, slots=True)
class Intervals:
    """Rows over one axis; `marks` are numbers to compare with, each with a word."""

    title: str
    description: str
    axis: Axis
    label: str
    rows: Sequence[IntervalRow]
    marks: Sequence[tuple[float, str]] = ()

    def svg(self) -> str:
        words = min(MOST_LETTERS, max([6, *(len(row.label) for row in self.rows)]))
        left, right = 24 + LETTER * words, WIDTH - 66.0
        height = TOP + ROW * len(self.rows) + FOOT + (16 if self.marks else 0)
        top = TOP + (16 if self.marks else 0)
        bottom = top + ROW * len(self.rows)
        scale = _Scale(self.axis, left, right)
        parts = [*_ticks(self, scale, (top, bottom)), *_marks(self, scale, (top, bottom))]
        for nth, row in enumerate(self.rows):
            parts += _row(row, scale, top + ROW * nth + ROW / 2)
        return document(self.title, self.description, size=(WIDTH, int(height)), parts=parts)


@dataclass(frozen=True, slots=True)
class _Scale:
    axis: Axis
    left: float
    right: float

    def at(self, value: float) -> float:
        return self.left + self.axis.place(value) * (self.right - self.left)


def _ticks(picture: Intervals, scale: _Scale, ends: tuple[float, float]) -> list[str]:
    top, bottom = ends
    parts = []
    for tick in picture.axis.ticks(6):
        x = scale.at(tick)
        parts.append(rule((x, top), (x, bottom), "grid"))
        parts.append(text(x, bottom + 16, picture.axis.written(tick), kind="quiet", anchor="middle"))
    parts.append(text((scale.left + scale.right) / 2, bottom + 36, picture.label, anchor="middle"))
    return parts


def _marks(picture: Intervals, scale: _Scale, ends: tuple[float, float]) -> list[str]:
    top, bottom = ends
    parts = []
    for at, word in picture.marks:
        if picture.axis.holds(at):
            x = scale.at(at)
            parts.append(rule((x, top - 4), (x, bottom), "limit dashed"))
            parts.append(text(x, top - 9, word, kind="quiet", anchor="middle"))
    return parts


def _row(row: IntervalRow, scale: _Scale, y: float) -> list[str]:
    parts = [text(scale.left - 10, y + 4, shortened(row.label, MOST_LETTERS), anchor="end")]
    if row.value is None:
        return [*parts, text(scale.left + 6, y + 4, "undefined", kind="quiet")]
    x = scale.at(row.value)
    if row.low is not None and row.high is not None:
        low, high = scale.at(row.low), scale.at(row.high)
        parts.append(rule((low, y), (high, y), "main"))
        parts += [rule((end, y - 4), (end, y + 4), "main") for end in (low, high)]
    shape = f'<path class="alarm" d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z"/>'
    parts.append(shape if row.is_flagged else f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>')
    is_count = scale.axis.high > 1.5 and row.value == int(row.value)
    number = f"{row.value:.0f}" if is_count else f"{row.value:.3f}"
    shown = f"{row.value:.1%}" if scale.axis.is_share else number.replace("-", "−")
    return [*parts, text(WIDTH - 10, y + 4, shown, anchor="end")]
