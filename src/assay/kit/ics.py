"""Calendars as files that every calendar program subscribes to (iCalendar, RFC 5545)."""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MEDIA_TYPE = "text/calendar; charset=utf-8"
MOST_OCTETS = 75
_DAY = timedelta(days=1)
# Controls, halves of pairs and what ends a line: signs that no value of a calendar may hold.
_NEVER = {"Cc", "Cs", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Event:
    """`uid` stays the same for ever; `sequence` grows with each change; a day, or a moment."""

    uid: str
    on: date | datetime
    title: str
    changed_at: datetime
    sequence: int = 0
    link: str = ""
    is_cancelled: bool = False


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """The same events give the same bytes, so that their digest can say whether anything changed."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Assay//Calendar//EN", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{text(name)}", f"NAME:{text(name)}"]
    lines += ["REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in fold(line)).encode()


def etag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def text(words: str) -> str:
    """What somebody wrote, in one line that says nothing else to a calendar program."""
    words = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    words = words.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(sign for sign in words if unicodedata.category(sign) not in _NEVER)


def fold(line: str) -> Iterator[str]:
    """At most 75 octets a line, and no letter is cut; lines that go on begin with a space."""
    part, size, most = "", 0, MOST_OCTETS
    for sign in line:
        octets = len(sign.encode())
        if size + octets > most:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + octets
    yield part


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{text(event.uid)}"
    yield f"DTSTAMP:{_moment(event.changed_at)}"
    yield f"LAST-MODIFIED:{_moment(event.changed_at)}"
    yield f"SEQUENCE:{event.sequence}"
    if isinstance(event.on, datetime):
        # A moment has no end: the standard wants one to be later than the beginning.
        yield f"DTSTART:{_moment(event.on)}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.on + _DAY:%Y%m%d}"
    yield f"SUMMARY:{text(event.title)}"
    if event.link:
        yield f"URL:{event.link}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    # A due date takes nobody's time.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
