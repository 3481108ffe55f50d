"""What a consensus run reads: the judgments that count, as codes per question, with a digest of all of them."""

import hashlib
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any  # Answers are JSON.
from uuid import UUID

import msgspec
import numpy as np

from assay.kit.sql import streamed
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import flatten, mapped
from assay.projects.rules.conditions import is_asked
from assay.projects.rules.label_schema import LabelSchema, Question
from assay.quality.enums import AdjudicationState, ReviewPurpose, ReviewTier, ReviewVerdict
from assay.quality.models import Adjudication, Review
from assay.quality.rules.adjudication import as_label
from assay.quality.rules.classes import classes_of
from assay.stats.truth import Judgments, from_codes

# Answers that are no classes: nothing is estimated from them.
LISTED = frozenset({"text", "ranking", "spans"})
# Ordered by outer ids, so that the order of insertion changes neither digest nor result.
_COUNTING = """
SELECT t.id, encode(uuid_send(t.uid), 'hex'), coalesce(encode(uuid_send(c.uid), 'hex'), j.machine), j.contributor_id,
    j.answers::text, j.id
FROM work_judgment j
JOIN work_task t ON t.id = j.task_id
LEFT JOIN people_contributor c ON c.id = j.contributor_id
LEFT JOIN work_retractedspan r ON r.judgment_id = j.id
    AND r.retracted_at <= %(as_of)s AND r.restored_at > %(as_of)s
WHERE j.stage_id = %(stage)s AND j.project_id = %(project)s AND NOT j.is_gold AND r.judgment_id IS NULL
  AND j.submitted_at + make_interval(secs => %(undo)s::int) <= %(as_of)s
  AND (t.withdrawn_at IS NULL OR t.withdrawn_at > %(as_of)s) AND (%(until)s::bigint IS NULL OR j.id <= %(until)s)
ORDER BY t.uid, c.uid, j.uid
"""


@dataclass
class QuestionInputs:
    """The rows of one question: `units` are (task id, subject) pairs."""

    question: Question
    units: dict[tuple[int, str], int] = field(default_factory=dict)
    item: "array[int]" = field(default_factory=lambda: array("i"))
    worker: "array[int]" = field(default_factory=lambda: array("i"))
    label: "array[int]" = field(default_factory=lambda: array("i"))
    classes: dict[object, int] = field(default_factory=dict)
    texts: dict[tuple[int, str], list[Any]] = field(default_factory=dict)
    # Of a taxonomy with several answers: who chose what on the task that is being read.
    chosen: dict[str, dict[str, set[int]]] = field(default_factory=dict)
    # Of the same, per task and subject what each person chose altogether: agreement is that of sets.
    sets: list[list[frozenset[str]]] = field(default_factory=list)
    # What a reviewer has decided: the class a unit is held at.
    held: dict[int, int] = field(default_factory=dict)
    # The same for texts, orders and spans: the label itself.
    settled: dict[tuple[int, str], Any] = field(default_factory=dict)

    def judgments(self, n_workers: int) -> Judgments:
        item, worker, label = (
            np.frombuffer(column, np.int32) if column else np.zeros(0, np.int32) for column in self._columns()
        )
        found, _ = from_codes(
            item, worker, label, n_items=len(self.units), n_workers=n_workers, n_classes=len(self.classes)
        )
        return found

    def _columns(self) -> "list[array[int]]":
        return [self.item, self.worker, self.label]

    def add(self, task_id: int, subject: str, worker: int, value: object) -> None:
        if self.question.kind in LISTED:
            self.texts.setdefault((task_id, subject), []).append(value)
            return
        if self.question.kind == "taxonomy" and value is True:
            of, _slash, option = subject.rpartition("/")
            self.chosen.setdefault(of, {}).setdefault(option, set()).add(worker)
        self._row(task_id, subject, worker, value)

    def close_task(self, task_id: int) -> None:
        """What somebody chose from a taxonomy, and others who answered did not, is a no of theirs."""
        for of, options in self.chosen.items():
            answered = set().union(*options.values())
            if self.question.most > 1:
                self.sets.append(
                    [
                        frozenset(option for option, workers in options.items() if worker in workers)
                        for worker in sorted(answered)
                    ]
                )
            for option, workers in options.items():
                for worker in sorted(answered - workers):
                    self._row(task_id, f"{of}/{option}" if of else option, worker, value=False)
        self.chosen.clear()

    def hold(self, unit: tuple[int, str], answer: Any) -> bool:
        """Whether somebody judged the unit, so that there is something to hold at this answer (as labels hold it)."""
        if unit in self.texts:
            self.settled[unit] = answer
            return True
        if unit not in self.units or isinstance(answer, (list, dict)) or answer not in self.classes:
            return False
        self.held[self.units[unit]] = self.classes[answer]
        return True

    def _row(self, task_id: int, subject: str, worker: int, value: object) -> None:
        self.item.append(self.units.setdefault((task_id, subject), len(self.units)))
        self.worker.append(worker)
        self.label.append(self.classes.setdefault(value, len(self.classes)))


