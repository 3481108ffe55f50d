"""Next week is proposed: who works on what, what is short, and who is idle."""

from datetime import datetime

from assay.demo.people import Organisation
from assay.kit.clock import working_day
from assay.planning.actions.allocations import propose
from assay.planning.queries.allocations import weeks_offered
from assay.planning.rules.allocation import Terms


def propose_next_week(organisation: Organisation, now: datetime) -> None:
    """Mia looks at it before she applies it: nobody is held to it yet."""
    _this, following = weeks_offered(working_day(now, "UTC"))
    propose(organisation.users["mia"], week_on=following, terms=Terms(), now=now)
