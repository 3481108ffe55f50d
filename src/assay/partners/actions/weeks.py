"""What is agreed in the weekly review of a vendor."""

from datetime import date, datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.people.models import User, Vendor
from assay.people.queries.scope import require_everywhere
from assay.planning.actions.decisions import write_decision
from assay.planning.models import Decision
from assay.planning.queries.decisions import KEEPS_VENDORS
from assay.planning.rules.decisions import NewDecision


def agree_on_action(
    by: User | None, *, vendor: Vendor, week_on: date, owner: User, given: NewDecision, now: datetime
) -> Decision:
    """It is carried into every week until its owner, or who keeps contracts, says that it is done or dropped."""
    require_everywhere(by, KEEPS_VENDORS)
    with transaction.atomic():
        act_as(by)
        return write_decision(by, place=vendor, owner=owner, given=given, of_on=week_on, now=now)
