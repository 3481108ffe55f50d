"""The portfolio: board, timeline, table and load of what a person has in sight, and the table as CSV."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from assay.kit.clock import now, working_day
from assay.kit.csv_safety import guard
from assay.people.queries.scope import scope_of
from assay.people.rules.roles import Permission
from assay.planning.enums import Aspect, Phase, Status
from assay.planning.queries.allocations import sees_everything
from assay.planning.queries.bottlenecks import findings_shown
from assay.planning.queries.portfolio import Entry, portfolio_of
from assay.planning.queries.portfolio_find import (
    COLUMNS,
    HEALTHS,
    SORTS,
    Choices,
    Wanted,
    choices_of,
    found_in,
    row_of,
)
from assay.planning.queries.portfolio_load import load_of
from assay.web.planning import portfolio_words as words
from assay.web.planning.findings_shown import shown_findings
from assay.web.planning.portfolio_load import shown_load
from assay.web.planning.portfolio_shown import columns_of, shown_entry
from assay.web.planning.timeline import mark_words, timeline_of
from assay.web.projects.words import SEGMENTS
from assay.web.requests import signed_in, user_of

VIEWS = {
    "board": gettext_noop("Board"),
    "timeline": gettext_noop("Timeline"),
    "table": gettext_noop("Table"),
    "load": gettext_noop("Load and capacity"),
}


@dataclass(frozen=True, slots=True)
class View:
    name: str
    label: str
    query: str
    is_current: bool


@signed_in
@require_GET
def portfolio(request: HttpRequest) -> HttpResponse:
    """Everything in sight, in one of four views; filters and order stay in the address."""
    person, at = user_of(request), now()
    entries = portfolio_of(person, at)
    wanted, view = wanted_in(request.GET), _view(request.GET)
    found = found_in(entries, wanted)
    today = working_day(at, person.time_zone)
    shown = [shown_entry(each, today) for each in found]
    context: dict[str, object] = {
        "n_all": len(entries),
        "may_allocate": sees_everything(person),
        "may_weigh": not scope_of(person, Permission.WEIGH_RETURN).is_empty,
        "rows": shown,
        "wanted": wanted,
        "options": _options(choices_of(entries)),
        "view": view,
        "views": [
            View(name, _(label), _kept(request.GET, view=name), name == view) for name, label in VIEWS.items()
        ],
        "kept": _kept(request.GET),
        "tallies": _tallies(found),
    }
    if view == "board":
        context["columns"] = columns_of(shown, [each.phase for each in found])
    elif view == "timeline":
        context |= {"timeline": timeline_of(found, shown, today), "mark_words": mark_words()}
    elif view == "load":
        context["load"] = shown_load(load_of(found, at))
        context["findings"] = shown_findings(findings_shown(person))
    else:
        context["heads"] = _heads(request.GET, wanted)
    return render(request, "web/planning/portfolio.html", context)


@signed_in
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """What fits as CSV, in the order asked for."""
    entries = found_in(portfolio_of(user_of(request), now()), wanted_in(request.GET))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="portfolio.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for entry in entries:
        row = row_of(entry)
        writer.writerow([_text(row[name]) for name in COLUMNS])
    return response


def wanted_in(query: QueryDict) -> Wanted:
    """A filter that cannot be is none."""
    phase, health = query.get("phase", ""), query.get("health", "")
    sort = query.get("sort", "")
    return Wanted(
        segment=query.get("segment", "") if query.get("segment", "") in SEGMENTS else "",
        market=query.get("market", "")[:40],
        owner=query.get("owner", "")[:40],
        phase=phase if phase in Phase.values else "",
        health=health if health in HEALTHS else "",
        sort=sort if sort in SORTS else "name",
    )


def _view(query: QueryDict) -> str:
    view = query.get("view", "")
    return view if view in VIEWS else "board"


def _kept(query: QueryDict, **change: str) -> str:
    """The address's own words with a change; what is empty is left out."""
    kept = {name: query.get(name, "") for name in query} | change
    found = QueryDict(mutable=True)
    found.update({name: value for name, value in kept.items() if value})
    return found.urlencode()


def _options(choices: Choices) -> dict[str, list[tuple[str, str]]]:
    return {
        "segments": [(each, _(SEGMENTS[each])) for each in choices.segments],
        "markets": [(each, each) for each in choices.markets],
        "owners": list(choices.owners),
        "phases": [(each.value, _(words.PHASES[each])) for each in Phase],
        "healths": [(each, _(label)) for each, label in words.HEALTHS.items()],
        "sorts": [(each, _(label)) for each, label in words.SORTS.items()],
    }


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of those that have a word on it are in trouble."""

    label: str
    n: int
    of: int
    detail: str


def _tallies(entries: Sequence[Entry]) -> list[Tally]:
    said = {
        Aspect.TIME: (_("Late"), _("a milestone is overdue, or the plan is far behind")),
        Aspect.QUALITY: (_("Standards missed"), _("the whole interval lies beyond the threshold")),
        Aspect.RISK: (_("Risks fired"), _("a metric is beyond the trigger of a risk")),
    }
    found = []
    for aspect, (label, detail) in said.items():
        statuses = [each.health.statuses[aspect] for each in entries if aspect in each.health.statuses]
        found.append(Tally(label, statuses.count(Status.MISSED), len(statuses), detail))
    return found


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the table: `sort` is its query where it can be sorted by."""

    label: str
    query: str = ""
    order: str = ""


def _heads(query: QueryDict, wanted: Wanted) -> list[Head]:
    sorts = (
        *(
            (_("Project or request"), "name"),
            (_("Phase"), ""),
            (_("Owner"), "owner"),
            (_("Next date"), "next"),
        ),
        *((_("Done of due"), "attainment"), (_("Time"), "health")),
        *((_(words.ASPECTS[each]), "") for each in (Aspect.QUALITY, Aspect.BUDGET, Aspect.RISK)),
    )
    return [
        Head(
            label,
            _kept(query, sort=sort) if sort else "",
            "ascending" if sort and sort == wanted.sort else "",
        )
        for label, sort in sorts
    ]


def _text(value: object) -> str:
    """Numbers stay numbers; texts are guarded against spreadsheets that run them."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return guard(str(value)) if isinstance(value, str) else str(value)
