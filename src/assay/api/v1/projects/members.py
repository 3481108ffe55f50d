"""Who works on a project."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import Contributor
from assay.people.queries.scope import visible_contributors
from assay.people.rules.roles import Permission
from assay.projects.actions import members as actions
from assay.projects.queries.permission import project_for

router = Router(tags=["projects"])
MOST = 5_000


class MembersIn(Strict):
    contributors: list[UUID] = Field(min_length=1, max_length=MOST)


class MembersAdded(Schema):
    n_added: int = Field(description="Who was a member already is not counted.")


class Member(Schema):
    uid: UUID
    pseudonym: str = Field(examples=["ana"])
    standing: str = Field(examples=["active"])
    vendor: str | None = Field(examples=["Lingua"])
    site: str | None = Field(examples=["Lisbon"])
    created_at: datetime


@router.get("/{uuid:project}/members", response=Page[Member], operation_id="members_list")
def list_members(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[Member]:
    """The project's contributors whom you may see."""
    user = person_of(request)
    found = project_for(user, project, Permission.VIEW_PROJECT)
    members = visible_contributors(user).filter(memberships__project=found, memberships__retired_at=None)
    return page(members, paging, member_out)


@router.post("/{uuid:project}/members", response={201: MembersAdded}, operation_id="members_add")
@creates
def add(request: HttpRequest, project: UUID, asked: MembersIn) -> MembersAdded:
    """Let people work on the project. All of them must be in your scope."""
    user = person_of(request)
    found = project_for(user, project, Permission.ASSIGN_WORK)
    people = list(visible_contributors(user).filter(uid__in=asked.contributors))
    if len(people) != len(set(asked.contributors)):
        raise NotFound
    return MembersAdded(n_added=actions.add_members(user, project=found, contributors=people, now=now()))


@router.delete(
    "/{uuid:project}/members/{uuid:contributor}", response={204: None}, operation_id="members_retire"
)
def retire(request: HttpRequest, project: UUID, contributor: UUID, reason: str = "") -> HttpResponse:
    """Take somebody off the project; their judgments stay."""
    user = person_of(request)
    found = project_for(user, project, Permission.ASSIGN_WORK)
    person = visible_contributors(user).filter(uid=contributor, memberships__project=found).first()
    if person is None:
        raise NotFound
    actions.retire_member(user, project=found, contributor=person, reason=reason[:2000], now=now())
    return HttpResponse(status=204)


def member_out(contributor: Contributor) -> Member:
    return Member(
        uid=contributor.uid,
        pseudonym=contributor.pseudonym,
        standing=contributor.standing,
        vendor=contributor.vendor.name if contributor.vendor else None,
        site=contributor.site.name if contributor.site else None,
        created_at=contributor.created_at,
    )
