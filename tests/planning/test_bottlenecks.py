"""Findings: told once to who answers for people, followed while they last, and gone when they are gone."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from assay.kit.jobs import run_now
from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import InboxMessage, User
from assay.planning.actions.allocations import propose
from assay.planning.actions.bottlenecks import look_ahead, look_daily, start_look
from assay.planning.models import CapacityFinding
from assay.planning.queries.bottlenecks import findings_for, findings_shown, sentence_of
from assay.planning.rules.allocation import Terms
from assay.work.models import Queue
from tests.people.cast import user
from tests.planning.feasible_world import Feasible, join, left_in, make_feasible
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
THIS, NEXT = date(2026, 3, 2), date(2026, 3, 9)
SUNDAY_BEFORE = NOW - timedelta(hours=NOW.hour)


@pytest.fixture
def world() -> Feasible:
    """Ana (own crowd) and Bia (at Porto) gave ten hours a week each, two on each weekday; forty hours wait."""
    found = make_feasible()
    join(found.project, found.people["ana"], found.people["bia"])
    left_in(found, 4000)
    return found


@pytest.fixture
def mia(world: Feasible) -> User:
    return user("Mia", Role.CROWD_MANAGER)


def sentences(week_on: date) -> list[str]:
    found = CapacityFinding.objects.filter(week_on=week_on, gone_at=None).order_by("-hours", "pk")
    return [template.format_map(about) for template, about in (sentence_of(each, week_on) for each in found)]


def told(who: User) -> list[tuple[str, bool]]:
    messages = InboxMessage.objects.filter(user=who, kind="planning.capacity").order_by("pk")
    return [(each.title, each.read_at is not None) for each in messages]


def test_what_waits_is_told_once_and_followed_and_what_is_gone_asks_nobody_any_more(
    world: Feasible, mia: User
) -> None:
    """Forty hours wait for twenty that two people have: five days at four hours a day. Then four wait, two for each."""
    propose(None, week_on=NEXT, terms=Terms(), now=NOW)
    first = sentences(NEXT)
    propose(None, week_on=NEXT, terms=Terms(), now=NOW + timedelta(hours=1))
    again = told(mia)
    Queue.objects.update(n_open=400)
    propose(None, week_on=NEXT, terms=Terms(), now=NOW + timedelta(hours=2))

    waits = "Brazilian Portuguese: 20 h wait beyond the week of 9 Mar, 5 days at its pace"
    assert (first, again) == ([waits], [(waits, False)])
    assert sentences(NEXT) == [
        "Own crowd: 1 person with Portuguese is idle from Tuesday 10 Mar on, 8 h",
        "Norte · Porto: 1 person with Portuguese is idle from Tuesday 10 Mar on, 8 h",
    ]
    assert told(mia) == [(waits, True), *((each, False) for each in sentences(NEXT))]
    gone = CapacityFinding.objects.exclude(gone_at=None).get()
    assert (gone.kind, gone.gone_at) == ("backlog", NOW + timedelta(hours=2))


def test_both_weeks_are_looked_at_once_a_day(world: Feasible, mia: User) -> None:
    early = NOW.replace(hour=3)
    assert look_daily(now=early) is None
    job = look_daily(now=NOW)
    assert job is not None
    assert look_daily(now=NOW) is None
    done = run_now(job, at=NOW)

    weeks = CapacityFinding.objects.filter(gone_at=None).order_by("week_on").values_list("week_on", flat=True)
    assert (done.error, done.result) == ("", {"n_findings": 2})
    assert list(weeks) == [THIS, NEXT]
    assert look_daily(now=NOW + timedelta(days=1)) is not None


def test_a_week_that_is_over_is_gone(world: Feasible, mia: User) -> None:
    look_ahead(now=NOW)

    look_ahead(now=NOW + timedelta(days=7))

    open_ = CapacityFinding.objects.filter(gone_at=None).values_list("week_on", flat=True)
    assert THIS not in open_


def test_only_who_allocates_everywhere_sees_and_looks(world: Feasible, mia: User) -> None:
    look_ahead(now=NOW)
    ana = world.people["ana"].user

    assert findings_for(mia).count() == 2
    assert findings_shown(ana) == []
    with pytest.raises(NotFound):
        findings_for(ana)
    with pytest.raises(Refused):
        start_look(ana, now=NOW)


def test_a_finding_is_never_deleted(world: Feasible) -> None:
    look_ahead(now=NOW)

    with pytest.raises(DatabaseError), transaction.atomic():
        CapacityFinding.objects.all().delete()
