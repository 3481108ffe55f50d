"""What answers of a project say of how hard its content is."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.v1.projects.shapes import Strict
from assay.api.v1.wellbeing.limits import Category
from assay.kit.clock import now
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import project_for
from assay.wellbeing.actions.answer_ratings import set_answer_ratings
from assay.wellbeing.queries.terms import require_setting
from assay.wellbeing.rules.answer_ratings import MOST
from assay.work.enums import ContentSeverity
from assay.work.facts import Sensitivity
from assay.work.queries.exposure import answer_ratings_set

router = Router(tags=["wellbeing"])


class AnswerRatingIn(Strict):
    question: str = Field(max_length=60, examples=["harm"])
    option: str = Field(max_length=60, examples=["gore"])
    severity: ContentSeverity = Field(description="0 benign to 4 extreme.", examples=[4])
    category: Category = ""


class AnswerRatingsIn(Strict):
    ratings: list[AnswerRatingIn] = Field(max_length=MOST)


class AnswerRatingOut(Schema):
    question: str = Field(examples=["harm"])
    option: str = Field(examples=["gore"])
    severity: int = Field(examples=[4])
    category: str = Field(examples=["violence"])


class AnswerRatingsOut(Schema):
    ratings: list[AnswerRatingOut]


@router.get(
    "/projects/{uuid:project}/answer-ratings", response=AnswerRatingsOut, operation_id="answer_ratings"
)
def ratings(request: HttpRequest, project: UUID) -> AnswerRatingsOut:
    """What content counts as of which an answer is given; of a taxonomy an option also speaks for those below it."""
    user = person_of(request)
    found = project_for(user, project, Permission.SET_LIMITS)
    require_setting(user, found)
    return _out(found)


@router.put(
    "/projects/{uuid:project}/answer-ratings", response=AnswerRatingsOut, operation_id="answer_ratings_set"
)
def set_ratings(request: HttpRequest, project: UUID, asked: AnswerRatingsIn) -> AnswerRatingsOut:
    """Replace them, for judgments from now on: one person makes a task harder, two make it easier."""
    user = person_of(request)
    found = project_for(user, project, Permission.SET_LIMITS)
    wanted = {
        (each.question, each.option): Sensitivity(each.severity, str(each.category)) for each in asked.ratings
    }
    set_answer_ratings(user, project=found, ratings=wanted, now=now())
    return _out(found)


def _out(project: Project) -> AnswerRatingsOut:
    return AnswerRatingsOut(
        ratings=[
            AnswerRatingOut(
                question=question, option=option, severity=content.severity, category=content.category
            )
            for (question, option), content in answer_ratings_set(project).items()
        ]
    )
