"""Of every vendor, site and market: reviews, rework, calibration and disputes of a stretch of time, as counts."""

from collections.abc import Mapping
from datetime import datetime

from assay.kit.sql import rows
from assay.people.queries.grains import COLUMNS, SETS, Grain, by_grain

_REVIEWS = f"""
WITH reviewed AS (
    SELECT s.vendor_id, i.site_id, i.market_id,
        coalesce(max(CASE e.severity WHEN 'critical' THEN 3 WHEN 'major' THEN 2 ELSE 1 END)
            FILTER (WHERE e.id IS NOT NULL AND d.id IS NULL), 0) AS worst
    FROM quality_review r
    JOIN quality_reviewitem i ON i.id = r.item_id
    JOIN people_site s ON s.id = i.site_id
    LEFT JOIN quality_reviewerror e ON e.review_id = r.id
    LEFT JOIN quality_dispute d ON d.review_id = r.id AND d.state = 'overturned'
        AND (d.error_id IS NULL OR d.error_id = e.id)
    WHERE r.tier = 'client' AND r.purpose IN ('sample', 'lot')
      AND r.reviewed_at > %(since)s::timestamptz AND r.reviewed_at <= %(until)s::timestamptz
    GROUP BY r.id, s.vendor_id, i.site_id, i.market_id
)
SELECT {COLUMNS}, count(*)::int, count(*) FILTER (WHERE worst < 2)::int, count(*) FILTER (WHERE worst < 3)::int
FROM reviewed GROUP BY {SETS}
"""
# Due in the stretch: answered in time, or not.
_REWORK = f"""
WITH due AS (
    SELECT s.vendor_id, i.site_id, i.market_id, w.state = 'done' AND w.ended_at <= w.due_at AS in_time
    FROM quality_rework w
    JOIN quality_review r ON r.id = w.review_id
    JOIN quality_reviewitem i ON i.id = r.item_id
    JOIN people_site s ON s.id = i.site_id
    WHERE w.state <> 'lifted' AND w.due_at > %(since)s::timestamptz AND w.due_at <= %(until)s::timestamptz
)
SELECT {COLUMNS}, count(*)::int, count(*) FILTER (WHERE in_time)::int FROM due GROUP BY {SETS}
"""
_CALIBRATION = f"""
WITH aligned AS (
    SELECT s.vendor_id, p.site_id, NULL::bigint AS market_id, a.value
    FROM quality_calibrationalignment a
    JOIN quality_calibrationsession n ON n.id = a.session_id AND n.state = 'closed'
    JOIN quality_calibrationanswer g ON g.id = a.answer_id
    JOIN quality_calibrationparticipant p ON p.id = g.participant_id
    JOIN people_site s ON s.id = p.site_id
    WHERE n.closed_at > %(since)s::timestamptz AND n.closed_at <= %(until)s::timestamptz
)
SELECT {COLUMNS}, count(*)::int, avg(value), coalesce(stddev_samp(value), 0) FROM aligned GROUP BY {SETS}
"""
_DISPUTES = f"""
WITH decided AS (
    SELECT s.vendor_id, i.site_id, i.market_id, d.state = 'overturned' AS is_overturned
    FROM quality_dispute d
    JOIN quality_review r ON r.id = d.review_id
    JOIN quality_reviewitem i ON i.id = r.item_id
    JOIN people_site s ON s.id = i.site_id
    WHERE d.state IN ('upheld', 'overturned')
      AND d.decided_at > %(since)s::timestamptz AND d.decided_at <= %(until)s::timestamptz
)
SELECT {COLUMNS}, count(*)::int, count(*) FILTER (WHERE is_overturned)::int FROM decided GROUP BY {SETS}
"""
Pairs = Mapping[Grain, tuple[int, int]]


def reviews_between(since: datetime, until: datetime) -> Mapping[Grain, tuple[int, int, int]]:
    """(reviewed, without a critical or major error, without a critical one): the client's samples, after disputes."""
    return by_grain(rows(_REVIEWS, {"since": since, "until": until}))


def rework_between(since: datetime, until: datetime) -> Pairs:
    """(tasks that came back and were due, answered in time)."""
    return by_grain(rows(_REWORK, {"since": since, "until": until}))


def calibration_between(since: datetime, until: datetime) -> Mapping[Grain, tuple[int, float, float]]:
    """(answers, their mean alignment with the benchmark, its standard deviation), of sessions that were closed."""
    return by_grain(rows(_CALIBRATION, {"since": since, "until": until}))


def disputes_between(since: datetime, until: datetime) -> Pairs:
    """(disputes decided, of which the error was overturned)."""
    return by_grain(rows(_DISPUTES, {"since": since, "until": until}))
