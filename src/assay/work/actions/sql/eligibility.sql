-- Who may work on which queue, and the reasons why not. The same rule as work/rules/eligibility.py.
WITH pair AS (
    SELECT p.contributor_id, q.id AS queue_id, array_remove(ARRAY[
        CASE WHEN NOT p.is_active OR p.standing = 'off_boarded' THEN 'work.off_boarded' END,
        CASE WHEN p.standing = 'paused' AND (p.standing_until IS NULL OR p.standing_until > %(now)s::timestamptz)
            THEN 'work.paused' END,
        CASE WHEN m.id IS NOT NULL AND NOT EXISTS (
            SELECT FROM people_routing_language l
            WHERE l.contributor_id = p.contributor_id AND l.level >= s.language_level
              AND (l.language = m.language OR starts_with(m.language, l.language || '-')))
            THEN 'work.language' END,
        CASE WHEN m.id IS NOT NULL AND NOT EXISTS (
            SELECT FROM people_routing_market pm
            WHERE pm.contributor_id = p.contributor_id AND pm.market_id = m.id)
            THEN 'work.market' END,
        CASE WHEN EXISTS (
            SELECT FROM projects_routing_skill need
            WHERE need.stage_id = s.stage_id AND NOT EXISTS (
                SELECT FROM people_routing_skill has
                WHERE has.contributor_id = p.contributor_id AND has.skill_id = need.skill_id
                  AND has.score >= need.min_score
                  AND (has.expires_at IS NULL OR has.expires_at > %(now)s::timestamptz)))
            THEN 'work.skill' END,
        CASE WHEN s.needs_acknowledgment AND EXISTS (
            SELECT FROM projects_routing_needed n
            WHERE n.project_id = s.project_id AND n.number > coalesce(read.number, 0)
              AND (n.grace_until IS NULL OR n.grace_until <= %(now)s::timestamptz))
            THEN 'work.guideline' END,
        CASE WHEN EXISTS (SELECT FROM projects_routing_vendor v WHERE v.stage_id = s.stage_id) AND NOT EXISTS (
            SELECT FROM projects_routing_vendor v WHERE v.stage_id = s.stage_id AND v.vendor_id = p.vendor_id)
            THEN 'work.vendor' END
    ], NULL)::varchar(40)[] AS reasons,
    ARRAY(SELECT h.hold FROM work_stagehold h WHERE h.contributor_id = p.contributor_id AND h.stage_id = s.stage_id
          ORDER BY h.hold)::varchar(40)[] AS holds,
    -- The claim compares this moment itself, so that a grace period never lasts longer than it was given.
    CASE WHEN s.needs_acknowledgment THEN (
        SELECT min(n.grace_until) FROM projects_routing_needed n
        WHERE n.project_id = s.project_id AND n.number > coalesce(read.number, 0)
          AND n.grace_until > %(now)s::timestamptz) END AS eligible_until
    FROM work_queue q
    JOIN projects_routing s ON s.stage_id = q.stage_id
    JOIN projects_routing_member member ON member.project_id = q.project_id
    JOIN people_routing p ON p.contributor_id = member.contributor_id
    LEFT JOIN people_routing_place m ON m.id = q.market_id
    LEFT JOIN LATERAL (
        SELECT a.number FROM projects_routing_acknowledgment a
        WHERE s.needs_acknowledgment AND a.contributor_id = p.contributor_id AND a.project_id = s.project_id
    ) read ON true
    WHERE (%(contributors)s::bigint[] IS NULL OR p.contributor_id = ANY (%(contributors)s::bigint[]))
      AND (%(project)s::bigint IS NULL OR q.project_id = %(project)s::bigint)
      AND (%(queues)s::bigint[] IS NULL OR q.id = ANY (%(queues)s::bigint[]))
),
left_over AS (
    DELETE FROM work_contributorqueue cq
    USING work_queue q
    WHERE q.id = cq.queue_id
      AND (%(contributors)s::bigint[] IS NULL OR cq.contributor_id = ANY (%(contributors)s::bigint[]))
      AND (%(project)s::bigint IS NULL OR q.project_id = %(project)s::bigint)
      AND (%(queues)s::bigint[] IS NULL OR q.id = ANY (%(queues)s::bigint[]))
      AND NOT EXISTS (
          SELECT FROM projects_routing_member member
          WHERE member.project_id = q.project_id AND member.contributor_id = cq.contributor_id)
    RETURNING cq.id
),
written AS (
    INSERT INTO work_contributorqueue AS cq (contributor_id, queue_id, reasons, holds, eligible_until, cursor)
    -- Rows that stay as they are must not be locked, as ON CONFLICT would: claims move their cursors.
    SELECT p.contributor_id, p.queue_id, p.reasons, p.holds, p.eligible_until, 0 FROM pair p
    LEFT JOIN work_contributorqueue was ON was.contributor_id = p.contributor_id AND was.queue_id = p.queue_id
    WHERE was.id IS NULL
       OR (was.reasons, was.holds, was.eligible_until) IS DISTINCT FROM (p.reasons, p.holds, p.eligible_until)
    ORDER BY p.contributor_id, p.queue_id
    ON CONFLICT (contributor_id, queue_id) DO UPDATE
        SET reasons = excluded.reasons, holds = excluded.holds, eligible_until = excluded.eligible_until
    WHERE (cq.reasons, cq.holds, cq.eligible_until)
        IS DISTINCT FROM (excluded.reasons, excluded.holds, excluded.eligible_until)
    RETURNING cq.id
)
SELECT (SELECT count(*) FROM written), (SELECT count(*) FROM left_over)
