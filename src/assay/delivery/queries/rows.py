"""The labels of a release, task by task, from a cursor of the server."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any  # Values of labels are JSON.
from uuid import UUID

import msgspec

from assay.delivery.enums import ReleaseKind
from assay.kit.sql import streamed

_LABELS = """
SELECT t.uid, t.external_id, t.is_test, coalesce(m.code, ''), l.question, l.subject, l.value::text, l.probability,
    l.is_tie, l.n_judgments
FROM quality_label l
JOIN work_task t ON t.id = l.task_id
LEFT JOIN people_market m ON m.id = t.market_id
WHERE l.run_id = %(run)s AND t.withdrawn_at IS NULL AND (%(is_test)s::boolean IS NULL OR t.is_test = %(is_test)s)
ORDER BY t.uid, l.question, l.subject
"""


@dataclass(frozen=True, slots=True)
class LabelRow:
    question: str
    subject: str
    value: Any
    probability: float | None
    is_tie: bool
    n_judgments: int


@dataclass(frozen=True, slots=True)
class TaskLabels:
    task: UUID
    external_id: str
    is_test: bool
    market: str
    labels: tuple[LabelRow, ...]


def task_labels(run_id: int, kind: ReleaseKind) -> Iterator[TaskLabels]:
    """One item per task, in the order of outer ids; training releases never read a test item."""
    wanted = {ReleaseKind.TRAIN: False, ReleaseKind.TEST: True, ReleaseKind.ALL: None}[kind]
    for key, group in groupby(streamed(_LABELS, {"run": run_id, "is_test": wanted}), key=lambda row: row[:4]):
        labels = tuple(LabelRow(row[4], row[5], msgspec.json.decode(row[6]), *row[7:]) for row in group)
        task, external_id, is_test, market = key
        yield TaskLabels(task, external_id, is_test, market, labels)
