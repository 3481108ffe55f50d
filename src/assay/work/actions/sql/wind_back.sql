-- Cursors of queues that still have a claimable task behind them: somebody else held its lock when the cursor passed.
UPDATE work_contributorqueue cq SET cursor = 0
FROM work_queue q JOIN projects_routing s ON s.stage_id = q.stage_id AND s.is_open
WHERE cq.contributor_id = %(contributor)s::bigint AND cq.is_eligible AND cq.cursor > 0
  AND q.id = cq.queue_id AND q.is_open AND NOT q.is_gold
  AND (%(project)s::uuid IS NULL OR s.project_uid = %(project)s::uuid)
  AND EXISTS (SELECT FROM work_queueitem i WHERE i.queue_id = q.id AND i.is_claimable AND i.position <= cq.cursor)
RETURNING cq.id
