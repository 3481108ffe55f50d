-- Every queue of the person's projects with what stands in the way; counts are roll-ups of the queue.
SELECT s.project_uid, s.project_name, s.is_open AND q.is_open,
    -- A grace period that has ended since the table was written.
    CASE WHEN cq.eligible_until <= %(now)s::timestamptz AND NOT 'work.guideline' = ANY (cq.reasons)
        THEN cq.reasons || 'work.guideline'::varchar(40) ELSE cq.reasons END,
    cq.holds, q.n_open, q.counted_at,
    coalesce(m.code, ''), coalesce(m.language, ''), s.language_level,
    coalesce((SELECT string_agg(sk.name, ', ' ORDER BY sk.name) FROM projects_routing_skill need
              JOIN people_routing_skill_name sk ON sk.id = need.skill_id WHERE need.stage_id = s.stage_id), ''),
    p.standing_reason, least(coalesce(s.daily_cap, 1000000), coalesce(p.daily_cap, 1000000)),
    coalesce(s.daily_cap <= day.n_claimed, false)
        OR coalesce(p.daily_cap <= (SELECT sum(n_claimed) FROM work_workday
                                    WHERE contributor_id = p.contributor_id AND day_on = %(day)s::date), false),
    q.severity, q.category, s.project_id, p.time_zone,
    EXISTS (SELECT FROM work_routingstop z WHERE (z.project_id IS NULL OR z.project_id = s.project_id)
            AND (z.market_id IS NULL OR z.market_id = q.market_id)),
    x.day_on, coalesce(x.day_seconds, 0), x.week_on, coalesce(x.week_seconds, 0), coalesce(x.run_seconds, 0), x.last_at,
    x.break_until, x.cool_until, coalesce(x.opted_out, '{}')
FROM work_contributorqueue cq
JOIN work_queue q ON q.id = cq.queue_id AND NOT q.is_gold
JOIN projects_routing s ON s.stage_id = q.stage_id
JOIN people_routing p ON p.contributor_id = cq.contributor_id
LEFT JOIN people_routing_place m ON m.id = q.market_id
LEFT JOIN work_exposure x ON x.contributor_id = cq.contributor_id
LEFT JOIN work_workday day
    ON day.contributor_id = cq.contributor_id AND day.stage_id = q.stage_id AND day.day_on = %(day)s::date
WHERE cq.contributor_id = %(contributor)s::bigint AND (%(project)s::uuid IS NULL OR s.project_uid = %(project)s::uuid)
ORDER BY q.rank, q.id
