"""The day before a live session: who is invited, and who holds it, hear of it once more."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.people.enums import StaffKind
from assay.training.actions.live import tell_of_live
from assay.training.models import LiveSession
from assay.training.queries.live import live_to_remind, may_train
from assay.training.rules.live import REMIND_BEFORE

INVITED = _("Reminder of the live session: {title}")
HELD = _("Reminder: you hold the live session {title}")


def remind_of_live(*, now: datetime) -> int:
    """Each session once; how many. Who was invited within that day has just heard of it."""
    found = live_to_remind(now, now + REMIND_BEFORE)
    for each in found:
        with transaction.atomic():
            act_as(None)
            _remind(each.pk, now)
    return len(found)


def _remind(pk: int, now: datetime) -> None:
    """Looked at again under its lock: it may have been moved, called off, or told of meanwhile."""
    locked = LiveSession.objects.select_for_update(no_key=True, of=["self"]).get(pk=pk)
    if locked.reminded_at or locked.cancelled_at or not now < locked.starts_at <= now + REMIND_BEFORE:
        return
    locked.reminded_at = now
    locked.save(update_fields=["reminded_at"])
    since = locked.starts_at - REMIND_BEFORE
    for invited in (
        locked.invitations.filter(invited_at__lt=since, contributor__user__is_active=True)
        .select_related("contributor__user")
        .order_by("pk")
    ):
        tell_of_live(locked, invited.contributor.user, INVITED, now)
    trainer = locked.trainer
    if trainer.is_active and locked.created_at < since:
        page = f"/live-sessions/{locked.uid}/" if may_train(trainer, locked.project) else ""
        tell_of_live(locked, trainer, HELD, now, kind=StaffKind.LIVE, address=page)
