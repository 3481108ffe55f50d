"""Headcount of two vendors' sites, counted by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.partners.actions.headcount import commit_headcount
from assay.partners.enums import HeadcountGap
from assay.partners.models import Headcount
from assay.partners.queries.headcount import WEEK, HeadcountWeek, headcount_of, headcounts, monday_of
from assay.partners.rules.headcount import Commitment
from assay.people.actions.contributors import change_standing
from assay.people.actions.hours import set_contracted_hours
from assay.people.enums import Role, Standing
from assay.people.models import Contributor, Shift, Site, TimeSheet, User
from tests.people.cast import contributor
from tests.web.quality_cast import somebody
from tests.web.site_world import lead, two_sites
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
AT = now()
THIS = monday_of(AT.date())


@pytest.fixture
def sites() -> tuple[Site, Site]:
    _world, lisbon, cairo, _lot = two_sites()
    Contributor.objects.update(created_at=AT - timedelta(days=200))
    return lisbon, cairo


def omar() -> User:
    return somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)


def week(person: User, site: Site, week_on: date) -> HeadcountWeek:
    return next(each for each in headcount_of(person, site.uid, AT.date()).weeks if each.week_on == week_on)


def shift(person: Contributor, site: Site, day: date, by: User, **more: object) -> None:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    Shift.objects.create(
        contributor=person,
        site=site,
        starts_at=at,
        ends_at=at + timedelta(hours=8),
        planned_at=AT,
        planned_by=by,
        **more,
    )


def test_whoever_worked_stood_on_the_roster_or_was_approved_is_active_once(sites: tuple[Site, Site]) -> None:
    lisbon, by, next_week = sites[0], omar(), THIS + WEEK
    team = lisbon.teams.get()
    people = [
        contributor(f"h{nth}", now=AT, team=team, languages={tag: 5})
        for nth, tag in enumerate(("pt-BR", "pt", "de"))
    ]
    for person in people[:2]:
        shift(person, lisbon, next_week, by)
    shift(people[0], lisbon, next_week + timedelta(days=1), by)
    shift(people[2], lisbon, next_week, by, cancelled_at=AT, cancelled_by=by, cancelled_why="Ill.")
    TimeSheet.objects.create(
        contributor=people[2], site=lisbon, day_on=next_week + timedelta(days=2), kinds=["work"], seconds=[60],
        paid_seconds=60, approved_at=AT, approved_by=by,
    )  # fmt: skip
    lines = [Commitment(lisbon.pk, tag, next_week, n) for tag, n in (("pt", 3), ("de", 1))]
    commit_headcount(by, lines=lines, now=AT)

    found = week(by, lisbon, next_week)

    assert (found.whole.committed, found.whole.active, found.whole.gap) == (4, 3, HeadcountGap.MISSING)
    assert [(each.language, each.committed, each.active, each.gap) for each in found.languages] == [
        ("de", 1, 1, HeadcountGap.AS_COMMITTED),
        ("pt", 3, 2, HeadcountGap.MISSING),
    ]
    assert week(by, lisbon, next_week + WEEK).whole.active == 0


def test_who_has_contracted_hours_is_on_the_roster_of_weeks_to_come(sites: tuple[Site, Site]) -> None:
    """Not of this week, in which nobody of them was there; not of whoever is paused; not after it has ended."""
    (lisbon, cairo), by = sites, omar()
    team = lisbon.teams.get()
    people = [
        contributor(name, now=AT, team=team, languages={"pt-BR": 7}) for name in ("Full", "Part", "Gone")
    ]
    change_standing(None, contributor=people[2], standing=Standing.OFF_BOARDED, reason="Moved.", now=AT)
    for person in people:
        set_contracted_hours(None, contributor=person, minutes=2400, from_on=THIS, now=AT)
    set_contracted_hours(None, contributor=people[1], minutes=0, from_on=THIS + 2 * WEEK, now=AT)
    shift(people[0], lisbon, THIS + WEEK, by)
    commit_headcount(by, lines=[Commitment(lisbon.pk, "pt", THIS + 2 * WEEK, 2)], now=AT)

    found = [week(by, lisbon, THIS + nth * WEEK) for nth in range(4)]

    assert [each.whole.active for each in found] == [0, 2, 1, 1]
    assert [(each.active, each.gap) for each in found[2].languages] == [(1, HeadcountGap.MISSING)]
    assert week(by, cairo, THIS + WEEK).whole.active == 0


def test_who_came_and_who_left_is_counted_in_their_week(sites: tuple[Site, Site]) -> None:
    lisbon, cairo = sites
    by, before = omar(), datetime.combine(THIS - WEEK, datetime.min.time(), UTC) + timedelta(hours=30)
    contributor("Early", now=before, team=lisbon.teams.get())
    gone = contributor("Gone", now=before, team=lisbon.teams.get())
    change_standing(None, contributor=gone, standing=Standing.OFF_BOARDED, reason="Moved.", now=AT)

    assert [(week(by, lisbon, each).joined, week(by, lisbon, each).left) for each in (THIS - WEEK, THIS)] == [
        (2, 0),
        (0, 1),
    ]
    assert (week(by, cairo, THIS).joined, week(by, cairo, THIS).left) == (0, 0)


def test_a_line_replaces_what_stood_there_and_zero_takes_it_away(sites: tuple[Site, Site]) -> None:
    by, lisbon = omar(), sites[0]

    def keep(people: int, language: str = "pt") -> int:
        return commit_headcount(by, lines=[Commitment(lisbon.pk, language, THIS, people)], now=AT)

    assert [keep(4), keep(4), keep(5, "PT")] == [1, 0, 1]
    assert Headcount.objects.get().people == 5
    assert keep(0) == 1
    assert not Headcount.objects.exists()


def test_leads_read_their_own_sites_and_commit_to_nothing(sites: tuple[Site, Site]) -> None:
    lisbon, cairo = sites
    commit_headcount(None, lines=[Commitment(each.pk, "", THIS, 7) for each in sites], now=AT)
    ravi = lead("Ravi", site=lisbon, vendor=lisbon.vendor)
    tess = lead("Tess", team=lisbon.teams.get(), site=lisbon, vendor=lisbon.vendor)

    assert [(each.site.name, each.this_week.whole.committed) for each in headcounts(ravi, AT.date())] == [
        ("Lisbon", 7)
    ]
    with pytest.raises(NotFound):
        headcount_of(ravi, cairo.uid, AT.date())
    with pytest.raises(Refused):
        commit_headcount(ravi, lines=[Commitment(lisbon.pk, "", THIS, 1)], now=AT)
    for person in (tess, somebody("Zoe", NOW), somebody("Nora", NOW, role=Role.QA_ANALYST)):
        with pytest.raises(NotFound):
            headcounts(person, AT.date())


def test_more_sites_ask_no_more(sites: tuple[Site, Site]) -> None:
    ravi, by = lead("Ravi", site=sites[0], vendor=sites[0].vendor), omar()
    counts = []
    for person in (ravi, by):
        with CaptureQueriesContext(connection) as asked:
            headcounts(person, AT.date())
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 7
