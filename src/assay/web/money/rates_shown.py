"""Rates as their page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assay.money.models import PayFloor, RateCard
from assay.money.queries.rates import Hour
from assay.money.rules.rates import RateTerms
from assay.web.money.amounts import amount
from assay.work.enums import ContentSeverity


@dataclass(frozen=True, slots=True)
class ShownLine:
    conditions: str
    pays: str
    unit: str


@dataclass(frozen=True, slots=True)
class ShownHour:
    conditions: str
    market: str
    hour: str
    floor: str
    is_below: bool


@dataclass(frozen=True, slots=True)
class ShownCard:
    card: RateCard
    by: str


@dataclass(frozen=True, slots=True)
class ShownFloor:
    floor: PayFloor
    hour: str


@dataclass(frozen=True, slots=True)
class FormRow:
    nth: int
    amount: object
    unit: object
    market: object
    language: object
    skill: object
    severity: object


def conditions(line: RateTerms) -> str:
    """BR-pt · legal · Extreme; what fits everything says so."""
    severity = ""
    if line.severity is not None:
        severity = _("severity: %(level)s") % {"level": _(str(ContentSeverity(line.severity).label)).lower()}
    given = [each for each in (line.market, line.language, line.skill, severity) if each]
    return " · ".join(given) if given else _("everything else")


def shown_line(line: RateTerms, currency: str) -> ShownLine:
    return ShownLine(conditions(line), amount(line.micro, currency), _(str(line.unit.label)))


def same_currency(hour: Hour, currency: str) -> bool:
    """A floor in another currency says nothing of this rate."""
    return hour.floor is None or hour.floor.currency == currency


def shown_hour(each: Hour, currency: str) -> ShownHour:
    said = amount(round(each.micro, -4), currency) if each.micro is not None else "–"
    floor = amount(each.floor.hourly_micro, each.floor.currency) if each.floor else "–"
    is_below = each.is_below and same_currency(each, currency)
    return ShownHour(conditions(each.line), each.market or _("any market"), said, floor, is_below)


def shown_card(card: RateCard) -> ShownCard:
    return ShownCard(card, card.published_by.name if card.published_by else "")


def shown_floor(floor: PayFloor) -> ShownFloor:
    return ShownFloor(floor, amount(floor.hourly_micro, floor.currency))


def form_row(values: Mapping[str, object], nth: int) -> FormRow:
    columns = ("amount", "unit", "market", "language", "skill", "severity")
    return FormRow(nth, *(values.get(f"{column}_{nth}", "") for column in columns))
