"""Reviews: the next judgment to review, what was said, and who reviews the reviewers."""

from datetime import datetime
from typing import Any  # Answers are JSON.
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in, project_for, require
from assay.quality.actions import planting
from assay.quality.actions import reviewing as actions
from assay.quality.enums import ReviewOutcome, ReviewVerdict
from assay.quality.models import Review, ReviewItem
from assay.quality.queries.accuracy import accuracy_of_project
from assay.quality.queries.backlog import reviews_seen_by
from assay.quality.queries.capacity import load_by_language
from assay.quality.queries.review import case_of, item_for, judgment_in
from assay.quality.queries.reviewers import corrected_accuracy, reviewers_of, sites_of
from assay.stats.sampling import Estimate, Share

router = Router(tags=["quality"])
ERRORS = [{"key": "wrong", "question": "match", "subject": "", "comment": ""}]


class ErrorShape(Strict):
    key: str = Field(description="Of an error type in force.", max_length=60, examples=["wrong"])
    question: str = Field("", max_length=60, examples=["match"])
    subject: str = Field("", max_length=200, examples=[""])
    comment: str = Field("", max_length=2000, examples=[""])


class ErrorOut(Schema):
    uid: UUID
    key: str = Field(examples=["wrong"])
    name: str = Field(examples=["Wrong answer"])
    severity: str = Field(examples=["major"])
    weight: float = Field(examples=[0.5])
    question: str = Field(examples=["match"])
    subject: str = Field(examples=[""])
    comment: str = Field(examples=[""])


class ErrorTypeOut(Schema):
    key: str = Field(examples=["wrong"])
    name: str = Field(examples=["Wrong answer"])
    severity: str = Field(examples=["major"])
    weight: float = Field(examples=[0.5])
    description: str = Field(examples=[""])


class ReviewCaseOut(Schema):
    """`answers` is empty so long as a blind review waits for the caller's own."""

    uid: UUID
    external_id: str = Field(examples=["item-17"])
    purpose: str = Field(examples=["sample"])
    state: str = Field(examples=["open"])
    due_at: datetime | None
    is_blind: bool
    content: dict[str, Any] = Field(examples=[{"text": "Blue shoes"}])
    answers: dict[str, Any] | None = Field(examples=[{"match": "yes"}])
    own_answers: dict[str, Any] | None = Field(examples=[None])
    guideline_version: UUID | None
    author: str = Field(description="A pseudonym; empty where it is blind.", examples=["ana"])
    error_types: list[ErrorTypeOut]


class ReviewOut(Schema):
    uid: UUID = Field(description="Of what was reviewed.")
    external_id: str = Field(examples=["item-17"])
    verdict: str = Field(examples=["rejected"])
    is_correct: bool
    is_critical: bool
    points: float = Field(description="Weights of the errors, at most 1.", examples=[0.5])
    errors: list[ErrorOut]
    outcome: str = Field(examples=["none"])
    comment: str = Field(examples=["Another brand."])
    answers: dict[str, Any] | None = Field(examples=[None])
    tier: str = Field(examples=["client"])
    reviewer: str = Field(examples=["Ben"])
    handling_seconds: float = Field(examples=[42.0])
    reviewed_at: datetime


class DecisionIn(Strict):
    verdict: ReviewVerdict = Field(examples=["rejected"])
    errors: list[ErrorShape] = Field(default_factory=list, max_length=50, examples=[ERRORS])
    comment: str = Field("", max_length=4000, examples=["Another brand."])
    answers: dict[str, Any] | None = Field(
        None, description="The right answers, of what is fixed.", examples=[None]
    )
    outcome: ReviewOutcome = Field(ReviewOutcome.NONE, examples=["none"])


class OwnAnswersIn(Strict):
    answers: dict[str, Any] = Field(examples=[{"match": "yes"}])


class CountedShareOut(Schema):
    k: int = Field(examples=[9])
    n: int = Field(examples=[10])
    value: float | None = Field(examples=[0.9])
    low: float | None = Field(examples=[0.6])
    high: float | None = Field(examples=[0.98])


class EstimateOut(Schema):
    value: float | None = Field(examples=[0.94])
    low: float | None = Field(examples=[0.9])
    high: float | None = Field(examples=[0.98])
    outcome: str = Field(description="What was odd; else empty.", examples=[""])


class ReviewerOut(Schema):
    uid: UUID
    name: str = Field(examples=["Ben"])
    tier: str = Field(examples=["client"])
    n_reviews: int = Field(examples=[120])
    passed: CountedShareOut
    accuracy: CountedShareOut = Field(description="Verdicts upheld by blind audits.")
    overturned: CountedShareOut
    planted: CountedShareOut
    sensitivity: CountedShareOut
    specificity: CountedShareOut
    leniency: float | None = Field(examples=[0.02])
    median_seconds: float | None = Field(examples=[42.0])


