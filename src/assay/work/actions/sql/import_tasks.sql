-- New tasks with their place in the queue, in the order of the file; known external ids are left alone.
WITH added AS (
    INSERT INTO work_task (uid, project_id, batch_id, external_id, market_id, content, sha256, is_gold, is_test,
        created_at, withdrawn_reason)
    SELECT uid, %(project)s::bigint, %(batch)s::bigint, external_id, market_id, content, sha256,
        %(is_gold)s::boolean, is_test AND NOT %(is_gold)s::boolean, %(now)s::timestamptz, ''
    FROM (SELECT DISTINCT ON (external_id) * FROM incoming_task ORDER BY external_id, nth) i
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
SELECT count(*) FROM placed
