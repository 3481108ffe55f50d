"""The inbox: one's own messages, opened one by one or read all at once."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from assay.kit.clock import now
from assay.people.actions.contributors import STANDS
from assay.people.actions.inbox import send_message, tell
from assay.people.enums import Standing
from assay.people.models import InboxMessage, User
from tests.web.quality_cast import signed_in, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def zoe() -> User:
    return somebody("Zoe", now())


@pytest.fixture
def rita() -> User:
    return somebody("Rita", now())


def message(user: User, title: str, address: str = "") -> InboxMessage:
    send_message([user.pk], kind="note", title=title, address=address, now=now())
    return InboxMessage.objects.filter(user=user).latest("pk")


def test_nobody_is_asked_to_sign_in(zoe: User) -> None:
    one = reverse("inbox-read-one", args=[message(zoe, "For Zoe").uid])

    assert [signed_in(None).get("/inbox/").status_code, signed_in(None).post(one).status_code] == [302, 302]
    assert InboxMessage.objects.filter(read_at=None).count() == 1


def test_everybody_reads_their_own(zoe: User, rita: User) -> None:
    message(zoe, "For <Zoe>")
    message(rita, "For Rita")

    page = signed_in(zoe).get("/inbox/").content.decode()

    assert ("For &lt;Zoe&gt;" in page, "For Rita" in page, "Inbox, 1 unread" in page) == (True, False, True)


def test_opening_a_message_reads_it_and_leads_to_what_it_is_about(zoe: User) -> None:
    about, plain = message(zoe, "A guideline", "/work/"), message(zoe, "A word")

    answers = [signed_in(zoe).post(reverse("inbox-read-one", args=[each.uid])) for each in (about, plain)]

    assert [each.headers["Location"] for each in answers] == ["/work/", "/inbox/"]
    assert InboxMessage.objects.filter(read_at=None).count() == 0


def test_a_strangers_message_is_not_there(zoe: User, rita: User) -> None:
    of_rita = message(rita, "For Rita")

    assert signed_in(zoe).post(reverse("inbox-read-one", args=[of_rita.uid])).status_code == 404
    of_rita.refresh_from_db()
    assert of_rita.read_at is None


def test_reading_all_reads_ones_own_only(zoe: User, rita: User) -> None:
    message(zoe, "One")
    message(zoe, "Two")
    message(rita, "Three")

    assert signed_in(zoe).post("/inbox/read/").headers["Location"] == "/inbox/"

    assert list(InboxMessage.objects.filter(read_at=None).values_list("title", flat=True)) == ["Three"]
    assert "Mark all as read" not in signed_in(zoe).get("/inbox/").content.decode()


@pytest.mark.parametrize("n_rows", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_row_as_for_three(
    n_rows: int, zoe: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for nth in range(n_rows):
        message(zoe, f"No. {nth}")
    client = signed_in(zoe)
    client.get("/inbox/")

    with django_assert_num_queries(7):
        client.get("/inbox/")


@pytest.mark.parametrize(
    ("locale", "title", "until"),
    [
        ("en", "Your standing is now: Paused", "Until 2026-04-01 08:00 UTC."),
        ("fr", "Votre statut est maintenant\xa0: en pause", "Jusqu’au 2026-04-01 08:00 UTC."),
        ("ar", "وضعك الآن: متوقف مؤقتًا", "حتى 2026-04-01 08:00 بالتوقيت العالمي."),
    ],
)
def test_a_message_is_read_in_ones_own_language(locale: str, title: str, until: str, zoe: User) -> None:
    about = {"until": "2026-04-01 08:00", "reason": "{Away} until April"}
    lines = ["{reason}", "", "Until {until} UTC."]
    tell([zoe.pk], kind="standing", sentence=STANDS[Standing.PAUSED], lines=lines, about=about, now=now())
    User.objects.filter(pk=zoe.pk).update(locale=locale)

    page = signed_in(zoe).get("/inbox/").content.decode()

    assert (title in page, f"{{Away}} until April\n\n{until}" in page) == (True, True)
    assert InboxMessage.objects.get(user=zoe).title == "Your standing is now: Paused"
