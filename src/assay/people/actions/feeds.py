"""The secret address of a person's calendar: made, replaced, revoked."""

import secrets
from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.people.models import CalendarFeed, User
from assay.people.queries.tokens import digest


def make_feed(by: User, *, now: datetime) -> str:
    """A new address, shown this once; the one before it no longer works."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        act_as(by)
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        _revoke(by, now)
        CalendarFeed.objects.create(user=by, sha256=digest(secret), created_at=now)
    return secret


def revoke_feed(by: User, *, now: datetime) -> int:
    """Nobody reads it any more; how many addresses there were."""
    with transaction.atomic():
        act_as(by)
        return _revoke(by, now)


def _revoke(by: User, now: datetime) -> int:
    return CalendarFeed.objects.filter(user=by, revoked_at=None).update(revoked_at=now)
