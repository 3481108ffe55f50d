"""Sheets of time as pages show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.people.enums import TimeGroup, TimeKind, TimeMeasure
from assay.people.models import Contributor
from assay.people.queries.time import PersonDay, PersonWeek
from assay.people.rules.time import MISSING, PRODUCTIVE, Stretch, Tally, total
from assay.people.rules.time_targets import Targets, reached
from assay.web.templatetags.figures import percent

HOUR = 3600
# Of a target: reached, missed, or nothing to measure.
TONES: Mapping[bool | None, str] = {True: "good", False: "warn", None: ""}
WORDS = {
    TimeKind.WORK: gettext_noop("Labeling"),
    TimeKind.REVIEW: gettext_noop("Reviewing"),
    TimeKind.IDLE: gettext_noop("Available"),
    TimeKind.BREAK: gettext_noop("Paid break"),
    TimeKind.WELLBEING: gettext_noop("Wellbeing"),
    TimeKind.TRAINING: gettext_noop("Training"),
    TimeKind.MEETING: gettext_noop("Meeting or coaching"),
    TimeKind.LEAVE: gettext_noop("Paid leave"),
    TimeKind.SICK: gettext_noop("Sick"),
    TimeKind.UNPAID: gettext_noop("Unpaid break"),
    TimeKind.ABSENT: gettext_noop("Absent"),
    TimeKind.RECORDED: gettext_noop("As recorded"),
}


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One day of a person in the week: hours paid, and what stands out."""

    day_on: date
    hours: float
    is_planned: bool
    is_missing: bool
    is_approved: bool


@dataclass(frozen=True, slots=True)
class ShownPerson:
    contributor: Contributor
    reviews: bool
    cells: tuple[ShownCell, ...]
    tally: Tally
    hours: float


@dataclass(frozen=True, slots=True)
class ShownShare:
    """A share of time beside what it is to be; no tone where nothing was measured."""

    value: float | None
    target: str
    tone: str


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """Agents or QAs of a site in a week; the shares are utilization, occupancy, shrinkage and adherence."""

    label: str
    n_people: int
    hours: float
    shares: tuple[ShownShare, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch in the picture of a day, in percent of its width."""

    stretch: Stretch
    label: str
    start: float
    width: float
    group: str


def shown_people(weeks: Iterable[PersonWeek], now: datetime) -> list[ShownPerson]:
    return [
        ShownPerson(
            week.contributor,
            week.reviews,
            tuple(_cell(day, now) for day in week.days),
            week.tally,
            week.tally.paid / HOUR,
        )
        for week in weeks
    ]


def shown_groups(weeks: Sequence[PersonWeek], targets: Targets) -> list[ShownGroup]:
    """Agents and QAs, each against their own targets; a group in which nobody had time is left out."""
    agents = [week for week in weeks if not week.reviews and week.tally.seconds]
    qas = [week for week in weeks if week.reviews]
    found = [(_("Agents"), agents, TimeGroup.AGENTS), (_("QAs"), qas, TimeGroup.QAS)]
    return [_group(label, members, targets[group]) for label, members, group in found if members]


def bars(day: PersonDay) -> list[Bar]:
    return [
        Bar(
            each,
            _(WORDS[each.kind]),
            100 * _share(day, each.started_at),
            100 * (_share(day, each.ended_at) - _share(day, each.started_at)),
            group_of(each.kind),
        )
        for each in day.sheet
    ]


def shift_bars(day: PersonDay) -> list[tuple[float, float]]:
    return [
        (
            100 * _share(day, shift.starts_at),
            100 * (_share(day, shift.ends_at) - _share(day, shift.starts_at)),
        )
        for shift in day.shifts
    ]


def hour_marks(day: PersonDay) -> list[tuple[float, datetime]]:
    """Every third hour."""
    n_hours = int((day.period.ended_at - day.period.started_at).total_seconds() // HOUR)
    moments = (day.period.started_at + timedelta(hours=nth) for nth in range(0, n_hours, 3))
    return [(100 * _share(day, moment), moment) for moment in moments]


def group_of(kind: TimeKind) -> str:
    """Which of the few colours a kind has."""
    if kind is TimeKind.IDLE:
        return "idle"
    if kind in PRODUCTIVE:
        return "work"
    return "missing" if kind in MISSING else "away"


def hours_by_kind(tally: Tally) -> list[tuple[str, float]]:
    return [(_(WORDS[kind]), tally.seconds[kind] / HOUR) for kind in TimeKind if tally.seconds.get(kind)]


def _group(label: str, members: Sequence[PersonWeek], targets: Mapping[TimeMeasure, float]) -> ShownGroup:
    together = total(week.tally for week in members)
    tones = {each: TONES[is_met] for each, is_met in reached(together, targets).items()}
    utilized, occupied, kept = (targets[each] for each in TimeMeasure)
    return ShownGroup(
        label,
        len(members),
        together.paid / HOUR,
        (
            ShownShare(together.utilization, f"≥ {percent(utilized, 0)}", tones[TimeMeasure.UTILIZATION]),
            ShownShare(together.occupancy, f"≥ {percent(occupied, 0)}", tones[TimeMeasure.OCCUPANCY]),
            ShownShare(together.shrinkage, f"≤ {percent(1 - utilized, 0)}", tones[TimeMeasure.UTILIZATION]),
            ShownShare(together.adherence, f"≥ {percent(kept, 0)}", tones[TimeMeasure.ADHERENCE]),
        ),
    )


def _cell(day: PersonDay, now: datetime) -> ShownCell:
    is_over = any(shift.ends_at <= now for shift in day.shifts)
    return ShownCell(
        day.day_on,
        day.tally.paid / HOUR,
        bool(day.shifts),
        is_over and not day.tally.paid,
        day.approved is not None,
    )


def _share(day: PersonDay, moment: datetime) -> float:
    length = (day.period.ended_at - day.period.started_at).total_seconds()
    inside = min(max(moment, day.period.started_at), day.period.ended_at)
    return (inside - day.period.started_at).total_seconds() / length
