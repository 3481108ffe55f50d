"""What the agreement board reads: everything that people judged and that counts, as columns of codes.

Equal answers are read once, whoever gave them, and everything after that is arithmetic on arrays: two million
judgments take seconds. Machines are left out: the board shows where people differ.
"""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any  # Database rows and answers.

import msgspec
import numpy as np
from numpy.typing import NDArray

from assay.kit.sql import Row, streamed
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import flatten, mapped
from assay.projects.rules.label_schema import LabelSchema, Question
from assay.quality.queries.inputs import LISTED
from assay.quality.rules.classes import classes_of, is_yes_or_no

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]
# A Monday, so that weeks are whole sevens of days.
EPOCH = date(2000, 1, 3)
AT_ONCE, MOST_REMEMBERED = 50_000, 200_000
_COUNTING = """
SELECT j.id, j.task_id, j.contributor_id, coalesce(j.market_id, 0), coalesce(j.guideline_version_id, 0),
    j.work_on - DATE '2000-01-03', j.handling_seconds, j.answers::text
FROM work_judgment j
LEFT JOIN work_retraction r ON r.judgment_id = j.id AND r.retracted_at <= %(as_of)s
LEFT JOIN work_task w ON w.id = j.task_id AND w.withdrawn_at <= %(as_of)s
WHERE j.project_id = %(project)s AND j.stage_id = %(stage)s AND NOT j.is_gold AND j.contributor_id IS NOT NULL
  AND r.id IS NULL AND w.id IS NULL
  AND j.submitted_at + make_interval(secs => %(undo)s::int) <= %(as_of)s
ORDER BY j.id
"""


@dataclass
class Answered:
    """What was answered to one question, by the code of the whole answer: equal answers stand here once."""

    question: Question
    classes: dict[object, int]
    subjects: dict[str, int] = field(default_factory=dict)
    whole: "array[int]" = field(default_factory=lambda: array("q"))
    subject: "array[int]" = field(default_factory=lambda: array("q"))
    label: "array[int]" = field(default_factory=lambda: array("q"))

    def add(self, whole: int, subject: str, value: object) -> None:
        self.whole.append(whole)
        self.subject.append(self.subjects.setdefault(subject, len(self.subjects)))
        self.label.append(self.classes.setdefault(value, len(self.classes)))


@dataclass(frozen=True, slots=True)
class Judged:
    """One entry per judgment, in the order in which they came; tasks and contributors as codes from 0."""

    task: Codes
    contributor: Codes
    market: Codes
    guideline: Codes
    day: Codes
    seconds: Floats
    whole: Codes


@dataclass(frozen=True, slots=True)
class BoardInputs:
    """`task_ids` and `contributor_ids` lead from the codes back to the rows."""

    judged: Judged
    answered: tuple[Answered, ...]
    task_ids: Codes
    contributor_ids: Codes
    last_judgment_id: int

    @property
    def n_judgments(self) -> int:
        return len(self.judged.task)


@dataclass
class _Reader:
    """Answers become codes here; a text that was met before costs one look."""

    schema: LabelSchema
    answered: dict[str, Answered]
    known: dict[str, int] = field(default_factory=dict)
    n: int = 0

    def code(self, text: str) -> int:
        found = self.known.get(text)
        if found is None:
            found = self.n
            self.n += 1
            if len(self.known) < MOST_REMEMBERED:
                self.known[text] = found
            self._read(found, msgspec.json.decode(text))
        return found

    def _read(self, code: int, answers: Mapping[str, Any]) -> None:
        for question_id, subject, value in flatten(self.schema, mapped(self.schema, answers)):
            if found := self.answered.get(question_id):
                found.add(code, subject, value)


def board_inputs(
    *, project_id: int, stage_id: int, schema_version_id: int, undo_seconds: int, as_of: datetime
) -> BoardInputs:
    """Everything that counts at `as_of`, streaming."""
    schema = parsed_schema(schema_version_id)
    answered = {
        question.id: Answered(question, {value: nth for nth, value in enumerate(classes_of(question))})
        for question in schema.questions
        if question.kind not in LISTED
    }
    reader = _Reader(schema, answered)
    params = {"project": project_id, "stage": stage_id, "as_of": as_of, "undo": undo_seconds}
    ids, task, contributor, market, guideline, day, seconds, whole = _columns(params, reader)
    task_ids, task_codes = np.unique(task, return_inverse=True)
    contributor_ids, contributor_codes = np.unique(contributor, return_inverse=True)
    judged = Judged(task_codes, contributor_codes, market, guideline, day, seconds, whole)
    last = int(ids[-1]) if len(ids) else 0
    return BoardInputs(judged, tuple(answered.values()), task_ids, contributor_ids, last)


