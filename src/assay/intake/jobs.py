"""What intake does by itself: it notices which requests are late."""

from datetime import datetime

from assay.intake.actions.clocks import note_breaches
from assay.kit.jobs import every_minute


@every_minute
def tell_of_late_requests(now: datetime) -> None:
    note_breaches(now=now)
