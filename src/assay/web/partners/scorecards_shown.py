"""Scorecards as their pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any  # Figures are JSON.

from django.utils.translation import gettext as _

from assay.partners.enums import ScoreMeasure
from assay.partners.models import Scorecard
from assay.partners.queries.scorecards import Row
from assay.partners.rules.scorecard import least_of
from assay.web.partners.words import MEASURES
from assay.web.templatetags.figures import count, percent, rounded

WIDTH, HEIGHT, MARGIN = 120, 32, 4
# Where a score counts as good, and below what as bad.
GOOD, BAD = 90, 75


@dataclass(frozen=True, slots=True)
class ShownFigure:
    name: str
    how: str
    value: str
    rests_on: str
    target: str
    weight: str
    points: str
    most: str
    tone: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """`line` is the trend as points of a drawing; `weeks` says the same."""

    row: Row
    tone: str
    line: str
    weeks: Sequence[tuple[date, float | None]]
    cells: Sequence[ShownFigure]
    gates: Sequence[str]


def tone_of(score: float | None) -> str:
    if score is None:
        return ""
    return "good" if score >= GOOD else "bad" if score < BAD else "warn"


def shown_row(row: Row) -> ShownRow:
    card = row.card
    return ShownRow(
        row,
        tone_of(card.score),
        line_of([score for _week, score in row.trend]),
        row.trend,
        shown_figures(card),
        [_(MEASURES[ScoreMeasure(each)][0]) for each in card.failed_gates],
    )


def shown_figures(card: Scorecard) -> list[ShownFigure]:
    """In the order of the words, whatever order the card was kept in."""
    return [
        _figure(measure, card.figures[measure.value]) for measure in MEASURES if measure.value in card.figures
    ]


def line_of(scores: Sequence[float | None]) -> str:
    """Weeks without a score are left out."""
    step = (WIDTH - 2 * MARGIN) / max(1, len(scores) - 1)
    return " ".join(
        f"{MARGIN + nth * step:.1f},{HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * score / 100:.1f}"
        for nth, score in enumerate(scores)
        if score is not None
    )


def _figure(measure: ScoreMeasure, found: Mapping[str, Any]) -> ShownFigure:  # Figures are JSON.
    name, how = MEASURES[measure]
    value, weight = found["value"], found["weight"]
    return ShownFigure(
        _(name),
        _(how),
        percent(value),
        _rests_on(found, least_of(measure)),
        f"≥ {percent(found['target'])}",
        percent(weight, 0) if weight else _("gate") if found["is_gate"] else "–",
        "–" if found["points"] is None or not weight else rounded(found["points"], 1),
        rounded(weight * 100, 0),
        _tone(found),
    )


def _rests_on(found: Mapping[str, Any], least: int) -> str:  # Figures are JSON.
    n = count(found["n"])
    if not found["n"]:
        return _("n = 0: not measured")
    if found["n"] < least:
        return _("n = %(n)s: too few to score") % {"n": n}
    if found["low"] is None or found["high"] is None:
        return _("n = %(n)s: too few for an interval") % {"n": n}
    low, high = (rounded(found[edge] * 100, 1) for edge in ("low", "high"))
    return _("n = %(n)s · 95 %%: %(low)s–%(high)s %%") % {"n": n, "low": low, "high": high}


def _tone(found: Mapping[str, Any]) -> str:  # Figures are JSON.
    """Good: the target is reached; bad: all of the interval is below."""
    if found["value"] is None:
        return ""
    if found["value"] >= found["target"]:
        return "good"
    return "bad" if found["high"] is not None and found["high"] < found["target"] else "warn"
