"""The terms in force: what somebody has set, else what Assay brings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from assay.kit.reasons import NotFound
from assay.people.models import Site, User
from assay.people.queries.organisation import visible_sites
from assay.support.enums import TicketCategory
from assay.support.models import CategoryTerms, SiteHours
from assay.support.queries.scope import answers_tickets
from assay.support.rules.categories import TERMS, Terms
from assay.support.rules.clocks import USUAL, WorkHours


@dataclass(frozen=True, slots=True)
class TermsInForce:
    """`changed_at` is None for what Assay brings."""

    category: str
    terms: Terms
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class HoursInForce:
    """`changed_at` is None for the usual hours."""

    site: Site
    hours: WorkHours
    changed_at: datetime | None


def terms_of(category: str) -> Terms:
    kept = CategoryTerms.objects.filter(category=category).first()
    return _with(category, kept)


def terms_in_force() -> Sequence[TermsInForce]:
    """Of every category, in their order."""
    kept = {each.category: each for each in CategoryTerms.objects.all()}
    return [
        TermsInForce(each, _with(each, kept.get(each)), kept[each].changed_at if each in kept else None)
        for each in TicketCategory.values
    ]


def hours_of(site: Site | None) -> WorkHours:
    kept = SiteHours.objects.filter(site=site).first() if site else None
    return _hours(kept)


def hours_in_force(user: User) -> Sequence[HoursInForce]:
    """Of the sites whose people somebody sees, by vendor and name."""
    sites = visible_sites(user).filter(retired_at=None).select_related("vendor", "support_hours")
    found = [
        (each, getattr(each, "support_hours", None)) for each in sites.order_by("vendor__name", "name", "pk")
    ]
    return [HoursInForce(site, _hours(kept), kept.changed_at if kept else None) for site, kept in found]


def require_clocks(user: User) -> None:
    """Whoever answers tickets reads by when."""
    if not answers_tickets(user):
        raise NotFound


def site_with_clock(user: User, uid: UUID) -> Site:
    require_clocks(user)
    found = visible_sites(user).filter(uid=uid, retired_at=None).first()
    if found is None:
        raise NotFound
    return found


def _with(category: str, kept: CategoryTerms | None) -> Terms:
    usual = TERMS[category]
    if kept is None:
        return usual
    return replace(
        usual,
        answer_hours=kept.answer_hours,
        solution_hours=kept.solution_hours,
        closes_after_days=kept.closes_after_days,
    )


def _hours(kept: SiteHours | None) -> WorkHours:
    if kept is None:
        return USUAL
    return WorkHours(frozenset(kept.days), kept.begins, kept.ends, frozenset(kept.holidays))
