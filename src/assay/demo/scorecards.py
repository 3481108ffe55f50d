"""Scorecards of the weeks since the operation began, as the worker would have reckoned them."""

from datetime import datetime, timedelta

from assay.partners.actions.scorecards import reckon_week
from assay.partners.queries.scorecards import end_of

N_WEEKS = 4


def reckon_scorecards(now: datetime) -> None:
    this = now.date() - timedelta(days=now.weekday())
    for nth in range(N_WEEKS - 1, -1, -1):
        week_on = this - nth * timedelta(weeks=1)
        reckon_week(week_on, now=min(now, end_of(week_on)))
