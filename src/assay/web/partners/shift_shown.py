"""A shift as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from assay.kit.clock import working_day
from assay.partners.queries.shift_board import ShiftBoard
from assay.partners.queries.targets import ProjectTargets
from assay.partners.rules.targets import OF_A_SHIFT, Target
from assay.people.enums import Presence
from assay.people.models import Contributor
from assay.people.queries.hours import Declared
from assay.people.queries.turns import Attendance
from assay.people.rules.time import Period
from assay.projects.models import Project
from assay.projects.queries.at_sites import GuidelineNews
from assay.quality.enums import ErrorSeverity
from assay.quality.models import Clarification
from assay.quality.queries.site_errors import SiteError
from assay.web.partners.reading import written
from assay.web.partners.words import PRESENCE, SAID_BEFORE
from assay.web.planning.figures import ShownValue, bound, shown_value
from assay.web.planning.words import METRICS
from assay.web.review.words import SEVERITIES
from assay.web.timekeeping.shown import WORDS

ORDER = tuple(PRESENCE)


@dataclass(frozen=True, slots=True)
class ShownAttendance:
    found: Attendance
    day_on: date
    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class ShownDay:
    """`usual` in hours; None where nothing is known of a usual week."""

    day_on: date
    hours: float
    usual: float | None


@dataclass(frozen=True, slots=True)
class ShownDeclared:
    """What somebody said: of the shift's day, and of the days after it."""

    contributor: Contributor
    today: ShownDay | None
    later: tuple[ShownDay, ...]


@dataclass(frozen=True, slots=True)
class ShownTarget:
    target: str
    value: ShownValue


@dataclass(frozen=True, slots=True)
class ShownProject:
    """`targets` in the order of the columns; None where the project has no such standard."""

    project: Project
    targets: tuple[ShownTarget | None, ...]


@dataclass(frozen=True, slots=True)
class News:
    """A ruling or a guideline version, by when it came."""

    at: datetime
    project: Project
    ruling: Clarification | None = None
    guideline: GuidelineNews | None = None


@dataclass(frozen=True, slots=True)
class ShownError:
    project: Project
    error: SiteError
    severity: str
    tone: str


def shown_attendance(found: Sequence[Attendance]) -> list[ShownAttendance]:
    """Those who are missing first, each group by name."""
    in_order = sorted(found, key=lambda each: ORDER.index(each.presence))
    return [_attendance(each) for each in in_order]


def _attendance(found: Attendance) -> ShownAttendance:
    label, tone = PRESENCE[found.presence]
    day_on = working_day(found.shift.starts_at, found.shift.site.time_zone)
    if found.presence is Presence.AWAY:
        label = WORDS[found.said] if found.said else SAID_BEFORE
    return ShownAttendance(found, day_on, _(label), tone)


def shown_declared(found: Sequence[Declared], day_on: date) -> list[ShownDeclared]:
    """Those of the shift's day first, each group by name."""
    shown = [_declared(each, day_on) for each in found]
    return sorted(shown, key=lambda each: each.today is None)


def _declared(found: Declared, day_on: date) -> ShownDeclared:
    days = [
        ShownDay(day, minutes / 60, found.usual[day.weekday()] / 60 if found.usual else None)
        for day, minutes in found.days.items()
    ]
    return ShownDeclared(
        found.contributor,
        next((each for each in days if each.day_on == day_on), None),
        tuple(each for each in days if each.day_on > day_on),
    )


def tally_of(found: Sequence[Attendance]) -> dict[str, int]:
    counts = dict.fromkeys(Presence.values, 0)
    for each in found:
        counts[each.presence.value] += 1
    return counts


def shown_targets(found: Sequence[ProjectTargets]) -> list[ShownProject]:
    return [_project(each) for each in found]


def columns() -> list[str]:
    return [_(METRICS[metric]) for metric in OF_A_SHIFT]


def _project(found: ProjectTargets) -> ShownProject:
    by_metric = {one.metric: _target(one) for one in found.targets}
    return ShownProject(found.project, tuple(by_metric.get(metric) for metric in OF_A_SHIFT))


def _target(found: Target) -> ShownTarget:
    return ShownTarget(
        bound(found.metric, found.terms.target, found.terms.currency),
        shown_value(found.metric, found.measured, found.status),
    )


def news_of(board: ShiftBoard) -> list[News]:
    """Newest first."""
    rulings = [News(each.published_at, each.project, ruling=each) for each in board.rulings]
    versions = [
        News(each.version.created_at, each.version.project, guideline=each) for each in board.guidelines
    ]
    return sorted(rulings + versions, key=lambda each: each.at, reverse=True)


def shown_errors(board: ShiftBoard) -> list[ShownError]:
    return [
        ShownError(project, error, _(SEVERITIES[ErrorSeverity(error.severity)][0]), _tone(error))
        for project, error in board.errors
    ]


def _tone(error: SiteError) -> str:
    return SEVERITIES[ErrorSeverity(error.severity)][1]


def address_of(turn: Period | None) -> str:
    return written(turn.started_at) if turn else ""
