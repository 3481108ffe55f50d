"""The minimum of an hour: what a day of work by the piece is topped up by.

It is looked at day by day. A card holds from a day on, so each day has one minimum; and over a week a good day would
pay for a bad one, which whoever worked on the bad one was not promised. All active time of the day counts, also that
of answers that were rejected: whether somebody was careless is for who approves it to say, and not for arithmetic.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from assay.kit.reasons import declare
from assay.money.rules.hours import hours_micro

OWN_PAY = declare("extra.own_pay", "It is your own pay, so somebody else decides.", status=403)
NOTHING_CHOSEN = declare("extra.nothing_chosen", "Choose at least one line.", status=422)
TOO_MANY = declare("extra.too_many", "At most {most} at once.", status=422)
NEEDS_RULING = declare("extra.needs_ruling", "Say why it is declined: whoever worked will ask.", status=422)
MOST_AT_ONCE = 500
# How far back days are looked for: some wait for a review that is still open.
BACK = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class WorkedDay:
    """Active seconds of somebody's day in a project, and what its answers came to."""

    seconds: float
    paid_micro: int


def top_up_micro(minimum_micro: int, day: WorkedDay) -> int:
    """What is missing to the minimum of so much time; nothing where the pieces came to more."""
    return max(0, hours_micro(minimum_micro, round(day.seconds)) - day.paid_micro)


def is_settled(day_on: date, *, dispute_days: int, today: date) -> bool:
    """The window of its last answer is over, whatever the time zone."""
    return day_on + timedelta(days=dispute_days + 1) < today
