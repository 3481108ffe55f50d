"""Contracts as somebody may read them: all for who keeps them, the own vendor's for who leads a whole site of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from assay.kit.reasons import NotFound
from assay.partners.enums import Attained, ContractNear, ContractState, ScoreMeasure
from assay.partners.models import Contract, ContractReminder, Scorecard
from assay.partners.rules.contracts import Level, at_risk, attained, in_force, near, state_of
from assay.partners.rules.scorecard import least_of
from assay.people.models import User, Vendor
from assay.people.queries.organisation import vendors_by_name
from assay.people.queries.scope import scope_of
from assay.people.queries.site_parts import vendors_led
from assay.people.rules.roles import Permission

A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Agreed:
    """One version, with where it stands on a day."""

    contract: Contract
    state: ContractState
    levels: Mapping[ScoreMeasure, Level]

    @property
    def at_risk(self) -> float:
        return at_risk(self.levels)


@dataclass(frozen=True, slots=True)
class VendorContracts:
    """Of one vendor: what holds, and every version, the newest first."""

    vendor: Vendor
    current: Agreed | None
    versions: Sequence[Agreed]


@dataclass(frozen=True, slots=True)
class LevelAttained:
    measure: ScoreMeasure
    level: Level
    value: float | None
    n: int
    attained: Attained


def vendors_agreed_with(user: User) -> QuerySet[Vendor]:
    """Whose contracts somebody may read; NotFound for who may read none."""
    scope = scope_of(user, Permission.VIEW_CONTRACTS)
    vendors = vendors_by_name()
    if scope.is_everywhere:
        return vendors
    own = _own_vendors(user) if not scope.is_empty else set()
    if not own:
        raise NotFound
    return vendors.filter(pk__in=own)


def contracts(user: User, day: date) -> list[VendorContracts]:
    """Vendors in use, and what was agreed with each: a fixed number of queries."""
    vendors = list(vendors_agreed_with(user).filter(retired_at=None))
    by_vendor = _versions(vendors)
    return [_of_vendor(each, by_vendor.get(each.pk, []), day) for each in vendors]


def contracts_of(user: User, vendor: UUID, day: date) -> VendorContracts:
    """Of one vendor, in use or not."""
    found = vendors_agreed_with(user).filter(uid=vendor).first()
    if found is None:
        raise NotFound
    return _of_vendor(found, _versions([found]).get(found.pk, []), day)


def contracts_near(day: date) -> list[tuple[Contract, ContractNear]]:
    """Whose notice day or end is near, of vendors in use, and of which nobody was told; two queries."""
    by_vendor = _versions(list(vendors_by_name().filter(retired_at=None)))
    told = set(ContractReminder.objects.values_list("contract_id", "of"))
    return [
        (each, what)
        for versions in by_vendor.values()
        for each in versions
        for what in near(each, versions, day)
        if (each.pk, what.value) not in told
    ]


def levels_on(user: User, card: Scorecard) -> tuple[Contract, list[LevelAttained]] | None:
    """What held when the card's weeks ended; None where nothing did, or it is not for this person."""
    scope = scope_of(user, Permission.VIEW_CONTRACTS)
    if scope.is_empty or not (scope.is_everywhere or card.vendor_id in _own_vendors(user)):
        return None
    found = in_force(_versions([card.vendor]).get(card.vendor_id, []), (card.run.until - A_MOMENT).date())
    return (found, attained_by(levels_in(found), card)) if found else None


def attained_by(levels: Mapping[ScoreMeasure, Level], card: Scorecard) -> list[LevelAttained]:
    """Each service level with what a card has measured."""
    return [_attained(measure, level, card) for measure, level in levels.items()]


def levels_in(contract: Contract) -> dict[ScoreMeasure, Level]:
    """In the order of the measures."""
    return {
        each: Level(**contract.levels[each.value]) for each in ScoreMeasure if each.value in contract.levels
    }


def _attained(measure: ScoreMeasure, level: Level, card: Scorecard) -> LevelAttained:
    figure = card.figures.get(measure.value) or {"value": None, "high": None, "n": 0}
    value, high, n = figure["value"], figure["high"], figure["n"]
    return LevelAttained(
        measure, level, value, n, attained(level.target, value, high, n, least=least_of(measure))
    )


def _own_vendors(user: User) -> set[int]:
    """A contract binds the whole vendor, and so every site: who leads one team only reads none."""
    return vendors_led(user, Permission.VIEW_CONTRACTS)


def _versions(vendors: Sequence[Vendor]) -> dict[int, list[Contract]]:
    found: dict[int, list[Contract]] = {}
    rows = Contract.objects.filter(vendor__in=vendors).select_related(
        "vendor", "rate_card__project", "published_by"
    )
    for each in rows.order_by("-number"):
        found.setdefault(each.vendor_id, []).append(each)
    return found


def _of_vendor(vendor: Vendor, versions: Sequence[Contract], day: date) -> VendorContracts:
    agreed = [Agreed(each, state_of(each, versions, day), levels_in(each)) for each in versions]
    holds = in_force(versions, day)
    return VendorContracts(vendor, next((each for each in agreed if each.contract == holds), None), agreed)
