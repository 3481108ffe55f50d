"""Campaigns in somebody's reach: a grant for markets recruits for those markets."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from assay.kit.reasons import NotFound, Refused
from assay.people.models import Market, Skill, User
from assay.people.queries.organisation import skills
from assay.people.queries.scope import Scope, scope_of
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.recruiting.enums import ApplicationState
from assay.recruiting.models import Campaign
from assay.recruiting.rules import reasons


def visible_campaigns(user: User) -> QuerySet[Campaign]:
    """The newest first; NotFound for who neither recruits nor sees how it goes."""
    scope = _whole(scope_of(user, Permission.VIEW_RECRUITING))
    if scope.is_empty:
        raise NotFound
    campaigns = Campaign.objects.select_related("market").order_by("-pk")
    markets = markets_of(scope)
    return campaigns if markets is None else campaigns.filter(market__code__in=markets)


def open_campaigns(user: User, today: date) -> QuerySet[Campaign]:
    """Those to which somebody can invite now, by name; of markets that they recruit for."""
    open_ = Campaign.objects.filter(closed_at=None, opens_on__lte=today, closes_on__gte=today)
    return open_.filter(market__in=recruits_for(user)).order_by("name", "pk")


def campaign_for(user: User, uid: UUID) -> Campaign:
    found = visible_campaigns(user).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def asked_skills(campaign: Campaign) -> QuerySet[Skill]:
    """Those of its profile that are in use: what applicants may tick."""
    return skills().filter(code__in=campaign.skills, retired_at=None)


def may_recruit(user: User, market: Market | None = None) -> bool:
    """Whether the person recruits for this market; None: for any."""
    scope = _whole(scope_of(user, Permission.RECRUIT))
    markets = markets_of(scope)
    return not scope.is_empty and (markets is None or market is None or market.code in markets)


def require_recruiting(by: User | None, market: Market) -> None:
    """Refuse unless the person recruits for the market (None: the system acts)."""
    if by is None or may_recruit(by, market):
        return
    if may_recruit(by):
        raise Refused(reasons.OUT_OF_MARKET(field="market"))
    raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.RECRUIT]))


def markets_of(scope: Scope) -> frozenset[str] | None:
    """The codes that a scope names; None: all of them."""
    if any(not reach.markets for reach in scope.reaches):
        return None
    return frozenset(code for reach in scope.reaches for code in reach.markets)


def markets_in_sight(user: User) -> frozenset[str] | None:
    """The codes of the markets whose recruiting the person sees; None: of all."""
    return markets_of(_whole(scope_of(user, Permission.VIEW_RECRUITING)))


def recruits_for(user: User) -> QuerySet[Market]:
    """The markets in use for which the person may make a campaign."""
    markets = markets_of(_whole(scope_of(user, Permission.RECRUIT)))
    used = Market.objects.filter(retired_at=None).order_by("code")
    return used if markets is None else used.filter(code__in=markets)


def with_counts(campaigns: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """`n_applied`, `n_waiting` for a decision, and `n_accepted`."""
    waiting = Q(applications__state=ApplicationState.VERIFIED)
    accepted = Q(applications__state=ApplicationState.ACCEPTED)
    return campaigns.annotate(
        n_applied=Count("applications"),
        n_waiting=Count("applications", filter=waiting),
        n_accepted=Count("applications", filter=accepted),
    )


def _whole(scope: Scope) -> Scope:
    """Grants for one project's, vendor's or site's people open no campaign."""
    return Scope(tuple(each for each in scope.reaches if each.project is None and not each.names_people))