@dataclass
class Inputs:
    questions: dict[str, QuestionInputs]
    workers: dict[str, int]
    contributor_ids: list[int | None]
    n_judgments: int = 0
    n_tasks: int = 0
    last_judgment_id: int = 0
    sha256: str = ""
    task_id: int = 0

    def close_task(self) -> None:
        """The judgments of one task have all been read."""
        for inputs in self.questions.values():
            inputs.close_task(self.task_id)


def consensus_inputs(
    *,
    project_id: int,
    stage_id: int,
    schema_version_id: int,
    undo_seconds: int,
    as_of: datetime,
    until: int | None = None,
) -> Inputs:
    """Read everything that counts at `as_of`, streaming; `until` limits to judgments up to that id.

    The undo time is a parameter, not the stage's: a run is reproduced with the one that it was made with.
    """
    schema = parsed_schema(schema_version_id)
    questions = {
        question.id: QuestionInputs(question, classes=_codes(question)) for question in schema.questions
    }
    inputs = Inputs(questions, {}, [])
    digest = hashlib.sha256()
    tasks: set[int] = set()
    params = {"project": project_id, "stage": stage_id, "as_of": as_of, "until": until, "undo": undo_seconds}
    for task_id, task_uid, worker_uid, contributor_id, answers, judgment_id in streamed(_COUNTING, params):
        digest.update(f"{task_uid}|{worker_uid}|{answers}\n".encode())
        if task_id not in tasks:
            inputs.close_task()
        inputs.task_id = task_id
        worker = inputs.workers.setdefault(worker_uid, len(inputs.workers))
        if worker == len(inputs.contributor_ids):
            inputs.contributor_ids.append(contributor_id)
        for question_id, subject, value in _flat(schema, msgspec.json.decode(answers)):
            inputs.questions[question_id].add(task_id, subject, worker, value)
        inputs.n_judgments += 1
        inputs.last_judgment_id = max(inputs.last_judgment_id, judgment_id)
        tasks.add(task_id)
    inputs.close_task()
    for line in _held(inputs, stage_id, as_of):
        digest.update(line)
    inputs.n_tasks, inputs.sha256 = len(tasks), digest.hexdigest()
    return inputs


def _held(inputs: Inputs, stage_id: int, as_of: datetime) -> Iterator[bytes]:
    """Units that somebody has decided are held at the answer: what reviewers corrected, and over it adjudications.

    Of several decisions the last holds.
    """
    decided = Adjudication.objects.filter(
        stage=stage_id, state=AdjudicationState.DECIDED, decided_at__lte=as_of
    ).order_by("task__uid", "question", "subject", "decided_at", "pk")
    places = ("task_id", "task__uid", "question", "subject", "answer")
    for kind, rows_ in (("fixed", _fixed(stage_id, as_of)), ("decided", decided.values_list(*places))):
        for task_id, task_uid, question, subject, answer in rows_:
            rows = inputs.questions.get(question)
            if rows is not None and rows.hold((task_id, subject), answer):
                yield f"{kind}|{task_uid.hex}|{question}|{subject}|{answer!r}\n".encode()


def _fixed(stage_id: int, as_of: datetime) -> Iterator[tuple[int, UUID, str, str, Any]]:
    """What reviewers of the client corrected, unless a dispute of it was upheld; a vendor's own change no label."""
    found = Review.objects.filter(
        stage=stage_id,
        verdict=ReviewVerdict.FIXED,
        tier=ReviewTier.CLIENT,
        purpose__in=(ReviewPurpose.SAMPLE, ReviewPurpose.LOT, ReviewPurpose.RECHECK),
        reviewed_at__lte=as_of,
    ).exclude(adjustment__adjusted_at__lte=as_of)
    places = ("item__task", "item__task__uid", "judgment__schema_version", "answers")
    for task_id, task_uid, version, answers in found.order_by("reviewed_at", "pk").values_list(*places):
        schema = parsed_schema(version)
        questions = {question.id: question for question in schema.questions}
        for question, subject, value in flatten(schema, mapped(schema, answers)):
            yield task_id, task_uid, question, subject, as_label(questions[question], value)


def _flat(schema: LabelSchema, answers: Mapping[str, object]) -> Iterator[tuple[str, str, object]]:
    yield from flatten(schema, mapped(schema, answers))
    for question in schema.questions:
        # Who was asked to mark a text and marked nothing has said that there is nothing to mark.
        is_open = question.kind == "spans" and not question.per and not question.is_retired
        if is_open and question.id not in answers and is_asked(schema, question, answers):
            yield question.id, "", []


def _codes(question: Question) -> dict[object, int]:
    return {value: nth for nth, value in enumerate(classes_of(question))}


def class_name(value: object) -> str:
    """A class as it stands in posteriors and counts: yes and no for an option of a multiple choice."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def class_names(question: Question) -> tuple[str, ...]:
    """The classes of a question in the order of its confusion matrices."""
    return tuple(class_name(value) for value in classes_of(question))
