"""The exposure board: of the people in reach and nobody else, by name only for who may."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assay.kit.reasons import NotFound
from assay.people.enums import Role
from assay.people.models import User
from assay.wellbeing.queries.board import MinutesRow, PlaceRow, exposure_board
from assay.wellbeing.queries.strain import Strained
from assay.work.models import Exposure, ExposureDay
from tests.web.quality_cast import somebody
from tests.web.site_world import lead, place
from tests.work.world import NOW, TODAY, World, make_world

pytestmark = pytest.mark.django_db


def exposed_world() -> World:
    """Lisbon's person is over the limit of the day, Cairo's near that of the week, the third has little and rests."""
    world = make_world(n_people=3)
    place(world, 0, "Lingua", "Lisbon")
    place(world, 1, "Nilework", "Cairo")
    figures = [(310, 310), (10, 1300), (5, 5)]
    for person, (day, week) in zip(world.people, figures, strict=True):
        Exposure.objects.create(
            contributor=person, day_on=TODAY, day_seconds=day * 60, week_on=TODAY, week_seconds=week * 60
        )
        add_day(world, person.pk, TODAY, day)
    Exposure.objects.filter(contributor=world.people[2]).update(break_until=NOW + timedelta(minutes=5))
    add_day(world, world.people[0].pk, TODAY - timedelta(days=10), 50)
    ExposureDay.objects.filter(contributor=world.people[1]).update(n_reveals=4)
    return world


def add_day(world: World, contributor: int, day: date, minutes: int) -> None:
    ExposureDay.objects.create(
        contributor_id=contributor,
        day_on=day,
        project=world.project,
        severity=2,
        n_tasks=3,
        seconds=minutes * 120,
        weighted_seconds=minutes * 60,
    )


def test_operations_see_counts_of_every_site_and_no_names() -> None:
    world = exposed_world()
    lisbon, cairo = (person.site for person in world.people[:2])
    assert lisbon
    assert cairo
    omar = somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)

    board = exposure_board(omar, now=NOW)

    assert list(board.sites) == [
        PlaceRow(lisbon.uid, "Lisbon", "Lingua", 1, (0, 0, 50, 310), 0, 1, 0),
        PlaceRow(cairo.uid, "Cairo", "Nilework", 1, (0, 0, 0, 10), 1, 0, 0),
        PlaceRow(None, "", "", 1, (0, 0, 0, 5), 0, 0, 1),
    ]
    assert (board.may_name, list(board.named)) == (False, [])
    assert list(board.severities) == [MinutesRow("2", 650, 325, 9, 4)]
    assert list(board.markets) == [MinutesRow("", 650, 325, 9, 4)]
    assert [day for day in board.days if day[1]] == [(TODAY - timedelta(days=10), 50), (TODAY, 325)]


def test_a_site_lead_sees_the_own_site_by_name_and_no_other() -> None:
    world = exposed_world()
    site = world.people[0].site
    assert site
    ravi = lead("Ravi", vendor=world.people[0].vendor, site=site)

    board = exposure_board(ravi, now=NOW)

    assert list(board.sites) == [PlaceRow(site.uid, "Lisbon", "Lingua", 1, (0, 0, 50, 310), 0, 1, 0)]
    assert list(board.named) == [Strained(world.people[0], 310, 310, is_over=True, break_until=None)]
    assert list(board.severities) == [MinutesRow("2", 620, 310, 3, 0)]
    assert [day for day in board.days if day[1]] == [(TODAY - timedelta(days=10), 50), (TODAY, 310)]


def test_a_crowd_manager_sees_names_everywhere() -> None:
    world = exposed_world()
    mia = somebody("Mia", NOW, role=Role.CROWD_MANAGER)

    named = exposure_board(mia, now=NOW).named

    assert list(named) == [
        Strained(world.people[0], 310, 310, is_over=True, break_until=None),
        Strained(world.people[1], 10, 1300, is_over=False, break_until=None),
        Strained(world.people[2], 5, 5, is_over=False, break_until=NOW + timedelta(minutes=5)),
    ]


def test_yesterdays_limit_and_a_break_that_is_over_are_no_ones_today() -> None:
    exposed_world()
    mia = somebody("Mia", NOW, role=Role.CROWD_MANAGER)

    board = exposure_board(mia, now=NOW + timedelta(days=7))

    assert board.named == []
    assert [(row.n_near, row.n_over, row.n_resting) for row in board.sites] == [(0, 0, 0)] * 3


def test_the_day_is_that_of_the_person() -> None:
    """At nine in the evening of London it is the next morning in Tokyo: what was used there is over."""
    world = exposed_world()
    User.objects.filter(pk=world.people[0].user_id).update(time_zone="Asia/Tokyo")
    mia = somebody("Mia", NOW, role=Role.CROWD_MANAGER)

    named = exposure_board(mia, now=NOW.replace(hour=21)).named

    assert [each.contributor for each in named] == [world.people[1]]


@pytest.mark.parametrize("role", [Role.PROJECT_OWNER, Role.QA_ANALYST, Role.REQUESTER, None])
def test_nobody_else_finds_it(role: Role | None) -> None:
    exposed_world()

    with pytest.raises(NotFound):
        exposure_board(somebody("Zoe", NOW, role=role), now=NOW)


def test_the_number_of_queries_does_not_grow_with_people() -> None:
    world = make_world(n_people=3)
    mia = somebody("Mia", NOW, role=Role.CROWD_MANAGER)
    asked: list[int] = []
    for person in world.people:
        Exposure.objects.create(contributor=person, day_on=TODAY, day_seconds=18_000)
        add_day(world, person.pk, TODAY, 300)
        with CaptureQueriesContext(connection) as queries:
            assert len(exposure_board(mia, now=NOW).named) == len(asked) + 1
        asked.append(len(queries))

    assert asked[0] == asked[1] == asked[2]
