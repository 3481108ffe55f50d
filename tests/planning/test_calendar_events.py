"""The calendar of a person and of a project: whose dates, how they change, who reads them."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from assay.intake.actions.requests import draft_request
from assay.intake.models import Request
from assay.kit.clock import now
from assay.people.actions.access import deactivate_user, reactivate_user
from assay.people.actions.feeds import make_feed, revoke_feed
from assay.people.models import User
from assay.planning.actions.plans import publish_plan, reach_milestone
from assay.planning.queries.events import events_for
from assay.planning.rules.plans import Milestone
from assay.planning.rules.staffing import Assumptions, Volume
from assay.quality.actions.calibrating import add_items, create_session, invite, open_session, set_due
from assay.work.models import Task
from tests.people.cast import signed_in
from tests.web.quality_cast import Cast, cast_of
from tests.work.world import NOW, World, make_world

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


@pytest.fixture
def world() -> World:
    return make_world(n_people=2, n_tasks=4, overlap=1, needs_acknowledgment=False)


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


@pytest.fixture
def lea(cast: Cast) -> User:
    return cast.lea


def plan(world: World, lea: User, days: dict[str, int], *, at: datetime = NOW) -> None:
    """Milestones by key, on days of the month of `at`."""
    publish_plan(
        lea,
        project=world.project,
        volumes=[Volume(MONDAY, "", 4)],
        milestones=[
            Milestone(key=key, kind="own", name=key.title(), due_on=at.date().replace(day=day))
            for key, day in days.items()
        ],
        assumptions=Assumptions(),
        reason="Because.",
        now=at,
    )


def read(secret: str, **headers: str) -> str:
    response = Client().get(f"/calendar/{secret}.ics", headers=headers)
    assert response.status_code == 200
    return response.content.decode().replace("\r\n ", "")


def seen(person: User) -> list[tuple[str, str, int, bool]]:
    return [
        (event.title.split(": ")[-1], f"{event.on:%d}", event.sequence, event.is_cancelled)
        for event in events_for(person, now=NOW)
    ]


def test_a_milestone_that_moves_keeps_its_uid_and_grows_in_sequence(world: World, lea: User) -> None:
    plan(world, lea, {"pilot": 10, "ramp": 20})
    first = {event.title: event.uid for event in events_for(lea, now=NOW)}
    assert seen(lea) == [("Pilot", "10", 0, False), ("Ramp", "20", 0, False)]

    plan(world, lea, {"pilot": 12, "ramp": 20}, at=NOW + timedelta(hours=1))
    assert seen(lea) == [("Pilot", "12", 1, False), ("Ramp", "20", 0, False)]
    plan(world, lea, {"ramp": 20}, at=NOW + timedelta(hours=2))
    assert seen(lea) == [("Pilot", "12", 2, True), ("Ramp", "20", 0, False)]
    plan(world, lea, {"pilot": 12, "ramp": 20}, at=NOW + timedelta(hours=3))

    assert seen(lea) == [("Pilot", "12", 3, False), ("Ramp", "20", 0, False)]
    assert {event.title: event.uid for event in events_for(lea, now=NOW)} == first


def test_a_milestone_that_was_reached_says_so(world: World, lea: User) -> None:
    plan(world, lea, {"pilot": 2})

    reach_milestone(lea, project=world.project, key="pilot", done_on=MONDAY, now=NOW)

    [event] = events_for(lea, now=NOW)
    assert (event.title.startswith("✓ "), event.sequence) == (True, 1)


def test_who_is_invited_has_the_calibration_and_who_leads_it_too(world: World, cast: Cast) -> None:
    lea, ben, (ana, ade) = cast.lea, cast.ben, [person.user for person in world.people]
    due = NOW + timedelta(days=2)
    session = create_session(lea, project=world.project, title="Together", due_at=due, now=NOW)
    add_items(lea, session=session, external_ids=[Task.objects.order_by("pk")[0].external_id], now=NOW)
    invite(lea, session=session, users=[ana, ben], now=NOW)
    assert events_for(ana, now=NOW) == []
    open_session(lea, session=session, now=NOW)
    set_due(lea, session=session, due_at=due + timedelta(days=1), now=NOW + timedelta(hours=1))

    [of_ana], [of_lea] = (events_for(person, now=NOW) for person in (ana, lea))

    assert (of_ana.on, of_ana.sequence, of_ana.link.endswith("/answer/")) == (
        due + timedelta(days=1),
        1,
        True,
    )
    assert (of_lea.uid, of_lea.link.endswith("/answer/")) == (of_ana.uid, False)
    assert events_for(ade, now=NOW) == []
    lea.grants.update(retired_at=NOW)
    assert events_for(lea, now=NOW) == [], "who leads no more has no page to come to"


def test_a_feed_shows_at_each_fetch_what_its_person_sees_then(world: World, cast: Cast) -> None:
    lea = cast.lea
    plan(world, lea, {"pilot": 10}, at=now())
    of_lea, of_zoe = make_feed(lea, now=NOW), make_feed(cast.zoe, now=NOW)

    assert [read(secret).count("BEGIN:VEVENT") for secret in (of_lea, of_zoe)] == [1, 0]
    lea.grants.update(retired_at=NOW)

    assert read(of_lea).count("BEGIN:VEVENT") == 0


def test_a_feed_that_is_revoked_replaced_or_guessed_is_not_there(lea: User) -> None:
    first = make_feed(lea, now=NOW)
    second = make_feed(lea, now=NOW)

    def status(secret: str) -> int:
        return Client().get(f"/calendar/{secret}.ics").status_code

    assert [status(secret) for secret in (first, second, second[:-1], "x")] == [404, 200, 404, 404]
    revoke_feed(lea, now=NOW)
    assert status(second) == 404


def test_the_feed_of_somebody_who_has_gone_is_not_there_nor_when_they_return(lea: User) -> None:
    address = f"/calendar/{make_feed(lea, now=NOW)}.ics"

    deactivate_user(None, user=lea, reason="Left", now=NOW)
    gone = Client().get(address).status_code
    reactivate_user(None, user=lea, reason="Back", now=NOW)

    assert (gone, Client().get(address).status_code) == (404, 404)


def test_what_is_long_over_is_no_date_to_come_to(world: World, lea: User) -> None:
    plan(world, lea, {"pilot": 10})

    ages = [len(events_for(lea, now=NOW + timedelta(days=days))) for days in (188, 189)]

    assert ages == [1, 0]


def test_what_has_not_changed_is_not_sent_again(world: World, lea: User) -> None:
    plan(world, lea, {"pilot": 10}, at=now())
    address = f"/calendar/{make_feed(lea, now=NOW)}.ics"
    tag = Client().get(address).headers["ETag"]

    again = Client().get(address, headers={"If-None-Match": tag})
    plan(world, lea, {"pilot": 11}, at=now())
    changed = Client().get(address, headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert (changed.status_code, changed.headers["ETag"] == tag) == (200, False)


def test_a_deadline_is_for_who_sees_the_request(cast: Cast) -> None:
    lea = cast.lea
    request = draft_request(
        lea, changes={"title": "Colours; of\nshops", "deadline_on": date(2026, 3, 20)}, now=NOW
    )
    assert events_for(lea, now=NOW) == []
    Request.objects.filter(pk=request.pk).update(state="submitted", submitted_at=NOW)

    [event] = events_for(lea, now=NOW)

    assert (event.on, event.title) == (date(2026, 3, 20), f"Deadline: {request.title}")
    assert events_for(cast.zoe, now=NOW) == []


def test_the_file_of_a_project_is_for_who_sees_its_plan(world: World, cast: Cast) -> None:
    plan(world, cast.lea, {"pilot": 10})
    address = f"/projects/{world.project.uid}/plan/calendar.ics"

    response = signed_in(cast.lea).get(address)

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.content.count(b"BEGIN:VEVENT") == 1
    others = (None, cast.zoe, world.people[0].user)
    assert [signed_in(person).get(address).status_code for person in others] == [302, 404, 404]


def test_the_page_shows_the_address_once_and_takes_it_back(lea: User) -> None:
    client = signed_in(lea)

    made = client.post("/notifications/calendar/").content.decode()
    later = client.get("/notifications/").content.decode()

    assert ("/calendar/" in made and ".ics" in made, ".ics" in later) == (True, False)
    assert (
        "The address no longer works."
        in client.post("/notifications/calendar/revoke/", follow=True).content.decode()
    )
