"""That an account was signed in from a browser is noted, and forgotten in time."""

from datetime import datetime

from django.db import connection
from django.utils.crypto import salted_hmac

from assay.people.models import DeviceUse, User
from assay.people.rules.devices import KEPT

_SALT = "assay.people.device"
_NOTE = """
INSERT INTO people_deviceuse (user_id, device, first_on, last_on) VALUES (%(user)s, %(device)s, %(day)s, %(day)s)
ON CONFLICT (device, user_id) DO UPDATE SET last_on = greatest(people_deviceuse.last_on, excluded.last_on)
"""


def note_device(by: User, *, token: str, now: datetime) -> None:
    """`token`: the random number that the browser keeps. Only its digest is kept here."""
    device = salted_hmac(_SALT, token, algorithm="sha256").digest()
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, {"user": by.pk, "device": device, "day": now.date()})


def forget_devices(*, now: datetime) -> int:
    """What was last used too long ago; how many."""
    return DeviceUse.objects.filter(last_on__lt=(now - KEPT).date()).delete()[0]
