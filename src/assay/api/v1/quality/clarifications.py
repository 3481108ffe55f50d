"""Answers for everybody: a contributor's question in general words, its answer, and tasks that wait for one."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates, starts
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.house.jobs import JobOut, job_out
from assay.api.v1.projects.shapes import Strict
from assay.api.v1.projects.tasks import Reasoned
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.projects.queries.guidelines import readable_project
from assay.quality.actions import clarifying as actions
from assay.quality.actions.holding_similar import start_holding
from assay.quality.models import Clarification
from assay.quality.queries.clarification import (
    answering_for,
    clarification_for,
    clarifications_of,
    question_for,
)

router = Router(tags=["quality"])
QUESTION, ANSWER = "Does a sub-brand match its brand?", "Yes, where the query names the brand only."


class ClarificationIn(Strict):
    question: str = Field(max_length=2000, description="In general words.", examples=[QUESTION])
    answer: str = Field(max_length=2000, examples=[ANSWER])
    section: str = Field("", max_length=60, description="Of the guideline.", examples=["brands"])
    is_provisional: bool = Field(default=False, description="For now: it is settled later.")
    questions: list[UUID] = Field([], max_length=200, description="Open questions that this answers.")


class ClarificationOut(Schema):
    uid: UUID
    question: str = Field(examples=[QUESTION])
    answer: str = Field(examples=[ANSWER])
    section: str = Field(examples=["brands"])
    is_provisional: bool
    published_at: datetime
    settled_at: datetime | None
    retired_at: datetime | None


class SettledIn(Strict):
    answer: str = Field(max_length=2000, examples=[ANSWER])


class PhraseIn(Strict):
    phrase: str = Field(max_length=200, examples=["concert ticket"])


class Held(Schema):
    n_held: int = Field(examples=[17])


class OwnerIn(Strict):
    user: UUID


class OwnerOut(Schema):
    question: UUID
    owner: UUID
    due_at: datetime


@router.get(
    "/projects/{uuid:project}/clarifications",
    response=Page[ClarificationOut],
    operation_id="clarifications_list",
)
def list_clarifications(
    request: HttpRequest, project: UUID, paging: Query[Paging], text: str = ""
) -> Page[ClarificationOut]:
    """Answers in use that hold every word of `text`, newest first; for everybody who sees or works on the project."""
    found = readable_project(person_of(request), project)
    return page(clarifications_of(found, text[:100]), paging, _out)


@router.post(
    "/projects/{uuid:project}/clarifications",
    response={201: ClarificationOut},
    operation_id="clarifications_create",
)
@creates
def create(request: HttpRequest, project: UUID, asked: ClarificationIn) -> ClarificationOut:
    """Answer once: whoever asked and everybody who works on the project is told, held tasks come back."""
    user = person_of(request)
    made = actions.clarify(
        user,
        project=answering_for(user, project),
        questions=asked.questions,
        asked=asked.question,
        answer=asked.answer,
        section=asked.section,
        is_provisional=asked.is_provisional,
        now=now(),
    )
    return _out(made)


@router.post(
    "/clarifications/{uuid:clarification}/settle",
    response=ClarificationOut,
    operation_id="clarifications_settle",
)
def settle(request: HttpRequest, clarification: UUID, asked: SettledIn) -> ClarificationOut:
    """A provisional answer becomes final, as it is or put right."""
    user = person_of(request)
    found = clarification_for(user, clarification)
    return _out(actions.settle(user, clarification=found, answer=asked.answer, now=now()))


@router.post(
    "/clarifications/{uuid:clarification}/retire",
    response=ClarificationOut,
    operation_id="clarifications_retire",
)
def retire(request: HttpRequest, clarification: UUID, asked: Reasoned) -> ClarificationOut:
    """It does not hold any more."""
    user = person_of(request)
    found = clarification_for(user, clarification)
    actions.retire_clarification(user, clarification=found, reason=asked.reason, now=now())
    found.refresh_from_db()
    return _out(found)


@router.post("/questions/{uuid:question}/hold", response={202: JobOut}, operation_id="questions_hold")
@starts
def hold(request: HttpRequest, question: UUID, asked: PhraseIn) -> JobOut:
    """Nobody gets tasks whose content holds the phrase until the question is answered; 1,000 at most.

    A job looks at every open task; its result has `n_held`.
    """
    user = person_of(request)
    found = question_for(user, question)
    return job_out(start_holding(user, question=found, phrase=asked.phrase, now=now()))


@router.post("/questions/{uuid:question}/release", response=Held, operation_id="questions_release")
def release(request: HttpRequest, question: UUID) -> Held:
    """What was held comes back before the answer; how many tasks."""
    user = person_of(request)
    return Held(n_held=actions.release_tasks(user, question=question_for(user, question), now=now()))


@router.post("/questions/{uuid:question}/owner", response=OwnerOut, operation_id="questions_owner")
def hand_over(request: HttpRequest, question: UUID, asked: OwnerIn) -> OwnerOut:
    """Somebody else answers it; the clock runs on."""
    user = person_of(request)
    found = question_for(user, question)
    to = User.objects.filter(uid=asked.user, is_active=True).first()
    if to is None:
        raise NotFound
    case = actions.hand_over(user, question=found, to=to, now=now())
    return OwnerOut(question=found.uid, owner=case.owner.uid, due_at=case.due_at)


def _out(found: Clarification) -> ClarificationOut:
    return ClarificationOut(
        uid=found.uid,
        question=found.question,
        answer=found.answer,
        section=found.section,
        is_provisional=found.is_provisional,
        published_at=found.published_at,
        settled_at=found.settled_at,
        retired_at=found.retired_at,
    )
