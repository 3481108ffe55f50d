"""Limits on content that is hard to look at: the terms, one's own exposure, and what a task counts as."""

from datetime import datetime
from typing import Any, Literal  # What a term holds is a number or a list.
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import project_for, require
from assay.wellbeing.actions.terms import set_terms
from assay.wellbeing.queries.own import OwnExposure, own_exposure, worker_for
from assay.wellbeing.queries.terms import TermsSeen, terms_for
from assay.wellbeing.rules.terms import RANGES, NewTerms
from assay.work.actions.opting_out import opt_out
from assay.work.actions.rating_content import rate_content, task_to_rate
from assay.work.enums import ContentCategory, ContentSeverity
from assay.work.facts import Worker
from assay.work.models import ContentRating
from assay.work.queries.exposure import counts_as, ratings_of
from assay.work.queries.tasks import task_for

router = Router(tags=["wellbeing"])
Category = ContentCategory | Literal[""]


class LimitsShape(Strict):
    day_minutes: int | None = Field(None, description="Weighted minutes a person and day.", examples=[240])
    week_minutes: int | None = Field(None, description="Weighted minutes a person and week.", examples=[1200])
    run_minutes: int | None = Field(
        None, description="Minutes in a row, after which a break comes.", examples=[45]
    )
    break_minutes: int | None = Field(None, description="The break: no tasks at all.", examples=[15])
    cool_minutes: int | None = Field(None, description="After a break, only benign tasks.", examples=[30])
    from_hour: int | None = Field(None, description="In the person's time zone.", examples=[7])
    until_hour: int | None = Field(None, description="In the person's time zone.", examples=[18])


class ExposureTermsIn(LimitsShape):
    weights: list[int] | None = Field(
        None,
        description="Of the organisation: by severity 0 to 4, how much of a minute counts, in percent.",
        examples=[[0, 25, 50, 75, 100]],
    )
    severity: ContentSeverity | None = Field(
        None,
        description="Of a project: what unrated tasks count as; none: high in trust & safety, else benign.",
    )
    category: Category = Field("", description="Of a project: the category of unrated tasks.")


class ExposureTermsOut(Schema):
    set: dict[str, Any] = Field(
        description="What was set here; what is missing is as above.", examples=[{"day_minutes": 240}]
    )
    in_force: dict[str, Any] = Field(examples=[{"day_minutes": 240, "weights": [0, 25, 50, 75, 100]}])
    severity: int | None = Field(description="What unrated tasks of the project count as.", examples=[3])
    category: str = Field(examples=["violence"])
    changed_at: datetime | None


class OwnExposureOut(Schema):
    day_minutes: float = Field(description="Weighted, today.", examples=[84.5])
    day_limit: int = Field(description="The organisation's; a project may have a lower one.", examples=[300])
    week_minutes: float = Field(examples=[212.0])
    week_limit: int = Field(examples=[1500])
    run_minutes: float = Field(description="In a row, not weighted.", examples=[12.0])
    run_limit: int = Field(examples=[60])
    break_until: datetime | None
    cool_until: datetime | None


class OptOutsIn(Strict):
    categories: list[ContentCategory] = Field(max_length=20, examples=[["violence"]])


class OptOutsOut(Schema):
    categories: list[str] = Field(examples=[["violence"]])


class ContentRatingIn(Strict):
    severity: ContentSeverity = Field(description="0 benign to 4 extreme.", examples=[4])
    category: Category = ""
    reason: str = Field(min_length=1, max_length=200, examples=["The clip shows an injury."])


class ContentRatingOut(Schema):
    uid: UUID
    severity: int = Field(examples=[4])
    category: str = Field(examples=["violence"])
    was_severity: int | None = Field(examples=[2])
    reason: str = Field(examples=["The clip shows an injury."])
    rated_at: datetime
    rated_by: str = Field(description="Empty: answers of people, or a machine.", examples=["Lea"])
    machine: str = Field(description="That predicted it, with its version.", examples=["Own v3"])


class ContentRatingsOut(Schema):
    """What a task counts as, and who or what said so, newest first; with none it is as it came in."""

    severity: int = Field(examples=[3])
    category: str = Field(examples=["violence"])
    is_known: bool = Field(description="False: nobody has said; it counts as the project says.")
    ratings: list[ContentRatingOut]


@router.get("/exposure-terms", response=ExposureTermsOut, operation_id="exposure_terms")
def organisation_terms(request: HttpRequest) -> ExposureTermsOut:
    """The organisation's limits: what was set, and what holds."""
    return terms_out(terms_for(person_of(request), None))


@router.put("/exposure-terms", response=ExposureTermsOut, operation_id="exposure_terms_set")
def set_organisation_terms(request: HttpRequest, asked: ExposureTermsIn) -> ExposureTermsOut:
    """Replace the organisation's limits; what is left out is what comes with Assay. The next claim reads them."""
    return _set(request, None, asked)


