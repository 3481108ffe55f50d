"""Adjudications as reviewers see them: the queue, and one case with its judgments blinded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any  # Answers are JSON.
from uuid import UUID

import msgspec
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from assay.kit.reasons import NotFound
from assay.kit.sql import rows
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require, visible_projects
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import flatten, mapped
from assay.projects.rules.label_schema import LabelSchema, Question
from assay.quality.enums import AdjudicationState
from assay.quality.models import Adjudication
from assay.quality.rules.adjudication import Adjudicator
from assay.quality.rules.classes import offered
from assay.work.models import Claim, Judgment

# In an order that says nothing of who came first, and is the same for everybody who looks.
_GIVEN = """
SELECT j.answers::text FROM work_judgment j LEFT JOIN work_retracted r ON r.judgment_id = j.id
WHERE j.task_id = %(task)s::bigint AND j.stage_id = %(stage)s::bigint AND r.judgment_id IS NULL
ORDER BY md5(j.uid::text || %(adjudication)s::text)
"""


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be decided: judgments without their authors, and the answers one may choose from."""

    adjudication: Adjudication
    schema: LabelSchema
    question: Question
    given: tuple[Any, ...]
    choices: tuple[Any, ...]


def adjudication_for(user: User, uid: UUID) -> Adjudication:
    """The adjudication, if its project is in the person's scope (else NotFound) and they may decide (else Refused)."""
    visible = visible_projects(user, Permission.ADJUDICATE)
    found = Adjudication.objects.select_related("project", "task", "stage", "decided_by")
    adjudication = found.filter(uid=uid, project__in=visible).first()
    if adjudication is None:
        raise NotFound
    require(user, adjudication.project, Permission.ADJUDICATE)
    return adjudication


def adjudications_of(project: Project, state: AdjudicationState | None = None) -> QuerySet[Adjudication]:
    """Those of a project: open ones in the order in which they came, decided ones newest first."""
    found = Adjudication.objects.filter(project=project).select_related("task", "decided_by")
    if state is None:
        return found.order_by("-pk")
    order = "pk" if state == AdjudicationState.OPEN else "-decided_at"
    return found.filter(state=state).order_by(order)


def open_to(user: User, project: Project, now: datetime) -> QuerySet[Adjudication]:
    """What the person may decide now: not their own work, flag or verdict, and in nobody else's hands."""
    mine = Q(contributor__user=user)
    had = Exists(Judgment.objects.filter(mine, task=OuterRef("task")))
    claimed = Exists(Claim.objects.filter(mine, task=OuterRef("task")))
    before = Exists(
        Adjudication.objects.filter(
            task=OuterRef("task"), question=OuterRef("question"), subject=OuterRef("subject"), decided_by=user
        )
    )
    found = adjudications_of(project, AdjudicationState.OPEN).filter(task__withdrawn_at=None)
    found = found.filter(~had, ~claimed, ~before).exclude(raised_by=user)
    return found.filter(Q(held_until=None) | Q(held_until__lte=now) | Q(held_by=user))


def adjudicator_of(user: User, adjudication: Adjudication, now: datetime) -> Adjudicator:
    """What ties the person to the case; a role they had before makes no difference."""
    task = adjudication.task_id
    place = {"question": adjudication.question, "subject": adjudication.subject}
    held = adjudication.held_until is not None and adjudication.held_until > now
    return Adjudicator(
        had_task=Judgment.objects.filter(task=task, contributor__user=user).exists()
        or Claim.objects.filter(task=task, contributor__user=user).exists(),
        raised_it=adjudication.raised_by_id == user.pk,
        decided_before=Adjudication.objects.filter(task=task, decided_by=user, **place).exists(),
        somebody_else_holds=held and adjudication.held_by_id not in (None, user.pk),
    )


def counts_of(project: Project) -> dict[str, int]:
    """How many there are per state."""
    found = Adjudication.objects.filter(project=project).values("state").annotate(n=Count("pk"))
    tally = dict.fromkeys(AdjudicationState.values, 0)
    return tally | {each["state"]: each["n"] for each in found}


def case_of(adjudication: Adjudication) -> Case:
    """Content is the task's; everything else that the reviewer decides by."""
    schema = parsed_schema(adjudication.schema_version_id)
    question = schema.question(adjudication.question)
    if question is None:
        raise NotFound
    params = {
        "task": adjudication.task_id,
        "stage": adjudication.stage_id,
        "adjudication": str(adjudication.uid),
    }
    given = tuple(
        value
        for (answers,) in rows(_GIVEN, params)
        for value in _of_unit(schema, msgspec.json.decode(answers), adjudication)
    )
    return Case(adjudication, schema, question, given, tuple(_choices(question, given)))


def _of_unit(schema: LabelSchema, answers: dict[str, Any], adjudication: Adjudication) -> Iterator[Any]:
    for question, subject, value in flatten(schema, mapped(schema, answers)):
        if (question, subject) == (adjudication.question, adjudication.subject):
            yield value


def _choices(question: Question, given: tuple[Any, ...]) -> Iterator[Any]:
    """Every answer of a closed question; of an open one those that somebody gave."""
    closed = offered(question)
    yield from closed
    for nth, value in enumerate(given):
        if value not in closed and value not in given[:nth]:
            yield value
