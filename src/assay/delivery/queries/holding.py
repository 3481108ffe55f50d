"""Which releases hold tasks: what somebody who withdraws content has to know."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any  # Fields of several types.
from uuid import UUID

from assay.kit.sql import rows
from assay.projects.models import Project

# What was withdrawn before a release was ready is not in it.
_HOLDING = """
SELECT r.uid, r.number, r.kind, r.ready_at, count(*)
FROM delivery_release r
JOIN work_task t ON t.project_id = r.project_id AND t.external_id = ANY (%(names)s::text[])
WHERE r.project_id = %(project)s::bigint AND r.state = 'ready'
  AND (r.kind = 'all' OR t.is_test = (r.kind = 'test'))
  AND (t.withdrawn_at IS NULL OR t.withdrawn_at > r.ready_at)
  AND EXISTS (SELECT FROM quality_label l WHERE l.run_id = r.run_id AND l.task_id = t.id)
  AND NOT EXISTS (SELECT FROM delivery_heldback h WHERE h.release_id = r.id AND h.task_id = t.id)
GROUP BY r.id ORDER BY r.number
"""


@dataclass(frozen=True, slots=True)
class Holding:
    """One release, and how many of the named tasks it holds."""

    uid: UUID
    number: int
    kind: str
    ready_at: datetime
    n_tasks: int

    def document(self) -> dict[str, Any]:
        return asdict(self)


def releases_holding(project: Project, external_ids: Sequence[str]) -> list[Holding]:
    """Every ready release with a label of one of these tasks, the oldest first."""
    params = {"project": project.pk, "names": list(external_ids)}
    return [Holding(*row) for row in rows(_HOLDING, params)]
