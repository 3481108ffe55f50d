-- Ends one claim and writes its judgment. Nothing happens unless `outcome` is 'accepted'.
subject AS (
    SELECT c.*, sv.uid AS schema_uid, k.uid AS known_uid, k.submitted_at AS known_at,
        k.claim_id = c.id AND k.attempt = c.attempt AND k.answers = %(answers)s::text::jsonb AS is_repeated
    FROM work_claim c
    JOIN projects_routing_schema sv ON sv.id = c.schema_version_id
    LEFT JOIN work_judgment k ON k.contributor_id = %(contributor)s::bigint AND k.client_key = %(client_key)s::text
    WHERE c.uid = %(claim)s::uuid AND c.contributor_id = %(contributor)s::bigint
    FOR UPDATE OF c
),
verdict AS (
    SELECT s.*, CASE
        WHEN s.is_repeated THEN 'repeated'
        WHEN s.known_uid IS NOT NULL THEN 'key_reused'
        WHEN s.state = 2 THEN 'submitted'
        WHEN s.state = 3 THEN 'skipped'
        WHEN s.state = 11 THEN 'released'
        WHEN s.state = 13 THEN 'withdrawn'
        WHEN s.state = 12 OR s.expires_at <= %(now)s::timestamptz THEN 'lease_ended'
        WHEN s.schema_uid <> %(schema_version)s::uuid THEN 'schema_changed'
        ELSE 'accepted' END AS outcome
    FROM subject s
),
ended AS (
    UPDATE work_claim c SET state = 2, ended_at = %(now)s::timestamptz
    FROM verdict v WHERE c.id = v.id AND v.outcome = 'accepted'
    RETURNING c.*
),
judged AS (
    INSERT INTO work_judgment (uid, claim_id, task_id, stage_id, project_id, contributor_id, attempt, answers,
        schema_version_id, guideline_version_id, market_id, vendor_id, site_id, is_gold, client_key,
        handling_seconds, submitted_at, work_on, interactions)
    SELECT %(judgment)s::uuid, e.id, e.task_id, e.stage_id, e.project_id, e.contributor_id, e.attempt,
        %(answers)s::text::jsonb, e.schema_version_id, e.guideline_version_id, q.market_id, e.vendor_id, e.site_id,
        e.is_gold, %(client_key)s::text, %(handling_seconds)s::float8, %(now)s::timestamptz, %(day)s::date,
        %(interactions)s::text::jsonb
    FROM ended e JOIN work_queue q ON q.id = e.queue_id
    RETURNING uid
),
settled AS (
    UPDATE work_queueitem i SET
        n_judgments = i.n_judgments + 1,
        n_needed = greatest(i.n_needed - 1, 0),
        state = CASE WHEN i.n_needed <= 1 AND i.state = 1 THEN 2 ELSE i.state END,
        done_at = CASE WHEN i.n_needed <= 1 AND i.state = 1 THEN %(now)s::timestamptz ELSE i.done_at END,
        is_claimable = i.is_claimable AND i.n_needed > 1
    FROM ended e WHERE i.id = e.item_id AND NOT e.is_gold
    RETURNING i.id
),
forgotten AS (
    DELETE FROM work_draft d USING ended e
    WHERE d.contributor_id = e.contributor_id AND d.task_id = e.task_id AND d.stage_id = e.stage_id
    RETURNING d.id
)
