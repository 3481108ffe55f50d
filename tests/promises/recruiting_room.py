"""A campaign of Nordlicht's, its link, and somebody who applied."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from assay.people.models import Market
from assay.projects.enums import Segment
from assay.recruiting.actions.campaigns import make_campaign
from assay.recruiting.actions.entries import enter_spending
from assay.recruiting.enums import RecruitingChannel
from assay.recruiting.models import Application
from assay.recruiting.rules.campaigns import Wording
from tests.recruiting.cast import TERMS, applied


def recruit(at: datetime) -> tuple[UUID, UUID, UUID, UUID]:
    """Their identifiers, and the one of what was spent."""
    first = at.date()
    made = make_campaign(
        None,
        market=Market.objects.create(code="NO-nb", name="Norway", region="NO", language="nb"),
        segment=Segment.OTHER,
        channel=RecruitingChannel.SOCIAL,
        terms=replace(TERMS, name="Nordlicht's winter", opens_on=first, closes_on=first + timedelta(days=9)),
        wording=Wording("en", "Nordlicht looks for you", "Come."),
        now=at,
    )
    link = made.links.get()
    found: Application = applied(link, name="Nordlicht", now=at)
    spent = enter_spending(
        None, link=link, amount_micro=5, currency="EUR", spent_on=first, note="Nordlicht's stand", now=at
    )
    return made.uid, link.uid, found.uid, spent.uid
