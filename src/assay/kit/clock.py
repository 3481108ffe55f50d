"""Time as the edges read it. Rules and actions are told the time."""

from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def now() -> datetime:
    """The present moment, aware, in UTC. For handlers, jobs and commands only."""
    return datetime.now(UTC)


def working_day(at: datetime, zone: str) -> date:
    """The calendar day of a moment where the person works."""
    return at.astimezone(_zone(zone)).date()


def is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@lru_cache(maxsize=600)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
