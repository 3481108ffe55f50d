"""The judgments of an adaptive stage as rows of one question, in the order they came, with what gold knows of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any  # Answers are JSON.

import msgspec
import numpy as np

from assay.kit.sql import streamed
from assay.projects.models import Stage
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import flatten, mapped
from assay.projects.rules.label_schema import LabelSchema, Question
from assay.quality.models import Gold
from assay.quality.rules.classes import classes_of
from assay.quality.rules.stopping import is_decided_on
from assay.stats.stopping import Arrived

MOST_CLASSES = 60
_ALL = """
SELECT j.task_id, j.contributor_id, j.answers::text, j.id FROM work_judgment j
JOIN work_task t ON t.id = j.task_id AND t.withdrawn_at IS NULL
LEFT JOIN work_retracted r ON r.judgment_id = j.id
WHERE j.stage_id = %(stage)s AND j.project_id = %(project)s AND r.judgment_id IS NULL AND j.contributor_id IS NOT NULL
  AND j.submitted_at + make_interval(secs => %(undo)s::int) <= %(as_of)s
ORDER BY j.id
"""


@dataclass
class QuestionRows:
    """Codes side by side; a unit is a task and a subject."""

    question: Question
    classes: dict[Any, int]
    units: dict[tuple[int, str], int] = field(default_factory=dict)
    item: list[int] = field(default_factory=list)
    worker: list[int] = field(default_factory=list)
    label: list[int] = field(default_factory=list)
    gold: dict[int, int] = field(default_factory=dict)

    @property
    def is_usable(self) -> bool:
        return bool(self.item) and 2 <= len(self.classes) <= MOST_CLASSES

    def add(self, task_id: int, subject: str, worker: int, value: Any) -> None:
        if self.question.kind == "taxonomy":
            self.classes.setdefault(value, len(self.classes))
        if (label := self.classes.get(value)) is None:
            return
        self.item.append(self.units.setdefault((task_id, subject), len(self.units)))
        self.worker.append(worker)
        self.label.append(label)

    def arrived(self, n_workers: int) -> Arrived:
        columns = (np.array(column, np.int32) for column in (self.item, self.worker, self.label))
        item, worker, label = columns
        return Arrived(item, worker, label, len(self.units), n_workers, len(self.classes))


@dataclass
class StageRows:
    questions: dict[str, QuestionRows]
    workers: dict[int, int] = field(default_factory=dict)
    n_judgments: int = 0
    last_judgment_id: int = 0


def stage_rows(stage: Stage, *, as_of: datetime) -> StageRows:
    """Everything that counts, gold too: gold is what shows how sure is sure enough."""
    schema = parsed_schema(stage.project.schema_version_id or 0)
    found = StageRows(
        {
            question.id: QuestionRows(
                question, {value: nth for nth, value in enumerate(classes_of(question))}
            )
            for question in schema.questions
            if is_decided_on(question)
        }
    )
    params = {"stage": stage.pk, "project": stage.project_id, "undo": stage.undo_seconds, "as_of": as_of}
    for task_id, contributor_id, answers, judgment_id in streamed(_ALL, params):
        worker = found.workers.setdefault(contributor_id, len(found.workers))
        for question, subject, value in unit_values(schema, answers):
            if question in found.questions:
                found.questions[question].add(task_id, subject, worker, value)
        found.n_judgments += 1
        found.last_judgment_id = judgment_id
    _teach(stage, schema, found)
    return found


def unit_values(schema: LabelSchema, answers: str) -> Iterator[tuple[str, str, Any]]:
    """(question, subject, value) of stored answers, as the schema in force reads them."""
    return flatten(schema, mapped(schema, msgspec.json.decode(answers)))


def _teach(stage: Stage, schema: LabelSchema, found: StageRows) -> None:
    """Gold with one accepted answer is the truth of its units; with several it does not say which."""
    golds = Gold.objects.filter(project=stage.project_id, retired_at=None)
    for task_id, answers in golds.values_list("task_id", "answers").iterator(chunk_size=2000):
        known = {key: accepted[0] for key, accepted in answers.items() if len(accepted) == 1}
        for question, subject, value in flatten(schema, mapped(schema, known)):
            rows = found.questions.get(question)
            unit = rows.units.get((task_id, subject)) if rows else None
            if rows is not None and unit is not None:
                rows.gold[unit] = rows.classes.get(value, -1)
