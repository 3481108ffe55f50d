"""The traces of labeling in the time of people who work at sites."""

from datetime import datetime

from assay.people.actions.time import trace
from assay.people.enums import ActivityStage

# Judgments come nearly in the order of their keys: from the newest back to the first one that is old enough.
_LABELED = """
SELECT j.contributor_id AS who, j.submitted_at - make_interval(secs => j.handling_seconds) AS a, j.submitted_at AS b
FROM work_judgment j JOIN people_routing p ON p.contributor_id = j.contributor_id AND p.site_id IS NOT NULL
WHERE j.submitted_at >= %(since)s::timestamptz
  AND j.id > coalesce((SELECT id FROM work_judgment WHERE recorded_at < %(since)s::timestamptz - interval '1 hour'
                       ORDER BY id DESC LIMIT 1), 0)
"""


def trace_labeling(*, since: datetime | None = None, now: datetime) -> None:
    trace(ActivityStage.LABEL, work=_LABELED, since=since, now=now)
