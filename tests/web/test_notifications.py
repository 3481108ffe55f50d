"""The pages of notifications: what one is told, the way out of an e-mail, and the outbox."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from assay.people.actions.inbox import send_message
from assay.people.enums import NoticeChannel, Role
from assay.people.models import Notice, NoticeChoice, NoticeHours, User
from assay.people.queries.stopping import stop_token
from tests.people.cast import contributor, signed_in, user
from tests.work.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> User:
    return contributor("Ana").user


@pytest.fixture
def ada() -> User:
    return user("Ada", Role.ADMINISTRATOR)


def text(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def failed(person: User, title: str = "Only for Ana") -> Notice:
    send_message([person.pk], kind="standing", title=title, now=NOW)
    Notice.objects.update(state="failed", ended_at=NOW, problem="The server answered 550")
    return Notice.objects.latest("pk")


def test_nobody_is_asked_to_sign_in_first() -> None:
    assert [Client().get(each).status_code for each in ("/notifications/", "/outbox/")] == [302, 302]
    assert Client().post("/notifications/hours/").status_code == 302


def test_a_contributor_is_offered_what_concerns_contributors(ana: User) -> None:
    page = text(signed_in(ana), "/notifications/")

    assert ("A task came back to you" in page, "A risk has fired" in page) == (True, False)
    assert 'name="inbox:standing"' not in page


def test_only_what_was_changed_is_kept(ana: User) -> None:
    given = {"email:guideline": "weekly", "email:quality.rework": "daily", "email:planning.risk_fired": "off"}

    response = signed_in(ana).post("/notifications/", given, follow=True)

    assert "Saved." in response.content.decode()
    assert list(NoticeChoice.objects.values_list("user", "kind", "channel", "pace")) == [
        (ana.pk, "guideline", "email", "weekly")
    ]
    assert '<option value="weekly" selected>' in response.content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"digest_at": "17:30", "digest_weekday": "4", "quiet_from": "22:00", "quiet_until": "07:00"},
            "Saved.",
        ),
        ({"digest_at": "17:30", "digest_weekday": "7"}, "A weekday is 0 (Monday) to 6 (Sunday)."),
        ({"digest_at": "25:00", "digest_weekday": "1"}, "25:00 is not a time of day such as 08:00."),
        (
            {"digest_at": "08:00", "digest_weekday": "1", "quiet_from": "22:00"},
            "Quiet hours need two different times",
        ),
    ],
)
def test_hours_are_saved_or_refused_with_a_sentence(given: dict[str, str], said: str, ana: User) -> None:
    response = signed_in(ana).post("/notifications/hours/", given, follow=True)

    assert said in response.content.decode()
    assert NoticeHours.objects.count() == (said == "Saved.")


def test_an_email_is_stopped_without_signing_in_once_it_was_asked(ana: User) -> None:
    link = f"/notifications/stop/{stop_token(ana, NoticeChannel.EMAIL, 'guideline')}/"
    client = Client(enforce_csrf_checks=True)

    asked = client.get(link)
    assert (
        "There is a new version of a guideline" in asked.content.decode(),
        NoticeChoice.objects.count(),
    ) == (True, 0)
    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200

    assert list(NoticeChoice.objects.values_list("kind", "pace")) == [("guideline", "off")]


def test_a_link_that_was_changed_stops_nothing(ana: User) -> None:
    token = stop_token(ana, NoticeChannel.EMAIL, "guideline")

    for wrong in (token[:-1] + "x", "x", token.replace(":", ";")):
        assert Client().post(f"/notifications/stop/{wrong}/").status_code == 404
    assert not NoticeChoice.objects.exists()


def test_the_outbox_is_for_administrators_and_does_not_tell_what_it_says(ana: User, ada: User) -> None:
    notice = failed(ana)
    again = f"/outbox/{notice.uid}/again/"
    lea = user("Lea", Role.PROJECT_OWNER)

    assert [signed_in(person).get("/outbox/").status_code for person in (ana, lea, ada)] == [404, 404, 200]
    assert [signed_in(person).post(again).status_code for person in (ana, lea)] == [404, 404]
    page = text(signed_in(ada), "/outbox/?state=failed")
    assert ("The server answered 550" in page, "Only for Ana" in page) == (True, False)

    assert "It is tried again." in signed_in(ada).post(again, follow=True).content.decode()
    assert list(Notice.objects.values_list("state", "n_attempts")) == [("waiting", 0)]


@pytest.mark.parametrize("n_rows", [1, 3])
def test_the_outbox_asks_as_often_for_one_row_as_for_three(
    n_rows: int, ana: User, ada: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(n_rows):
        failed(ana)
    client = signed_in(ada)
    client.get("/outbox/")

    with django_assert_num_queries(10):
        client.get("/outbox/")
