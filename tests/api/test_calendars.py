"""Calendars for other programs, through the API."""

import pytest
from django.test import Client

from assay.people.models import CalendarFeed, User
from tests.api.calling import Api, outcome, token_of
from tests.planning.test_calendar_events import plan
from tests.web.quality_cast import Cast, cast_of
from tests.work.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(n_people=1, n_tasks=1)


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def status(address: str) -> int:
    return Client().get(address[address.index("/calendar/") :]).status_code


def test_an_address_is_made_shown_once_replaced_and_revoked(world: World) -> None:
    api = Api(token_of(world.people[0].user))
    assert api.get("/me/calendar").json() == {"works_since": None}

    first, second = (api.post("/me/calendar", {}).json()["address"] for _ in range(2))

    shown = api.get("/me/calendar").json()
    assert list(shown) == ["works_since"]
    assert shown["works_since"] is not None
    assert (status(first), status(second)) == (404, 200)
    assert api.delete("/me/calendar").status_code == 204
    assert (status(second), api.get("/me/calendar").json()) == (404, {"works_since": None})


def test_an_address_is_kept_nowhere(cast: Cast) -> None:
    made = Api(token_of(cast.lea)).post("/me/calendar", {}).json()["address"]

    secret = made.removesuffix(".ics").rpartition("/")[2]
    [feed] = CalendarFeed.objects.filter(user=cast.lea)
    assert secret.encode() not in bytes(feed.sha256)
    assert len(secret) >= 43, "nobody guesses it"


def test_milestones_are_for_who_sees_the_plan(world: World, cast: Cast) -> None:
    plan(world, cast.lea, {"pilot": 10})
    address = f"/projects/{world.project.uid}/plan/calendar"

    def answered(person: User) -> tuple[int, str]:
        return outcome(Api(token_of(person)).get(address))

    response = Api(token_of(cast.lea)).get(address)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.content.count(b"BEGIN:VEVENT") == 1
    assert answered(cast.zoe) == (404, "api.not_found")
    assert answered(world.people[0].user) == (404, "api.not_found")
