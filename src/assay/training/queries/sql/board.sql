-- Of each agreement, how many of the people in sight are asked, and how they stand with its newest version.
WITH newest AS (
    SELECT agreement_id, max(number) AS number FROM training_agreementversion GROUP BY agreement_id
),
asked AS (
    SELECT DISTINCT a.id AS agreement_id, p.contributor_id
    FROM training_agreement a
    JOIN projects_routing_member m ON a.project_id IS NULL OR m.project_id = a.project_id
    JOIN people_routing p
        ON p.contributor_id = m.contributor_id AND (a.vendor_id IS NULL OR p.vendor_id = a.vendor_id)
    WHERE a.id = ANY (%(agreements)s::bigint[]) AND p.is_active AND p.standing <> 'off_boarded'
      AND (%(people)s::bigint[] IS NULL OR p.contributor_id = ANY (%(people)s::bigint[]))
),
signed AS (
    SELECT v.agreement_id, g.contributor_id, max(v.number) AS number
    FROM training_signature g JOIN training_agreementversion v ON v.id = g.version_id
    WHERE v.agreement_id = ANY (%(agreements)s::bigint[])
    GROUP BY v.agreement_id, g.contributor_id
)
SELECT k.agreement_id, count(*), count(*) FILTER (WHERE coalesce(s.number, 0) >= n.number),
    count(*) FILTER (WHERE EXISTS (
        SELECT FROM training_agreementversion v
        WHERE v.agreement_id = k.agreement_id AND v.number > coalesce(s.number, 0)
          AND (v.grace_until IS NULL OR v.grace_until <= %(now)s::timestamptz)))
FROM asked k
JOIN newest n ON n.agreement_id = k.agreement_id
LEFT JOIN signed s ON s.agreement_id = k.agreement_id AND s.contributor_id = k.contributor_id
GROUP BY k.agreement_id
