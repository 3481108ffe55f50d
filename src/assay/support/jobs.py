"""What support does by itself: late tickets go to the next level, announcements to whom they are for."""

from datetime import datetime

from assay.kit.jobs import every_minute
from assay.support.actions.announcements import tell_announcements
from assay.support.actions.clocks import take_late_up


@every_minute
def escalate_late_tickets(now: datetime) -> None:
    take_late_up(now=now)


@every_minute
def tell_what_was_announced(now: datetime) -> None:
    tell_announcements(now=now)
