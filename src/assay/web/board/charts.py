"""Control charts and the map of contributors as drawings; the tables beside them say the same in figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Any  # Points are JSON.

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.projects.models import GuidelineVersion
from assay.quality.models import BoardSeries
from assay.stats.sampling import Share, wilson
from assay.web.templatetags.figures import percent
from assay.web.wording import Wording

WIDTH, HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 560, 180, 14, 22, 44, 10


@dataclass(frozen=True, slots=True)
class Point:
    """One day or week; `rules` says in words which rules it breaks."""

    x: str
    y: str
    on: date
    share: Share
    low: float
    high: float
    rules: str

    @property
    def is_signal(self) -> bool:
        return bool(self.rules)

    @property
    def title(self) -> str:
        text = (
            f"{date_format(self.on, 'SHORT_DATE_FORMAT')}: {percent(self.share.value)} (n = {self.share.n})"
        )
        return f"{text} · {self.rules}" if self.rules else text


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the grid, or the day of a guideline version."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class ControlChart:
    title: str
    summary: str
    n_signals: int
    centre: float
    centre_y: str
    line: str
    band: str
    points: tuple[Point, ...]
    values: tuple[Mark, ...]
    dates: tuple[Mark, ...]
    versions: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    baseline: int = HEIGHT - BOTTOM


def rule_words() -> dict[str, str]:
    return {
        "beyond_3": _("beyond the limits"),
        "nine_on_one_side": _("nine in a row on one side"),
    }


def control_chart(
    series: BoardSeries, versions: Sequence[GuidelineVersion], wording: Wording
) -> ControlChart:
    """The scale fits what varies, and is written at its side: shares that barely move stay readable."""
    stored: list[dict[str, Any]] = series.points
    days = [date.fromisoformat(each["on"]) for each in stored]
    floor, ceiling = _scale(stored)
    across = _across(days)
    points = tuple(_points(stored, days, floor, ceiling))
    upper, lower = (
        [
            f"{across(day):.1f},{_y(each[edge], floor, ceiling):.1f}"
            for day, each in zip(days, stored, strict=True)
        ]
        for edge in ("high", "low")
    )
    title = (
        wording.class_or_option(series.question, series.answer) if series.answer else _("Pairs that agree")
    )
    return ControlChart(
        title=title,
        summary=_summary(series, points),
        n_signals=series.n_signals,
        centre=series.centre,
        centre_y=f"{_y(series.centre, floor, ceiling):.1f}",
        line=" ".join(f"{point.x},{point.y}" for point in points),
        band=" ".join([*upper, *reversed(lower)]),
        points=points,
        values=tuple(
            Mark(f"{_y(value, floor, ceiling):.1f}", percent(value, 0)) for value in (floor, ceiling)
        ),
        dates=tuple(_dates(days)),
        versions=tuple(_versions(versions, days)),
    )


def _points(stored: list[dict[str, Any]], days: list[date], floor: float, ceiling: float) -> Iterator[Point]:
    across, words = _across(days), rule_words()
    for day, each in zip(days, stored, strict=True):
        yield Point(
            x=f"{across(day):.1f}",
            y=f"{_y(each['k'] / each['n'], floor, ceiling):.1f}",
            on=day,
            share=wilson(each["k"], each["n"]),
            low=each["low"],
            high=each["high"],
            rules=", ".join(words.get(name, name) for name in each["rules"]),
        )


def _summary(series: BoardSeries, points: Sequence[Point]) -> str:
    if not series.n_signals:
        return _("In control: no point breaks a rule.")
    last = next(point for point in reversed(points) if point.is_signal)
    text = ngettext(
        "One point breaks a rule, on %(on)s: %(rules)s.",
        "%(n)s points break a rule, the last on %(on)s: %(rules)s.",
        series.n_signals,
    )
    on = date_format(last.on, "SHORT_DATE_FORMAT")
    return text % {"n": series.n_signals, "on": on, "rules": last.rules}


def _scale(stored: list[dict[str, Any]]) -> tuple[float, float]:
    """Whole tenths around everything that is drawn."""
    shares = [each["k"] / each["n"] for each in stored]
    lowest = min([*shares, *(each["low"] for each in stored)])
    highest = max([*shares, *(each["high"] for each in stored)])
    floor, ceiling = int(lowest * 10 + 1e-9) / 10, -int(-highest * 10 + 1e-9) / 10
    ceiling = ceiling if ceiling >= highest else ceiling + 0.1
    return (floor, ceiling) if ceiling - floor > 0.05 else (max(0.0, floor - 0.1), ceiling)


def _y(value: float, floor: float, ceiling: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - floor) / (ceiling - floor)


@dataclass(frozen=True, slots=True)
class _Across:
    """Where days lie between the first and the last."""

    first: date
    n_days: int

    def __call__(self, day: date) -> float:
        return LEFT + 6 + (WIDTH - LEFT - RIGHT - 12) * (day - self.first).days / self.n_days


def _across(days: Sequence[date]) -> _Across:
    return _Across(days[0], max(1, (days[-1] - days[0]).days))


def _dates(days: Sequence[date]) -> Iterator[Mark]:
    across = _across(days)
    every = max(1, -(-len(days) // 6))
    for nth, day in enumerate(days):
        if (len(days) - 1 - nth) % every == 0:
            yield Mark(f"{across(day):.1f}", date_format(day, "j M"))


def _versions(versions: Sequence[GuidelineVersion], days: Sequence[date]) -> Iterator[Mark]:
    across = _across(days)
    for version in versions:
        on = version.created_at.date()
        if days[0] <= on <= days[-1]:
            yield Mark(f"{across(on):.1f}", _("v%(n)s") % {"n": version.number})


@dataclass(frozen=True, slots=True)
class Dot:
    """A contributor: the further right the slower, the higher the better, the larger the more."""

    x: str
    y: str
    r: str
    title: str


@dataclass(frozen=True, slots=True)
class Scatter:
    dots: tuple[Dot, ...]
    seconds: tuple[Mark, ...]
    shares: tuple[Mark, ...]
    width: int = 720
    height: int = 320
    left: int = 52
    right: int = 708
    baseline: int = 280


def scatter(rows: Sequence[tuple[str, float, Share, int]]) -> Scatter | None:
    """From (name, median seconds, accuracy, judgments); who has no accuracy is left to the table."""
    measured = [row for row in rows if row[2].value is not None]
    if not measured:
        return None
    slowest = max(seconds for _name, seconds, _share, _n in measured) * 1.08 or 1.0
    floor = max(0.0, int(min(row[2].value or 0.0 for row in measured) * 10) / 10)
    most = max(n for *_rest, n in measured)
    return Scatter(
        dots=tuple(
            Dot(
                x=f"{52 + 656 * seconds / slowest:.1f}",
                y=f"{280 - 262 * ((share.value or 0.0) - floor) / max(1.0 - floor, 0.1):.1f}",
                r=f"{3 + 11 * sqrt(n / most):.1f}",
                title=f"{name}: {percent(share.value)} · {seconds:.1f} s · {n:,}",
            )
            for name, seconds, share, n in sorted(measured, key=lambda row: -row[3])
        ),
        seconds=tuple(
            Mark(f"{52 + 656 * part:.1f}", f"{slowest * part:.0f}") for part in (0, 0.25, 0.5, 0.75, 1)
        ),
        shares=tuple(
            Mark(f"{280 - 262 * part:.1f}", percent(floor + (1 - floor) * part, 0)) for part in (0, 0.5, 1)
        ),
    )
