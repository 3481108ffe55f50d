"""Applying without an account: nobody learns from it who is known here, and nothing personal stays that need not."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import override_settings

from assay.kit.models import AuditEvent
from assay.kit.reasons import NotFound, Refused
from assay.people.actions.carried import NotCarried
from assay.people.enums import NoticeState
from assay.recruiting.actions import letters
from assay.recruiting.actions.campaigns import close_campaign
from assay.recruiting.actions.letters import send_letters
from assay.recruiting.actions.own import confirm, forget, withdraw
from assay.recruiting.enums import ApplicationState, LetterKind
from assay.recruiting.models import ApplicantLetter, Application, ConsentText
from assay.recruiting.queries.applications import (
    application_at,
    applications_of,
    digests_of,
    email_of,
    open_of,
    token_of,
)
from tests.recruiting.cast import ANA, applied, campaign, mia, send
from tests.web.quality_cast import somebody
from tests.work.world import NOW, later

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return list(ApplicantLetter.objects.order_by("pk").values_list("kind", flat=True))


def test_what_is_kept_names_nobody_in_plain_columns_of_an_index() -> None:
    found = applied(campaign().links.get())

    assert (found.state, found.least_age, email_of(found)) == (ApplicationState.APPLIED, 18, ANA.email)
    assert found.email_digest == digests_of("ANA+again@example.org")[0]
    assert ANA.email.encode() not in bytes(found.email_digest) + found.email_sealed.encode()
    assert "erased 7 days after" in found.consent.text
    changes = str(list(AuditEvent.objects.values_list("changes", flat=True)))
    assert "Ana Souza" not in changes
    assert ANA.email not in changes


def test_the_address_is_confirmed_by_the_link_of_its_letter() -> None:
    found = applied(campaign().links.get(), locale="ar")

    n = send_letters(now=NOW)

    (letter,) = mail.outbox
    (link,) = re.findall(r"/application/(\S+)/", str(letter.body))
    assert (n, letter.to, ANA.name in str(letter.message())) == (1, [ANA.email], False)
    assert 'dir="rtl"' in letter.message().as_bytes().decode()
    assert confirm(application_at(link), now=later(minutes=3)).state == ApplicationState.VERIFIED
    assert confirm(application_at(link), now=later(minutes=9)).verified_at == later(minutes=3)
    assert ApplicantLetter.objects.get().email_sealed == ""
    assert application_at(token_of(found)) == found


def test_a_link_that_was_changed_leads_nowhere() -> None:
    token = token_of(applied(campaign().links.get()))

    for wrong in (token[:-1] + ("a" if token[-1] != "a" else "b"), "x" + token, "", token.partition(":")[0]):
        with pytest.raises(NotFound):
            application_at(wrong)


def test_a_known_address_is_answered_alike_and_told_in_its_letter_alone() -> None:
    link = campaign().links.get()
    somebody("Ben", NOW)

    send(link)
    send(link, email="Ana+2@example.org")
    send(link, email="BEN@example.org")

    assert Application.objects.count() == 1
    assert kinds() == [LetterKind.CONFIRM, LetterKind.AGAIN, LetterKind.ACCOUNT]
    send_letters(now=NOW)
    assert "/accounts/login/" in str(mail.outbox[2].body)


def test_nobody_is_flooded_in_somebodys_name() -> None:
    link = campaign().links.get()

    for nth in range(6):
        send(link, email=f"ana+{nth}@example.org")
    today = len(kinds())
    send(link, now=later(hours=25))

    assert (today, len(kinds())) == (3, 4)


def test_the_signing_key_before_still_finds_the_mailbox() -> None:
    found = applied(campaign().links.get())
    from django.conf import settings

    with override_settings(SECRET_KEY="another" * 8, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert open_of(ANA.email) == found
        assert email_of(found) == ANA.email
    with override_settings(SECRET_KEY="another" * 8, SECRET_KEY_FALLBACKS=[]):
        assert (open_of(ANA.email), email_of(found)) == (None, "")


def test_nobody_applies_where_it_is_not_open() -> None:
    made = campaign()
    link = made.links.get()

    with pytest.raises(Refused, match="Nobody can apply"):
        send(link, now=NOW - timedelta(days=1))
    close_campaign(None, campaign=made, reason="Enough.", now=NOW)
    link.refresh_from_db()
    with pytest.raises(Refused, match="Nobody can apply"):
        send(made.links.select_related("campaign").get())
    assert (Application.objects.count(), kinds()) == (0, [])


@pytest.mark.parametrize("email", ["ana", "a@b", f"{'a' * 250}@example.org", "ana@exa mple.org"])
def test_what_is_no_address_is_refused_at_its_field(email: str) -> None:
    with pytest.raises(Refused) as refused:
        send(campaign().links.get(), email=email)

    assert [(each.code, each.field) for each in refused.value.reasons] == [
        ("application.email_invalid", "email")
    ]


def test_withdrawing_erases_at_once_and_drops_what_waits() -> None:
    made = campaign()
    found = applied(made.links.get())

    withdraw(found, now=later(hours=1))

    found.refresh_from_db()
    assert (found.state, found.name, found.email_sealed, found.email_digest) == ("withdrawn", "", "", None)
    assert (found.languages, found.device, found.tie) == ({}, "", "")
    letter = ApplicantLetter.objects.get()
    assert (letter.state, letter.email_sealed) == (NoticeState.DROPPED, "")
    assert [each.name for each in applications_of(mia(), made)] == [""]
    with pytest.raises(Refused):
        withdraw(found, now=later(hours=2))
    with pytest.raises(Refused):
        confirm(found, now=later(hours=2))


def test_what_nobody_confirms_lapses_after_a_week() -> None:
    link = campaign().links.get()
    never, soon = applied(link), applied(link, email="ade@example.org", now=later(days=1))

    n = forget(now=later(days=7))

    never.refresh_from_db()
    soon.refresh_from_db()
    assert (n, never.state, never.name, soon.state) == (1, "lapsed", "", "applied")
    send(link, now=later(days=7))
    assert Application.objects.count() == 3


def test_who_was_refused_is_forgotten_after_half_a_year() -> None:
    found = applied(campaign().links.get())
    Application.objects.update(state="refused", ended_at=NOW)

    assert (forget(now=later(days=179)), forget(now=later(days=180)), forget(now=later(days=181))) == (
        0,
        1,
        0,
    )
    found.refresh_from_db()
    assert (found.state, found.name, found.email_digest) == ("refused", "", None)


def test_a_letter_that_does_not_leave_is_tried_again_and_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    applied(campaign().links.get())
    answers = iter([NotCarried("Busy."), NotCarried("No such mailbox.", is_final=True)])

    def refuse(_email: object) -> None:
        raise next(answers)

    monkeypatch.setattr(letters, "carry", refuse)
    first = send_letters(now=NOW), send_letters(now=NOW)
    then = send_letters(now=later(minutes=1))

    letter = ApplicantLetter.objects.get()
    assert (first, then) == ((1, 0), 1)
    assert (letter.state, letter.problem, letter.email_sealed) == ("failed", "No such mailbox.", "")


def test_what_was_agreed_to_never_changes_and_is_kept_once() -> None:
    link = campaign().links.get()
    send(link)
    send(link, email="ade@example.org")
    send(link, email="noor@example.org", locale="fr")

    assert list(ConsentText.objects.order_by("pk").values_list("language", flat=True)) == ["en", "fr"]
    with pytest.raises(DatabaseError), transaction.atomic():
        ConsentText.objects.update(text="Anything.")
