"""Rush requests over the API: whom they would delay, and what the owners say."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.v1.projects.shapes import Strict
from assay.intake.queries.scope import request_for
from assay.kit.clock import now
from assay.people.rules.roles import Permission
from assay.planning.actions.feasibility import require_inside
from assay.planning.actions.rush import answer_rush, ask_owners
from assay.planning.enums import RushAnswer
from assay.planning.models import RushQuestion
from assay.planning.queries.rush import question_for, questions_of, questions_to
from assay.projects.queries.permission import project_for

router = Router(tags=["planning"])


class RushAnswerIn(Strict):
    """Refusing needs a reason."""

    answer: RushAnswer
    reason: str = Field("", max_length=4000, examples=["The release of May depends on it."])


class RushQuestionOut(Schema):
    """How much later one project would be; days are empty where a date lies beyond two years."""

    uid: UUID
    request: str = Field(examples=["Grades for image search"])
    project: str = Field(examples=["Shop search relevance"])
    n_shared: int = Field(description="People of the project who would work on the rush.", examples=[7])
    p50_days: int | None = Field(examples=[3])
    p80_days: int | None = Field(examples=[5])
    p80_before: date | None
    p80_after: date | None
    asked_at: datetime
    answer: RushAnswer
    reason: str
    answered_at: datetime | None
    answered_by: str = Field(examples=["Lea"])


class RushQuestionsOut(Schema):
    questions: list[RushQuestionOut]


@router.get("/requests/{uuid:request_uid}/rush", response=RushQuestionsOut, operation_id="rush_of_request")
def of_request(request: HttpRequest, request_uid: UUID) -> RushQuestionsOut:
    """What owners were asked with the newest run that asked; for who judges or approves."""
    person = person_of(request)
    found = request_for(person, request_uid)
    require_inside(person, found)
    return RushQuestionsOut(questions=[_out(each) for each in questions_of(found)])


@router.post("/requests/{uuid:request_uid}/rush", response=RushQuestionsOut, operation_id="rush_ask")
def ask(request: HttpRequest, request_uid: UUID) -> RushQuestionsOut:
    """Reckon what it would delay, and ask the owners; once per run of the feasibility."""
    person = person_of(request)
    found = request_for(person, request_uid)
    ask_owners(person, request=found, now=now())
    return RushQuestionsOut(questions=[_out(each) for each in questions_of(found)])


@router.get("/projects/{uuid:project}/rush", response=RushQuestionsOut, operation_id="rush_of_project")
def of_project(request: HttpRequest, project: UUID) -> RushQuestionsOut:
    """What the project's owner is or was asked, newest first."""
    found = project_for(person_of(request), project, Permission.MANAGE_PROJECT)
    return RushQuestionsOut(questions=[_out(each) for each in questions_to(found)[:100]])


@router.post("/rush-questions/{uuid:question}/answer", response=RushQuestionOut, operation_id="rush_answer")
def answer(request: HttpRequest, question: UUID, asked: RushAnswerIn) -> RushQuestionOut:
    """Agree or refuse, as whoever manages the project that would be later."""
    person = person_of(request)
    found = question_for(person, question)
    answer_rush(person, question=found, answer=asked.answer, reason=asked.reason, now=now())
    return _out(question_for(person, question))


def _out(each: RushQuestion) -> RushQuestionOut:
    return RushQuestionOut(
        uid=each.uid,
        request=each.run.request.title if each.run.request else "",
        project=each.project.name,
        n_shared=each.n_shared,
        p50_days=each.p50_days,
        p80_days=each.p80_days,
        p80_before=each.p80_before,
        p80_after=each.p80_after,
        asked_at=each.asked_at,
        answer=RushAnswer(each.answer),
        reason=each.reason,
        answered_at=each.answered_at,
        answered_by=each.answered_by.name if each.answered_by else "",
    )
