"""Where people lie among those who do the same work is counted for a whole project at once."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from assay.projects.models import Project
from assay.quality.models import ReviewPlace
from assay.quality.queries.own_quality import WEEKS
from assay.quality.rules.place import FEWEST_REVIEWS

# Two equal fractions give the same float, so ties are found by comparing shares.
_COUNT = """
WITH reviewed AS (
    SELECT r.contributor_id, i.market_id, count(*) >= %(fewest)s::int AS counts,
        count(*) FILTER (WHERE coalesce(a.is_correct, r.is_correct))::float8 / count(*) AS share
    FROM quality_review r
    JOIN quality_reviewitem i ON i.id = r.item_id
    LEFT JOIN quality_reviewadjustment a ON a.review_id = r.id
    WHERE r.project_id = %(project)s::bigint AND r.tier = 'client' AND r.purpose IN ('sample', 'lot')
      AND r.reviewed_at > %(since)s::timestamptz AND r.reviewed_at <= %(now)s::timestamptz
      AND r.contributor_id IS NOT NULL
    GROUP BY 1, 2
)
INSERT INTO quality_reviewplace (project_id, contributor_id, market_id, n_people, n_below, n_same, counted_at)
SELECT %(project)s::bigint, contributor_id, market_id,
    CASE WHEN counts THEN count(*) OVER (PARTITION BY market_id, counts) ELSE 0 END,
    CASE WHEN counts THEN rank() OVER (PARTITION BY market_id, counts ORDER BY share) - 1 ELSE 0 END,
    CASE WHEN counts THEN count(*) OVER (PARTITION BY market_id, counts, share) ELSE 0 END,
    %(now)s::timestamptz
FROM reviewed
"""


@transaction.atomic
def count_places(project: Project, *, now: datetime) -> None:
    """From the reviews of the last weeks, after disputes."""
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    ReviewPlace.objects.filter(project=project).delete()
    params: dict[str, int | datetime] = {
        "project": project.pk,
        "since": now - timedelta(weeks=WEEKS),
        "now": now,
        "fewest": FEWEST_REVIEWS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, params)
