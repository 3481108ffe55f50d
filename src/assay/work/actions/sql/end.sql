-- Skip or give back one claim of the person.
WITH subject AS (
    SELECT * FROM work_claim WHERE uid = %(claim)s::uuid AND contributor_id = %(contributor)s::bigint FOR UPDATE
),
ended AS (
    UPDATE work_claim c SET state = %(state)s::int, ended_at = %(now)s::timestamptz,
        skip_reason = %(reason)s::text, skip_comment = %(comment)s::text
    FROM subject s WHERE c.id = s.id AND s.state = 1 AND s.expires_at > %(now)s::timestamptz
    RETURNING c.*
),
parked AS (
    SELECT e.item_id FROM ended e
    WHERE e.state = 3 AND %(parked_at)s::int <= 1 + (
        SELECT count(*) FROM work_claim x
        WHERE x.item_id = e.item_id AND x.state = 3 AND x.skip_reason = %(reason)s::text)
),
returned AS (
    UPDATE work_queueitem i SET
        state = CASE WHEN i.state = 1 AND i.id IN (SELECT item_id FROM parked) THEN 3 ELSE i.state END,
        n_slots_left = i.n_slots_left + CASE WHEN i.n_beyond > 0 THEN 0 ELSE 1 END,
        n_beyond = greatest(0, i.n_beyond - 1),
        n_skips = i.n_skips + CASE WHEN e.state = 3 THEN 1 ELSE 0 END,
        is_claimable = i.state = 1 AND i.n_beyond = 0 AND i.id NOT IN (SELECT item_id FROM parked),
        position = nextval('work_position')
    FROM ended e WHERE i.id = e.item_id AND NOT e.is_gold
    RETURNING i.id
),
days AS (
    UPDATE work_workday d SET n_claimed = greatest(0, d.n_claimed - 1),
        n_skipped = d.n_skipped + CASE WHEN e.state = 3 THEN 1 ELSE 0 END
    FROM ended e
    WHERE d.contributor_id = e.contributor_id AND d.stage_id = e.stage_id AND d.day_on = e.claimed_on
    RETURNING d.id
),
{exposure}
SELECT s.state, s.expires_at, EXISTS (SELECT FROM ended) FROM subject s
