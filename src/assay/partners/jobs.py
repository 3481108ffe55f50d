"""What the leading of partners does by itself."""

from datetime import datetime

from assay.kit.jobs import RunningJob, every_minute, job
from assay.partners.actions.compliance import remind_of_endings
from assay.partners.actions.contracts import remind_of_contracts
from assay.partners.actions.invoices import COUNT, count
from assay.partners.actions.scorecards import reckon_week
from assay.partners.queries.compliance import is_any_ending
from assay.partners.queries.scorecards import week_due


@every_minute
def remind_of_compliance(now: datetime) -> None:
    """Once an hour: what a site has to prove and what ends within thirty days, each once."""
    if now.minute == 20 and is_any_ending(now.date()):
        remind_of_endings(now)


@every_minute
def remind_of_what_was_agreed(now: datetime) -> None:
    """Once an hour: contracts whose notice day or end is within thirty days, each once."""
    if now.minute == 25:
        remind_of_contracts(now)


@every_minute
def reckon_scorecards(now: datetime) -> None:
    """One week at a time: this week's once a day, and once more when it is over."""
    if now.minute % 5 == 0 and (week_on := week_due(now)) is not None:
        reckon_week(week_on, now=now)


@job(COUNT, resumes=True)
def count_invoice(running: RunningJob) -> None:
    """What a vendor is owed for a month is counted; done again it begins anew."""
    count(running)
