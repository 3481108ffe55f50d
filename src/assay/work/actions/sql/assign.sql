-- One claim per wanted (task, contributor), as far as slots and rules allow; the outcome of every pair.
WITH wanted AS (
    SELECT * FROM unnest(%(tasks)s::bigint[], %(contributors)s::bigint[], %(uids)s::uuid[])
        WITH ORDINALITY AS w (task_id, contributor_id, uid, nth)
),
locked AS MATERIALIZED (
    SELECT i.id, i.task_id, i.queue_id, i.n_slots_left, i.state FROM work_queueitem i
    WHERE i.stage_id = %(stage)s::bigint AND i.task_id IN (SELECT task_id FROM wanted)
    ORDER BY i.id FOR UPDATE
),
checked AS (
    SELECT w.*, i.id AS item_id, i.queue_id, i.n_slots_left, t.is_gold,
        CASE
            WHEN i.id IS NULL THEN 'unknown_task'
            WHEN cq.id IS NULL OR NOT cq.is_eligible OR cq.eligible_until <= %(now)s::timestamptz THEN 'not_eligible'
            -- Why stays between the person and the limit: an opt-out is nobody else's business.
            WHEN q.category = ANY (coalesce(x.opted_out, '{{}}')) OR q.severity > greatest(0, {allowed})
                THEN 'not_eligible'
            WHEN EXISTS (SELECT FROM work_claim c WHERE c.item_id = i.id AND c.contributor_id = w.contributor_id
                         AND c.state < 10)
              OR row_number() OVER (PARTITION BY w.task_id, w.contributor_id ORDER BY w.nth) > 1 THEN 'never_twice'
            WHEN i.state <> 1 THEN 'no_slot'
            WHEN EXISTS (SELECT FROM work_routingstop z WHERE (z.project_id IS NULL OR z.project_id = q.project_id)
                         AND (z.market_id IS NULL OR z.market_id = q.market_id)) THEN 'stopped'
            ELSE 'assigned' END AS outcome
    FROM wanted w
    LEFT JOIN locked i ON i.task_id = w.task_id
    LEFT JOIN work_task t ON t.id = w.task_id
    LEFT JOIN work_contributorqueue cq ON cq.queue_id = i.queue_id AND cq.contributor_id = w.contributor_id
    LEFT JOIN work_queue q ON q.id = i.queue_id
    LEFT JOIN work_terms_in_force l ON l.project_id = q.project_id
    LEFT JOIN people_routing p ON p.contributor_id = w.contributor_id
    LEFT JOIN work_exposure x ON x.contributor_id = w.contributor_id
),
judged AS (
    SELECT c.task_id, c.contributor_id, c.uid, c.nth, c.item_id, c.queue_id, c.is_gold,
        CASE WHEN c.outcome = 'assigned' AND NOT c.is_gold AND row_number() OVER (
            PARTITION BY c.task_id, c.outcome ORDER BY c.nth) > c.n_slots_left
            THEN 'no_slot' ELSE c.outcome END AS outcome
    FROM checked c
),
reserved AS (
    UPDATE work_queueitem i SET n_slots_left = i.n_slots_left - j.n, is_claimable = i.n_slots_left > j.n
    FROM (SELECT item_id, count(*)::int AS n FROM judged WHERE outcome = 'assigned' AND NOT is_gold GROUP BY 1) j
    WHERE i.id = j.item_id
    RETURNING i.id
),
taken AS (
    INSERT INTO work_claim (uid, item_id, task_id, queue_id, stage_id, project_id, contributor_id, vendor_id, site_id,
        schema_version_id, guideline_version_id, state, is_gold, claimed_at, claimed_on, expires_at, assigned_by_id)
    SELECT j.uid, j.item_id, j.task_id, j.queue_id, s.stage_id, s.project_id, j.contributor_id, p.vendor_id, p.site_id,
        s.schema_version_id, s.guideline_version_id, 1, j.is_gold, %(now)s::timestamptz, %(day)s::date,
        %(until)s::timestamptz, %(by)s::bigint
    FROM judged j
    JOIN projects_routing s ON s.stage_id = %(stage)s::bigint
    JOIN people_routing p ON p.contributor_id = j.contributor_id
    WHERE j.outcome = 'assigned'
    ORDER BY j.nth
    RETURNING contributor_id, stage_id
),
days AS (
    INSERT INTO work_workday (contributor_id, stage_id, day_on, n_claimed, n_submitted, n_skipped, handling_seconds)
    SELECT contributor_id, stage_id, %(day)s::date, count(*), 0, 0, 0 FROM taken GROUP BY 1, 2 ORDER BY 1
    ON CONFLICT (contributor_id, day_on, stage_id) DO UPDATE SET
        n_claimed = work_workday.n_claimed + excluded.n_claimed
    RETURNING id
)
SELECT task_id, contributor_id, outcome FROM judged ORDER BY nth
