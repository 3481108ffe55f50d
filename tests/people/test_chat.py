"""What people are told in their chat: given, tried, told, digested, tried again, and never a way into the network."""

from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from pytest_django.fixtures import Settings

from assay.kit.models import AuditEvent
from assay.kit.reasons import Refused
from assay.people.actions.access import deactivate_user, erase_person
from assay.people.actions.chatting import forget_chat, set_chat, try_chat
from assay.people.actions.choosing import choose_paces, set_hours
from assay.people.actions.inbox import send_message, tell
from assay.people.actions.sending import WAITS, send_due
from assay.people.enums import Role
from assay.people.models import ChatAddress, Notice, User
from tests.people.cast import contributor, user
from tests.people.chat_server import ChatServer, chat_server
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
TOKEN = "3ccdd113474722377935511fc85d3dd4"


@pytest.fixture
def server(settings: Settings) -> Iterator[ChatServer]:
    with chat_server() as running:
        settings.ASSAY_CHAT_NETWORKS = ["127.0.0.1/32"]
        settings.ASSAY_ADDRESS = "https://assay.example.org"
        yield running


@pytest.fixture
def lea() -> User:
    return user("Lea", Role.PROJECT_OWNER)


def mattermost(server: ChatServer) -> str:
    return f"mmost://127.0.0.1:{server.port}/{TOKEN}"


def ask(person: User, project: str = "Search", kind: str = "quality.question") -> None:
    sentence = "Please answer a question about {project}"
    tell(
        [person.pk],
        kind=kind,
        sentence=sentence,
        about={"project": project},
        address="/questions/1/",
        now=NOW,
    )


def chats() -> list[tuple[str, int, str]]:
    rows = Notice.objects.filter(channel="chat").order_by("pk")
    return list(rows.values_list("state", "n_attempts", "problem"))


def refused(person: User, address: str) -> str:
    with pytest.raises(Refused) as stopped:
        set_chat(person, address=address, now=NOW)
    return stopped.value.reasons[0].code


def test_without_an_address_nothing_waits_for_a_chat(lea: User) -> None:
    ask(lea)

    assert list(Notice.objects.values_list("channel")) == [("email",)]


def test_a_message_says_the_sentence_and_where_it_leads(server: ChatServer, lea: User) -> None:
    set_chat(lea, address=mattermost(server), now=NOW)
    ask(lea)

    send_due(now=NOW)

    [(method, path, said)] = server.kept
    assert (method, path) == ("POST", f"/hooks/{TOKEN}")
    assert [line for line in str(said["text"]).splitlines() if line.strip()] == [
        "Please answer a question about Search",
        "https://assay.example.org/questions/1/",
        "What you are told, and how soon: https://assay.example.org/notifications/",
    ]
    assert (chats(), ChatAddress.objects.get().reached_at is not None) == ([("sent", 1, "")], True)


@pytest.mark.parametrize(
    ("address", "paths"),
    [
        ("rocket://abcdefghijabcdefghij/klmnopqrstklmnopqrst@127.0.0.1:{port}/@lea", "/hooks/abcdefghij"),
        ("matrix://:syt_token_of_a_bot@127.0.0.1:{port}/!room:here", "/_matrix/client/v3/rooms/"),
    ],
)
def test_other_services_are_spoken_to_in_their_own_way(
    address: str, paths: str, server: ChatServer, lea: User
) -> None:
    set_chat(lea, address=address.format(port=server.port), now=NOW)

    try_chat(lea, now=NOW)

    assert paths in server.kept[-1][1]
    assert "This is where Assay will tell you" in str(server.kept)


def test_only_what_cannot_wait_and_what_asks_goes_there_until_the_person_chooses(
    server: ChatServer, lea: User
) -> None:
    set_chat(lea, address=mattermost(server), now=NOW)
    for kind in ("standing", "quality.question", "work.question"):
        send_message([lea.pk], kind=kind, title="Told", now=NOW)
    choose_paces(lea, wanted={("work.question", "chat"): "at_once", ("standing", "chat"): "off"})
    for kind in ("standing", "work.question"):
        send_message([lea.pk], kind=kind, title="Told", now=NOW)

    told = Notice.objects.filter(channel="chat").order_by("pk").values_list("message__kind", flat=True)

    assert list(told) == ["standing", "quality.question", "work.question"]


def test_quiet_hours_gather_and_what_does_not_fit_stays_in_the_inbox(server: ChatServer, lea: User) -> None:
    set_chat(lea, address=mattermost(server), now=NOW)
    set_hours(lea, digest_at=time(8), digest_weekday=0, quiet_from=time(0), quiet_until=time(23, 59), now=NOW)
    for nth in range(30):
        ask(lea, f"Search {nth}")
    assert send_due(now=NOW) == 0

    send_due(now=NOW + timedelta(days=1))

    [text] = server.texts
    n_told = text.count("• Please answer")
    assert text.startswith("While it was quiet in Assay")
    assert (f"{30 - n_told} more stand in your inbox." in text, len(text) < 2000) == (True, True)
    assert {state for state, _n, _problem in chats()} == {"sent"}


def test_what_somebody_wrote_stays_inside_and_calls_nobody(server: ChatServer, lea: User) -> None:
    set_chat(lea, address=mattermost(server), now=NOW)
    ask(lea, "@channel")
    tell([lea.pk], kind="work.report", sentence="Urgent: {text}", about={"text": "secret words"}, now=NOW)

    send_due(now=NOW)

    assert ("@channel" in str(server.texts), "secret words" in str(server.texts)) == (False, False)
    assert len(server.texts) == 2


