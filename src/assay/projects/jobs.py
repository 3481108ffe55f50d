"""What projects do by themselves every minute."""

from datetime import datetime

from assay.kit.jobs import every_minute
from assay.projects.actions.guideline_drafts import take_due


@every_minute
def guidelines_take_effect(now: datetime) -> None:
    """Approved guidelines whose day has come."""
    take_due(now=now)
