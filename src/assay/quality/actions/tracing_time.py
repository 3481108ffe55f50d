"""The traces of reviewing in the time of people who work at sites: their QAs are measured like their agents."""

from datetime import datetime

from assay.people.actions.time import trace
from assay.people.enums import ActivityStage

_REVIEWED = """
SELECT p.contributor_id AS who, r.reviewed_at - make_interval(secs => r.handling_seconds) AS a, r.reviewed_at AS b
FROM quality_review r JOIN people_routing p ON p.user_id = r.reviewer_id AND p.site_id IS NOT NULL
WHERE r.reviewed_at >= %(since)s::timestamptz
  AND r.id > coalesce((SELECT id FROM quality_review WHERE recorded_at < %(since)s::timestamptz - interval '1 hour'
                       ORDER BY id DESC LIMIT 1), 0)
"""


def trace_reviewing(*, since: datetime | None = None, now: datetime) -> None:
    trace(ActivityStage.REVIEW, work=_REVIEWED, since=since, now=now)
