"""A shift on one page: who is there, what counts, what changed, what goes wrong, what the last one left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assay.kit.clock import working_day
from assay.partners.models import HandoverNote
from assay.partners.queries.handover import notes_for, open_points
from assay.partners.queries.targets import ProjectTargets, look_at, targets_at
from assay.people.models import User
from assay.people.queries.hours import Declared, declared_by
from assay.people.queries.site_parts import SitePart
from assay.people.queries.turns import Attendance, Turns, attendance_of, turns_at
from assay.projects.models import Project
from assay.projects.queries.at_sites import GuidelineNews, guideline_news, worked_on_by
from assay.quality.models import Clarification
from assay.quality.queries.clarification import clarified_since
from assay.quality.queries.site_errors import SiteError, errors_at
from assay.wellbeing.queries.strain import Strained, strained

ERRORS_OF = timedelta(days=14)
# Where no shift was planned before this one.
A_DAY = timedelta(days=1)
# Absences are shown of the day of the shift and the six after.
AHEAD = timedelta(days=6)
MOST_PROJECTS, MOST_NEWS, MOST_ERRORS = 30, 20, 8


@dataclass(frozen=True, slots=True)
class ShiftBoard:
    """`since` is when the shift before began, at least a day ago: whoever works now may not have been there then.

    `declared` is what people said of the shift's day and the six after: away, or other hours than usual.
    """

    part: SitePart
    turns: Turns
    since: datetime
    attendance: Sequence[Attendance]
    day_on: date
    declared: Sequence[Declared]
    targets: Sequence[ProjectTargets]
    rulings: Sequence[Clarification]
    guidelines: Sequence[GuidelineNews]
    errors: Sequence[tuple[Project, SiteError]]
    strained: Sequence[Strained]
    notes: Sequence[HandoverNote]
    points: Sequence[HandoverNote]


def shift_board(user: User, part: SitePart, *, moment: datetime, now: datetime) -> ShiftBoard:
    """The shift at a moment; figures and notes are those of now."""
    turns = turns_at(part.people, part.site, moment)
    attendance = attendance_of(part.people, part.site, turns.on, now=now) if turns.on else []
    since = min(turns.before.started_at, now - A_DAY) if turns.before else now - A_DAY
    day_on = working_day(turns.on.started_at if turns.on else moment, part.site.time_zone)
    worked_on = worked_on_by(user, part.people)
    projects = list(worked_on[:MOST_PROJECTS])
    by_key = {each.pk: each for each in projects}
    there = {each.shift.contributor_id for each in attendance}
    errors = errors_at(by_key, look_at(part, now - ERRORS_OF, now), MOST_ERRORS)
    return ShiftBoard(
        part=part,
        turns=turns,
        since=since,
        attendance=attendance,
        day_on=day_on,
        declared=declared_by(part.people, day_on, day_on + AHEAD),
        targets=targets_at(part, projects, now),
        rulings=clarified_since(worked_on, since, MOST_NEWS),
        guidelines=guideline_news(worked_on, there, since, MOST_NEWS),
        errors=[(by_key[each.project], each) for each in errors],
        strained=_strained(user, part, now),
        notes=notes_for(user, part, since),
        points=open_points(user, part),
    )


def _strained(user: User, part: SitePart, now: datetime) -> list[Strained]:
    """Those whom this person may know by name; nobody else is named or counted."""
    return [
        each
        for each in strained(user, now=now)
        if each.contributor.site_id == part.site.pk and part.covers(each.contributor.team_id)
    ]