@pytest.mark.parametrize(
    ("status", "state", "said"),
    [
        (404, "failed", "Mattermost did not take the message (404 Page not found): look whether"),
        (403, "failed", "Mattermost did not take the message (403"),
        (302, "failed", "Mattermost did not take the message (302"),
        (429, "waiting", "Mattermost takes no messages now (429"),
        (503, "waiting", "Mattermost takes no messages now (503"),
    ],
)
def test_an_answer_is_told_in_words_and_tried_again_where_that_helps(
    status: int, state: str, said: str, server: ChatServer, lea: User
) -> None:
    set_chat(lea, address=mattermost(server), now=NOW)
    server.status, server.location = status, f"http://127.0.0.1:{server.port}/elsewhere"
    ask(lea)

    send_due(now=NOW)

    [(found, n_attempts, problem)] = chats()
    assert (found, n_attempts, problem.startswith(said)) == (state, 1, True)
    assert (TOKEN in problem, ChatAddress.objects.get().problem) == (False, problem)
    assert [path for _method, path, _said in server.kept] == [f"/hooks/{TOKEN}"]


def test_a_service_that_is_away_is_tried_again_and_the_trouble_forgotten(
    server: ChatServer, lea: User
) -> None:
    set_chat(lea, address=mattermost(server), now=NOW)
    port, server.port = server.port, 1
    set_chat(lea, address=mattermost(server), now=NOW)
    ask(lea)
    send_due(now=NOW)
    assert chats()[0][2].startswith("Mattermost could not be reached")

    server.port = port
    set_chat(lea, address=mattermost(server), now=NOW)
    send_due(now=NOW + WAITS[0])

    assert (chats(), len(server.texts)) == ([("sent", 2, "")], 1)


def test_the_test_message_is_refused_in_the_words_of_the_service(server: ChatServer, lea: User) -> None:
    set_chat(lea, address=mattermost(server), now=NOW)
    server.status = 401

    with pytest.raises(Refused, match=r"Mattermost did not take the message \(401 Verification Failed\)"):
        try_chat(lea, now=NOW)


def test_nobody_is_led_into_a_network_that_was_not_allowed(
    server: ChatServer, lea: User, settings: Settings
) -> None:
    settings.ASSAY_CHAT_NETWORKS = ["10.99.0.0/16"]
    set_chat(lea, address=mattermost(server), now=NOW)
    ask(lea)

    send_due(now=NOW)

    assert server.kept == []
    assert chats()[0][2].startswith(
        "Mattermost at this address is in a network that messages may not be sent to"
    )
    with pytest.raises(Refused, match="in a network that messages may not be sent to"):
        try_chat(lea, now=NOW)


def test_the_address_is_kept_nowhere_in_the_clear(server: ChatServer, lea: User) -> None:
    set_chat(lea, address=mattermost(server), now=NOW)

    row = ChatAddress.objects.values().get()
    trail = list(AuditEvent.objects.filter(table_name="people_chataddress").values_list("changes", flat=True))

    assert (row["service"], row["host"], len(trail)) == ("mattermost", "127.0.0.1", 1)
    assert TOKEN not in f"{row}{trail}"
    assert row["sealed"] not in str(trail)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("json://127.0.0.1", "people.chat_unknown"),
        ("file:///etc/passwd", "people.chat_unknown"),
        ("https://example.org/config.yml", "people.chat_unknown"),
        ("lea@example.org", "people.chat_unknown"),
        ("mmosts://" + "a" * 1000, "people.chat_unknown"),
        ("mmosts://", "people.chat_invalid"),
        (f"mmost://chat.example.org/{TOKEN}", "people.chat_plain"),
        (f"mmosts://chat.example.org/{TOKEN}?verify=no", "people.chat_option"),
        (f"mmosts://chat.example.org/{TOKEN}?Template=/etc/passwd", "people.chat_option"),
        (f"mmosts://chat.example.org/{TOKEN}?to=a,b", "people.chat_one_place"),
    ],
)
def test_addresses_that_mean_nothing_here_are_refused(address: str, expected: str, lea: User) -> None:
    assert refused(lea, address) == expected
    assert not ChatAddress.objects.exists()


def test_an_installation_says_which_services_it_writes_to(lea: User, settings: Settings) -> None:
    settings.ASSAY_CHAT = ["slack"]

    assert refused(lea, f"mmosts://chat.example.org/{TOKEN}") == "people.chat_unknown"


def test_what_waits_is_dropped_once_the_chat_is_forgotten(server: ChatServer, lea: User) -> None:
    set_chat(lea, address=mattermost(server), now=NOW)
    ask(lea)
    forget_chat(lea)

    send_due(now=NOW)

    assert (chats(), server.kept) == ([("dropped", 1, "")], [])


def test_under_a_new_signing_key_the_address_is_asked_for_once_more(
    server: ChatServer, lea: User, settings: Settings
) -> None:
    set_chat(lea, address=mattermost(server), now=NOW)
    settings.SECRET_KEY = "another"
    ask(lea)

    send_due(now=NOW)

    assert chats() == [("failed", 1, "Your chat address can no longer be read: enter it once more.")]


def test_whoever_is_erased_leaves_no_chat(server: ChatServer) -> None:
    user("Ada", Role.ADMINISTRATOR)
    ana = contributor("Ana").user
    set_chat(ana, address=mattermost(server), now=NOW)
    deactivate_user(None, user=ana, reason="Left", now=NOW)

    erase_person(None, user=ana, reason="Asked for it", now=NOW)

    assert not ChatAddress.objects.exists()
