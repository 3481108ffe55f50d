"""Labels as TREC qrels: streamed in the order of query and document, every pair once."""

from pathlib import Path
from typing import Any  # Settings are JSON.

import msgspec

from assay.delivery.models import Release
from assay.delivery.queries.rows import NOT_HELD_BACK, escapes_sql, params_of
from assay.delivery.rules import qrels as rules
from assay.delivery.rules.qrels import EXTERNAL_ID, Qrels
from assay.kit.reasons import Refused
from assay.kit.sql import streamed

# A database sorts what memory does not hold; in the order of bytes, which is the same everywhere.
_PAIRS = """
SELECT t.external_id, l.value, e.answer,
    CASE WHEN %(query)s = '{external_id}' THEN t.external_id ELSE t.content ->> %(query)s END AS query,
    CASE WHEN %(document)s = '' THEN l.subject WHEN %(document)s = '{external_id}' THEN t.external_id
        ELSE t.content ->> %(document)s END AS document
FROM quality_label l
JOIN work_task t ON t.id = l.task_id
{escapes}
WHERE l.run_id = %(run)s AND l.question = %(question)s AND t.withdrawn_at IS NULL
  AND (%(is_test)s::boolean IS NULL OR t.is_test = %(is_test)s)
  {not_held_back}
"""
_ROWS = """
SELECT query, document, coalesce(answer, value)::text, external_id, count(*) OVER (PARTITION BY query, document)
FROM ({pairs}) pairs ORDER BY query COLLATE "C", document COLLATE "C", external_id
"""


class QrelsFile:
    """Written from a statement of its own: the other formats are in the order of items."""

    def __init__(self, path: Path) -> None:
        self.path, self.n_rows, self.n_left_out = path, 0, 0

    def write(self, release: Release, settings: Qrels) -> None:
        pairs = _PAIRS.format(
            external_id=EXTERNAL_ID, escapes=escapes_sql(release), not_held_back=NOT_HELD_BACK
        )
        params: dict[str, Any] = {
            **params_of(release),
            "question": settings.question,
            "query": settings.query,
            "document": settings.document,
        }
        with self.path.open("w", encoding="utf-8", newline="") as target:
            for query, document, value, external_id, n in streamed(_ROWS.format(pairs=pairs), params):
                grade = settings.grade(msgspec.json.decode(value))
                if grade is None:
                    self.n_left_out += 1
                    continue
                _check(query, document, external_id, n)
                target.write(f"{rules.safe_id(query)} 0 {rules.safe_id(document)} {grade}\n")
                self.n_rows += 1


def _check(query: str | None, document: str | None, external_id: str, n: int) -> None:
    if not query or not document:
        raise Refused(rules.NO_ID(external_id=external_id[:200]))
    if n > 1:
        raise Refused(rules.SAME_PAIR(query=query[:100], document=document[:100]))
