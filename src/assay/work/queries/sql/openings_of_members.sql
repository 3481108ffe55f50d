-- What each of the named people may work on in one project; queues that are alike for them in one row.
SELECT cq.contributor_id, s.project_uid, s.project_name, s.kind, s.is_open AND q.is_open, cq.reasons, cq.holds,
    count(*)::int, sum(q.n_open)::bigint, min(q.counted_at), coalesce(m.code, ''), coalesce(m.language, ''),
    s.language_level,
    coalesce((SELECT string_agg(sk.name || ' ≥ ' || need.min_score, ', ' ORDER BY sk.name)
              FROM projects_routing_skill need
              JOIN people_routing_skill_name sk ON sk.id = need.skill_id WHERE need.stage_id = s.stage_id), '')
FROM work_contributorqueue cq
JOIN work_queue q ON q.id = cq.queue_id AND NOT q.is_gold
JOIN projects_routing s ON s.stage_id = q.stage_id
LEFT JOIN people_routing_place m ON m.id = q.market_id
WHERE q.project_id = %(project)s::bigint AND cq.contributor_id = ANY (%(contributors)s::bigint[])
GROUP BY cq.contributor_id, s.project_uid, s.project_name, s.kind, s.is_open AND q.is_open, cq.reasons, cq.holds,
    m.code, m.language, s.language_level, s.stage_id
ORDER BY cq.contributor_id, 5 DESC, m.code NULLS FIRST
