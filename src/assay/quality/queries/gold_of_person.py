"""Gold accuracy of one contributor, per project."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from assay.kit.sql import rows
from assay.quality.queries.gold import WINDOW
from assay.stats.sampling import Share, wilson

_ACCURACY = """
SELECT uid, name, count(*) FILTER (WHERE is_correct)::int, count(*)::int
FROM (
    SELECT p.uid, p.name, r.is_correct,
        row_number() OVER (PARTITION BY p.id ORDER BY r.judged_at DESC, r.id DESC) AS nth
    FROM quality_goldresult r
    JOIN projects_stage s ON s.id = r.stage_id
    JOIN projects_project p ON p.id = s.project_id
    WHERE r.contributor_id = %(contributor)s::bigint AND p.uid = ANY (%(projects)s::uuid[])
) newest
WHERE nth <= %(window)s::int
GROUP BY uid, name ORDER BY name
"""


@dataclass(frozen=True, slots=True)
class ProjectAccuracy:
    project: UUID
    name: str
    share: Share


def gold_accuracy_of(
    contributor_id: int, projects: Iterable[UUID], window: int = WINDOW
) -> list[ProjectAccuracy]:
    """The newest `window` scores in each of the named projects; projects without a score are left out."""
    params = {"contributor": contributor_id, "projects": list(projects), "window": window}
    return [ProjectAccuracy(uid, name, wilson(k, n)) for uid, name, k, n in rows(_ACCURACY, params)]
