"""Vendors, sites, teams, markets and skills."""

from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, models, transaction

from assay.kit.audit import act_as
from assay.kit.clock import is_zone
from assay.kit.reasons import Refused
from assay.people.models import Market, Site, Skill, Team, User, Vendor
from assay.people.queries.scope import require_everywhere
from assay.people.rules import reasons
from assay.people.rules.roles import Permission

Row = TypeVar("Row", bound=models.Model)


def create_vendor(by: User | None, *, name: str, now: datetime) -> Vendor:
    return _create(by, Vendor(name=name.strip(), created_at=now), name)


def create_site(by: User | None, *, vendor: Vendor, name: str, time_zone: str = "UTC") -> Site:
    if not is_zone(time_zone):
        raise Refused(reasons.UNKNOWN_ZONE(field="time_zone", zone=time_zone))
    return _create(by, Site(vendor=vendor, name=name.strip(), time_zone=time_zone), name)


def create_team(by: User | None, *, site: Site, name: str) -> Team:
    return _create(by, Team(site=site, name=name.strip()), name)


def create_market(by: User | None, *, code: str, name: str, region: str, language: str) -> Market:
    return _create(by, Market(code=code, name=name, region=region, language=language), code)


def create_skill(by: User | None, *, code: str, name: str) -> Skill:
    return _create(by, Skill(code=code, name=name), code)


def _create(by: User | None, row: Row, name: str) -> Row:
    require_everywhere(by, Permission.MANAGE_PEOPLE)
    try:
        with transaction.atomic():
            act_as(by)
            row.save()
    except IntegrityError as error:
        raise Refused(reasons.NAME_TAKEN(field="name", name=name)) from error
    return row
