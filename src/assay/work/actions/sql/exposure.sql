-- What an ended claim adds to the person's exposure, by the severity of its queue; the same rule as `after` in
-- work/rules/exposure.py. Every statement of one person waits for the person's lock, so reading before writing is safe.
strain AS (
    SELECT w.contributor_id, w.project_id, w.site_id, q.market_id, q.severity, w.seconds, w.n_reveals, l.run_minutes,
        w.seconds * l.weights[q.severity + 1] / 100.0 AS weighted,
        make_interval(mins => l.break_minutes) AS pause, make_interval(mins => l.cool_minutes) AS cooling
    FROM ({looked_at}) w
    JOIN work_queue q ON q.id = w.queue_id
    JOIN work_terms_in_force l ON l.project_id = w.project_id
    WHERE q.severity > 0
),
strain_days AS (
    INSERT INTO work_exposureday (contributor_id, day_on, project_id, market_id, site_id, severity, n_tasks, seconds,
        weighted_seconds, n_reveals)
    SELECT contributor_id, %(day)s::date, project_id, market_id, site_id, severity, 1, seconds, weighted, n_reveals
    FROM strain
    ON CONFLICT (contributor_id, day_on, project_id, market_id, site_id, severity) DO UPDATE SET
        n_tasks = work_exposureday.n_tasks + 1,
        seconds = work_exposureday.seconds + excluded.seconds,
        weighted_seconds = work_exposureday.weighted_seconds + excluded.weighted_seconds,
        n_reveals = work_exposureday.n_reveals + excluded.n_reveals
    RETURNING id
),
run AS (
    SELECT s.*, x.day_on, x.day_seconds, x.week_on, x.week_seconds, x.break_until, x.cool_until,
        s.seconds + CASE
            WHEN x.last_at IS NULL OR %(now)s::timestamptz - make_interval(secs => s.seconds) - x.last_at >= s.pause
            THEN 0 ELSE x.run_seconds END AS run_seconds
    FROM strain s LEFT JOIN work_exposure x ON x.contributor_id = s.contributor_id
),
exposed AS (
    INSERT INTO work_exposure (contributor_id, day_on, day_seconds, week_on, week_seconds, run_seconds, last_at,
        break_until, cool_until)
    SELECT r.contributor_id, %(day)s::date,
        r.weighted + CASE WHEN r.day_on = %(day)s::date THEN r.day_seconds ELSE 0 END,
        date_trunc('week', %(day)s::date)::date,
        r.weighted + CASE WHEN r.week_on = date_trunc('week', %(day)s::date)::date THEN r.week_seconds ELSE 0 END,
        CASE WHEN r.run_seconds >= r.run_minutes * 60 THEN 0 ELSE r.run_seconds END,
        %(now)s::timestamptz,
        CASE WHEN r.run_seconds >= r.run_minutes * 60 THEN %(now)s::timestamptz + r.pause ELSE r.break_until END,
        CASE WHEN r.run_seconds >= r.run_minutes * 60
            THEN %(now)s::timestamptz + r.pause + r.cooling ELSE r.cool_until END
    FROM run r
    ON CONFLICT (contributor_id) DO UPDATE SET
        day_on = excluded.day_on, day_seconds = excluded.day_seconds, week_on = excluded.week_on,
        week_seconds = excluded.week_seconds, run_seconds = excluded.run_seconds, last_at = excluded.last_at,
        break_until = excluded.break_until, cool_until = excluded.cool_until
    RETURNING contributor_id, day_on, day_seconds, week_on, week_seconds, break_until, cool_until, opted_out
)
