-- Today's numbers, once per statement: what was taken and what was answered.
days AS (
    INSERT INTO work_workday (contributor_id, stage_id, day_on, n_claimed, n_submitted, n_skipped, handling_seconds)
    SELECT %(contributor)s::bigint, w.stage_id, %(day)s::date, sum(w.n_claimed), sum(w.n_submitted), 0, sum(w.seconds)
    FROM ({changes}) w
    GROUP BY w.stage_id
    ON CONFLICT (contributor_id, day_on, stage_id) DO UPDATE SET
        n_claimed = work_workday.n_claimed + excluded.n_claimed,
        n_submitted = work_workday.n_submitted + excluded.n_submitted,
        handling_seconds = work_workday.handling_seconds + excluded.handling_seconds
    RETURNING stage_id, n_submitted, n_skipped, handling_seconds
),
numbers AS (
    SELECT coalesce(sum(n_submitted), 0) AS n_submitted, coalesce(sum(n_skipped), 0) AS n_skipped,
        coalesce(sum(handling_seconds), 0) AS handling_seconds
    FROM (
        SELECT n_submitted, n_skipped, handling_seconds FROM days
        UNION ALL
        SELECT n_submitted, n_skipped, handling_seconds FROM work_workday
        WHERE contributor_id = %(contributor)s::bigint AND day_on = %(day)s::date
          AND stage_id NOT IN (SELECT stage_id FROM days)
    ) n
)
