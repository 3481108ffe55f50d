"""The panel of one's chat: given, tried, forgotten, and the address shown to nobody."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from assay.people.models import ChatAddress, NoticeChoice, User
from tests.people.cast import contributor, signed_in
from tests.people.chat_server import ChatServer, chat_server

pytestmark = pytest.mark.django_db
TOKEN = "3ccdd113474722377935511fc85d3dd4"


@pytest.fixture
def server(settings: Settings) -> Iterator[ChatServer]:
    with chat_server() as running:
        settings.ASSAY_CHAT_NETWORKS = ["127.0.0.1/32"]
        yield running


@pytest.fixture
def ana() -> User:
    return contributor("Ana").user


def said(client: Client, page: str, /, **given: str) -> str:
    return " ".join(client.post(page, given, follow=True).content.decode().split())


def test_nobody_is_asked_to_sign_in_first() -> None:
    addresses = ("/notifications/chat/", "/notifications/chat/try/", "/notifications/chat/forget/")

    assert [Client().post(each).status_code for each in addresses] == [302] * 3


def test_a_chat_is_given_tried_chosen_for_and_forgotten(server: ChatServer, ana: User) -> None:
    client = signed_in(ana)
    assert 'name="chat:guideline"' not in client.get("/notifications/").content.decode()

    page = said(client, "/notifications/chat/", address=f"mmost://127.0.0.1:{server.port}/{TOKEN}")
    assert ("Mattermost · 127.0.0.1" in page, TOKEN in page, "Not tried yet" in page) == (True, False, True)
    assert 'name="chat:guideline"' in page

    page = said(client, "/notifications/chat/try/")
    assert ("The service took the message" in page, "Took a message on" in page) == (True, True)

    said(client, "/notifications/", **{"chat:guideline": "weekly"})
    assert list(NoticeChoice.objects.values_list("channel", "pace")) == [("chat", "weekly")]

    page = said(client, "/notifications/chat/forget/")
    assert ("Nothing goes to your chat any more." in page, ChatAddress.objects.count()) == (True, 0)


def test_a_refusal_is_shown_and_kept_beside_the_chat(server: ChatServer, ana: User) -> None:
    client = signed_in(ana)
    assert "You have given no chat address yet." in said(client, "/notifications/chat/try/")
    assert "This is no address of a chat service" in said(client, "/notifications/chat/", address="ftp://x")
    said(client, "/notifications/chat/", address=f"mmost://127.0.0.1:{server.port}/{TOKEN}")
    server.status = 404

    page = said(client, "/notifications/chat/try/")

    assert page.count("Mattermost did not take the message (404 Page not found)") == 2
    assert "Did not take the last message" in page


def test_where_chat_is_turned_off_nobody_is_offered_one(ana: User, settings: Settings) -> None:
    settings.ASSAY_CHAT = []

    assert "The address of your chat" not in signed_in(ana).get("/notifications/").content.decode()
