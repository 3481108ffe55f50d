"""The labels of a release, task by task, from a cursor of the server."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any  # Values of labels are JSON.
from uuid import UUID

import msgspec

from assay.delivery.models import Release
from assay.kit.sql import streamed

# A label that a reviewer found wrong is delivered right from then on; what the model thought of it no longer holds.
ESCAPED = "LEFT JOIN delivery_escape e ON e.label_id = l.id AND e.is_upheld AND e.decided_at <= %(at)s"
CORRECTED = """JOIN delivery_escape e ON e.label_id = l.id AND e.is_upheld
JOIN delivery_corrected c ON c.escape_id = e.id AND c.release_id = %(release)s"""
# After a policy change: the labels that say something else than the release that is corrected.
CHANGED = f"JOIN delivery_changedlabel c ON c.label_id = l.id AND c.release_id = %(release)s\n{ESCAPED}"
# Labels of lots that were not accepted, where the plan holds them back.
NOT_HELD_BACK = """AND NOT EXISTS (
    SELECT FROM delivery_heldback h WHERE h.release_id = %(release)s::bigint AND h.task_id = l.task_id
)"""
_LABELS = """
SELECT t.uid, t.external_id, t.is_test, coalesce(m.code, ''), l.question, l.subject, coalesce(e.answer, l.value)::text,
    CASE WHEN e.id IS NULL THEN l.probability END, l.is_tie AND e.id IS NULL, l.n_judgments
FROM quality_label l
JOIN work_task t ON t.id = l.task_id
{escapes}
LEFT JOIN people_market m ON m.id = t.market_id
WHERE l.run_id = %(run)s AND t.withdrawn_at IS NULL AND (%(is_test)s::boolean IS NULL OR t.is_test = %(is_test)s)
{not_held_back}
ORDER BY t.uid, l.question, l.subject
"""
IS_TEST = {"train": False, "test": True}


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


def task_labels(release: Release) -> Iterator[TaskLabels]:
    """One item per task, in the order of outer ids; training releases never read a test item."""
    found = streamed(
        _LABELS.format(escapes=escapes_sql(release), not_held_back=NOT_HELD_BACK), params_of(release)
    )
    for key, group in groupby(found, key=lambda row: row[:4]):
        labels = tuple(LabelRow(row[4], row[5], msgspec.json.decode(row[6]), *row[7:]) for row in group)
        task, external_id, is_test, market = key
        yield TaskLabels(task, external_id, is_test, market, labels)


def escapes_sql(release: Release) -> str:
    """The join that brings the right answers of labels that escaped; a correction holds only what it changes."""
    if release.invalidation_id:
        return CHANGED
    return CORRECTED if release.only_changes else ESCAPED


def params_of(release: Release) -> dict[str, object]:
    """What every statement over the labels of a release is asked with."""
    return {
        "run": release.run_id,
        "is_test": IS_TEST.get(release.kind),
        "at": release.created_at,
        "release": release.pk,
    }
