"""The shift page: for whoever leads a site or a team, by hand and by program, and for nobody else."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from assay.kit.clock import now
from assay.partners.models import HandoverNote
from assay.people.actions.shifts import Planned, plan_shifts
from assay.people.enums import Role
from assay.people.models import DayHours
from tests.api.calling import Api, token_of
from tests.people.cast import Cast, make_cast, signed_in, statuses, user

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def page_of(cast: Cast) -> str:
    return f"/people/shift/{cast.lisbon.uid}/"


def send(client: Client, address: str, **form: object) -> list[str]:
    response = client.post(address, form, follow=True)
    assert response.status_code == 200
    return [str(message) for message in response.context["messages"]]


def test_who_sees_the_shift_of_a_site(cast: Cast) -> None:
    seen = {
        "nobody": 302,
        "ana": 404,
        "ada": 200,
        "mia": 200,
        "ben": 200,
        "ravi": 200,
        "rita": 404,
        "zoe": 404,
    }

    assert statuses(cast, page_of(cast)) == seen
    assert statuses(cast, "/people/shift/") == {**seen, **dict.fromkeys(("ada", "mia", "ben", "ravi"), 302)}


def test_ravi_hands_over_mia_reads_and_closes(cast: Cast) -> None:
    ravi, mia = signed_in(cast.ravi), signed_in(cast.mia)
    assert send(ravi, f"{page_of(cast)}notes/", text="The printer is broken.") == [
        "Written down for the next shift."
    ]
    send(ravi, f"{page_of(cast)}notes/", text="Two laptops are in repair.", point="1")
    told, point = HandoverNote.objects.order_by("pk")

    assert send(mia, f"/people/shift/notes/{told.uid}/read/") == ["Marked as read."]
    assert send(mia, f"/people/shift/notes/{point.uid}/close/", outcome="") == [
        "Say what became of it: the next shift reads that."
    ]
    send(mia, f"/people/shift/notes/{point.uid}/close/", outcome="Both are back.")

    page = ravi.get(page_of(cast)).content.decode()
    assert "read by <bdi>Mia</bdi>" in " ".join(page.split())
    assert "Both are back." in page


def test_everybody_planned_is_named_with_a_way_to_their_day(cast: Cast) -> None:
    at = now()
    plan_shifts(cast.ravi, shifts=[Planned(cast.ana, at - HOUR, at + 7 * HOUR)], now=at)

    page = " ".join(signed_in(cast.ravi).get(page_of(cast)).content.decode().split())

    assert f'{cast.ana.uid}/{(at - HOUR).astimezone(ZoneInfo("Europe/Lisbon")).date()}/">ana</a>' in page
    assert "No sign of them</span>" in page


def test_who_is_away_and_said_so_stands_there_by_day(cast: Cast) -> None:
    at = now()
    plan_shifts(cast.ravi, shifts=[Planned(cast.ana, at - HOUR, at + 7 * HOUR)], now=at)
    day = (at - HOUR).astimezone(ZoneInfo("Europe/Lisbon")).date()
    for who in (cast.ana, cast.ade):
        DayHours.objects.create(contributor=who, day_on=day, minutes=0, changed_at=at)

    page = " ".join(signed_in(cast.ravi).get(page_of(cast)).content.decode().split())
    declared = Api(token_of(cast.ravi)).get(f"/sites/{cast.lisbon.uid}/shift").json()["declared"]

    assert "Away, said before</span>" in page
    assert "No sign of them</span>" not in page
    assert [(each["pseudonym"], each["minutes"], each["usual_minutes"]) for each in declared] == [
        ("ana", 0, None)
    ]
    assert str(cast.ade.uid) not in page


def test_who_only_looks_has_no_form(cast: Cast) -> None:
    assert 'name="text"' not in signed_in(cast.ben).get(page_of(cast)).content.decode()


def test_who_sees_people_of_a_market_only_reads_why_there_is_no_site(cast: Cast) -> None:
    berta = user("Berta", Role.QA_ANALYST, markets=["BR-pt"])

    assert "No site in sight" in signed_in(berta).get("/people/shift/").content.decode()
    assert signed_in(berta).get(page_of(cast)).status_code == 404


@pytest.mark.parametrize(
    "at", ["0001-01-01", "9999-12-31T23:59:59Z", "soon", "2026-13-01", "\0", "2026-03-02T09:00"]
)
def test_any_moment_in_the_address_gives_a_page(cast: Cast, at: str) -> None:
    assert signed_in(cast.ravi).get(page_of(cast), {"at": at, "team": at}).status_code == 200


def test_the_same_by_program(cast: Cast) -> None:
    ravi, stranger = Api(token_of(cast.ravi)), Api(token_of(cast.zoe))
    where = f"/sites/{cast.lisbon.uid}"

    made = ravi.post(f"{where}/hand-over", {"kind": "point", "text": "Order chairs."})
    uid = made.json()["uid"]
    assert [each["text"] for each in ravi.get(f"{where}/shift").json()["points"]] == ["Order chairs."]
    for answer in (
        stranger.get(f"{where}/shift"),
        stranger.post(f"{where}/hand-over", {"text": "Hello."}),
        stranger.post(f"/hand-over/{uid}/read"),
        stranger.post(f"/hand-over/{uid}/close", {"outcome": "Done."}),
    ):
        assert answer.status_code == 404
    assert ravi.post(f"/hand-over/{uid}/close", {"outcome": "Ordered."}).status_code == 204
    assert (
        ravi.post(f"/hand-over/{uid}/close", {"outcome": "Ordered."}).json()["code"]
        == "partners.closed_already"
    )
    assert ravi.get(f"{where}/shift?at=0001-01-01T00:00:00Z").status_code == 422