class ReviewedSiteOut(Schema):
    uid: UUID
    name: str = Field(examples=["Lisbon"])
    reported: CountedShareOut
    measured: CountedShareOut
    gap: EstimateOut


class ReviewersOut(Schema):
    observed: CountedShareOut
    sensitivity: CountedShareOut
    specificity: CountedShareOut
    weighted: EstimateOut = Field(
        description="Accuracy as if all judgments had been reviewed alike, after disputes."
    )
    corrected: EstimateOut = Field(description="Accuracy without the reviewers' errors (Rogan and Gladen).")
    reviewers: list[ReviewerOut]
    sites: list[ReviewedSiteOut]


class LoadOut(Schema):
    language: str = Field(examples=["pt-BR"])
    n_waiting: int = Field(examples=[31])
    n_late: int = Field(examples=[2])
    oldest_at: datetime | None
    n_arrived: int = Field(description="Of the last seven days.", examples=[40])
    n_reviewed: int = Field(examples=[38])
    n_reviewers: int = Field(examples=[2])
    median_seconds: float | None = Field(examples=[42.0])
    hours_of_work: float | None = Field(examples=[0.4])
    hours_a_day: float | None = Field(
        description="What keeping up with what comes in takes.", examples=[0.07]
    )
    days_to_clear: float | None = Field(examples=[None])
    n_disputed: int = Field(description="Adjudications that wait.", examples=[1])
    n_decided: int = Field(examples=[3])


class CapacityOut(Schema):
    languages: list[LoadOut]


class PlantIn(Strict):
    judgment: UUID
    is_correct: bool = Field(description="What a reviewer should find.", examples=[False])
    reason: str = Field(min_length=1, max_length=2000, examples=["The brand is another."])


class PlantedOut(Schema):
    uid: UUID
    is_correct: bool
    reason: str = Field(examples=["The brand is another."])
    created_at: datetime


