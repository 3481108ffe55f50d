-- Notes that the queues are read from their start once more, where a claimable task lies behind the cursor: somebody
-- else held its lock when the cursor passed. Not more than once a minute until something is found: who has done all of
-- a long queue would else have it read at every poll.
UPDATE work_contributorqueue cq SET wound_back_at = %(now)s::timestamptz
FROM work_queue q JOIN projects_routing s ON s.stage_id = q.stage_id AND s.is_open
WHERE cq.contributor_id = %(contributor)s::bigint AND cq.is_eligible AND cq.cursor > 0
  AND (cq.wound_back_at IS NULL OR cq.wound_back_at <= %(now)s::timestamptz - interval '1 minute')
  AND q.id = cq.queue_id AND q.is_open AND NOT q.is_gold
  AND (%(project)s::uuid IS NULL OR s.project_uid = %(project)s::uuid)
  AND NOT EXISTS (SELECT FROM work_routingstop z WHERE (z.project_id IS NULL OR z.project_id = s.project_id)
      AND (z.market_id IS NULL OR z.market_id = q.market_id))
  AND EXISTS (SELECT FROM work_queueitem i WHERE i.queue_id = q.id AND i.is_claimable AND i.position <= cq.cursor)
RETURNING cq.id
