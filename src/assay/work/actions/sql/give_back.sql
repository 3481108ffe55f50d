-- A lease that ends gives its slot back, at a new position: cursors that have passed will meet the task again.
WITH ended AS (
    UPDATE work_claim c SET state = 12, ended_at = %(now)s::timestamptz
    WHERE c.id IN (
        SELECT id FROM work_claim WHERE state = 1 AND expires_at <= %(now)s::timestamptz
        ORDER BY expires_at LIMIT %(most)s::int FOR UPDATE SKIP LOCKED)
    RETURNING c.item_id, c.contributor_id, c.stage_id, c.claimed_on, c.is_gold
),
returned AS (
    UPDATE work_queueitem i SET
        n_slots_left = i.n_slots_left + greatest(0, e.n - i.n_beyond),
        n_beyond = greatest(0, i.n_beyond - e.n),
        is_claimable = i.state = 1 AND e.n > i.n_beyond,
        position = nextval('work_position')
    FROM (SELECT item_id, count(*)::int AS n FROM ended WHERE NOT is_gold GROUP BY item_id ORDER BY item_id) e
    WHERE i.id = e.item_id
    RETURNING i.id
),
days AS (
    UPDATE work_workday d SET n_claimed = greatest(0, d.n_claimed - e.n)
    FROM (SELECT contributor_id, stage_id, claimed_on, count(*)::int AS n FROM ended GROUP BY 1, 2, 3) e
    WHERE d.contributor_id = e.contributor_id AND d.stage_id = e.stage_id AND d.day_on = e.claimed_on
    RETURNING d.id
)
SELECT count(*) FROM ended
