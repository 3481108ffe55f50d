"""How many labels requesters have accepted."""

from collections.abc import Iterable
from datetime import UTC, datetime

from assay.kit.sql import rows

# Runs of a stage label the same items again: of each stage the largest accepted release counts, and what was accepted
# as a correction of it stands in it. A release that was accepted, and superseded later, was accepted.
_ACCEPTED = """
WITH taken AS (
    SELECT r.project_id, c.stage_id, r.run_id, r.kind, max(r.n_labels) AS n
    FROM delivery_release r
    JOIN quality_consensusrun c ON c.id = r.run_id
    JOIN delivery_acceptance a ON a.release_id = r.id
    LEFT JOIN delivery_acceptance b ON b.release_id = a.superseded_by_id
    WHERE r.project_id = ANY (%(projects)s::bigint[]) AND r.state = 'ready' AND NOT r.only_changes
      AND ((a.state IN ('accepted', 'lapsed') OR a.said IN ('accepted', 'lapsed'))
               AND a.decided_at <= %(until)s::timestamptz
           OR b.state IN ('accepted', 'lapsed') AND b.decided_at <= %(until)s::timestamptz)
    GROUP BY r.project_id, c.stage_id, r.run_id, r.kind
), held AS (
    SELECT project_id, stage_id, greatest(coalesce(sum(n) FILTER (WHERE kind = 'all'), 0),
        coalesce(sum(n) FILTER (WHERE kind <> 'all'), 0)) AS n
    FROM taken GROUP BY project_id, stage_id, run_id
)
SELECT project_id, sum(n)::bigint FROM (
    SELECT project_id, max(n) AS n FROM held GROUP BY project_id, stage_id) largest
GROUP BY project_id
"""


def n_accepted_labels(project_id: int) -> int:
    """Each label once, in however many releases it lies."""
    return n_accepted_of([project_id], datetime.max.replace(tzinfo=UTC)).get(project_id, 0)


def n_accepted_of(project_ids: Iterable[int], until: datetime) -> dict[int, int]:
    """The same of many projects, by what was said up to a moment; one of which nothing is left out."""
    found = rows(_ACCEPTED, {"projects": list(project_ids), "until": until})
    return {project: int(n) for project, n in found}
