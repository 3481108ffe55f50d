"""What money does by itself."""

from datetime import datetime

from assay.kit.jobs import RunningJob, every_minute, job
from assay.money.actions.accruing import accrue, release_due
from assay.money.actions.budgets import look_at_budgets
from assay.money.actions.closing import CLOSE, seal
from assay.money.actions.extras import propose_extras
from assay.money.actions.hours import accrue_hours, release_hours
from assay.money.actions.payees import mark_accounts
from assay.money.actions.payouts import GATHER, PAY, gather, pay_out


@every_minute
def pay(now: datetime) -> None:
    """What has come to count is earned; what is past its dispute window becomes available."""
    accrue(now=now)
    release_due(now=now)
    accrue_hours(now=now)
    release_hours(now=now)
    propose_extras(now=now)
    look_at_budgets(now=now)


@every_minute
def tell_accounts_apart(now: datetime) -> None:
    """Whose account is somebody else's, too, shows only once both are marked."""
    mark_accounts()


@job(CLOSE, resumes=True)
def close_period(running: RunningJob) -> None:
    """A month is sealed; a killed one goes on from its cursor."""
    seal(running)


@job(GATHER, resumes=True)
def draft_payouts(running: RunningJob) -> None:
    """Everybody's available balance becomes a draft."""
    gather(running)


@job(PAY, resumes=True)
def post_payouts(running: RunningJob) -> None:
    """An approved batch is posted; a killed one goes on from its cursor."""
    pay_out(running)
