"""Adjudication: cases with their judgments blinded, and what was decided."""

from datetime import datetime
from typing import Any  # Answers are JSON.
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.quality.actions import adjudication as actions
from assay.quality.enums import AdjudicationState
from assay.quality.models import Adjudication
from assay.quality.queries.adjudication import adjudication_for, adjudications_of, case_of

router = Router(tags=["quality"])


class AdjudicationOut(Schema):
    uid: UUID
    task: UUID
    external_id: str = Field(examples=["item-17"])
    question: str = Field(examples=["match"])
    subject: str = Field(examples=[""])
    source: str = Field(examples=["flag"])
    state: str = Field(examples=["open"])
    raised_at: datetime
    answer: Any = Field(examples=[None])
    verdict: str = Field(examples=[""])
    reason: str = Field(examples=[""])
    decided_at: datetime | None


class CaseOut(AdjudicationOut):
    """`given` are the judgments without their authors, in no order; `choices` the answers one may choose."""

    content: dict[str, Any] = Field(examples=[{"text": "Blue shoes"}])
    given: list[Any] = Field(examples=[["yes", "no", "yes"]])
    choices: list[Any] = Field(examples=[["yes", "no"]])


class VerdictIn(Strict):
    answer: Any = Field(description="The right answer.", examples=["no"])
    reason: str = Field(examples=["The query names another brand."])


@router.get(
    "/projects/{uuid:project}/adjudications",
    response=Page[AdjudicationOut],
    operation_id="adjudications_list",
)
def list_adjudications(
    request: HttpRequest, project: UUID, paging: Query[Paging], state: AdjudicationState | None = None
) -> Page[AdjudicationOut]:
    """The project's cases, of one state or all."""
    found = project_for(person_of(request), project, Permission.ADJUDICATE)
    return page(adjudications_of(found, state), paging, _out)


@router.post(
    "/projects/{uuid:project}/adjudications/next", response=CaseOut, operation_id="adjudications_next"
)
def following(request: HttpRequest, project: UUID) -> CaseOut:
    """The oldest case the caller may decide, held a quarter of an hour; 404 when nothing is left."""
    user = person_of(request)
    held = actions.hold_next(user, project=project_for(user, project, Permission.ADJUDICATE), now=now())
    if held is None:
        raise NotFound
    return _case(held)


@router.get("/adjudications/{uuid:adjudication}", response=CaseOut, operation_id="adjudications_get")
def get(request: HttpRequest, adjudication: UUID) -> CaseOut:
    """One case."""
    return _case(adjudication_for(person_of(request), adjudication))


@router.post(
    "/adjudications/{uuid:adjudication}/decide", response=AdjudicationOut, operation_id="adjudications_decide"
)
def decide(request: HttpRequest, adjudication: UUID, asked: VerdictIn) -> AdjudicationOut:
    """Say what is right, and why. Refused to whoever had the task, whatever their role is now."""
    user = person_of(request)
    found = adjudication_for(user, adjudication)
    decided = actions.decide(user, adjudication=found, answer=asked.answer, reason=asked.reason, now=now())
    return _out(decided)


def _case(found: Adjudication) -> CaseOut:
    case = case_of(found)
    return CaseOut(
        **_out(found).dict(), content=found.task.content, given=list(case.given), choices=list(case.choices)
    )


def _out(found: Adjudication) -> AdjudicationOut:
    return AdjudicationOut(
        uid=found.uid,
        task=found.task.uid,
        external_id=found.task.external_id,
        question=found.question,
        subject=found.subject,
        source=found.source,
        state=found.state,
        raised_at=found.raised_at,
        answer=found.answer,
        verdict=found.verdict,
        reason=found.reason,
        decided_at=found.decided_at,
    )
