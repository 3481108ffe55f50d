"""Which errors the client's reviewers charge most at a site: per type, of the judgments that were looked at."""

from collections.abc import Iterable
from dataclasses import dataclass

from assay.kit.sql import rows
from assay.quality.queries.measured import PART, Look
from assay.stats.sampling import Share, wilson

# A type goes by its key; its name and severity are those of the newest version of the taxonomy that charged it.
_ERRORS = f"""
WITH reviewed AS (
    SELECT r.id, r.project_id
    FROM quality_review r
    JOIN quality_reviewitem i ON i.id = r.item_id
    WHERE r.project_id = ANY (%(projects)s::bigint[]) AND r.tier = 'client' AND r.purpose IN ('sample', 'lot')
      AND r.reviewed_at > %(since)s::timestamptz AND r.reviewed_at <= %(until)s::timestamptz
      {PART.format(site="i.site_id", person="r.contributor_id", market="i.market_id")}
), charged AS (
    SELECT v.project_id, t.key, count(DISTINCT v.id)::int AS n_with,
        (array_agg(t.name ORDER BY t.id DESC))[1] AS name, (array_agg(t.severity ORDER BY t.id DESC))[1] AS severity
    FROM reviewed v
    JOIN quality_reviewerror e ON e.review_id = v.id
    JOIN quality_errortype t ON t.id = e.error_type_id
    WHERE NOT EXISTS (SELECT FROM quality_dispute d WHERE d.review_id = v.id AND d.state = 'overturned'
        AND (d.error_id IS NULL OR d.error_id = e.id))
    GROUP BY v.project_id, t.key
)
SELECT c.project_id, c.key, c.name, c.severity, c.n_with,
    (SELECT count(*)::int FROM reviewed v WHERE v.project_id = c.project_id)
FROM charged c ORDER BY c.n_with DESC, c.project_id, c.key LIMIT %(most)s::int
"""


@dataclass(frozen=True, slots=True)
class SiteError:
    """`share` is that of the reviewed judgments with at least one error of the type that no dispute overturned."""

    project: int
    key: str
    name: str
    severity: str
    share: Share


def errors_at(project_ids: Iterable[int], look: Look, most: int) -> list[SiteError]:
    """The most frequent ones first."""
    found = rows(_ERRORS, {**look.params(project_ids), "most": most})
    return [
        SiteError(project, key, name, severity, wilson(k, n)) for project, key, name, severity, k, n in found
    ]
