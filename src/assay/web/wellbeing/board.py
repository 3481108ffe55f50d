"""The exposure board for whoever answers for people: per site, market and severity, and who nears a limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from assay.kit.clock import now as the_time
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.web.requests import signed_in, user_of
from assay.wellbeing.queries.board import DAYS, Board, MinutesRow, PlaceRow, exposure_board
from assay.work.enums import ContentSeverity

WIDTH, HEIGHT, MARGIN = 240, 48, 6


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A site with the line of its four weeks, on the scale that all sites share."""

    row: PlaceRow
    line: str
    a_head: float


@signed_in
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The last seven days, and where people stand now."""
    found = exposure_board(user_of(request), now=the_time())
    change = _change(found)
    most = max((minutes for row in found.sites for minutes in row.weeks), default=0.0)
    context = {
        "board": found,
        "places": [_place(row, most) for row in found.sites],
        "severities": [(_severity(row), row) for row in found.severities],
        "markets": [(row.name or "–", row) for row in found.markets],
        "weeks": _weeks(found.days),
        "now": {
            "near": sum(row.n_near for row in found.sites),
            "over": sum(row.n_over for row in found.sites),
            "resting": sum(row.n_resting for row in found.sites),
            "people": sum(row.n_people for row in found.sites),
            "minutes": sum(row.minutes for row in found.sites),
        },
        "change": change,
        "may_set_limits": may(user_of(request), Permission.SET_LIMITS),
        "sign": "+" if change and change > 0 else "",
    }
    return render(request, "web/wellbeing/board.html", context)


def _place(row: PlaceRow, most: float) -> ShownPlace:
    step = (WIDTH - 2 * MARGIN) / (len(row.weeks) - 1)
    points = (
        f"{MARGIN + nth * step:.1f},{HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * minutes / (most or 1):.1f}"
        for nth, minutes in enumerate(row.weeks)
    )
    return ShownPlace(row, " ".join(points), row.minutes / row.n_people if row.n_people else 0.0)


def _severity(row: MinutesRow) -> str:
    return _(str(ContentSeverity(int(row.name)).label))


def _weeks(days: Sequence[tuple[date, float]]) -> list[tuple[date, Sequence[tuple[date, float]]]]:
    """The days in rows of seven, the newest first."""
    rows = [days[nth : nth + DAYS] for nth in range(0, len(days), DAYS)]
    return [(row[0][0], row) for row in reversed(rows)]


def _change(found: Board) -> float | None:
    """Against the seven days before, as a share; nothing to compare with: None."""
    before = sum(row.weeks[-2] for row in found.sites)
    return sum(row.minutes for row in found.sites) / before - 1 if before else None
