"""A grant as the forms send it: a role, where, and for which markets."""

from dataclasses import dataclass
from typing import TypedDict
from uuid import UUID

from django.http import QueryDict

from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound
from assay.people.enums import Role
from assay.people.models import Market, Site, Team, Vendor
from assay.people.queries.organisation import markets, placed_at, places
from assay.projects.models import Project


class Where(TypedDict):
    """What `grant_role` takes besides the user."""

    role: Role
    project_id: int | None
    vendor: Vendor | None
    site: Site | None
    team: Team | None
    markets: list[str]


@dataclass(frozen=True, slots=True)
class AskedGrant:
    role: Role
    project_id: int | None
    vendor: Vendor | None
    site: Site | None
    team: Team | None
    markets: list[str]

    def where(self) -> Where:
        return Where(
            role=self.role,
            project_id=self.project_id,
            vendor=self.vendor,
            site=self.site,
            team=self.team,
            markets=self.markets,
        )


def grant_of(posted: QueryDict) -> AskedGrant:
    """A place is named by its narrowest part only: a team stands for its site and vendor."""
    role = posted.get("role", "")
    if role not in Role.values:
        raise NotFound
    placed = placed_at(parse_uid(posted.get("place", "")))
    uids = [uid for uid in map(parse_uid, posted.getlist("market")) if uid]
    return AskedGrant(
        role=Role(role),
        project_id=_project(parse_uid(posted.get("project", ""))),
        vendor=None if placed.site else placed.vendor,
        site=None if placed.team else placed.site,
        team=placed.team,
        markets=sorted(Market.objects.filter(uid__in=uids).values_list("code", flat=True)),
    )


def grant_choices(posted: QueryDict) -> dict[str, object]:
    """What the form offers, and what was typed into it."""
    return {
        "roles": Role.choices,
        "projects": Project.objects.order_by("name").values_list("uid", "name"),
        "places": places(),
        "markets": markets().filter(retired_at=None),
        "chosen": {name: posted.get(name, "") for name in ("role", "project", "place")},
        "ticked": set(posted.getlist("market")),
    }


def _project(uid: UUID | None) -> int | None:
    if uid is None:
        return None
    found: int | None = Project.objects.filter(uid=uid).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound
    return found