@router.get(
    "/projects/{uuid:project}/exposure-terms",
    response=ExposureTermsOut,
    operation_id="project_exposure_terms",
)
def project_terms(request: HttpRequest, project: UUID) -> ExposureTermsOut:
    """A project's own limits, and what holds there: of each limit the stricter one."""
    user = person_of(request)
    return terms_out(terms_for(user, project_for(user, project, Permission.SET_LIMITS)))


@router.put(
    "/projects/{uuid:project}/exposure-terms",
    response=ExposureTermsOut,
    operation_id="project_exposure_terms_set",
)
def set_project_terms(request: HttpRequest, project: UUID, asked: ExposureTermsIn) -> ExposureTermsOut:
    """Replace a project's limits: only stricter ones than the organisation's, and what unrated tasks count as."""
    return _set(request, project_for(person_of(request), project, Permission.SET_LIMITS), asked)


@router.get("/me/exposure", response=OwnExposureOut, operation_id="me_exposure")
def exposure(request: HttpRequest) -> OwnExposureOut:
    """How much content that is hard to look at you had today and this week, and until when you rest."""
    return OwnExposureOut(**own_out(own_exposure(worker_for(person_of(request), now()), now=now())))


@router.put("/me/opt-outs", response=OptOutsOut, operation_id="me_opt_outs_set")
def set_opt_outs(request: HttpRequest, asked: OptOutsIn) -> OptOutsOut:
    """Replace what you do not want to see. Nobody else sees it, and nothing else changes for you."""
    moment = now()
    worker = worker_for(person_of(request), moment)
    opt_out(worker, categories=[str(each) for each in asked.categories], now=moment)
    return _opted_out(worker, moment)


@router.get("/me/opt-outs", response=OptOutsOut, operation_id="me_opt_outs")
def opt_outs(request: HttpRequest) -> OptOutsOut:
    """The categories of content that you have opted out of."""
    moment = now()
    return _opted_out(worker_for(person_of(request), moment), moment)


@router.post(
    "/tasks/{uuid:task}/content-ratings", response={201: ContentRatingOut}, operation_id="content_rate"
)
@creates
def rate(request: HttpRequest, task: UUID, asked: ContentRatingIn) -> ContentRatingOut:
    """Say how hard a task's content is to look at; from now on it counts as that."""
    user = person_of(request)
    made = rate_content(
        user,
        task=task_to_rate(user, task),
        severity=asked.severity,
        category=str(asked.category),
        reason=asked.reason,
        now=now(),
    )
    return _rated(made)


@router.get("/tasks/{uuid:task}/content-ratings", response=ContentRatingsOut, operation_id="content_ratings")
def ratings(request: HttpRequest, task: UUID) -> ContentRatingsOut:
    """What a task counts as, and why: rated by somebody, by answers, or predicted by a machine labeler."""
    user = person_of(request)
    found = task_for(user, task)
    require(user, found.project, Permission.VIEW_ANSWERS)
    content = counts_as(found)
    return ContentRatingsOut(
        severity=content.severity,
        category=content.category,
        is_known=found.severity is not None,
        ratings=[_rated(each) for each in ratings_of(found)],
    )


def _opted_out(worker: Worker, moment: datetime) -> OptOutsOut:
    return OptOutsOut(categories=sorted(own_exposure(worker, now=moment).opted_out))


def _set(request: HttpRequest, project: Project | None, asked: ExposureTermsIn) -> ExposureTermsOut:
    user = person_of(request)
    given = asked.dict()
    terms = NewTerms(
        limits={name: given[name] for name in RANGES},
        weights=asked.weights,
        severity=asked.severity,
        category=str(asked.category),
    )
    set_terms(user, project=project, terms=terms, now=now())
    return terms_out(terms_for(user, project))


def terms_out(seen: TermsSeen) -> ExposureTermsOut:
    names = (*RANGES, "weights")
    own = {name: getattr(seen.own, name) for name in names} if seen.own else {}
    return ExposureTermsOut(
        set={name: value for name, value in own.items() if value is not None},
        in_force={name: getattr(seen.in_force, name) for name in names},
        severity=seen.content.severity if seen.content else None,
        category=seen.content.category if seen.content else "",
        changed_at=seen.own.changed_at if seen.own else None,
    )


def own_out(own: OwnExposure) -> dict[str, Any]:
    return {
        "day_minutes": round(own.day_minutes, 1),
        "day_limit": own.terms.day_minutes,
        "week_minutes": round(own.week_minutes, 1),
        "week_limit": own.terms.week_minutes,
        "run_minutes": round(own.run_minutes, 1),
        "run_limit": own.terms.run_minutes,
        "break_until": own.break_until,
        "cool_until": own.cool_until,
    }


def _rated(rating: ContentRating) -> ContentRatingOut:
    return ContentRatingOut(
        uid=rating.uid,
        severity=rating.severity,
        category=rating.category,
        was_severity=rating.was_severity,
        reason=rating.reason,
        rated_at=rating.rated_at,
        rated_by=rating.rated_by.name if rating.rated_by else "",
        machine=rating.machine,
    )
