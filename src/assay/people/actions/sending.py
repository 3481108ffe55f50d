"""What waits to leave is sent: claimed, carried, marked; three steps, so that nothing is lost whenever it is killed.

A notice is claimed by moving its next try on, before it is carried, and that is committed. Whoever is killed between
carrying and marking sends it once more when that time has come, under the same Message-ID.
"""

import smtplib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.core.mail import EmailMessage, get_connection
from django.core.mail.message import BadHeaderError
from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.actions.carried import NotCarried
from assay.people.actions.chatting import carry_chat
from assay.people.actions.letters import email_of
from assay.people.enums import NoticeChannel, NoticeState, Pace
from assay.people.models import Notice, User
from assay.people.queries.recipients import recipients_of
from assay.people.queries.scope import require_everywhere
from assay.people.rules import reasons
from assay.people.rules.kinds import kind_of
from assay.people.rules.roles import Permission

# Longer than carrying can take (EMAIL_TIMEOUT), so that nobody else takes what is being carried.
LEASE = timedelta(minutes=10)
# After the first failure, the second...; after the last one it has failed.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
MOST_AT_ONCE = 50
_FINAL = 500


def send_due(*, now: datetime, most: int = MOST_AT_ONCE) -> int:
    """Send what is due, at most so many; how many were taken up."""
    for n_sent in range(most):
        if not send_next(now=now):
            return n_sent
    return most


def send_next(*, now: datetime) -> bool:
    """Take up the notice that is due first, with those that were gathered with it. False when nothing is due."""
    claimed = _claim(now)
    wanted = _drop_unwanted(claimed, now)
    if wanted:
        try:
            CARRIERS[NoticeChannel(wanted[0].channel)](wanted[0].user, wanted)
        except NotCarried as problem:
            _put_off(wanted, problem, now)
        else:
            _end(wanted, NoticeState.SENT, now)
    return bool(claimed)


def try_again(by: User, *, notice: Notice, now: datetime) -> Notice:
    """An administrator has mended what was in the way."""
    require_everywhere(by, Permission.ADMINISTER)
    with transaction.atomic():
        act_as(by)
        failed = Notice.objects.filter(pk=notice.pk, state=NoticeState.FAILED)
        if not failed.update(state=NoticeState.WAITING, n_attempts=0, try_at=now, ended_at=None):
            raise Refused(reasons.NOT_FAILED())
    notice.refresh_from_db()
    return notice


def carry_email(user: User, notices: Sequence[Notice]) -> None:
    carry(email_of(user, notices))


def carry(email: EmailMessage) -> None:
    """Hand it to the mail server, or say why it did not leave and whether another try would help."""
    try:
        email.connection = get_connection()
        email.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise NotCarried(
            f"The server refused the address ({codes}).", is_final=min(codes) >= _FINAL
        ) from error
    except smtplib.SMTPResponseException as error:
        raise NotCarried(f"The server answered {error.smtp_code}: {_said(error.smtp_error)}") from error
    except BadHeaderError as error:
        raise NotCarried(f"No such e-mail can be written: {error}", is_final=True) from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotCarried(f"{type(error).__name__}: {error}") from error


CARRIERS: dict[NoticeChannel, Callable[[User, Sequence[Notice]], None]] = {
    NoticeChannel.EMAIL: carry_email,
    NoticeChannel.CHAT: carry_chat,
}


def _claim(now: datetime) -> list[Notice]:
    with transaction.atomic():
        due = Notice.objects.filter(state=NoticeState.WAITING, try_at__lte=now).order_by("try_at", "pk")
        free = due.select_for_update(skip_locked=True, no_key=True, of=("self",)).select_related(
            "message", "user"
        )
        first = free.first()
        if first is None:
            return []
        claimed = [first]
        if first.is_gathered:
            together = free.filter(user=first.user, channel=first.channel, pace=first.pace, is_gathered=True)
            claimed += together.exclude(pk=first.pk)
        for notice in claimed:
            notice.n_attempts, notice.try_at = notice.n_attempts + 1, now + LEASE
        Notice.objects.bulk_update(claimed, ["n_attempts", "try_at"])
    return claimed


def _drop_unwanted(claimed: Sequence[Notice], now: datetime) -> list[Notice]:
    """Not what was read in the meantime, or switched off, and nothing for people who have gone."""
    wanted = [notice for notice in claimed if _is_wanted(notice)]
    dropped = [notice for notice in claimed if notice not in wanted]
    if dropped:
        _end(dropped, NoticeState.DROPPED, now)
    return wanted


def _is_wanted(notice: Notice) -> bool:
    kind = kind_of(notice.message.kind)
    if notice.message.read_at is not None and not kind.is_mandatory:
        return False
    person = recipients_of([notice.user_id], kind.code).get(notice.user_id)
    return person is not None and person.pace(NoticeChannel(notice.channel)) is not Pace.OFF


def _put_off(notices: Sequence[Notice], problem: NotCarried, now: datetime) -> None:
    """Later, and later each time; what has failed for good waits for an administrator."""
    for notice in notices:
        notice.problem = str(problem)[:300]
        if problem.is_final or notice.n_attempts > len(WAITS):
            notice.state, notice.ended_at = NoticeState.FAILED, now
        else:
            notice.try_at = now + WAITS[notice.n_attempts - 1]
    Notice.objects.bulk_update(notices, ["problem", "state", "ended_at", "try_at"])


def _end(notices: Sequence[Notice], state: NoticeState, now: datetime) -> None:
    ids = [notice.pk for notice in notices]
    Notice.objects.filter(pk__in=ids, state=NoticeState.WAITING).update(state=state, ended_at=now, problem="")


def _said(answer: bytes | str) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else answer
