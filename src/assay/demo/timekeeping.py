"""Time at the site in Lisbon: Ravi plans shifts, corrects what the workbench cannot know, and approves what is over."""

import random
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from assay.demo.habits import SATURDAY, habits_of
from assay.demo.live import DAYS
from assay.demo.people import Organisation
from assay.demo.story import Story
from assay.kit.clock import working_day
from assay.people.actions.shifts import Planned, plan_shifts
from assay.people.actions.time import approve_days, say_time
from assay.people.enums import TimeKind
from assay.people.models import Contributor, User
from assay.people.queries.time import days_of
from assay.people.rules.time import Stretch
from assay.quality.actions.tracing_time import trace_reviewing
from assay.work.actions.tracing_time import trace_labeling

ZONE = "Europe/Lisbon"
AHEAD = 10
# Comes late to every shift, and says so to nobody.
LATE = "Lapwing"
AFTER_NOON = timedelta(hours=3)


def keep_time(organisation: Organisation, story: Story) -> None:
    """Shifts are planned as the project begins; everything else is done this morning."""
    begun = story.agenda.ago(days=DAYS)
    story.put(begun + timedelta(hours=1), partial(plan, organisation, story))
    story.put(story.agenda.ago(minutes=50), partial(look_back, organisation, story))


def plan(organisation: Organisation, story: Story, at: datetime) -> None:
    """Weekdays, at the hours at which everybody likes to work."""
    first = working_day(at, ZONE)
    days = [first + timedelta(days=nth) for nth in range(1, DAYS + AHEAD)]
    shifts = [
        Planned(person, *hours(person, day))
        for person in agents(story)
        for day in days
        if day.weekday() < SATURDAY
    ]
    plan_shifts(organisation.users["ravi"], shifts=shifts, now=at)


def agents(story: Story) -> list[Contributor]:
    """As they are in the tables by now, in the order in which they were taken on."""
    members = Contributor.objects.filter(pk__in=[each.pk for each in story.members])
    return list(members.select_related("site", "user").order_by("pk"))


def hours(person: Contributor, day: date) -> tuple[datetime, datetime]:
    begin, end = habits_of(person.pseudonym).hours
    zone = ZoneInfo(person.user.time_zone)
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    early = timedelta(minutes=75 if person.pseudonym == LATE else 0)
    return midnight + timedelta(hours=begin) - early, midnight + timedelta(hours=end)


def look_back(organisation: Organisation, story: Story, at: datetime) -> None:
    """Traces are read; breaks, training and absences are written down; last week is approved."""
    since = story.agenda.ago(days=DAYS + 1)
    trace_labeling(since=since, now=at)
    trace_reviewing(since=since, now=at)
    first = working_day(since, ZONE)
    people = agents(story)
    for person in people:
        correct(organisation, person, first, at)
    monday = working_day(at, ZONE) - timedelta(days=working_day(at, ZONE).weekday())
    approve_days(organisation.users["ravi"], people=people, first=monday - timedelta(7), n_days=7, now=at)


def correct(organisation: Organisation, person: Contributor, first: date, at: datetime) -> None:
    ravi, week = organisation.users["ravi"], days_of([person], ZONE, first, DAYS + 1)[0]
    for day in week.days:
        chance = random.Random(f"{person.pseudonym} {day.day_on} break")
        for shift in day.shifts:
            if shift.ends_at > at:
                continue
            if not day.sheet:
                kind, why = (TimeKind.SICK, "Called in the morning.") if chance.random() < 0.7 else NO_WORD
                write(ravi, person, Stretch(shift.starts_at, shift.ends_at, kind), why=why, at=at)
                continue
            noon = shift.starts_at + AFTER_NOON
            pause = Stretch(noon, noon + timedelta(minutes=30), TimeKind.BREAK)
            write(person.user, person, pause, why="", at=at)
            if day.day_on.weekday() == 1:
                lesson = Stretch(shift.ends_at - timedelta(minutes=60), shift.ends_at, TimeKind.TRAINING)
                write(ravi, person, lesson, why="The new rules for live selling.", at=at)


NO_WORD = (TimeKind.ABSENT, "No word from them.")


def write(by: User, person: Contributor, told: Stretch, *, why: str, at: datetime) -> None:
    say_time(
        by,
        contributor=person,
        kind=told.kind,
        started_at=told.started_at,
        ended_at=told.ended_at,
        reason=why,
        now=at,
    )
