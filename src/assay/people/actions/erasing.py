"""Somebody asks to be erased, thinks better of it, or is told why not; erasing itself is `actions.access`."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.actions.inbox import tell
from assay.people.enums import Role, StaffKind, WorkKind
from assay.people.models import ErasureRequest, User
from assay.people.queries.erasure import open_requests
from assay.people.queries.holders import holders_over
from assay.people.queries.scope import require_everywhere
from assay.people.rules import reasons
from assay.people.rules.erasure import MOST_WORDS, REMIND_AFTER, due_at
from assay.people.rules.roles import Permission

# Only administrators read these: the catalogues of contributors go without them.
ASKED = "Somebody asks to be erased"
DUE = "Somebody who asked for it is to be erased by {day}"


def ask_erasure(by: User, *, words: str, now: datetime) -> ErasureRequest:
    """Ask that everything personal be erased; administrators hear of it."""
    if len(words) > MOST_WORDS:
        raise Refused(reasons.ERASURE_WORDS(field="words", most=MOST_WORDS))
    try:
        with transaction.atomic():
            act_as(by)
            made = ErasureRequest.objects.create(user=by, words=words.strip(), asked_at=now)
            _tell_administrators(ASKED, made, now)
    except IntegrityError as error:
        raise Refused(reasons.ERASURE_ASKED()) from error
    return made


def withdraw_erasure(by: User, *, now: datetime) -> ErasureRequest:
    """The person stays: nothing is erased."""
    with transaction.atomic():
        act_as(by)
        found = _locked(by)
        found.withdrawn_at = now
        found.save(update_fields=["withdrawn_at"])
    return found


def decline_erasure(by: User, *, user: User, reason: str, now: datetime) -> ErasureRequest:
    """What must be kept for now, with the reason, which the person reads."""
    require_everywhere(by, Permission.ADMINISTER)
    if not reason.strip():
        raise Refused(reasons.NEEDS_REASON(field="reason"))
    with transaction.atomic():
        act_as(by)
        found = _locked(user)
        found.declined_at, found.declined_by, found.declined_reason = now, by, reason.strip()
        found.save(update_fields=["declined_at", "declined_by", "declined_reason"])
        tell(
            [user.pk],
            kind=WorkKind.SECURITY,
            sentence=_("Your request to be erased was declined"),
            about={},
            address="/account/data/",
            now=now,
        )
    return found


def remind_of_erasures(now: datetime) -> int:
    """Administrators hear once more before the time that the law gives is over; how many requests."""
    with transaction.atomic():
        late = open_requests().filter(reminded_at=None, asked_at__lte=now - REMIND_AFTER)
        found = list(late.select_for_update(of=("self",), no_key=True, skip_locked=True)[:100])
        for each in found:
            each.reminded_at = now
            each.save(update_fields=["reminded_at"])
            _tell_administrators(DUE, each, now)
    return len(found)


def _locked(user: User) -> ErasureRequest:
    found = open_requests().select_for_update(of=("self",), no_key=True).filter(user=user).first()
    if found is None:
        raise Refused(reasons.NO_ERASURE())
    return found


def _tell_administrators(sentence: str, asked: ErasureRequest, now: datetime) -> None:
    """Without a name: it would stay in their inboxes when the person is erased."""
    tell(
        holders_over([Role.ADMINISTRATOR], None).get(Role.ADMINISTRATOR, []),
        kind=StaffKind.ERASURE,
        sentence=sentence,
        about={"day": due_at(asked.asked_at).date().isoformat()},
        address="/users/erasures/",
        now=now,
    )
