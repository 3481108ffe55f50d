"""Who a project is for, over the API: its pool by rule, and people in, out or pinned by hand."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.people.queries.scope import one_of, others_visible
from assay.people.rules.roles import Permission
from assay.planning.actions import pools as actions
from assay.planning.enums import Placing
from assay.planning.models import PoolChoice
from assay.planning.queries import pools as queries
from assay.planning.rules.pools import MAY_WORK, PER_HOUR, PoolRule
from assay.projects.models import Project
from assay.projects.queries.permission import project_for

router = Router(tags=["planning"])
Name = Annotated[str, Field(max_length=80)]


class PoolRuleIO(Strict):
    """What is empty asks for nothing; empty altogether, the project is for its members."""

    languages: list[Name] = Field(default_factory=list, max_length=40, examples=[["pt-BR"]])
    level: int = Field(4, description="Of the language: 1 (A1) to 6 (C2), 7 native.", examples=[4])
    markets: list[Name] = Field(default_factory=list, max_length=100, examples=[["BR-pt"]])
    skills: dict[str, int] = Field(
        default_factory=dict, description="Identifier to least score; every one is asked."
    )
    vendors: list[Name] = Field(
        default_factory=list, max_length=200, description="Identifiers; with sites, one fits."
    )
    sites: list[Name] = Field(default_factory=list, max_length=200)
    segments: list[Name] = Field(
        default_factory=list, max_length=20, description="Has worked in one of them."
    )
    talent: list[Name] = Field(
        default_factory=list, max_length=20, description="Fits one of these shared segments now."
    )
    standings: list[Name] = Field(default_factory=lambda: list(MAY_WORK), max_length=2)


class PoolIn(Strict):
    rule: PoolRuleIO
    priority: int = Field(3, description="From 1 (can wait) to 5 (first).", examples=[3])


class PoolOut(Schema):
    rule: PoolRuleIO
    priority: int = Field(examples=[3])
    changed_at: datetime | None
    n_fitting: int = Field(description="People in the pool.", examples=[48])
    n_members: int = Field(description="Of them members of the project.", examples=[31])
    n_held: int = Field(description="Members who are not in the pool and get no tasks.", examples=[2])


class FilledOut(Schema):
    n_added: int = Field(examples=[17])


class PoolChoiceIn(Strict):
    contributor: UUID
    kind: Placing = Field(examples=["pinned"])
    hours: float | None = Field(
        None, description="A week, of a pin; in quarters of an hour.", examples=[12.5]
    )
    week_on: date | None = Field(None, description="The Monday it is for; empty: every week.")
    reason: str = Field(max_length=300, examples=["Knows the shops."])


class PoolChoiceOut(Schema):
    uid: UUID
    contributor: UUID
    pseudonym: str = Field(examples=["amber-heron"])
    kind: Placing
    hours: float | None = Field(examples=[12.5])
    week_on: date | None
    reason: str = Field(examples=["Knows the shops."])
    chosen_at: datetime


@router.get("/projects/{uuid:project}/pool", response=PoolOut, operation_id="pool_of_project")
def show(request: HttpRequest, project: UUID) -> PoolOut:
    """The rule, and how many people are in the pool now."""
    return _pool(project_for(person_of(request), project, Permission.ALLOCATE_WORK))


@router.put("/projects/{uuid:project}/pool", response=PoolOut, operation_id="pool_set")
def set_pool(request: HttpRequest, project: UUID, asked: PoolIn) -> PoolOut:
    """Say who the project is for; members who do not fit get no tasks from now on."""
    person = person_of(request)
    found = project_for(person, project, Permission.ALLOCATE_WORK)
    rule = msgspec.convert(asked.rule.model_dump(), PoolRule)
    actions.set_pool(person, project=found, rule=rule, priority=asked.priority, now=now())
    return _pool(found)


@router.post("/projects/{uuid:project}/pool/fill", response=FilledOut, operation_id="pool_fill")
def fill(request: HttpRequest, project: UUID) -> FilledOut:
    """Make members of those in the pool who are none yet, 5,000 at most at a time."""
    person = person_of(request)
    found = project_for(person, project, Permission.ALLOCATE_WORK)
    return FilledOut(n_added=actions.fill_pool(person, project=found, now=now()))


@router.get(
    "/projects/{uuid:project}/pool/choices", response=Page[PoolChoiceOut], operation_id="pool_choices"
)
def choices(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[PoolChoiceOut]:
    """What was chosen by hand for people in your sight and still holds, newest first."""
    person = person_of(request)
    found = queries.choices_seen_by(person, project_for(person, project))
    return page(found, paging, _choice)


@router.post(
    "/projects/{uuid:project}/pool/choices", response={201: PoolChoiceOut}, operation_id="pool_choose"
)
@creates
def choose(request: HttpRequest, project: UUID, asked: PoolChoiceIn) -> PoolChoiceOut:
    """Put somebody in, keep them out or pin hours; what was chosen for them before is replaced."""
    person = person_of(request)
    made = actions.choose(
        person,
        project=project_for(person, project),
        contributor=one_of(others_visible(person), asked.contributor),
        kind=asked.kind,
        hours=asked.hours,
        week_on=asked.week_on,
        reason=asked.reason,
        now=now(),
    )
    return _choice(made)


@router.post("/pool-choices/{uuid:choice}/end", response=PoolChoiceOut, operation_id="pool_choice_end")
def end(request: HttpRequest, choice: UUID) -> PoolChoiceOut:
    """Back to the rule."""
    person = person_of(request)
    found = queries.choice_for(person, choice)
    actions.end_choice(person, choice=found, now=now())
    return _choice(found)


def _pool(project: Project) -> PoolOut:
    found = queries.pool_now(project, now())
    return PoolOut(
        rule=PoolRuleIO(**msgspec.to_builtins(found.rule)),
        priority=found.priority,
        changed_at=found.pool.changed_at if found.pool else None,
        n_fitting=found.n_fitting,
        n_members=found.n_members,
        n_held=found.n_held,
    )


def _choice(each: PoolChoice) -> PoolChoiceOut:
    return PoolChoiceOut(
        uid=each.uid,
        contributor=each.contributor.uid,
        pseudonym=each.contributor.pseudonym,
        kind=Placing(each.kind),
        hours=None if each.quarters is None else each.quarters / PER_HOUR,
        week_on=each.week_on,
        reason=each.reason,
        chosen_at=each.chosen_at,
    )
