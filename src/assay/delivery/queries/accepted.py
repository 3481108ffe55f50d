"""How many labels requesters have accepted."""

from assay.kit.sql import rows

# Runs of a stage label the same items again: of each stage the largest accepted release counts, and what was accepted
# as a correction of it stands in it. A release that was accepted, and superseded later, was accepted.
_ACCEPTED = """
WITH taken AS (
    SELECT c.stage_id, r.run_id, r.kind, max(r.n_labels) AS n
    FROM delivery_release r
    JOIN quality_consensusrun c ON c.id = r.run_id
    JOIN delivery_acceptance a ON a.release_id = r.id
    LEFT JOIN delivery_acceptance b ON b.release_id = a.superseded_by_id
    WHERE r.project_id = %(project)s::bigint AND r.state = 'ready' AND NOT r.only_changes
      AND (a.state IN ('accepted', 'lapsed') OR a.said IN ('accepted', 'lapsed')
           OR b.state IN ('accepted', 'lapsed'))
    GROUP BY c.stage_id, r.run_id, r.kind
), held AS (
    SELECT stage_id, greatest(coalesce(sum(n) FILTER (WHERE kind = 'all'), 0),
        coalesce(sum(n) FILTER (WHERE kind <> 'all'), 0)) AS n
    FROM taken GROUP BY stage_id, run_id
)
SELECT coalesce(sum(n), 0)::bigint FROM (SELECT max(n) AS n FROM held GROUP BY stage_id) largest
"""


def n_accepted_labels(project_id: int) -> int:
    """Each label once, in however many releases it lies."""
    [(n,)] = rows(_ACCEPTED, {"project": project_id})
    return int(n)
