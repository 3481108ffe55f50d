"""What the agreement board reads: everything that people judged and that counts, as columns of codes.

Judgments come in PostgreSQL's binary form, equal answers are read once, whoever gave them, and everything after that
is arithmetic on arrays: two million judgments take seconds. Machines are left out: the board shows where people differ.
"""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any  # Database rows and answers.

import msgspec
import numpy as np
from numpy.typing import NDArray

from assay.kit.sql import copied, streamed
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import flatten, mapped
from assay.projects.rules.label_schema import LabelSchema, Question
from assay.quality.queries.inputs import LISTED
from assay.quality.rules.classes import classes_of, is_yes_or_no

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]
# A Monday, so that weeks are whole sevens of days.
EPOCH = date(2000, 1, 3)
AT_ONCE = 5_000
# Answers travel as a number of their text; what the numbers stand for is read apart, each once.
_COUNTING = """
SELECT j.id, j.task_id, j.contributor_id, coalesce(j.market_id, 0) AS market,
    coalesce(j.guideline_version_id, 0) AS guideline, j.work_on - DATE '2000-01-03' AS day,
    j.handling_seconds, hashtextextended(j.answers::text, 0) AS answers
FROM work_judgment j
LEFT JOIN work_retractedspan r ON r.judgment_id = j.id
    AND r.retracted_at <= %(as_of)s AND r.restored_at > %(as_of)s
LEFT JOIN work_task w ON w.id = j.task_id AND w.withdrawn_at <= %(as_of)s
WHERE j.project_id = %(project)s AND j.stage_id = %(stage)s AND NOT j.is_gold AND j.contributor_id IS NOT NULL
  AND r.judgment_id IS NULL AND w.id IS NULL
  AND j.submitted_at + make_interval(secs => %(undo)s::int) <= %(as_of)s
ORDER BY j.id
"""
_FIELDS = (
    *(("id", "i8"), ("task", "i8"), ("contributor", "i8"), ("market", "i8"), ("guideline", "i8")),
    *(("day", "i4"), ("seconds", "f8"), ("answers", "i8")),
)
# Judgments are never changed, so that whatever was counted before is among these.
_ANSWERS = """
SELECT DISTINCT ON (number) number, answers FROM (
    SELECT hashtextextended(j.answers::text, 0) AS number, j.answers::text AS answers FROM work_judgment j
    WHERE j.project_id = %(project)s AND j.stage_id = %(stage)s AND NOT j.is_gold AND j.contributor_id IS NOT NULL
) found ORDER BY number
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
    params = {"project": project_id, "stage": stage_id, "as_of": as_of, "undo": undo_seconds}
    rows = copied(_COUNTING, params, _FIELDS)
    task_ids, task = np.unique(_numbers(rows["task"]), return_inverse=True)
    contributor_ids, contributor = np.unique(_numbers(rows["contributor"]), return_inverse=True)
    judged = Judged(
        task=task,
        contributor=contributor,
        market=_numbers(rows["market"]),
        guideline=_numbers(rows["guideline"]),
        day=_numbers(rows["day"]),
        seconds=rows["seconds"].astype(np.float64),
        whole=_answers(_numbers(rows["answers"]), schema, answered, params),
    )
    last = int(rows["id"][-1]) if len(rows) else 0
    return BoardInputs(judged, tuple(answered.values()), task_ids, contributor_ids, last)


def _numbers(column: NDArray[Any]) -> Codes:
    return column.astype(np.int64)


def _answers(
    numbers: Codes, schema: LabelSchema, answered: Mapping[str, Answered], params: Mapping[str, Any]
) -> Codes:
    """A code from 0 for each answer; what each distinct one says is read into `answered`."""
    distinct, codes = np.unique(numbers, return_inverse=True)
    wanted = dict(zip(distinct.tolist(), range(len(distinct)), strict=True))
    # In the order of their numbers, which is that of the codes.
    for number, text in streamed(_ANSWERS, params, chunk=AT_ONCE):
        code = wanted.get(number)
        if code is None:
            continue
        for question_id, subject, value in flatten(schema, mapped(schema, msgspec.json.decode(text))):
            if found := answered.get(question_id):
                found.add(code, subject, value)
    return codes


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
