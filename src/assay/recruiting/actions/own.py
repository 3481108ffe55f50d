"""What an applicant does on the page of their own application: confirm, withdraw, erase."""

from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.recruiting.actions.letters import drop_letters
from assay.recruiting.enums import ApplicationState
from assay.recruiting.models import Application
from assay.recruiting.models.application import OPEN
from assay.recruiting.rules import reasons
from assay.recruiting.rules.applying import FORGOTTEN_AFTER, LAPSES_AFTER, TRANSITIONS

MOST_AT_ONCE = 200


def confirm(application: Application, *, now: datetime) -> Application:
    """The letter has reached its reader. Doing it again changes nothing."""
    with transaction.atomic():
        act_as(None)
        locked = locked_application(application)
        if locked.state == ApplicationState.VERIFIED:
            return locked
        if TRANSITIONS.refuse(locked.state, ApplicationState.VERIFIED) or locked.verified_at:
            raise Refused(reasons.OVER())
        locked.state, locked.verified_at = ApplicationState.VERIFIED, now
        locked.save(update_fields=["state", "verified_at"])
    return locked


def withdraw(application: Application, *, now: datetime) -> Application:
    """The applicant ends it, or after a refusal erases it; either way what was personal is gone at once."""
    with transaction.atomic():
        act_as(None)
        locked = locked_application(application)
        if locked.state in OPEN:
            locked.state, locked.ended_at = ApplicationState.WITHDRAWN, now
        elif locked.state != ApplicationState.REFUSED:
            raise Refused(reasons.OVER())
        _erase(locked, now)
    return locked


def forget(*, now: datetime) -> int:
    """What nobody confirmed lapses, and who was not taken on is forgotten; how many."""
    never = Application.objects.filter(state=ApplicationState.APPLIED, applied_at__lte=now - LAPSES_AFTER)
    refused = Application.objects.filter(
        state=ApplicationState.REFUSED, erased_at=None, ended_at__lte=now - FORGOTTEN_AFTER
    )
    n = 0
    for rows in (never, refused):
        with transaction.atomic():
            act_as(None)
            for each in rows.select_for_update(no_key=True, skip_locked=True).order_by("pk")[:MOST_AT_ONCE]:
                if each.state == ApplicationState.APPLIED:
                    each.state, each.ended_at = ApplicationState.LAPSED, now
                _erase(each, now)
                n += 1
    return n


def locked_application(application: Application) -> Application:
    """To decide on; with its campaign."""
    rows = Application.objects.select_for_update(no_key=True, of=("self",)).select_related("campaign__market")
    return rows.get(pk=application.pk)


def _erase(application: Application, now: datetime) -> None:
    application.name, application.email_sealed, application.email_digest = "", "", None
    application.languages, application.device, application.tie = {}, "", ""
    application.erased_at = application.erased_at or now
    application.save()
    drop_letters(application, now=now)
