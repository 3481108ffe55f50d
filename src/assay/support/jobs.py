"""What support does by itself: late tickets go to the next level, silent ones are closed, announcements are told."""

from datetime import datetime

from assay.kit.jobs import every_minute
from assay.support.actions.announcements import tell_announcements
from assay.support.actions.clocks import take_late_up
from assay.support.actions.closing import close_silent


@every_minute
def escalate_late_tickets(now: datetime) -> None:
    take_late_up(now=now)


@every_minute
def tell_what_was_announced(now: datetime) -> None:
    tell_announcements(now=now)


@every_minute
def close_what_nobody_writes_in(now: datetime) -> None:
    close_silent(now=now)
