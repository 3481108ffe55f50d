"""Periods are calendar months (UTC): once one is closed, nothing is booked in it any more."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from assay.kit.reasons import Reason, declare

NOT_OVER = declare("period.not_over", "The month is not over, so it cannot be closed yet.")
EARLIER_OPEN = declare(
    "period.earlier_open", "Close the months in their order: {month} has postings and is not closed."
)
CLOSED = declare("period.closed", "That month is closed: book it on a day of an open one.")
NOTHING_BOOKED = declare(
    "period.nothing_booked", "Nothing was booked in that month, so there is nothing to close."
)
NO_MONTH = declare("period.no_month", "Say the month as 2026-03.", status=422)


@dataclass(frozen=True, slots=True)
class Closing:
    """What decides whether a month can be closed."""

    month: date
    today: date
    has_postings: bool
    earliest_open: date | None


def month_of(day: date) -> date:
    return day.replace(day=1)


def last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def parse_month(text: str) -> date | None:
    """`2026-03` as the first day of that month."""
    try:
        return date.fromisoformat(f"{text}-01") if len(text) == 7 else None
    except ValueError:
        return None


def refuse_close(closing: Closing) -> Reason | None:
    """Why the month cannot be closed, or None."""
    if closing.today <= last_day(closing.month):
        return NOT_OVER()
    if not closing.has_postings:
        return NOTHING_BOOKED()
    if closing.earliest_open is not None and closing.earliest_open < closing.month:
        return EARLIER_OPEN(month=f"{closing.earliest_open:%Y-%m}")
    return None
