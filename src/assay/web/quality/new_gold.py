"""The form that makes a task gold: the task, its content, and its questions."""

from collections.abc import Mapping
from dataclasses import dataclass

from assay.projects.models import Project
from assay.quality.queries.gold import gold_task_for, tasks_without_answer
from assay.web.content import ShownContent, shown_content
from assay.web.quality.answering import AskedAnswer, asked_of
from assay.web.wording import wording_of
from assay.work.models import Task

MOST_OFFERED = 20


@dataclass(frozen=True, slots=True)
class NewGold:
    """Without a task: `offered` are tasks of gold batches that still wait for their answer."""

    external_id: str
    task: Task | None
    content: ShownContent | None
    questions: tuple[AskedAnswer, ...]
    reason: str
    offered: tuple[str, ...]
    has_schema: bool

    @property
    def is_missing(self) -> bool:
        """An external id was given, and there is no such task in a gold batch."""
        return bool(self.external_id) and self.task is None


def new_gold(project: Project, given: Mapping[str, str]) -> NewGold:
    external_id = given.get("external_id", "").strip()
    task = gold_task_for(project.pk, external_id) if external_id else None
    version = project.schema_version_id
    if task is None or version is None:
        waiting = tasks_without_answer(project.pk).values_list("external_id", flat=True)
        offered = tuple(waiting[:MOST_OFFERED])
        return NewGold(external_id, None, None, (), "", offered, version is not None)
    wording, known = wording_of(version), getattr(task, "gold", None)
    return NewGold(
        external_id=external_id,
        task=task,
        content=shown_content(wording, task),
        questions=tuple(asked_of(wording, task, known.answers if known else {}, given)),
        reason=given.get("reason", known.reason if known else ""),
        offered=(),
        has_schema=True,
    )
