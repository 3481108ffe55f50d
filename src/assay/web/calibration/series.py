"""How sites have come nearer to the benchmark, session by session, as small drawings with their figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from assay.quality.queries.calibration import Point, site_names
from assay.stats.agreement.alignment import Aligned
from assay.web.calibration.results import site_label

WIDTH, HEIGHT, MARGIN = 240, 48, 6


@dataclass(frozen=True, slots=True)
class Mark:
    """One session: where it lies, and its interval as a line."""

    x: str
    y: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class SiteSeries:
    name: str
    newest: Aligned
    line: str
    marks: tuple[Mark, ...]
    values: tuple[Aligned | None, ...]


@dataclass(frozen=True, slots=True)
class ShownSeries:
    sessions: tuple[Point, ...]
    sites: tuple[SiteSeries, ...]
    width: int = WIDTH
    height: int = HEIGHT


def shown_series(points: Sequence[Point]) -> ShownSeries:
    ids = list(dict.fromkeys(pk for point in points for pk in point.sites))
    names = site_names(ids)
    found = [_series(site_label(names.get(pk, "")), [point.sites.get(pk) for point in points]) for pk in ids]
    return ShownSeries(tuple(points), tuple(sorted(found, key=lambda each: each.name)))


def _series(name: str, values: Sequence[Aligned | None]) -> SiteSeries:
    step = (WIDTH - 2 * MARGIN) / max(1, len(values) - 1)
    marks = [(nth, each) for nth, each in enumerate(values) if each is not None and each.value is not None]
    drawn = tuple(
        Mark(f"{MARGIN + nth * step:.1f}", _y(each.value), _y(each.low), _y(each.high)) for nth, each in marks
    )
    line = " ".join(f"{mark.x},{mark.y}" for mark in drawn)
    return SiteSeries(name, marks[-1][1], line, drawn, tuple(values))


def _y(value: float | None) -> str:
    return f"{HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (value or 0):.1f}"
