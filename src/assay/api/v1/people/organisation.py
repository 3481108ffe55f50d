"""Vendors with their sites and teams, markets and skills."""

from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.people import shapes
from assay.api.v1.projects.tasks import Reasoned
from assay.kit.clock import now
from assay.kit.models import Identified
from assay.kit.reasons import NotFound
from assay.people.actions import organisation as actions
from assay.people.models import Market, Site, Skill, Team, User, Vendor
from assay.people.queries.organisation import visible_sites, visible_teams, visible_vendors
from assay.people.queries.scope import scope_of
from assay.people.rules.roles import Permission

router = Router(tags=["people"])
Row = TypeVar("Row", bound=Identified)


@router.get("/vendors", response=Page[shapes.VendorOut], operation_id="vendors_list")
def list_vendors(request: HttpRequest, paging: Query[Paging]) -> Page[shapes.VendorOut]:
    """The vendors whose people you may see: a site lead sees one."""
    return page(visible_vendors(person_of(request)), paging, shapes.vendor_out)


@router.post("/vendors", response={201: shapes.VendorOut}, operation_id="vendors_create")
@creates
def create_vendor(request: HttpRequest, asked: shapes.VendorIn) -> shapes.VendorOut:
    """A partner whose people work on tasks."""
    return shapes.vendor_out(actions.create_vendor(person_of(request), name=asked.name, now=now()))


@router.post("/vendors/{uuid:vendor}/retire", response={204: None}, operation_id="vendors_retire")
def retire_vendor(request: HttpRequest, vendor: UUID, asked: Reasoned) -> HttpResponse:
    """Take a vendor out of use, with its sites and teams; nobody may still work there."""
    user = person_of(request)
    return _retired(user, _one(visible_vendors(user), vendor), asked.reason)


@router.get("/vendors/{uuid:vendor}/sites", response=Page[shapes.SiteOut], operation_id="sites_list")
def list_sites(request: HttpRequest, vendor: UUID, paging: Query[Paging]) -> Page[shapes.SiteOut]:
    """The vendor's sites whose people you may see."""
    user = person_of(request)
    return page(
        visible_sites(user).filter(vendor=_one(visible_vendors(user), vendor)), paging, shapes.site_out
    )


@router.post("/vendors/{uuid:vendor}/sites", response={201: shapes.SiteOut}, operation_id="sites_create")
@creates
def create_site(request: HttpRequest, vendor: UUID, asked: shapes.SiteIn) -> shapes.SiteOut:
    """A place where people of the vendor work."""
    user = person_of(request)
    found = _one(visible_vendors(user), vendor)
    return shapes.site_out(actions.create_site(user, vendor=found, **asked.dict()))


@router.post("/sites/{uuid:site}/retire", response={204: None}, operation_id="sites_retire")
def retire_site(request: HttpRequest, site: UUID, asked: Reasoned) -> HttpResponse:
    """Take a site out of use, with its teams; nobody may still work there."""
    user = person_of(request)
    return _retired(user, _one(visible_sites(user), site), asked.reason)


@router.get("/sites/{uuid:site}/teams", response=Page[shapes.TeamOut], operation_id="teams_list")
def list_teams(request: HttpRequest, site: UUID, paging: Query[Paging]) -> Page[shapes.TeamOut]:
    """The site's teams whose people you may see."""
    user = person_of(request)
    return page(visible_teams(user).filter(site=_one(visible_sites(user), site)), paging, shapes.team_out)


@router.post("/sites/{uuid:site}/teams", response={201: shapes.TeamOut}, operation_id="teams_create")
@creates
def create_team(request: HttpRequest, site: UUID, asked: shapes.TeamIn) -> shapes.TeamOut:
    """A team of the site."""
    user = person_of(request)
    return shapes.team_out(actions.create_team(user, site=_one(visible_sites(user), site), name=asked.name))


@router.post("/teams/{uuid:team}/retire", response={204: None}, operation_id="teams_retire")
def retire_team(request: HttpRequest, team: UUID, asked: Reasoned) -> HttpResponse:
    """Take a team out of use; nobody may still work in it."""
    user = person_of(request)
    return _retired(user, _one(visible_teams(user), team), asked.reason)


@router.get("/markets", response=Page[shapes.MarketOut], operation_id="markets_list")
def list_markets(request: HttpRequest, paging: Query[Paging]) -> Page[shapes.MarketOut]:
    """Every market, newest first."""
    return page(_words(person_of(request), Market.objects.all()), paging, shapes.market_out)


@router.post("/markets", response={201: shapes.MarketOut}, operation_id="markets_create")
@creates
def create_market(request: HttpRequest, asked: shapes.MarketIn) -> shapes.MarketOut:
    """A country or region together with a language."""
    return shapes.market_out(actions.create_market(person_of(request), **asked.dict()))


@router.post("/markets/{uuid:market}/retire", response={204: None}, operation_id="markets_retire")
def retire_market(request: HttpRequest, market: UUID, asked: Reasoned) -> HttpResponse:
    """Offer a market no more; who has it keeps it."""
    user = person_of(request)
    return _retired(user, _one(_words(user, Market.objects.all()), market), asked.reason)


@router.get("/skills", response=Page[shapes.SkillOut], operation_id="skills_list")
def list_skills(request: HttpRequest, paging: Query[Paging]) -> Page[shapes.SkillOut]:
    """Every skill, newest first."""
    return page(_words(person_of(request), Skill.objects.all()), paging, shapes.skill_out)


@router.post("/skills", response={201: shapes.SkillOut}, operation_id="skills_create")
@creates
def create_skill(request: HttpRequest, asked: shapes.SkillIn) -> shapes.SkillOut:
    """Something people can have with a score, and projects can ask for."""
    return shapes.skill_out(actions.create_skill(person_of(request), **asked.dict()))


@router.post("/skills/{uuid:skill}/retire", response={204: None}, operation_id="skills_retire")
def retire_skill(request: HttpRequest, skill: UUID, asked: Reasoned) -> HttpResponse:
    """Offer a skill no more; who has it keeps it."""
    user = person_of(request)
    return _retired(user, _one(_words(user, Skill.objects.all()), skill), asked.reason)


def _words(user: User, rows: QuerySet[Row]) -> QuerySet[Row]:
    """For everybody who works with projects; for contributors they are not there."""
    if scope_of(user, Permission.VIEW_PROJECT).is_empty:
        raise NotFound
    return rows


def _one(rows: QuerySet[Row], uid: UUID) -> Row:
    found = rows.filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def _retired(user: User, row: Vendor | Site | Team | Market | Skill, reason: str) -> HttpResponse:
    if isinstance(row, Market | Skill):
        actions.retire_word(user, word=row, reason=reason, now=now())
    else:
        actions.retire_place(user, place=row, reason=reason, now=now())
    return HttpResponse(status=204)
