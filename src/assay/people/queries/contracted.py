"""What somebody agreed to work in this week, against what of it is paid time so far."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from assay.kit.clock import working_day
from assay.people.models import Contributor
from assay.people.queries.hours import contracted_minutes
from assay.people.queries.time import week_of


@dataclass(frozen=True, slots=True)
class ContractedWeek:
    """`paid_hours`: of the days until now; None where no time is kept of the person (no site)."""

    hours: float
    paid_hours: float | None

    @property
    def paid_share(self) -> float | None:
        return None if self.paid_hours is None else self.paid_hours / self.hours


def contracted_week(contributor: Contributor, now: datetime) -> ContractedWeek | None:
    """In the week of the person's site; None where nothing is agreed."""
    site = contributor.site
    zone = site.time_zone if site else contributor.user.time_zone
    today = working_day(now, zone)
    minutes = contracted_minutes(contributor, today)
    if not minutes:
        return None
    if site is None:
        return ContractedWeek(minutes / 60, None)
    [week] = week_of([contributor], zone, today - timedelta(days=today.weekday()))
    return ContractedWeek(minutes / 60, week.tally.paid / 3600)
