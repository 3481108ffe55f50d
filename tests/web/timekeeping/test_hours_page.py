"""The page on which somebody says when they offer to work, and reads what they are assigned."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from assay.kit.clock import now, working_day
from assay.people.actions.hours import set_contracted_hours
from assay.people.models import DayHours, TimeSheet, WeeklyHours
from assay.planning.actions.allocations import propose, put_in_force
from assay.planning.queries.allocations import weeks_offered
from assay.planning.rules.allocation import Terms
from tests.people.cast import signed_in
from tests.planning.feasible_world import Feasible, join, left_in, make_feasible
from tests.web.quality_cast import text

pytestmark = pytest.mark.django_db
HOURS = {f"hours-{nth}": "3,5" for nth in range(5)}


@pytest.fixture
def world() -> Feasible:
    found = make_feasible(at=now())
    join(found.project, found.people["ana"], found.people["bia"])
    left_in(found, 4000)
    return found


def today() -> date:
    return working_day(now(), "UTC")


def test_a_week_is_said_and_days_that_are_different(world: Feasible) -> None:
    ana = signed_in(world.people["ana"].user)
    tomorrow = (today() + timedelta(days=1)).isoformat()

    ana.post(reverse("own-hours-week"), HOURS)
    ana.post(reverse("own-hours-days"), {"first": tomorrow, "last": "", "hours": ""})
    page = text(ana, reverse("own-hours"))

    assert WeeklyHours.objects.get().minutes == [210] * 5 + [0, 0]
    assert DayHours.objects.get().minutes == 0
    assert ("17.50" in page, "away" in page, page.count("3.50") >= 5) == (True, True, True)
    ana.post(reverse("own-hours-clear"), {"day": tomorrow})
    assert not DayHours.objects.exists()


@pytest.mark.parametrize(
    "posted",
    [
        {"first": "", "hours": "4"},
        {"first": "0001-01-01", "last": "9999-12-31", "hours": "4"},
        {"first": "2020-01-01", "hours": "4"},
        {"first": "tomorrow\0", "hours": "4"},
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(world: Feasible, posted: dict[str, str]) -> None:
    ana = signed_in(world.people["ana"].user)

    refused = ana.post(reverse("own-hours-days"), posted, follow=True)

    assert refused.status_code == 200
    assert "alert" in refused.content.decode()
    assert not DayHours.objects.exists()


def test_hours_that_are_none_are_refused_and_nothing_is_kept(world: Feasible) -> None:
    ana = signed_in(world.people["ana"].user)

    refused = ana.post(reverse("own-hours-week"), {**HOURS, "hours-6": "many"}, follow=True)

    assert "Hours of a day go from 0 to 16, such as 4 or 4.5." in refused.content.decode()
    assert not WeeklyHours.objects.exists()


def test_the_own_projects_of_the_week_stand_with_their_hours(world: Feasible) -> None:
    monday = weeks_offered(today())[0]
    ana = signed_in(world.people["ana"].user)
    before = text(ana, reverse("own-hours"))
    put_in_force(
        None, run=propose(None, week_on=monday + timedelta(days=7), terms=Terms(), now=now()), now=now()
    )

    after = text(ana, reverse("own-hours"))

    assert "you get tasks of all your projects" in before
    assert ("Shop search" in after, "10.00" in after) == (True, True)


def test_who_works_on_no_tasks_has_no_such_page(world: Feasible) -> None:
    for each in (world.intake.omar, world.intake.zoe):
        person = signed_in(each)
        assert [person.get("/hours/").status_code, person.post("/hours/week/", HOURS).status_code] == [
            404,
            404,
        ]


def test_contracted_hours_of_this_week_stand_against_what_is_paid(world: Feasible) -> None:
    ana, bia = world.people["ana"], world.people["bia"]
    before = text(signed_in(ana.user), reverse("own-hours"))
    for each in (ana, bia):
        set_contracted_hours(None, contributor=each, minutes=2280, from_on=today(), now=now())
    assert bia.site is not None
    there = working_day(now(), bia.site.time_zone)
    TimeSheet.objects.create(
        contributor=bia,
        site=bia.site,
        day_on=there - timedelta(days=there.weekday()),
        kinds=["work", "break", "unpaid"],
        seconds=[6 * 3600, 3600, 7200],
        paid_seconds=7 * 3600,
        approved_at=now(),
        approved_by=world.intake.omar,
    )

    of_crowd, of_site = (text(signed_in(each.user), reverse("own-hours")) for each in (ana, bia))

    assert "Contracted" not in before
    assert ("38.00" in of_crowd, "Paid so far" in of_crowd) == (True, False)
    assert ("38.00" in of_site, "Paid so far" in of_site, "7.00" in of_site, "18 %" in of_site) == (True,) * 4
