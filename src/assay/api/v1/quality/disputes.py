"""Disputes of what reviews charge, and accuracy as reviewed and after disputes."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.api.v1.quality.share_shapes import ShareOut, share_out
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.queries.scope import led_by
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import permissions_in, project_for, require
from assay.quality.actions import disputing as actions
from assay.quality.models import Dispute, Review
from assay.quality.queries import disputes as queries
from assay.quality.queries import scores

router = Router(tags=["quality"])


class ChargedError(Schema):
    uid: UUID
    key: str = Field(examples=["opposite"])
    name: str = Field(examples=["Two grades off or more"])
    severity: str = Field(examples=["critical"])
    question: str = Field(examples=["relevance"])
    subject: str = Field(examples=[""])
    comment: str = Field(examples=["The query names another brand."])


class ChargedReview(Schema):
    uid: UUID
    project: UUID
    task: UUID
    external_id: str = Field(examples=["query-17/result-3"])
    contributor: UUID | None
    verdict: str = Field(examples=["rejected"])
    is_correct: bool = Field(description="As reviewed, before disputes.")
    comment: str = Field(examples=["Another brand."])
    reviewed_at: datetime
    errors: list[ChargedError]


class DisputeIn(Strict):
    error: UUID | None = Field(None, description="Left out: the verdict as a whole.")
    reason: str = Field(min_length=1, max_length=4000, examples=["Section 3 says that this counts."])


class DisputeOut(Schema):
    uid: UUID
    project: UUID
    review: UUID
    error: UUID | None
    external_id: str = Field(examples=["query-17/result-3"])
    reason: str = Field(examples=["Section 3 says that this counts."])
    raised_at: datetime
    due_at: datetime
    state: str = Field(examples=["open"])
    ruling: str = Field(examples=[""])
    decided_at: datetime | None


class DisputeRulingIn(Strict):
    is_overturned: bool = Field(description="True: the error no longer counts.")
    ruling: str = Field(min_length=1, max_length=4000, examples=["Section 3 says so indeed."])


class ScoreOut(Schema):
    uid: UUID | None = Field(description="Of the contributor or site; empty: of no site.")
    name: str = Field(examples=["ana"])
    raw: ShareOut = Field(description="As reviewers found.")
    adjusted: ShareOut = Field(description="After disputes.")


class DisputedReviewerOut(Schema):
    reviewer: UUID
    name: str = Field(examples=["Ben"])
    disputed: ShareOut = Field(description="Of the reviews in which they charged something.")
    overturned: ShareOut = Field(description="Of the disputes that were decided.")
    n_open: int


class ScoresOut(Schema):
    total: ScoreOut
    contributors: list[ScoreOut]
    sites: list[ScoreOut]
    reviewers: list[DisputedReviewerOut] = Field(description="Only for who arbitrates.")


@router.get("/reviews/charged", response=Page[ChargedReview], operation_id="reviews_charged")
def charged(request: HttpRequest, paging: Query[Paging]) -> Page[ChargedReview]:
    """What reviewers charged to the caller, and to the people of the site they lead; newest first."""
    return page(queries.charged_to(person_of(request)), paging, _review)


@router.post("/reviews/{uuid:review}/disputes", response={201: DisputeOut}, operation_id="disputes_create")
@creates
def raise_dispute(request: HttpRequest, review: UUID, asked: DisputeIn) -> DisputeOut:
    """By the person, or by who leads their site; once, within the project's `dispute_days` of the review."""
    user = person_of(request)
    found = queries.review_for(user, review)
    error = found.errors.filter(uid=asked.error).first() if asked.error else None
    if asked.error and error is None:
        raise NotFound
    return _dispute(actions.raise_dispute(user, review=found, error=error, reason=asked.reason, now=now()))


@router.get("/projects/{uuid:project}/disputes", response=Page[DisputeOut], operation_id="disputes_list")
def list_disputes(
    request: HttpRequest, project: UUID, paging: Query[Paging], *, decided: bool = False
) -> Page[DisputeOut]:
    """Open ones by when they are due, or decided ones."""
    found = project_for(person_of(request), project, Permission.ARBITRATE)
    return page(queries.disputes_of(found, is_open=not decided), paging, _dispute)


