"""What training does by itself every minute."""

from datetime import datetime

from assay.kit.jobs import every_minute
from assay.training.actions.enforcing import end_grace_periods


@every_minute
def let_grace_periods_end(now: datetime) -> None:
    """A grace period of an agreement has ended: who has not signed gets no tasks until they have."""
    end_grace_periods(now=now)
