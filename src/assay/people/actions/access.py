"""Who may sign in: deactivating, taking back, and erasing what is personal."""

from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.reasons import Refused
from assay.people.enums import Role
from assay.people.models import (
    ApiToken,
    CalendarFeed,
    ChatAddress,
    Contributor,
    DeviceUse,
    ErasureRequest,
    Grant,
    InboxMessage,
    User,
)
from assay.people.queries.erasure import open_requests
from assay.people.queries.scope import require_everywhere
from assay.people.rules import reasons
from assay.people.rules.roles import Permission


def deactivate_user(by: User | None, *, user: User, reason: str, now: datetime) -> User:
    """Nobody signs in as this person any more: sessions end, tokens and calendar are revoked, no task is handed out."""
    with transaction.atomic():
        locked = _locked(by, user, reason)
        if not locked.is_active:
            raise Refused(reasons.DEACTIVATED_ALREADY(name=locked.name))
        keep_an_administrator(without=locked)
        locked.is_active, locked.signed_out_at = False, now
        locked.deactivated_at, locked.deactivated_reason = now, reason.strip()
        locked.save(update_fields=["is_active", "signed_out_at", "deactivated_at", "deactivated_reason"])
        ApiToken.objects.filter(user=locked, revoked_at=None).update(revoked_at=now)
        CalendarFeed.objects.filter(user=locked, revoked_at=None).update(revoked_at=now)
        _tell_routing(locked, now)
        return locked


def reactivate_user(by: User | None, *, user: User, reason: str, now: datetime) -> User:
    """The person may sign in again; tokens and sessions of before stay ended."""
    with transaction.atomic():
        locked = _locked(by, user, reason)
        if locked.is_active:
            raise Refused(reasons.ACTIVE_ALREADY(name=locked.name))
        if locked.person_key is None:
            raise Refused(reasons.ERASED())
        locked.is_active, locked.deactivated_at, locked.deactivated_reason = True, None, ""
        locked.save(update_fields=["is_active", "deactivated_at", "deactivated_reason"])
        _tell_routing(locked, now)
        return locked


def erase_person(by: User | None, *, user: User, reason: str, now: datetime) -> User:
    """Address, name, chat and messages go for good, and with the key every digest of them in the audit trail.

    Judgments, grants and the chain stay: they know the person by a pseudonym only.
    """
    with transaction.atomic():
        locked = _locked(by, user, reason)
        if locked.is_active:
            raise Refused(reasons.STILL_ACTIVE(name=locked.name))
        if locked.person_key is None:
            raise Refused(reasons.ERASED())
        locked.email, locked.name = f"{locked.uid}@erased.invalid", "Erased"
        locked.person_key, locked.deactivated_reason = None, reason.strip()
        locked.set_unusable_password()
        locked.save(update_fields=["email", "name", "person_key", "password", "deactivated_reason"])
        ChatAddress.objects.filter(user=locked).delete()
        InboxMessage.objects.filter(user=locked).delete()
        DeviceUse.objects.filter(user=locked).delete()
        open_requests().filter(user=locked).update(erased_at=now)
        ErasureRequest.objects.filter(user=locked).update(words="")
        emit("people.person_erased", user_id=locked.pk, now=now)
        return locked


def keep_an_administrator(*, without: User, grant: Grant | None = None) -> None:
    """Refuse what would leave nobody who can let people in; concurrent changes wait for each other here."""
    everywhere = Grant.objects.select_for_update(no_key=True).filter(
        role=Role.ADMINISTRATOR,
        retired_at=None,
        project_id=None,
        vendor=None,
        site=None,
        team=None,
        markets=[],
        user__is_active=True,
    )
    holders = list(everywhere.order_by("pk").values_list("pk", "user_id"))
    lost = [pk for pk, holder in holders if holder == without.pk and (grant is None or pk == grant.pk)]
    if lost and len(lost) == len(holders):
        raise Refused(reasons.LAST_ADMINISTRATOR(name=without.name))


def _locked(by: User | None, user: User, reason: str) -> User:
    require_everywhere(by, Permission.ADMINISTER)
    if not reason.strip():
        raise Refused(reasons.NEEDS_REASON(field="reason"))
    act_as(by)
    return User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _tell_routing(user: User, now: datetime) -> None:
    ids = list(Contributor.objects.filter(user=user).values_list("pk", flat=True))
    if ids:
        emit("people.contributor_changed", contributor_ids=ids, now=now)