@router.get("/disputes/{uuid:dispute}", response=DisputeOut, operation_id="disputes_get")
def get(request: HttpRequest, dispute: UUID) -> DisputeOut:
    """One dispute."""
    return _dispute(queries.dispute_for(person_of(request), dispute))


@router.post("/disputes/{uuid:dispute}/decide", response=DisputeOut, operation_id="disputes_decide")
def decide(request: HttpRequest, dispute: UUID, asked: DisputeRulingIn) -> DisputeOut:
    """Refused to who judged or had the task, reviewed it or raised the dispute, whatever their role is now."""
    user = person_of(request)
    found = queries.dispute_for(user, dispute)
    return _dispute(actions.decide_dispute(user, dispute=found, now=now(), **asked.dict()))


@router.post("/disputes/{uuid:dispute}/withdraw", response=DisputeOut, operation_id="disputes_withdraw")
def withdraw(request: HttpRequest, dispute: UUID) -> DisputeOut:
    """By who raised it, or the person it is about."""
    user = person_of(request)
    return _dispute(actions.withdraw_dispute(user, dispute=queries.dispute_for(user, dispute), now=now()))


@router.get("/projects/{uuid:project}/scores", response=ScoresOut, operation_id="scores_get")
def get_scores(request: HttpRequest, project: UUID) -> ScoresOut:
    """Accuracy of random samples and lots, as reviewed and after disputes; a site lead gets the own people's."""
    user = person_of(request)
    found = project_for(user, project)
    people = None
    given = permissions_in(user, found)
    if Permission.VIEW_ANSWERS not in given:
        people = list(led_by(user).values_list("pk", flat=True))
        if not people:
            require(user, found, Permission.VIEW_ANSWERS)
    reviewers = scores.disputes_by_reviewer(found.pk) if Permission.ARBITRATE in given else []
    return ScoresOut(
        total=_score(scores.score_of_project(found.pk, people)),
        contributors=[_score(each) for each in scores.scores_of_people(found.pk, people)],
        sites=[_score(each) for each in scores.scores_of_sites(found.pk, people)],
        reviewers=[
            DisputedReviewerOut(
                reviewer=each.uid,
                name=each.name,
                disputed=share_out(each.disputed),
                overturned=share_out(each.overturned),
                n_open=each.n_open,
            )
            for each in reviewers
        ],
    )


@router.post(
    "/projects/{uuid:project}/scores/recompute", response=dict[str, int], operation_id="scores_recompute"
)
def recompute(request: HttpRequest, project: UUID) -> dict[str, int]:
    """Every review's score after disputes anew; how many were not as they should have been."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_QUALITY)
    return {"n_changed": actions.recompute_scores(user, project=found)}


def _review(found: Review) -> ChargedReview:
    return ChargedReview(
        uid=found.uid,
        project=found.project.uid,
        task=found.judgment.task.uid,
        external_id=found.judgment.task.external_id,
        contributor=found.contributor.uid if found.contributor else None,
        verdict=found.verdict,
        is_correct=found.is_correct,
        comment=found.comment,
        reviewed_at=found.reviewed_at,
        errors=[
            ChargedError(
                uid=each.uid,
                key=each.error_type.key,
                name=each.error_type.name,
                severity=each.severity,
                question=each.question,
                subject=each.subject,
                comment=each.comment,
            )
            for each in found.errors.all()
        ],
    )


def _dispute(found: Dispute) -> DisputeOut:
    own = set(DisputeOut.model_fields) - {"project", "review", "error", "external_id"}
    return DisputeOut(
        **{name: getattr(found, name) for name in own},
        project=found.project.uid,
        review=found.review.uid,
        error=found.error.uid if found.error else None,
        external_id=found.review.judgment.task.external_id,
    )


def _score(found: scores.Score) -> ScoreOut:
    return ScoreOut(
        uid=found.uid, name=found.name, raw=share_out(found.raw), adjusted=share_out(found.adjusted)
    )
