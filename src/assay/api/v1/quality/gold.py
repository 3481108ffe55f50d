"""Gold: tasks with a known answer and its reason."""

from datetime import datetime
from typing import Any  # Answers are JSON.
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.api.v1.projects.tasks import Reasoned
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.quality.actions import gold as actions
from assay.quality.models import Gold
from assay.quality.queries.gold import project_gold_accuracy

router = Router(tags=["quality"])
ACCEPTED = {"relevance": ["good", "excellent"]}


class GoldIn(Strict):
    external_id: str = Field(description="Of a task in a gold batch.", examples=["gold-17"])
    answers: dict[str, list[Any]] = Field(description="Question id to accepted answers.", examples=[ACCEPTED])
    reason: str = Field(examples=["The query names the brand."])


class GoldOut(Schema):
    uid: UUID
    task: UUID
    external_id: str = Field(examples=["gold-17"])
    answers: dict[str, Any] = Field(examples=[ACCEPTED])
    reason: str = Field(examples=["The query names the brand."])
    created_at: datetime
    retired_at: datetime | None
    retired_reason: str = Field(examples=[""])


class GoldAccuracy(Schema):
    """Undefined, and so empty, while nobody has answered a gold task."""

    share: float | None = Field(examples=[0.91])
    low: float | None = Field(examples=[0.88])
    high: float | None = Field(examples=[0.93])
    n: int = Field(examples=[412])


@router.get("/projects/{uuid:project}/gold", response=Page[GoldOut], operation_id="gold_list")
def list_gold(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[GoldOut]:
    """The project's gold with its answers, newest first."""
    found = project_for(person_of(request), project, Permission.MANAGE_GOLD)
    return page(Gold.objects.filter(project=found).select_related("task"), paging, gold_out)


@router.post("/projects/{uuid:project}/gold", response={201: GoldOut}, operation_id="gold_create")
@creates
def add(request: HttpRequest, project: UUID, asked: GoldIn) -> GoldOut:
    """Give a task of a gold batch its accepted answers and the reason, which is shown as feedback."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_GOLD)
    return gold_out(actions.add_gold(user, project=found, now=now(), **asked.dict()))


@router.post("/gold/{uuid:gold}/retire", response={204: None}, operation_id="gold_retire")
def retire(request: HttpRequest, gold: UUID, asked: Reasoned) -> HttpResponse:
    """Take a gold task out of use; scores given so far stay."""
    user = person_of(request)
    found = Gold.objects.select_related("project", "task").filter(uid=gold).first()
    if found is None:
        raise NotFound
    project_for(user, found.project.uid, Permission.MANAGE_GOLD)
    actions.retire_gold(user, gold=found, reason=asked.reason, now=now())
    return HttpResponse(status=204)


@router.get("/projects/{uuid:project}/gold-accuracy", response=GoldAccuracy, operation_id="gold_accuracy")
def accuracy(request: HttpRequest, project: UUID) -> GoldAccuracy:
    """Share of right answers to gold over the project, with its 95 % interval."""
    found = project_for(person_of(request), project, Permission.VIEW_ANSWERS)
    share = project_gold_accuracy(found.pk)
    if not share.is_defined:
        return GoldAccuracy(share=None, low=None, high=None, n=0)
    return GoldAccuracy(share=share.value, low=share.low, high=share.high, n=share.n)


def gold_out(gold: Gold) -> GoldOut:
    return GoldOut(
        uid=gold.uid,
        task=gold.task.uid,
        external_id=gold.task.external_id,
        answers=gold.answers,
        reason=gold.reason,
        created_at=gold.created_at,
        retired_at=gold.retired_at,
        retired_reason=gold.retired_reason,
    )
