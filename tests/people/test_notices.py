"""What people are told outside: queued with the message, gathered, sent by e-mail, tried again."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, time, timedelta

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from assay.kit.reasons import Refused
from assay.people.actions.choosing import choose_paces, set_hours, stop
from assay.people.actions.inbox import mark_read, send_message, tell
from assay.people.actions.sending import LEASE, WAITS, send_due, send_next, try_again
from assay.people.enums import NoticeChannel, NoticeState, Role
from assay.people.models import InboxMessage, Notice, User
from assay.people.queries.recipients import roles_of
from assay.people.queries.stopping import stop_of
from tests.people.cast import contributor, user
from tests.people.mail_server import MailServer, mail_server
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
QUESTION = "Please answer a question about {project}"


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", running.port, 5
        settings.ASSAY_ADDRESS = "https://assay.example.org"
        yield running


@pytest.fixture
def lea() -> User:
    return user("Lea", Role.PROJECT_OWNER)


def ask(person: User, project: str = "Search", kind: str = "quality.question", at: datetime = NOW) -> Notice:
    about: dict[str, str | int] = {"project": project}
    tell([person.pk], kind=kind, sentence=QUESTION, about=about, address="/questions/1/", now=at)
    return Notice.objects.latest("pk")


def states() -> list[tuple[str, int]]:
    return list(Notice.objects.order_by("pk").values_list("state", "n_attempts"))


def body(server: MailServer, nth: int = 0, kind: str = "plain") -> str:
    part = server.kept[nth].get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_a_message_and_its_notice_are_there_together_or_not_at_all(lea: User) -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        ask(lea)
        raise ZeroDivisionError

    assert (InboxMessage.objects.count(), Notice.objects.count()) == (0, 0)
    ask(lea)
    assert (InboxMessage.objects.count(), Notice.objects.count()) == (1, 1)


def test_nobody_writes_to_simulated_people_or_to_those_who_have_gone(lea: User) -> None:
    gone, simulated = user("Gone"), user("Simulated")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    User.objects.filter(pk=simulated.pk).update(is_simulated=True)

    send_message([gone.pk, simulated.pk, lea.pk], kind="work.report", title="Urgent", now=NOW)

    assert InboxMessage.objects.count() == 3
    assert list(Notice.objects.values_list("user__name", "pace")) == [("Lea", "at_once")]


def test_an_email_says_the_sentence_and_links_to_it(server: MailServer, lea: User) -> None:
    ask(lea)

    assert send_due(now=NOW) == 1

    [email] = server.kept
    assert (email["To"], email["Subject"]) == ("lea@example.org", "Please answer a question about Search")
    assert body(server).splitlines()[:2] == [
        "Please answer a question about Search",
        "https://assay.example.org/questions/1/",
    ]
    assert "<bdi>Please answer a question about Search</bdi>" in body(server, kind="html")
    assert email["Message-ID"] == f"<{Notice.objects.get().uid}@assay.example.org>"
    assert email["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (states(), send_due(now=NOW)) == ([("sent", 1)], 0)


def test_what_somebody_wrote_stays_inside(server: MailServer) -> None:
    ana = contributor("Ana").user
    sentence = "A task came back to you: {comment}"
    choose_paces(ana, wanted={("quality.rework", "email"): "at_once"})
    tell([ana.pk], kind="quality.rework", sentence=sentence, about={"comment": "p1 says no"}, now=NOW)

    send_due(now=NOW)

    assert server.kept[0]["Subject"] == "A task came back to you"
    assert "p1" not in server.kept[0].as_string()


def test_a_name_of_several_lines_becomes_no_header(server: MailServer, lea: User) -> None:
    ask(lea, "Search\r\nBcc: zoe@example.org\n\nHello <b>Zoe</b>")

    send_due(now=NOW)

    [email] = server.kept
    assert email["Bcc"] is None
    assert email["Subject"] == "Please answer a question about Search Bcc: zoe@example.org Hello <b>Zoe</b>"
    assert "&lt;b&gt;Zoe&lt;/b&gt;" in body(server, kind="html")


@pytest.mark.parametrize(
    ("locale", "said", "direction"),
    [
        ("ar", "ما الذي يتم إخبارك به ومتى", "rtl"),
        ("pt-BR", "O que lhe é comunicado", "ltr"),
        ("", "What you are told", "ltr"),
    ],
)
def test_an_email_speaks_the_language_of_its_reader(
    locale: str, said: str, direction: str, server: MailServer, lea: User
) -> None:
    User.objects.filter(pk=lea.pk).update(locale=locale)
    ask(lea)

    send_due(now=NOW)

    assert said in body(server)
    assert f'dir="{direction}"' in body(server, kind="html")


def test_a_digest_is_one_email_of_what_was_not_read_and_none_of_nothing(
    server: MailServer, lea: User
) -> None:
    choose_paces(lea, wanted={("quality.question", "email"): "daily"})
    for nth, at in enumerate((NOW, NOW + timedelta(hours=1), NOW + timedelta(hours=2))):
        ask(lea, f"P{nth}", at=at)
    ask(lea, "Weekly", kind="planning.risk_fired")
    Notice.objects.filter(message__kind="planning.risk_fired").update(state="sent", ended_at=NOW)
    mark_read(lea, now=NOW, uid=InboxMessage.objects.order_by("pk")[1].uid)
    morning = Notice.objects.order_by("pk")[0].try_at

    assert send_due(now=morning - timedelta(seconds=1)) == 0
    assert send_due(now=morning) == 1
    assert send_due(now=morning + timedelta(days=1)) == 0

    [email] = server.kept
    assert email["Subject"] == "Your day in Assay"
    assert [word for word in ("P0", "P1", "P2", "Weekly") if word in body(server)] == ["P0", "P2"]
    assert [state for state, _ in states()] == ["sent", "dropped", "sent", "sent"]


def test_quiet_hours_keep_things_back_and_let_them_go_together(server: MailServer, lea: User) -> None:
    quiet = {"quiet_from": time(0), "quiet_until": time(23, 59)}
    set_hours(lea, digest_at=time(8), digest_weekday=0, now=NOW, **quiet)
    ask(lea, "One")
    ask(lea, "Two", at=NOW + timedelta(minutes=5))

    send_due(now=NOW + timedelta(minutes=10))
    assert server.kept == []
    send_due(now=NOW.replace(hour=23, minute=59))

    assert [email["Subject"] for email in server.kept] == ["While it was quiet in Assay"]


def test_digests_that_wait_move_with_the_hour(lea: User) -> None:
    choose_paces(lea, wanted={("quality.question", "email"): "daily"})
    notice = ask(lea)

    set_hours(lea, digest_at=time(17, 30), digest_weekday=0, quiet_from=None, quiet_until=None, now=NOW)

    notice.refresh_from_db()
    assert (notice.try_at.hour, notice.try_at.minute) == (17, 30)


def test_what_is_switched_off_in_assay_is_kept_as_read(lea: User) -> None:
    choose_paces(lea, wanted={("quality.question", "inbox"): "off", ("quality.question", "email"): "off"})

    tell([lea.pk], kind="quality.question", sentence=QUESTION, about={"project": "Search"}, now=NOW)

    assert InboxMessage.objects.get().read_at == NOW
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("kind", "channel", "pace", "code"),
    [
        ("standing", "inbox", "off", "people.mandatory"),
        ("security", "inbox", "daily", "people.mandatory"),
        ("guideline", "inbox", "weekly", "people.inbox_pace"),
        ("nonsense", "email", "off", "people.unknown_kind"),
        ("guideline", "pigeon", "off", "people.unknown_pace"),
        ("guideline", "email", "yearly", "people.unknown_pace"),
    ],
)
def test_what_cannot_be_chosen(kind: str, channel: str, pace: str, code: str, lea: User) -> None:
    with pytest.raises(Refused) as refused:
        choose_paces(lea, wanted={(kind, channel): pace})

    assert [reason.code for reason in refused.value.reasons] == [code]


def test_who_switches_it_off_gets_nothing_that_waits_already(server: MailServer, lea: User) -> None:
    ask(lea)
    choose_paces(lea, wanted={("quality.question", "email"): "off"})

    send_due(now=NOW)

    assert (server.kept, states()) == ([], [("dropped", 1)])


def test_a_server_that_is_away_is_asked_later_and_later_and_then_no_more(
    server: MailServer, settings: Settings, lea: User
) -> None:
    settings.EMAIL_PORT = 1
    notice, at, waited = ask(lea), NOW, []
    while notice.state == NoticeState.WAITING:
        send_next(now=at)
        notice.refresh_from_db()
        waited.append(notice.try_at - at)
        at = notice.try_at

    assert waited[:-1] == list(WAITS)
    assert (notice.state, notice.n_attempts) == ("failed", len(WAITS) + 1)
    assert notice.problem.startswith("ConnectionRefusedError")
    settings.EMAIL_PORT = server.port
    try_again(user("Ada", Role.ADMINISTRATOR), notice=notice, now=at)
    send_due(now=at)
    assert (len(server.kept), states()) == (1, [("sent", 1)])


@pytest.mark.parametrize(("answer", "state"), [(b"550 nobody", "failed"), (b"450 later", "waiting")])
def test_an_address_that_is_refused_for_good_fails_at_once(
    answer: bytes, state: str, server: MailServer, lea: User
) -> None:
    server.recipient_answer = answer
    ask(lea)

    send_due(now=NOW)

    assert states() == [(state, 1)]


def test_what_a_sender_took_and_never_marked_is_sent_again_after_its_lease(
    server: MailServer, lea: User
) -> None:
    notice = ask(lea)
    Notice.objects.update(n_attempts=1, try_at=NOW + LEASE)

    assert send_due(now=NOW + LEASE - timedelta(seconds=1)) == 0
    assert send_due(now=NOW + LEASE) == 1
    assert server.kept[0]["Message-ID"].startswith(f"<{notice.uid}@")


def test_only_administrators_try_again_and_only_what_failed(lea: User) -> None:
    notice = ask(lea)
    refusals = []
    for person in (lea, user("Ada", Role.ADMINISTRATOR)):
        with pytest.raises(Refused) as refused:
            try_again(person, notice=notice, now=NOW)
        refusals.append(refused.value.reasons[0].code)

    assert refusals == ["people.not_allowed", "people.not_failed"]


def test_a_link_stops_one_kind_or_all_that_comes_in_digests(server: MailServer, lea: User) -> None:
    choose_paces(lea, wanted={("quality.question", "email"): "daily"})
    ask(lea)
    send_due(now=NOW + timedelta(days=1))
    link = server.kept[0]["List-Unsubscribe"].strip("<>").split("/")[-2]

    stop(stop_of(link), roles=roles_of(lea))
    ask(lea)
    send_message([lea.pk], kind="quality.proposal", title="x", now=NOW)
    send_message([lea.pk], kind="lot_rejected", title="x", now=NOW)

    waiting = Notice.objects.filter(state="waiting", channel=NoticeChannel.EMAIL)
    assert [notice.message.kind for notice in waiting] == ["lot_rejected"]
