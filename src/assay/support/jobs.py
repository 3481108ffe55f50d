"""What support does by itself: what waited too long goes to the next level."""

from datetime import datetime

from assay.kit.jobs import every_minute
from assay.support.actions.clocks import take_late_up


@every_minute
def escalate_late_tickets(now: datetime) -> None:
    take_late_up(now=now)