def _columns(params: Mapping[str, Any], reader: _Reader) -> list[NDArray[Any]]:
    parts: list[list[NDArray[Any]]] = [[np.zeros(0, kind)] for kind in ("i8",) * 6 + ("f8", "i8")]
    for chunk in _chunks(streamed(_COUNTING, params, chunk=AT_ONCE)):
        *numbers, texts = zip(*chunk, strict=True)
        columns = [np.array(each, "f8" if nth == 6 else "i8") for nth, each in enumerate(numbers)]
        columns.append(np.fromiter(map(reader.code, texts), np.int64, len(texts)))
        for kept, column in zip(parts, columns, strict=True):
            kept.append(column)
    return [np.concatenate(each) for each in parts]


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, AT_ONCE)):
        yield chunk


@dataclass(frozen=True, slots=True)
class Asked:
    """The rows of one question, in the order in which they came, and the items (units) that they are about.

    A unit is a task, or one of its results or options. Of somebody who judged a unit twice the first answer counts.
    """

    question: Question
    classes: tuple[object, ...]
    subjects: tuple[str, ...]
    judgment: Codes
    unit: Codes
    label: Codes
    unit_task: Codes
    unit_subject: Codes

    @property
    def n_units(self) -> int:
        return len(self.unit_task)


def asked(inputs: BoardInputs, answered: Answered) -> Asked:
    """Every judgment's rows of one question."""
    judgment, subject, label = _spread(inputs.judged.whole, answered)
    task = inputs.judged.task[judgment]
    if is_yes_or_no(answered.question) and answered.question.kind == "taxonomy":
        rows = _with_noes(answered, inputs.judged, np.stack([judgment, subject, label]))
        judgment, subject, label = rows
        task = inputs.judged.task[judgment]
    key = task * max(1, len(answered.subjects)) + subject
    units, unit = np.unique(key, return_inverse=True)
    kept = _first_answers(unit, inputs.judged.contributor[judgment], len(inputs.contributor_ids))
    unit_task, unit_subject = np.divmod(units, max(1, len(answered.subjects)))
    return Asked(
        answered.question,
        tuple(answered.classes),
        tuple(answered.subjects),
        judgment[kept],
        unit[kept],
        label[kept],
        unit_task,
        unit_subject,
    )


def _spread(whole: Codes, answered: Answered) -> tuple[Codes, Codes, Codes]:
    """From one row per distinct answer to one row per judgment that gave it."""
    codes, subject, label = (
        np.frombuffer(each, np.int64) if each else np.zeros(0, np.int64)
        for each in (answered.whole, answered.subject, answered.label)
    )
    starts = np.searchsorted(codes, whole, side="left")
    sizes = np.searchsorted(codes, whole, side="right") - starts
    judgment = np.repeat(np.arange(len(whole)), sizes)
    within = np.arange(len(judgment)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    entry = np.repeat(starts, sizes) + within
    return judgment, subject[entry], label[entry]


def _with_noes(answered: Answered, judged: Judged, rows: Codes) -> Codes:
    """What somebody chose from a taxonomy, and others who answered did not, is a no of theirs."""
    chosen: dict[tuple[int, str], dict[str, set[int]]] = {}
    subjects = list(answered.subjects)
    for judgment, subject in zip(rows[0].tolist(), rows[1].tolist(), strict=True):
        of, _slash, option = subjects[subject].rpartition("/")
        chosen.setdefault((int(judged.task[judgment]), of), {}).setdefault(option, set()).add(judgment)
    noes = []
    for (_task, of), options in chosen.items():
        everybody = set().union(*options.values())
        for option, yes in options.items():
            code = answered.subjects[f"{of}/{option}" if of else option]
            noes += [(judgment, code, answered.classes[False]) for judgment in everybody - yes]
    if not noes:
        return rows
    together = np.concatenate([rows, np.array(noes, np.int64).T], axis=1)
    return together[:, np.argsort(together[0], kind="stable")]


def _first_answers(unit: Codes, contributor: Codes, n_contributors: int) -> NDArray[Any]:
    _, first = np.unique(unit * max(1, n_contributors) + contributor, return_index=True)
    return np.sort(first)


def day_of(code: int) -> date:
    """The day behind its number."""
    return EPOCH + timedelta(days=code)
