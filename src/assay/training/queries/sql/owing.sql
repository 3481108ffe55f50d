-- Who owes a signature at which stage. The same rule as training/rules/agreements.py.
SELECT DISTINCT p.contributor_id, s.stage_id
FROM training_agreement a
JOIN projects_routing_member m ON a.project_id IS NULL OR m.project_id = a.project_id
JOIN people_routing p
    ON p.contributor_id = m.contributor_id AND (a.vendor_id IS NULL OR p.vendor_id = a.vendor_id)
JOIN projects_routing s ON s.project_id = m.project_id
WHERE a.retired_at IS NULL
  AND (%(contributors)s::bigint[] IS NULL OR p.contributor_id = ANY (%(contributors)s::bigint[]))
  AND (%(project)s::bigint IS NULL OR m.project_id = %(project)s::bigint)
  AND EXISTS (
      SELECT FROM training_agreementversion v
      WHERE v.agreement_id = a.id AND (v.grace_until IS NULL OR v.grace_until <= %(now)s::timestamptz)
        AND v.number > coalesce((
            SELECT max(sv.number) FROM training_signature g
            JOIN training_agreementversion sv ON sv.id = g.version_id
            WHERE g.contributor_id = p.contributor_id AND sv.agreement_id = a.id), 0))
