"""Adjudications: raised for what is disputed or undecided, held while somebody decides, decided once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any  # Answers are JSON.

from django.db import transaction
from django.db.models import Exists, OuterRef

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project, Stage
from assay.projects.queries.permission import require
from assay.quality.enums import AdjudicationSource, AdjudicationState
from assay.quality.models import Adjudication
from assay.quality.queries.adjudication import adjudicator_of, case_of, open_to
from assay.quality.rules import adjudication as rules
from assay.work.actions.excluding import exclude_from_task

HOLD = timedelta(minutes=15)
Unit = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Raised:
    """One question (of one subject) of one task; `contested` is the label that is called wrong, or None."""

    task_id: int
    question: str
    subject: str = ""
    contested: Any = None

    @property
    def unit(self) -> Unit:
        return self.task_id, self.question, self.subject


def raise_adjudications(
    by: User | None,
    *,
    stage: Stage,
    units: Sequence[Raised],
    source: AdjudicationSource,
    now: datetime,
    schema_version_id: int | None = None,
) -> dict[Unit, int]:
    """Open one adjudication per unit that has no open one; unit to the id of its open one, old or new.

    Within the caller's transaction, units in one order, so that two callers wait for each other and never lock up.
    """
    version = schema_version_id or stage.project.schema_version_id or 0
    act_as(by)
    Adjudication.objects.bulk_create(
        [
            Adjudication(
                project_id=stage.project_id,
                stage=stage,
                schema_version_id=version,
                task_id=each.task_id,
                question=each.question,
                subject=each.subject,
                contested=each.contested,
                source=source,
                raised_at=now,
                raised_by=by,
            )
            for each in sorted(units, key=lambda each: each.unit)
        ],
        batch_size=1000,
        ignore_conflicts=True,
    )
    wanted = {each.unit for each in units}
    found = Adjudication.objects.filter(
        task_id__in={task for task, _, _ in wanted}, state=AdjudicationState.OPEN
    )
    units_of = {(each.task_id, each.question, each.subject): each.pk for each in found}
    return {unit: pk for unit, pk in units_of.items() if unit in wanted}


def hold_next(by: User, *, project: Project, now: datetime) -> Adjudication | None:
    """The oldest case the person may decide, held for them a quarter of an hour; None when nothing is left."""
    require(by, project, Permission.ADJUDICATE)
    with transaction.atomic():
        waiting = open_to(by, project, now).select_for_update(no_key=True, skip_locked=True, of=["self"])
        found = waiting.first()
        if found is None:
            return None
        Adjudication.objects.filter(pk=found.pk).update(held_by=by, held_until=now + HOLD)
        return found


def decide(by: User, *, adjudication: Adjudication, answer: Any, reason: str, now: datetime) -> Adjudication:
    """Say what the right answer is, and why; whoever had the task is refused, whatever their role is now."""
    require(by, adjudication.project, Permission.ADJUDICATE)
    with transaction.atomic():
        act_as(by)
        exclude_from_task(task=adjudication.task, person=by)
        locked = Adjudication.objects.select_for_update(no_key=True).get(pk=adjudication.pk)
        if refused := rules.TRANSITIONS.refuse(locked.state, AdjudicationState.DECIDED):
            raise Refused(refused)
        if refused := rules.refuse_person(adjudicator_of(by, locked, now)):
            raise Refused(refused)
        _settle(locked, answer, reason.strip())
        locked.state, locked.decided_by, locked.decided_at = AdjudicationState.DECIDED, by, now
        locked.held_by, locked.held_until = None, None
        locked.save()
        emit("quality.adjudicated", adjudication=locked, by=by, now=now)
        return locked


def close_for_tasks(by: User | None, *, task_ids: Sequence[int], now: datetime) -> int:
    """What was withdrawn needs no answer so long as it is; how many were open."""
    act_as(by)
    found = Adjudication.objects.filter(task_id__in=task_ids, state=AdjudicationState.OPEN)
    return found.update(state=AdjudicationState.CLOSED, decided_at=now, held_by=None, held_until=None)


def reopen_for_tasks(by: User | None, *, task_ids: Sequence[int]) -> int:
    """What came back needs its answer after all, unless its unit was raised anew meanwhile; how many are open again."""
    act_as(by)
    closed = Adjudication.objects.filter(task_id__in=task_ids, state=AdjudicationState.CLOSED)
    place = {each: OuterRef(each) for each in ("task", "question", "subject")}
    newer = Exists(Adjudication.objects.filter(**place, pk__gt=OuterRef("pk")))
    return closed.filter(~newer).update(state=AdjudicationState.OPEN, decided_at=None)


def _settle(adjudication: Adjudication, answer: Any, reason: str) -> None:
    case = case_of(adjudication)
    problems = rules.refuse_answer(case.schema, case.question, answer, given=case.given)
    if not reason:
        problems.append(rules.NEEDS_REASON(field="reason"))
    if problems:
        raise Refused(*problems)
    adjudication.answer = rules.as_label(case.question, answer)
    adjudication.verdict = rules.verdict_of(adjudication.contested, adjudication.answer)
    adjudication.reason = reason[:4000]
