"""Approved hours, at this moment: for pages and routes, which read the clock."""

from datetime import timedelta

from assay.kit.clock import now
from assay.kit.hooks import emit
from assay.money.actions.hours import accrue_hours
from assay.money.actions.rates import NewCard, publish_card
from assay.money.enums import RateUnit
from assay.money.rules.rates import RateTerms
from assay.people.models import Contributor, Site, TimeSheet, User

HOURLY = 9_000_000
HOURS = 8


def promised_hours() -> None:
    day = now() - timedelta(days=10)
    card = NewCard([RateTerms(HOURLY, unit=RateUnit.HOUR)], "EUR", day.date(), "By the hour.")
    publish_card(None, project=None, card=card, now=day)


def approved_hours(who: Contributor, site: Site, by: User, *, days_ago: int = 1) -> TimeSheet:
    """Eight hours of work that were paid."""
    moment = now()
    sheet = TimeSheet.objects.create(
        contributor=who,
        site=site,
        day_on=moment.date() - timedelta(days=days_ago),
        kinds=["work"],
        seconds=[HOURS * 3600],
        paid_seconds=HOURS * 3600,
        approved_at=moment,
        approved_by=by,
    )
    emit("people.days_approved", sheets=[sheet], now=moment)
    accrue_hours(now=moment)
    return sheet
