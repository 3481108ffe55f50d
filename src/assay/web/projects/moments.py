"""Moments as `datetime-local` fields have them: on the wall of a time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from assay.kit.reasons import Refused, declare

MOMENT_INVALID = declare(
    "web.moment_invalid", "{value} is not a date and time such as 2026-03-31T17:00.", status=422
)
NOT_IN_FUTURE = declare("web.not_in_future", "This must be in the future.", status=422)
_FORMAT = "%Y-%m-%dT%H:%M"


def moment_of(text: str, zone: str, *, field: str) -> datetime | None:
    """What was typed, or None where nothing was."""
    if not text.strip():
        return None
    try:
        found = datetime.fromisoformat(text.strip())
        if not 2000 <= found.year < 9000:
            raise ValueError
    except ValueError as error:
        raise Refused(MOMENT_INVALID(field=field, value=text[:40])) from error
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))


def typed(at: datetime | None, zone: str) -> str:
    """The value of the field."""
    return at.astimezone(ZoneInfo(zone)).strftime(_FORMAT) if at else ""