@router.get("/projects/{uuid:project}/reviews", response=Page[ReviewOut], operation_id="reviews_list")
def list_reviews(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[ReviewOut]:
    """What was said, newest first: the caller's own, or for who may see answers everybody's."""
    user = person_of(request)
    found = project_for(user, project)
    given = permissions_in(user, found)
    if not {Permission.REVIEW, Permission.VIEW_ANSWERS, Permission.MANAGE_QUALITY} & given:
        require(user, found, Permission.REVIEW)
    return page(reviews_seen_by(user, found, given), paging, _review)


@router.post("/projects/{uuid:project}/reviews/next", response=ReviewCaseOut, operation_id="reviews_next")
def following(request: HttpRequest, project: UUID) -> ReviewCaseOut:
    """The next judgment the caller may review, held a quarter of an hour; 404 when nothing is left."""
    user = person_of(request)
    held = actions.hold_next(user, project=project_for(user, project), now=now())
    if held is None:
        raise NotFound
    return _case(item_for(user, held.uid))


@router.get("/reviews/{uuid:review}", response=ReviewCaseOut, operation_id="reviews_get")
def get(request: HttpRequest, review: UUID) -> ReviewCaseOut:
    """One judgment with everything to decide by."""
    return _case(item_for(person_of(request), review))


@router.post(
    "/reviews/{uuid:review}/own-answers", response=ReviewCaseOut, operation_id="reviews_answer_first"
)
def answer_first(request: HttpRequest, review: UUID, asked: OwnAnswersIn) -> ReviewCaseOut:
    """Of a blind review: the caller's own answers, before the judgment is shown."""
    user = person_of(request)
    found = actions.answer_first(user, item=item_for(user, review), answers=asked.answers, now=now())
    return _case(item_for(user, found.uid))


@router.post("/reviews/{uuid:review}/decide", response=ReviewOut, operation_id="reviews_decide")
def decide(request: HttpRequest, review: UUID, asked: DecisionIn) -> ReviewOut:
    """Accept, fix or reject. Refused to whoever had the task, whatever their role is now."""
    user = person_of(request)
    charges = [actions.Charge(each.key, each.question, each.subject, each.comment) for each in asked.errors]
    decision = actions.Decision(asked.verdict, charges, asked.comment, asked.answers, asked.outcome)
    return _review(actions.decide(user, item=item_for(user, review), decision=decision, now=now()))


@router.post("/reviews/{uuid:review}/release", response=ReviewCaseOut, operation_id="reviews_release")
def release(request: HttpRequest, review: UUID) -> ReviewCaseOut:
    """Let somebody else have it."""
    user = person_of(request)
    actions.release(user, item=item_for(user, review), now=now())
    return _case(item_for(user, review))


@router.get("/projects/{uuid:project}/reviewers", response=ReviewersOut, operation_id="reviewers_get")
def reviewers(request: HttpRequest, project: UUID) -> ReviewersOut:
    """What audits and planted judgments prove of each reviewer, and of sites that review themselves."""
    found = _judged_by(request, project)
    everybody = reviewers_of(found)
    accuracy = corrected_accuracy(found, everybody)
    return ReviewersOut(
        observed=_share(accuracy.observed),
        sensitivity=_share(accuracy.sensitivity),
        specificity=_share(accuracy.specificity),
        weighted=_estimate(accuracy_of_project(found.pk).adjusted),
        corrected=_estimate(accuracy.corrected),
        reviewers=[
            ReviewerOut(
                uid=each.uid,
                name=each.name,
                tier=each.tier,
                n_reviews=each.n,
                passed=_share(each.passed),
                accuracy=_share(each.accuracy),
                overturned=_share(each.overturned),
                planted=_share(each.planted),
                sensitivity=_share(each.sensitivity),
                specificity=_share(each.specificity),
                leniency=each.leniency,
                median_seconds=each.median_seconds,
            )
            for each in everybody
        ],
        sites=[
            ReviewedSiteOut(
                uid=each.uid,
                name=each.name,
                reported=_share(each.reported),
                measured=_share(each.measured),
                gap=_estimate(each.gap),
            )
            for each in sites_of(found)
        ],
    )


@router.get("/projects/{uuid:project}/review-capacity", response=CapacityOut, operation_id="reviews_capacity")
def capacity(request: HttpRequest, project: UUID) -> CapacityOut:
    """What waits in each language, and the pace of the last seven days."""
    found = _judged_by(request, project)
    names = list(LoadOut.model_fields)
    loads = load_by_language(found, now=now())
    return CapacityOut(languages=[LoadOut(**{name: getattr(each, name) for name in names}) for each in loads])


@router.post(
    "/projects/{uuid:project}/planted-reviews",
    response={201: PlantedOut},
    operation_id="planted_reviews_create",
)
@creates
def plant(request: HttpRequest, project: UUID, asked: PlantIn) -> PlantedOut:
    """Let every reviewer find a judgment of which it is known whether it passes."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_QUALITY)
    made = planting.plant(
        user,
        project=found,
        judgment=judgment_in(found, asked.judgment),
        is_correct=asked.is_correct,
        reason=asked.reason,
        now=now(),
    )
    return PlantedOut(
        uid=made.uid, is_correct=made.is_correct, reason=made.reason, created_at=made.created_at
    )


def _judged_by(request: HttpRequest, project: UUID) -> Project:
    """What reviewers are judged by is not for who only reviews."""
    return project_for(person_of(request), project, Permission.MANAGE_QUALITY)


def _case(item: ReviewItem) -> ReviewCaseOut:
    case = case_of(item)
    return ReviewCaseOut(
        uid=item.uid,
        external_id=item.task.external_id,
        # A planted one looks like any other.
        purpose="sample" if item.planted_id else item.purpose,
        state=item.state,
        due_at=item.due_at,
        is_blind=item.is_blind,
        content=item.task.content,
        answers=dict(case.answers) if case.answers is not None else None,
        own_answers=dict(case.own_answers) if case.own_answers is not None else None,
        guideline_version=case.guideline.uid if case.guideline else None,
        author=case.author,
        error_types=[
            ErrorTypeOut(
                key=each.key,
                name=each.name,
                severity=each.severity,
                weight=each.weight,
                description=each.description,
            )
            for each in case.error_types
        ],
    )


def _review(review: Review) -> ReviewOut:
    return ReviewOut(
        uid=review.item.uid,
        external_id=review.judgment.task.external_id,
        verdict=review.verdict,
        is_correct=review.is_correct,
        is_critical=review.is_critical,
        points=review.points,
        errors=[
            ErrorOut(
                uid=each.uid,
                key=each.error_type.key,
                name=each.error_type.name,
                severity=each.severity,
                weight=each.weight,
                question=each.question,
                subject=each.subject,
                comment=each.comment,
            )
            for each in review.errors.all()
        ],
        outcome=review.outcome,
        comment=review.comment,
        answers=review.answers,
        tier=review.tier,
        reviewer=review.reviewer.name,
        handling_seconds=review.handling_seconds,
        reviewed_at=review.reviewed_at,
    )


def _share(share: Share) -> CountedShareOut:
    return CountedShareOut(k=share.k, n=share.n, value=share.value, low=share.low, high=share.high)


def _estimate(found: Estimate) -> EstimateOut:
    return EstimateOut(value=found.value, low=found.low, high=found.high, outcome=found.outcome)
