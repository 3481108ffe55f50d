"""Vendors, sites, teams, markets, skills, users and grants as the API shows them."""

from datetime import datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from assay.api.v1.projects.shapes import Strict
from assay.people.enums import Role
from assay.people.models import Grant, Market, Site, Skill, Team, User, Vendor


class VendorIn(Strict):
    name: str = Field(max_length=120, examples=["Lingua"])


class SiteIn(Strict):
    name: str = Field(max_length=120, examples=["Lisbon"])
    time_zone: str = Field("UTC", max_length=64, examples=["Europe/Lisbon"])


class TeamIn(Strict):
    name: str = Field(max_length=120, examples=["Night"])


class MarketIn(Strict):
    code: str = Field(max_length=20, examples=["BR-pt"])
    name: str = Field(max_length=120, examples=["Brazil, Portuguese"])
    region: str = Field(max_length=10, description="ISO 3166 or UN M.49.", examples=["BR"])
    language: str = Field(max_length=20, description="BCP 47.", examples=["pt-BR"])


class SkillIn(Strict):
    code: str = Field(max_length=60, examples=["medical-terms"])
    name: str = Field(max_length=120, examples=["Medical terms"])


class VendorOut(Schema):
    uid: UUID
    name: str = Field(examples=["Lingua"])
    retired_at: datetime | None
    retired_reason: str = Field(examples=[""])


class SiteOut(VendorOut):
    name: str = Field(examples=["Lisbon"])
    vendor: UUID
    time_zone: str = Field(examples=["Europe/Lisbon"])


class TeamOut(VendorOut):
    name: str = Field(examples=["Night"])
    site: UUID


class MarketOut(Schema):
    uid: UUID
    code: str = Field(examples=["BR-pt"])
    name: str = Field(examples=["Brazil, Portuguese"])
    region: str = Field(examples=["BR"])
    language: str = Field(examples=["pt-BR"])
    retired_at: datetime | None
    retired_reason: str = Field(examples=[""])


class SkillOut(Schema):
    uid: UUID
    code: str = Field(examples=["medical-terms"])
    name: str = Field(examples=["Medical terms"])
    retired_at: datetime | None
    retired_reason: str = Field(examples=[""])


class GrantIn(Strict):
    """Everything that is given must fit; nothing given: the whole organisation."""

    role: Role = Field(examples=["qa_analyst"])
    project: UUID | None = None
    place: UUID | None = Field(None, description="A vendor, a site or a team: only for its people.")
    markets: list[str] = Field([], max_length=200, description="Codes.", examples=[["BR-pt"]])


class UserIn(Strict):
    email: str = Field(max_length=254, examples=["ben@example.org"])
    name: str = Field(max_length=120, examples=["Ben"])
    time_zone: str = Field("UTC", max_length=64, examples=["Europe/Berlin"])
    locale: str = Field("", max_length=20, pattern=r"^[A-Za-z0-9-]*$", examples=["de"])
    password: str | None = Field(
        None, max_length=200, description="Left out: they sign in once one is set.", examples=[None]
    )
    grant: GrantIn | None = None


class PasswordIn(Strict):
    password: str = Field(max_length=200, examples=["a long sentence nobody guesses"])


class GrantOut(Schema):
    uid: UUID
    role: str = Field(examples=["qa_analyst"])
    project: UUID | None
    vendor: UUID | None
    site: UUID | None
    team: UUID | None
    markets: list[str] = Field(examples=[["BR-pt"]])
    granted_at: datetime
    retired_at: datetime | None
    retired_reason: str = Field(examples=[""])


class UserOut(Schema):
    uid: UUID
    email: str = Field(examples=["ben@example.org"])
    name: str = Field(examples=["Ben"])
    locale: str = Field(examples=["de"])
    time_zone: str = Field(examples=["Europe/Berlin"])
    is_active: bool
    is_simulated: bool
    deactivated_at: datetime | None
    deactivated_reason: str = Field(examples=[""])
    created_at: datetime


def vendor_out(vendor: Vendor) -> VendorOut:
    return VendorOut.from_orm(vendor)


def site_out(site: Site) -> SiteOut:
    return SiteOut(
        uid=site.uid,
        name=site.name,
        vendor=site.vendor.uid,
        time_zone=site.time_zone,
        retired_at=site.retired_at,
        retired_reason=site.retired_reason,
    )


def team_out(team: Team) -> TeamOut:
    return TeamOut(
        uid=team.uid,
        name=team.name,
        site=team.site.uid,
        retired_at=team.retired_at,
        retired_reason=team.retired_reason,
    )


def market_out(market: Market) -> MarketOut:
    return MarketOut.from_orm(market)


def skill_out(skill: Skill) -> SkillOut:
    return SkillOut.from_orm(skill)


def user_out(user: User) -> UserOut:
    return UserOut.from_orm(user)


def grant_out(grant: Grant, projects: dict[int, UUID]) -> GrantOut:
    """`projects` maps the grants' projects to their identifiers: they live above people."""
    return GrantOut(
        uid=grant.uid,
        role=grant.role,
        project=projects.get(grant.project_id) if grant.project_id is not None else None,
        vendor=grant.vendor.uid if grant.vendor else None,
        site=grant.site.uid if grant.site else None,
        team=grant.team.uid if grant.team else None,
        markets=list(grant.markets),
        granted_at=grant.granted_at,
        retired_at=grant.retired_at,
        retired_reason=grant.retired_reason,
    )
