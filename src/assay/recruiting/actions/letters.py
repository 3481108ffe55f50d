"""Letters to applicants: written in the transaction that has something to say, carried by the job of every minute.

As notices are (people.actions.sending): claimed by moving the next try on, then carried, then marked. The address is
kept sealed, and only until the letter has ended.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_bidi, gettext_noop, override
from django.utils.translation import gettext as _

from assay.kit.audit import act_as
from assay.kit.sealing import Unreadable, seal, unseal
from assay.people.actions.carried import NotCarried
from assay.people.actions.sending import LEASE, WAITS, carry
from assay.people.enums import NoticeState
from assay.recruiting.enums import LetterKind
from assay.recruiting.models import ApplicantLetter, Application
from assay.recruiting.queries.applications import SEALED_FOR, digest_of, digests_of, token_of
from assay.recruiting.rules.applying import MOST_LETTERS_A_DAY

# Subject, and what stands above the link.
SAID = {
    LetterKind.CONFIRM: (
        gettext_noop("Confirm your e-mail address"),
        gettext_noop(
            "Somebody, probably you, has applied with this address. Open the page and confirm it. "
            "If it was not you, do nothing: what was sent is erased within a week."
        ),
    ),
    LetterKind.AGAIN: (
        gettext_noop("You have applied already"),
        gettext_noop("There is an application with this address. On its page you see how far it is."),
    ),
    LetterKind.ACCOUNT: (
        gettext_noop("You have an account already"),
        gettext_noop(
            "Somebody, probably you, has applied with this address. It belongs to an account: sign in."
        ),
    ),
    LetterKind.ACCEPTED: (
        gettext_noop("Welcome: you can begin"),
        gettext_noop("You were accepted. On this page you choose your password, within 30 days."),
    ),
    LetterKind.REFUSED: (
        gettext_noop("Your application was decided"),
        gettext_noop(
            "You were not accepted this time. On its page you read why, and can erase what you sent."
        ),
    ),
}
MOST_AT_ONCE = 50


def post_letter(
    kind: LetterKind, *, email: str, locale: str, now: datetime, application: Application | None = None
) -> None:
    """Put it on its way. One mailbox gets so many of them a day that nobody can be flooded in somebody's name."""
    since = now - timedelta(days=1)
    today = ApplicantLetter.objects.filter(email_digest__in=digests_of(email), made_at__gt=since)
    if today.count() >= MOST_LETTERS_A_DAY and kind not in {LetterKind.ACCEPTED, LetterKind.REFUSED}:
        return
    ApplicantLetter.objects.create(
        application=application,
        kind=kind,
        locale=locale,
        email_sealed=seal(email, purpose=SEALED_FOR),
        email_digest=digest_of(email),
        try_at=now,
        made_at=now,
    )


def drop_letters(application: Application, *, now: datetime) -> None:
    """What waits is not sent any more, and its address is gone."""
    waiting = application.letters.filter(state=NoticeState.WAITING)
    waiting.update(state=NoticeState.DROPPED, ended_at=now, email_sealed="")


def send_letters(*, now: datetime) -> int:
    """What is due; how many were taken up."""
    for n_taken in range(MOST_AT_ONCE):
        letter = _claim(now)
        if letter is None:
            return n_taken
        try:
            carry(letter_of(letter))
        except NotCarried as problem:
            _put_off(letter, problem, now)
        except Unreadable:
            _end(letter, NoticeState.FAILED, "The signing key it was sealed under is gone.", now)
        else:
            _end(letter, NoticeState.SENT, "", now)
    return MOST_AT_ONCE


def letter_of(letter: ApplicantLetter) -> EmailMultiAlternatives:
    """A sentence and a link in the applicant's language, and nothing that somebody typed into the form."""
    link = _link(letter)
    with override(letter.locale):
        subject, sentence = (_(text) for text in SAID[LetterKind(letter.kind)])
        to = [unseal(letter.email_sealed, purpose=SEALED_FOR)]
        email = EmailMultiAlternatives(subject, f"{sentence}\n\n{link}\n", to=to)
        email.attach_alternative(_html(subject, sentence, link), "text/html")
    email.extra_headers = {"Message-ID": f"<{letter.uid}@assay>", "Auto-Submitted": "auto-generated"}
    return email


def _html(subject: str, sentence: str, link: str) -> str:
    direction = "rtl" if get_language_bidi() else "ltr"
    return format_html(
        '<!doctype html>\n<html lang="{}" dir="{}"><head><meta charset="utf-8"><title>{}</title></head>'
        '<body><p>{}</p><p><a href="{}">{}</a></p></body></html>\n',
        *(get_language(), direction, subject, sentence, link, link),
    )


def _link(letter: ApplicantLetter) -> str:
    if letter.application is None:
        return f"{settings.ASSAY_ADDRESS}/accounts/login/"
    return f"{settings.ASSAY_ADDRESS}/application/{token_of(letter.application)}/"


def _claim(now: datetime) -> ApplicantLetter | None:
    with transaction.atomic():
        due = ApplicantLetter.objects.filter(state=NoticeState.WAITING, try_at__lte=now)
        letter = due.select_for_update(no_key=True, skip_locked=True, of=("self",)).select_related(
            "application"
        )
        first = letter.order_by("try_at", "pk").first()
        if first is not None:
            act_as(None)
            first.n_attempts, first.try_at = first.n_attempts + 1, now + LEASE
            first.save(update_fields=["n_attempts", "try_at"])
    return first


def _put_off(letter: ApplicantLetter, problem: NotCarried, now: datetime) -> None:
    if problem.is_final or letter.n_attempts > len(WAITS):
        _end(letter, NoticeState.FAILED, str(problem), now)
        return
    letter.problem, letter.try_at = str(problem)[:300], now + WAITS[letter.n_attempts - 1]
    letter.save(update_fields=["problem", "try_at"])


def _end(letter: ApplicantLetter, state: NoticeState, problem: str, now: datetime) -> None:
    letter.state, letter.problem, letter.ended_at, letter.email_sealed = state, problem[:300], now, ""
    letter.save(update_fields=["state", "problem", "ended_at", "email_sealed"])
