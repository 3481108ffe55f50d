"""The shifts of a site as its lead sees them: which one is on, who belongs to it, and who is there."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from assay.kit.clock import working_day
from assay.people.enums import Presence, TimeKind
from assay.people.models import ActivitySpan, Contributor, Shift, Site, TimeEntry
from assay.people.queries.hours import days_said
from assay.people.rules.time import Period, Stretch
from assay.people.rules.turns import APART, presence_of, turn_at, turns

# So far to both sides: over a week off.
REACH = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Turns:
    """The shift at a moment with the ones before and after it; any of them may be missing."""

    before: Period | None
    on: Period | None
    after: Period | None


@dataclass(frozen=True, slots=True)
class Attendance:
    shift: Shift
    presence: Presence
    said: TimeKind | None


def turns_at(people: QuerySet[Contributor], site: Site, moment: datetime) -> Turns:
    """Of these people; one query, which reads different hours and not people."""
    near = _planned(people, site).filter(starts_at__range=(moment - REACH, moment + REACH))
    spans = near.order_by().values_list("starts_at", "ends_at").distinct()
    found = turns(Period(*span) for span in spans)
    nth = turn_at(found, moment)
    if nth is None:
        return Turns(None, None, None)
    after = found[nth + 1] if nth + 1 < len(found) else None
    return Turns(found[nth - 1] if nth else None, found[nth], after)


def attendance_of(
    people: QuerySet[Contributor], site: Site, turn: Period, *, now: datetime
) -> list[Attendance]:
    """Everybody of the shift by name; four queries however many people."""
    begins = {"starts_at__gte": turn.started_at, "starts_at__lt": turn.started_at + APART}
    found = _planned(people, site).filter(**begins)
    shifts = list(found.select_related("contributor", "site").order_by("contributor__pseudonym", "starts_at"))
    keys = [each.contributor_id for each in shifts]
    during = {"started_at__lt": turn.ended_at, "ended_at__gt": turn.started_at, "contributor__in": keys}
    activity: defaultdict[int, list[Period]] = defaultdict(list)
    for key, *span in ActivitySpan.objects.filter(**during).values_list(
        "contributor", "started_at", "ended_at"
    ):
        activity[key].append(Period(*span))
    said: defaultdict[int, list[Stretch]] = defaultdict(list)
    for each in TimeEntry.objects.filter(**during).order_by("pk"):
        said[each.contributor_id].append(Stretch(each.started_at, each.ended_at, TimeKind(each.kind)))
    days = {each.pk: working_day(each.starts_at, site.time_zone) for each in shifts}
    other = days_said(keys, set(days.values()))

    def attendance(shift: Shift) -> Attendance:
        key = shift.contributor_id
        presence = presence_of(
            Period(shift.starts_at, shift.ends_at),
            activity=activity[key],
            said=said[key],
            now=now,
            is_declared_away=other.get((key, days[shift.pk])) == 0,
        )
        return Attendance(shift, *presence)

    return [attendance(each) for each in shifts]


def _planned(people: QuerySet[Contributor], site: Site) -> QuerySet[Shift]:
    return Shift.objects.filter(site=site, cancelled_at=None, contributor__in=people.order_by())
