"""What planning does by itself."""

from datetime import datetime, timedelta

from assay.kit.jobs import every_minute
from assay.planning.actions.allocations import hold_people
from assay.planning.actions.bottlenecks import look_daily
from assay.planning.actions.campaign_tests import ask_accepted, pay_sitters
from assay.planning.actions.feasibility import judge_project
from assay.planning.actions.firing import evaluate
from assay.planning.actions.pools import keep_oldest
from assay.planning.actions.request_budgets import cover_requests
from assay.planning.queries.feasible import due_for_estimate
from assay.planning.queries.risks import due_for_evaluation

# How often risks look at their metric; one project a minute, so that many do not come at once.
EVERY = timedelta(hours=1)
# How long a pool may go on without a look at skills that ran out and pauses that ended.
DAY = timedelta(days=1)
# How old an estimate of what is left may become.
WEEK = timedelta(days=7)


@every_minute
def watch_risks(now: datetime) -> None:
    """Risks bound to a metric: those of the project that has waited longest."""
    if (project := due_for_evaluation(now - EVERY)) is not None:
        evaluate(project, now=now)


@every_minute
def estimate_what_is_left(now: datetime) -> None:
    """Feasibility of running projects, once a week: of the one whose last estimate is oldest."""
    if (project := due_for_estimate(now - WEEK)) is not None:
        judge_project(None, project=project, now=now)


@every_minute
def keep_request_budgets(now: datetime) -> None:
    """A request's budget covers the projects that it has by now."""
    cover_requests()


@every_minute
def keep_pools(now: datetime) -> None:
    """Pools whose people may have changed without anybody acting: the one that was looked at longest ago."""
    keep_oldest(before=now - DAY, now=now)


@every_minute
def hold_to_allocation(now: datetime) -> None:
    """A week begins, or is over: people are held to its allocation, or let go."""
    hold_people(now=now)


@every_minute
def look_ahead_daily(now: datetime) -> None:
    """Who will have no work, and which work nobody: this week and the next, once a day."""
    look_daily(now=now)


@every_minute
def keep_campaign_tests(now: datetime) -> None:
    """Who was accepted is asked to sit the test of their campaign, and who has sat it is paid."""
    ask_accepted(now=now)
    pay_sitters(now=now)
