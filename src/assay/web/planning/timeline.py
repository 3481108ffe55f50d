"""The portfolio on one line of time: a row per project, with its plan, milestones, deliveries and deadline."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assay.planning.enums import MilestoneState
from assay.planning.queries.plans import WEEK
from assay.planning.queries.portfolio import Entry
from assay.planning.queries.progress import monday_of
from assay.web.planning import words
from assay.web.planning.portfolio_shown import ShownEntry
from assay.web.templatetags.figures import count

WIDTH, HEIGHT, MIDDLE = 840, 30, 15
BEFORE, AFTER = 12 * WEEK, 26 * WEEK
MOST_TICKS = 12
# Half the size of a mark.
HALF = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """`x` of its middle; `shape` is a milestone's state, or delivery, deadline, first (planned)."""

    x: str
    points: str
    shape: str
    said: str


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """`said` tells what is drawn, for whoever does not see it."""

    entry: ShownEntry
    begins: str
    width: str
    done_width: str
    marks: tuple[Mark, ...]
    said: str


@dataclass(frozen=True, slots=True)
class DatedRow:
    """One date of the table that twins the drawing."""

    entry: ShownEntry
    on: date
    what: str
    first_on: date | None
    slip: int | None
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    on: date


@dataclass(frozen=True, slots=True)
class Timeline:
    width: int
    height: int
    today: str
    ticks: tuple[Tick, ...]
    rows: tuple[TimelineRow, ...]
    dates: tuple[DatedRow, ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    days: int

    def at(self, on: date) -> float:
        return WIDTH * min(max((on - self.first).days, 0), self.days) / self.days

    def holds(self, on: date) -> bool:
        return 0 <= (on - self.first).days <= self.days


def mark_words() -> list[tuple[str, str]]:
    """What each shape means."""
    return [
        ("weeks", _("Planned weeks")),
        ("share", _("Done of all that is planned")),
        ("today", _("Today")),
        *((state, _(label)) for state, (label, _tone) in words.MILESTONE_STATES.items()),
        ("first", _("As first planned")),
        ("delivery", _("Delivered")),
        ("deadline", _("Deadline")),
    ]


def timeline_of(entries: Sequence[Entry], shown: Sequence[ShownEntry], today: date) -> Timeline:
    """Of the entries that have a date, from at most 12 weeks ago to at most 26 weeks ahead."""
    dated = [(entry, row) for entry, row in zip(entries, shown, strict=True) if any(_dates(entry))]
    scale = _scale([on for entry, _row in dated for on in _dates(entry)], today)
    return Timeline(
        WIDTH,
        HEIGHT,
        f"{scale.at(today):.1f}",
        tuple(_ticks(scale)),
        tuple(_row(entry, row, scale) for entry, row in dated),
        tuple(sorted((each for pair in dated for each in _dated(*pair, today)), key=lambda each: each.on)),
    )


def _dates(entry: Entry) -> Iterator[date]:
    yield from entry.released
    if entry.deadline_on:
        yield entry.deadline_on
    if entry.schedule:
        yield from (each.milestone.due_on for each in entry.schedule.milestones)
        for week in (each.week_on for each in entry.schedule.volumes):
            yield from (week, week + WEEK)


def _scale(dates: Iterable[date], today: date) -> _Scale:
    known = [today - WEEK, today + WEEK, *dates]
    first = monday_of(max(min(known), today - BEFORE))
    last = min(max(known), today + AFTER) + timedelta(days=1)
    return _Scale(first, max((last - first).days, 1))


def _ticks(scale: _Scale) -> Iterator[Tick]:
    n_weeks = scale.days // 7 + 1
    every = -(-n_weeks // MOST_TICKS)
    for nth in range(0, n_weeks, every):
        on = scale.first + nth * WEEK
        yield Tick(f"{scale.at(on):.1f}", on)


def _row(entry: Entry, shown: ShownEntry, scale: _Scale) -> TimelineRow:
    begins = ends = done = 0.0
    said = []
    schedule = entry.schedule
    if schedule and schedule.volumes:
        weeks = [each.week_on for each in schedule.volumes]
        begins, ends = scale.at(min(weeks)), scale.at(max(weeks) + WEEK)
        done = (ends - begins) * min(schedule.n_done / schedule.n_planned, 1) if schedule.n_planned else 0.0
        said.append(
            _("%(done)s of %(planned)s tasks planned are done")
            % {"done": count(schedule.n_done), "planned": count(schedule.n_planned)}
        )
    marks = tuple(_marks(entry, scale))
    said += [mark.said for mark in marks if mark.shape != "first"]
    return TimelineRow(shown, f"{begins:.1f}", f"{ends - begins:.1f}", f"{done:.1f}", marks, "; ".join(said))


def _marks(entry: Entry, scale: _Scale) -> Iterator[Mark]:
    """What lies outside of the drawing stands in the table alone."""
    for each in entry.schedule.milestones if entry.schedule else ():
        name, due_on = each.milestone.name, each.milestone.due_on
        if each.slip and scale.holds(due_on - timedelta(days=each.slip)):
            first = due_on - timedelta(days=each.slip)
            yield _mark("first", first, scale, _("%(name)s, as first planned") % {"name": name})
        if scale.holds(due_on):
            label = _(words.MILESTONE_STATES[each.state][0])
            yield _mark(each.state, due_on, scale, f"{name} ({label})")
    for on in entry.released:
        if scale.holds(on):
            yield _mark("delivery", on, scale, _("Delivered"))
    if entry.deadline_on and scale.holds(entry.deadline_on):
        yield _mark("deadline", entry.deadline_on, scale, _("Deadline of the request"))


def _mark(shape: str, on: date, scale: _Scale, what: str) -> Mark:
    x = scale.at(on)
    return Mark(f"{x:.1f}", _points(shape, x), shape, f"{what}, {date_format(on, 'SHORT_DATE_FORMAT')}")


def _points(shape: str, x: float) -> str:
    """A diamond for a milestone, a triangle for a delivery, a bar for a deadline."""
    if shape == "delivery":
        corners = [(x, MIDDLE + 3), (x - HALF, HEIGHT - 2), (x + HALF, HEIGHT - 2)]
    elif shape == "deadline":
        corners = [(x - 1, 2), (x + 1, 2), (x + 1, HEIGHT - 2), (x - 1, HEIGHT - 2)]
    else:
        corners = [(x, MIDDLE - HALF), (x + HALF, MIDDLE), (x, MIDDLE + HALF), (x - HALF, MIDDLE)]
    return " ".join(f"{left:.1f},{top:.1f}" for left, top in corners)


def _dated(entry: Entry, shown: ShownEntry, today: date) -> Iterator[DatedRow]:
    for each in entry.schedule.milestones if entry.schedule else ():
        label, tone = words.MILESTONE_STATES[each.state]
        due_on, slip = each.milestone.due_on, each.slip
        first_on = None if slip is None else due_on - timedelta(days=slip)
        state = _(label)
        if each.state == MilestoneState.DONE_LATE and each.done_on:
            state = f"{state}: {date_format(each.done_on, 'SHORT_DATE_FORMAT')}"
        yield DatedRow(shown, due_on, each.milestone.name, first_on, slip, state, tone)
    for on in entry.released:
        yield DatedRow(shown, on, _("Delivered"), None, None, _("Done"), "good")
    if entry.deadline_on:
        tone = "warn" if entry.deadline_on < today else ""
        yield DatedRow(shown, entry.deadline_on, _("Deadline of the request"), None, None, "", tone)
