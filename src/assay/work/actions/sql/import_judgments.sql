-- Claims, judgments, counters and working days of one chunk of recorded judgments; rows per outcome.
WITH locked AS MATERIALIZED (
    SELECT i.id, i.task_id, i.queue_id, i.n_slots_left, i.state FROM work_queueitem i
    WHERE i.stage_id = %(stage)s::bigint AND i.task_id IN (SELECT task_id FROM incoming_judgment)
    ORDER BY i.id FOR UPDATE
),
checked AS (
    SELECT r.*, i.id AS item_id, i.queue_id, i.n_slots_left, t.is_gold, CASE
        WHEN i.id IS NULL THEN 'unknown_task'
        WHEN cq.id IS NULL OR NOT cq.is_eligible THEN 'not_eligible'
        WHEN EXISTS (SELECT FROM work_claim c WHERE c.item_id = i.id AND c.contributor_id = r.contributor_id
                     AND c.state < 10)
          OR row_number() OVER (PARTITION BY r.task_id, r.contributor_id ORDER BY r.nth) > 1 THEN 'never_twice'
        WHEN i.state <> 1 THEN 'no_slot'
        ELSE 'stored' END AS ruling
    FROM incoming_judgment r
    LEFT JOIN locked i ON i.task_id = r.task_id
    LEFT JOIN work_task t ON t.id = r.task_id
    LEFT JOIN work_contributorqueue cq ON cq.queue_id = i.queue_id AND cq.contributor_id = r.contributor_id
),
judged AS MATERIALIZED (
    SELECT c.*, CASE WHEN c.ruling = 'stored' AND NOT c.is_gold AND row_number() OVER (
        PARTITION BY c.task_id, c.ruling ORDER BY c.nth) > c.n_slots_left THEN 'no_slot' ELSE c.ruling END AS outcome
    FROM checked c
),
settled AS (
    UPDATE work_queueitem i SET
        n_slots_left = i.n_slots_left - j.n,
        n_judgments = i.n_judgments + j.n,
        n_needed = greatest(i.n_needed - j.n, 0),
        state = CASE WHEN i.n_needed <= j.n THEN 2 ELSE i.state END,
        done_at = CASE WHEN i.n_needed <= j.n THEN %(now)s::timestamptz ELSE i.done_at END,
        is_claimable = i.n_slots_left > j.n AND i.n_needed > j.n
    FROM (SELECT item_id, count(*)::int AS n FROM judged WHERE outcome = 'stored' AND NOT is_gold GROUP BY 1) j
    WHERE i.id = j.item_id
    RETURNING i.id
),
claimed AS (
    INSERT INTO work_claim (uid, item_id, task_id, queue_id, stage_id, project_id, contributor_id, vendor_id, site_id,
        schema_version_id, guideline_version_id, state, is_gold, is_suggested, claimed_at, claimed_on, expires_at,
        ended_at)
    SELECT j.claim_uid, j.item_id, j.task_id, j.queue_id, s.stage_id, s.project_id, j.contributor_id, p.vendor_id,
        p.site_id, s.schema_version_id, s.guideline_version_id, 2, j.is_gold, j.is_suggested,
        j.submitted_at - make_interval(secs => j.seconds), j.work_on, j.submitted_at, j.submitted_at
    FROM judged j
    JOIN projects_routing s ON s.stage_id = %(stage)s::bigint
    JOIN people_routing p ON p.contributor_id = j.contributor_id
    WHERE j.outcome = 'stored'
    ORDER BY j.nth
    RETURNING id, uid, task_id, stage_id, project_id, contributor_id, vendor_id, site_id, schema_version_id,
        guideline_version_id, is_gold
),
written AS (
    INSERT INTO work_judgment (uid, claim_id, task_id, stage_id, project_id, contributor_id, attempt, answers,
        schema_version_id, guideline_version_id, market_id, vendor_id, site_id, is_gold, client_key,
        handling_seconds, submitted_at, work_on)
    SELECT j.judgment_uid, c.id, c.task_id, c.stage_id, c.project_id, c.contributor_id, 1, j.answers,
        c.schema_version_id, c.guideline_version_id, q.market_id, c.vendor_id, c.site_id, c.is_gold,
        replace(j.judgment_uid::text, '-', ''), j.seconds, j.submitted_at, j.work_on
    FROM claimed c JOIN judged j ON j.claim_uid = c.uid JOIN work_queue q ON q.id = j.queue_id
    ORDER BY c.id
    RETURNING id
),
days AS (
    INSERT INTO work_workday (contributor_id, stage_id, day_on, n_claimed, n_submitted, n_skipped, handling_seconds)
    SELECT contributor_id, %(stage)s::bigint, work_on, count(*), count(*), 0, sum(seconds)
    FROM judged WHERE outcome = 'stored' GROUP BY contributor_id, work_on ORDER BY contributor_id, work_on
    ON CONFLICT (contributor_id, day_on, stage_id) DO UPDATE SET
        n_claimed = work_workday.n_claimed + excluded.n_claimed,
        n_submitted = work_workday.n_submitted + excluded.n_submitted,
        handling_seconds = work_workday.handling_seconds + excluded.handling_seconds
    RETURNING id
)
SELECT outcome, count(*)::int FROM judged GROUP BY outcome
