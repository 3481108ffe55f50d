"""What was agreed with the three vendors: one contract was renewed, one ends soon, one is open."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from assay.demo.agenda import Agenda
from assay.demo.people import Organisation
from assay.money.queries.rates import newest_cards
from assay.partners.actions.contracts import publish_contract
from assay.partners.enums import ScoreMeasure as M
from assay.partners.rules.contracts import Level, NewContract
from assay.people.models import Vendor

AN_HOUR = timedelta(hours=1)
LINGUA, NILEWORK, SETU = "Lingua Partners", "Nilework", "Setu Works"
FIRST = {M.QUALITY: Level(0.9, 0.05), M.REWORK: Level(0.9, 0.02), M.HOURS: Level(0.9, 0.0)}
RENEWED = {
    M.QUALITY: Level(0.93, 0.06),
    M.CRITICAL: Level(0.98, 0.04),
    M.REWORK: Level(0.95, 0.02),
    M.RETENTION: Level(0.9, 0.0),
    M.HOURS: Level(0.92, 0.03),
}


class Terms(NamedTuple):
    ends_on: date | None
    notice_days: int
    levels: Mapping[M, Level]
    reason: str


def agree_with_vendors(organisation: Organisation, agenda: Agenda, age: timedelta) -> None:
    """After the first rate card, by which all of them are paid."""
    agenda.put(agenda.now - age + AN_HOUR, lambda at: sign(organisation, agenda.now, at))
    agenda.put(agenda.ago(days=10), lambda at: renew(organisation, at))


def sign(organisation: Organisation, opens_at: datetime, at: datetime) -> None:
    ends = {LINGUA: at + timedelta(days=365), NILEWORK: opens_at + timedelta(days=19), SETU: None}
    for name, until in ends.items():
        reason = f"The first contract with {name}."
        publish(organisation, name, Terms(until.date() if until else None, 30, FIRST, reason), at)


def renew(organisation: Organisation, at: datetime) -> None:
    reason = "Renewed for a year: higher accuracy, and more of the fee depends on it."
    terms = Terms((at + timedelta(days=365)).date(), 60, RENEWED, reason)
    publish(organisation, LINGUA, terms, at)


def publish(organisation: Organisation, name: str, terms: Terms, at: datetime) -> None:
    """Paid by the organisation's card of that time."""
    card = next(each for each in newest_cards() if each.project is None)
    publish_contract(
        organisation.users["omar"],
        vendor=Vendor.objects.get(name=name),
        wanted=NewContract(
            starts_on=at.date(),
            ends_on=terms.ends_on,
            currency=card.currency,
            rate_card=card.uid,
            notice_days=terms.notice_days,
            levels=terms.levels,
            reason=terms.reason,
        ),
        now=at,
    )
