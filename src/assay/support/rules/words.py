"""What may be written in a ticket."""

from assay.kit.reasons import Reason
from assay.support.rules import reasons

MOST_IN_SUBJECT, MOST_IN_TEXT, MOST_IN_PAGE = 160, 10_000, 300
MOST_FILES, MOST_BYTES = 5, 10 * 1024**2
MOST_OPEN = 20
LOWEST, HIGHEST = 1, 5


def clean(text: str) -> str:
    """Without what a database cannot hold, and the space around it."""
    return text.replace("\0", "").strip()


def refuse_text(text: str, *, field: str = "text", most: int = MOST_IN_TEXT) -> Reason | None:
    if not text:
        return reasons.NO_TEXT(field=field)
    return reasons.TOO_LONG(field=field, most=most) if len(text) > most else None
