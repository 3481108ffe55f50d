"""What money does when something below it changes."""

from datetime import date

from assay.kit.hooks import subscribe
from assay.kit.models import Job
from assay.money.actions.closing import CLOSE, reopen


@subscribe("kit.job_never_began")
def job_never_began(job: Job) -> None:
    """Nobody would ever close the month: it takes postings again."""
    if job.kind == CLOSE:
        reopen(date.fromisoformat(job.params["month"]))
