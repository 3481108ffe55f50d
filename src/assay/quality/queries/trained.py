"""How often people's judgments were without certain errors between two moments: what training is measured by."""

from collections.abc import Sequence

from assay.kit.sql import rows
from assay.quality.queries.coaching import Stretch
from assay.stats.sampling import Share, wilson

# By when the work was done, as coaching counts. The empty key stands for all that were asked for together, and where
# none was named for every error.
_WITHOUT = """
WITH reviewed AS (
    SELECT r.id, r.contributor_id, coalesce(a.is_correct, r.is_correct) AS is_correct
    FROM quality_review r
    JOIN work_judgment j ON j.id = r.judgment_id
    LEFT JOIN quality_reviewadjustment a ON a.review_id = r.id
    WHERE r.contributor_id = ANY (%(people)s::bigint[]) AND r.project_id = %(project)s::bigint
      AND r.tier = 'client' AND r.purpose IN ('sample', 'lot')
      AND j.submitted_at > %(since)s::timestamptz AND j.submitted_at <= %(until)s::timestamptz
), charged AS (
    SELECT DISTINCT e.review_id, t.key
    FROM quality_reviewerror e
    JOIN reviewed v ON v.id = e.review_id
    JOIN quality_errortype t ON t.id = e.error_type_id AND t.key = ANY (%(keys)s::text[])
    WHERE NOT EXISTS (
        SELECT FROM quality_dispute d WHERE d.review_id = e.review_id AND d.state = 'overturned'
          AND (d.error_id IS NULL OR d.error_id = e.id))
), asked AS (SELECT unnest(%(keys)s::text[] || ''::text) AS key)
SELECT v.contributor_id, k.key, count(*)::int,
    count(*) FILTER (WHERE CASE
        WHEN k.key <> '' THEN NOT EXISTS (SELECT FROM charged c WHERE c.review_id = v.id AND c.key = k.key)
        WHEN cardinality(%(keys)s::text[]) > 0 THEN NOT EXISTS (SELECT FROM charged c WHERE c.review_id = v.id)
        ELSE v.is_correct END)::int
FROM reviewed v CROSS JOIN asked k GROUP BY 1, 2
"""


def without_errors(
    stretch: Stretch, people: Sequence[int], keys: Sequence[str]
) -> dict[tuple[int, str], Share]:
    """By contributor and key, of the judgments that the client's reviewers looked at; one statement."""
    params = {
        "people": list(people),
        "project": stretch.project,
        "since": stretch.since,
        "until": stretch.until,
        "keys": list(keys),
    }
    return {(person, key): wilson(k, n) for person, key, n, k in rows(_WITHOUT, params)}
