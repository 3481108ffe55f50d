"""Vendors, sites, teams, markets and skills."""

from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, models, transaction

from assay.kit.audit import act_as
from assay.kit.clock import is_zone
from assay.kit.reasons import Reason, Refused
from assay.people.enums import Standing
from assay.people.models import Contributor, Market, Site, Skill, Team, User, Vendor
from assay.people.queries.scope import require_everywhere
from assay.people.rules import reasons
from assay.people.rules.roles import Permission
from assay.people.rules.words import refuse_code, refuse_language, refuse_name

Row = TypeVar("Row", bound=models.Model)
Place = Vendor | Site | Team


def create_vendor(by: User | None, *, name: str, now: datetime) -> Vendor:
    _check(refuse_name(name))
    return _create(by, Vendor(name=name.strip(), created_at=now), name)


def create_site(by: User | None, *, vendor: Vendor, name: str, time_zone: str = "UTC") -> Site:
    _check(refuse_name(name), _refuse_retired(vendor))
    if not is_zone(time_zone):
        raise Refused(reasons.UNKNOWN_ZONE(field="time_zone", zone=time_zone))
    return _create(by, Site(vendor=vendor, name=name.strip(), time_zone=time_zone), name)


def create_team(by: User | None, *, site: Site, name: str) -> Team:
    _check(refuse_name(name), _refuse_retired(site))
    return _create(by, Team(site=site, name=name.strip()), name)


def create_market(by: User | None, *, code: str, name: str, region: str, language: str) -> Market:
    _check(
        refuse_code(code, most=20),
        refuse_name(name),
        refuse_name(region, field="region", most=10),
        refuse_language(language),
    )
    return _create(by, Market(code=code, name=name.strip(), region=region, language=language), code)


def create_skill(by: User | None, *, code: str, name: str) -> Skill:
    _check(refuse_code(code, most=60), refuse_name(name))
    return _create(by, Skill(code=code, name=name.strip()), code)


def retire_place(by: User | None, *, place: Place, reason: str, now: datetime) -> None:
    """A vendor, site or team that is used no more, with everything below it; nobody may still work there."""
    require_everywhere(by, Permission.MANAGE_PEOPLE)
    with transaction.atomic():
        act_as(by)
        _check(_refuse_retirement(_locked(place), reason))
        if _people_at(place).exclude(standing=Standing.OFF_BOARDED).exists():
            raise Refused(reasons.HAS_PEOPLE(name=place.name))
        for rows in _below(place):
            rows.filter(retired_at=None).update(retired_at=now, retired_reason=reason.strip())


def retire_word(by: User | None, *, word: Market | Skill, reason: str, now: datetime) -> None:
    """A market or skill that is given to nobody any more; who has it keeps it, and work that needs it goes on."""
    require_everywhere(by, Permission.MANAGE_PEOPLE)
    with transaction.atomic():
        act_as(by)
        locked = _locked(word)
        _check(_refuse_retirement(locked, reason))
        locked.retired_at, locked.retired_reason = now, reason.strip()
        locked.save(update_fields=["retired_at", "retired_reason"])


def _below(place: Place) -> list[models.QuerySet[Vendor] | models.QuerySet[Site] | models.QuerySet[Team]]:
    """The place itself and the sites and teams that belong to it."""
    if isinstance(place, Vendor):
        return [
            Team.objects.filter(site__vendor=place),
            Site.objects.filter(vendor=place),
            Vendor.objects.filter(pk=place.pk),
        ]
    if isinstance(place, Site):
        return [Team.objects.filter(site=place), Site.objects.filter(pk=place.pk)]
    return [Team.objects.filter(pk=place.pk)]


def _people_at(place: Place) -> models.QuerySet[Contributor]:
    if isinstance(place, Vendor):
        return Contributor.objects.filter(vendor=place)
    if isinstance(place, Site):
        return Contributor.objects.filter(site=place)
    return Contributor.objects.filter(team=place)


def _refuse_retirement(row: Place | Market | Skill, reason: str) -> Reason | None:
    if not reason.strip():
        return reasons.NEEDS_REASON(field="reason")
    return _refuse_retired(row)


def _refuse_retired(row: Place | Market | Skill) -> Reason | None:
    return reasons.RETIRED_ALREADY(name=row.name) if row.retired_at else None


def _locked(row: Row) -> Row:
    return type(row)._default_manager.select_for_update(no_key=True).get(pk=row.pk)


def _check(*refused: Reason | None) -> None:
    found = [reason for reason in refused if reason]
    if found:
        raise Refused(*found)


def _create(by: User | None, row: Row, name: str) -> Row:
    require_everywhere(by, Permission.MANAGE_PEOPLE)
    try:
        with transaction.atomic():
            act_as(by)
            row.save()
    except IntegrityError as error:
        raise Refused(reasons.NAME_TAKEN(field="name", name=name)) from error
    return row
