"""What is reviewed, and what errors there are: versions of review plans and of error taxonomies."""

from datetime import datetime
from typing import Any  # Rules are JSON.
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import permissions_in, project_for, require
from assay.quality.actions.review_plans import PlanTerms, publish_plan
from assay.quality.actions.taxonomy import publish_taxonomy
from assay.quality.enums import ErrorOrigin, ErrorSeverity, ReviewTier
from assay.quality.models import ErrorTaxonomy, ReviewPlan
from assay.quality.queries.plans import plans_of, progress_of, stage_in
from assay.quality.queries.taxonomy import versions_of, written
from assay.quality.rules.taxonomy import TypeOfError

router = Router(tags=["quality"])
RULES = [
    {"key": "new", "name": "New joiners", "share": 0.4, "when": {"days_below": 7}, "strata": ["contributor"]},
    {"key": "rest", "name": "Everything else", "share": 0.1, "strata": ["contributor"]},
]
TYPE = {"key": "wrong", "name": "Wrong answer", "severity": "major", "weight": 0.5}


class TypeShape(Strict):
    key: str = Field(max_length=60, examples=["wrong"])
    name: str = Field(max_length=120, examples=["Wrong answer"])
    severity: ErrorSeverity = Field(examples=["major"])
    weight: float = Field(examples=[0.5])
    origin: ErrorOrigin = Field(ErrorOrigin.PERSON, examples=["person"])
    description: str = Field("", max_length=2000, examples=[""])
    markets: list[str] = Field(default_factory=list, description="Codes; empty: everywhere.", examples=[[]])
    is_retired: bool = False


class TaxonomyIn(Strict):
    types: list[TypeShape] = Field(max_length=100, examples=[[TYPE]])
    fails_at: float = Field(0.5, description="Weights of a unit's errors that fail it.", examples=[0.5])
    note: str = Field("", max_length=2000, examples=["Fewer types."])


class TaxonomyOut(Schema):
    uid: UUID
    number: int
    fails_at: float
    note: str = Field(examples=[""])
    types: list[dict[str, Any]] = Field(examples=[[TYPE]])
    published_at: datetime


class ReviewPlanIn(Strict):
    stage: UUID | None = Field(None, description="Empty: the first one that labels.", examples=[None])
    tier: ReviewTier = Field(ReviewTier.CLIENT, examples=["client"])
    rules: list[dict[str, Any]] = Field(description="In order; the last has no condition.", examples=[RULES])
    is_blind: bool = False
    due_hours: float | None = Field(None, examples=[24.0])
    rework_hours: float = Field(48.0, examples=[48.0])
    audit_share: float = Field(0.0, examples=[0.1])
    is_stopped: bool = False
    since: datetime | None = Field(
        None, description="Judgments submitted since then are looked at, too.", examples=[None]
    )
    note: str = Field("", max_length=2000, examples=["More of the new."])


class ProgressOut(Schema):
    key: str = Field(examples=["new"])
    share: float = Field(examples=[0.4])
    n_seen: int = Field(examples=[231])
    n_taken: int = Field(examples=[93])
    n_reviewed: int = Field(examples=[40])


class ReviewPlanOut(Schema):
    uid: UUID
    stage: UUID
    tier: str = Field(examples=["client"])
    number: int
    rules: list[dict[str, Any]] = Field(examples=[RULES])
    is_blind: bool
    due_hours: float | None
    rework_hours: float
    audit_share: float
    is_stopped: bool
    note: str = Field(examples=[""])
    published_at: datetime
    progress: list[ProgressOut]


@router.get(
    "/projects/{uuid:project}/error-taxonomies",
    response=Page[TaxonomyOut],
    operation_id="error_taxonomies_list",
)
def list_taxonomies(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[TaxonomyOut]:
    """Every version, the one in force first."""
    user = person_of(request)
    found = project_for(user, project)
    if not {Permission.REVIEW, Permission.MANAGE_QUALITY} & permissions_in(user, found):
        require(user, found, Permission.MANAGE_QUALITY)
    return page(versions_of(found), paging, _taxonomy)


@router.post(
    "/projects/{uuid:project}/error-taxonomies",
    response={201: TaxonomyOut},
    operation_id="error_taxonomies_publish",
)
@creates
def publish_types(request: HttpRequest, project: UUID, asked: TaxonomyIn) -> TaxonomyOut:
    """The next version: the whole list."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_QUALITY)
    types = [TypeOfError(**{**each.dict(), "markets": tuple(each.markets)}) for each in asked.types]
    made = publish_taxonomy(
        user, project=found, types=types, fails_at=asked.fails_at, note=asked.note, now=now()
    )
    return _taxonomy(made)


@router.get(
    "/projects/{uuid:project}/review-plans", response=Page[ReviewPlanOut], operation_id="review_plans_list"
)
def list_plans(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[ReviewPlanOut]:
    """Every version of every stage and tier, newest first, with what its rules have taken."""
    return page(plans_of(project_for(person_of(request), project, Permission.MANAGE_QUALITY)), paging, _plan)


@router.post(
    "/projects/{uuid:project}/review-plans",
    response={201: ReviewPlanOut},
    operation_id="review_plans_publish",
)
@creates
def publish(request: HttpRequest, project: UUID, asked: ReviewPlanIn) -> ReviewPlanOut:
    """The next version, in force for what is submitted from now on."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_QUALITY)
    terms = PlanTerms(
        asked.is_blind, asked.due_hours, asked.rework_hours, asked.audit_share, asked.is_stopped, asked.note
    )
    made = publish_plan(
        user,
        stage=stage_in(found, asked.stage),
        rules_in_order=asked.rules,
        terms=terms,
        tier=asked.tier,
        since=asked.since,
        now=now(),
    )
    return _plan(made)


def _taxonomy(found: ErrorTaxonomy) -> TaxonomyOut:
    types = [
        {
            "key": each.key,
            "name": each.name,
            "severity": each.severity,
            "weight": each.weight,
            "origin": each.origin,
            "description": each.description,
            "markets": list(each.markets),
            "is_retired": each.is_retired,
        }
        for each in written(found)
    ]
    return TaxonomyOut(
        uid=found.uid,
        number=found.number,
        fails_at=found.fails_at,
        note=found.note,
        types=types,
        published_at=found.published_at,
    )


def _plan(plan: ReviewPlan) -> ReviewPlanOut:
    return ReviewPlanOut(
        uid=plan.uid,
        stage=plan.stage.uid,
        tier=plan.tier,
        number=plan.number,
        rules=plan.rules,
        is_blind=plan.is_blind,
        due_hours=plan.due_hours,
        rework_hours=plan.rework_hours,
        audit_share=plan.audit_share,
        is_stopped=plan.is_stopped,
        note=plan.note,
        published_at=plan.published_at,
        progress=[
            ProgressOut(
                key=each.key,
                share=each.share,
                n_seen=each.n_seen,
                n_taken=each.n_taken,
                n_reviewed=each.n_reviewed,
            )
            for each in progress_of(plan)
        ],
    )
