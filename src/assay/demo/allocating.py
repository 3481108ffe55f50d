"""Hours are said, next week is proposed: who works on what, what is short, and who is idle."""

from datetime import datetime, timedelta

from assay.demo.people import Organisation
from assay.kit.clock import working_day
from assay.people.actions.hours import set_day_hours, set_weekly_hours
from assay.planning.actions.allocations import propose
from assay.planning.queries.allocations import weeks_offered
from assay.planning.rules.allocation import Terms

FOUR_HOURS = [240, 240, 240, 240, 240, 0, 0]


def propose_next_week(organisation: Organisation, now: datetime) -> None:
    """Ana offers four hours on workdays and is away on one; Mia looks before she applies: nobody is held to it yet."""
    _this, following = weeks_offered(working_day(now, "UTC"))
    ana, away = organisation.people["Ana"], following + timedelta(days=3)
    set_weekly_hours(ana.user, contributor=ana, minutes=FOUR_HOURS, now=now)
    set_day_hours(ana.user, contributor=ana, first=away, last=away, minutes=0, now=now)
    propose(organisation.users["mia"], week_on=following, terms=Terms(), now=now)
