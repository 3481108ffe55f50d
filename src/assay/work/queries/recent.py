"""When people worked last, and how much of late."""

# A part of other domains' statements: one row for each contributor of `people` with a day on which an answer was sent.
# It reads the parameters `people`, `today` and `weeks`, over which hours of handling are spread.
RECENT_WORK = """
SELECT d.contributor_id, max(d.day_on) AS last_on,
    coalesce(sum(d.handling_seconds) FILTER (WHERE d.day_on > %(today)s::date - 7 * %(weeks)s::int), 0)
        / 3600 / %(weeks)s::int AS week_hours
FROM work_workday d
WHERE d.contributor_id = ANY (%(people)s::bigint[]) AND d.n_submitted > 0 AND d.day_on <= %(today)s::date
GROUP BY d.contributor_id
"""
