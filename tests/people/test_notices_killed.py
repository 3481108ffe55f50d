"""kill -9 of a sender at its worst moment: the server has the e-mail, the sender has not marked it."""

import os
import signal
from contextlib import AbstractContextManager
from datetime import timedelta
from subprocess import Popen

import pytest

from assay.people.actions.inbox import tell
from assay.people.actions.sending import LEASE, send_due
from assay.people.enums import Role
from assay.people.models import Notice, User
from tests.config.supervisor.running import linux_only
from tests.killable import started
from tests.people.cast import user
from tests.people.mail_server import mail_server
from tests.work.world import NOW

pytestmark = [pytest.mark.django_db(transaction=True), linux_only]
SENDER = """
from datetime import datetime
from assay.people.actions.sending import send_due
send_due(now=datetime.fromisoformat(sys.argv[1]))
"""


def told(person: User, n_messages: int) -> None:
    for nth in range(n_messages):
        about: dict[str, str | int] = {"project": f"P{nth}"}
        tell([person.pk], kind="quality.question", sentence="Look at {project}", about=about, now=NOW)


def sender(port: int) -> AbstractContextManager[Popen[str]]:
    return started(SENDER, NOW.isoformat(), given={"ASSAY_EMAIL": f"smtp://127.0.0.1:{port}"})


def test_a_killed_sender_loses_nothing_and_sends_one_email_twice_at_most(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told(user("Lea", Role.PROJECT_OWNER), 3)
    with mail_server() as server, sender(server.port) as killed:

        def kill_at_the_second() -> None:
            if len(server.kept) == 2:
                os.kill(killed.pid, signal.SIGKILL)

        server.when_kept = kill_at_the_second
        assert killed.wait(60) == -signal.SIGKILL
        states = list(Notice.objects.order_by("pk").values_list("state", "n_attempts"))
        assert states == [("sent", 1), ("waiting", 1), ("waiting", 0)]

        server.when_kept = lambda: None
        with sender(server.port) as second:
            assert second.wait(60) == 0
        assert Notice.objects.filter(state="waiting").count() == 1
        monkeypatch.setattr(
            "django.conf.settings.EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend"
        )
        monkeypatch.setattr("django.conf.settings.EMAIL_HOST", "127.0.0.1")
        monkeypatch.setattr("django.conf.settings.EMAIL_PORT", server.port)
        send_due(now=NOW + LEASE + timedelta(seconds=1))

    assert sorted(email["Subject"] for email in server.kept) == [
        *("Look at P0", "Look at P1", "Look at P1", "Look at P2")
    ]
    assert len({email["Message-ID"] for email in server.kept}) == 3
    assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}
