"""What addresses of shifts say."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

EARLIEST, LATEST = datetime(2000, 1, 3, tzinfo=UTC), datetime(2099, 12, 21, tzinfo=UTC)


def moment_in(text: str, zone: str, now: datetime) -> datetime:
    """A moment (ISO 8601, else in the site's time zone); what cannot be one, or is far off, is now."""
    try:
        found = datetime.fromisoformat(text)
        found = found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))
        return found if EARLIEST < found < LATEST else now
    except (ValueError, OverflowError):
        return now


def written(moment: datetime) -> str:
    """As addresses say it, without a plus sign."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
