-- New tasks with their place in the queue, in the order of the file; known external ids are left alone.
WITH incoming AS (
    SELECT *, first_value(external_id) OVER (PARTITION BY sha256 ORDER BY nth) AS first_alike
    FROM (SELECT DISTINCT ON (external_id) * FROM incoming_task ORDER BY external_id, nth) i
),
-- Scalar subqueries on purpose: each is one look into an index, whatever the planner believes of a new table.
looked_up AS MATERIALIZED (
    SELECT i.*,
        (SELECT t.sha256 FROM work_task t
         WHERE t.project_id = %(project)s::bigint AND t.external_id = i.external_id) AS known_sha256,
        CASE WHEN NOT %(is_gold)s::boolean THEN coalesce(
            (SELECT t.external_id FROM work_task t
             WHERE t.project_id = %(project)s::bigint AND t.sha256 = i.sha256 AND t.withdrawn_at IS NULL
               AND NOT t.is_gold AND t.external_id <> i.external_id LIMIT 1),
            nullif(i.first_alike, i.external_id)) END AS twin
    FROM incoming i
),
added AS (
    INSERT INTO work_task (uid, project_id, batch_id, external_id, market_id, content, sha256, is_gold, is_test,
        created_at, expires_at, withdrawn_reason, severity, category)
    SELECT uid, %(project)s::bigint, %(batch)s::bigint, external_id, market_id, content, sha256,
        %(is_gold)s::boolean, is_test AND NOT %(is_gold)s::boolean, %(now)s::timestamptz, expires_at, '', severity, category
    FROM looked_up
    WHERE known_sha256 IS NULL AND (twin IS NULL OR NOT %(skips_twins)s::boolean)
    ORDER BY nth
    ON CONFLICT (project_id, external_id) DO NOTHING
    RETURNING id, uid
),
placed AS (
    INSERT INTO work_queueitem (queue_id, task_id, stage_id, state, n_slots_left, n_needed, n_judgments, n_skips,
        is_claimable)
    SELECT i.queue_id, a.id, %(stage)s::bigint, 1,
        CASE WHEN %(is_gold)s::boolean THEN 2000000000 ELSE %(overlap)s::int END, %(overlap)s::int, 0, 0, true
    FROM added a JOIN incoming_task i ON i.uid = a.uid
    ORDER BY a.id
    RETURNING id
),
counted AS (
    UPDATE work_queue q SET n_open = q.n_open + n.n, counted_at = %(now)s::timestamptz
    FROM (SELECT i.queue_id, count(*) AS n FROM added a JOIN incoming_task i ON i.uid = a.uid GROUP BY 1) n
    WHERE q.id = n.queue_id
    RETURNING q.id
)
SELECT (SELECT count(*) FROM placed),
    (SELECT count(*) FROM looked_up WHERE known_sha256 <> sha256),
    (SELECT coalesce(json_agg(json_build_array(nth, twin) ORDER BY nth), '[]')::text FROM looked_up
     WHERE known_sha256 IS NULL AND twin IS NOT NULL),
    (SELECT coalesce(json_agg(json_build_array(i.nth, a.id) ORDER BY a.id), '[]')::text
     FROM added a JOIN incoming_task i ON i.uid = a.uid)
