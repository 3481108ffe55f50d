-- Holds the next judgment that the person may review: `reviewable`, `open_to` and `hold` of reviews in one statement.
WITH granted AS MATERIALIZED (
    SELECT g.role, g.vendor_id, g.site_id, g.team_id, g.markets,
        coalesce(g.vendor_id, g.site_id, g.team_id) IS NOT NULL AS names_people,
        (g.markets = '{{}}' OR EXISTS (
            SELECT FROM projects_projectmarket served JOIN people_market m ON m.id = served.market_id
            WHERE served.project_id = %(project)s::bigint AND m.code = ANY (g.markets)))
        AND (coalesce(g.vendor_id, g.site_id, g.team_id) IS NULL OR EXISTS (
            SELECT FROM projects_membership member JOIN people_contributor c ON c.id = member.contributor_id
            WHERE member.project_id = %(project)s::bigint AND member.retired_at IS NULL
              AND (g.vendor_id IS NULL OR c.vendor_id = g.vendor_id) AND (g.site_id IS NULL OR c.site_id = g.site_id)
              AND (g.team_id IS NULL OR c.team_id = g.team_id))) AS opens_project
    FROM people_grant g
    WHERE g.user_id = %(user)s::bigint AND g.retired_at IS NULL
      AND (g.project_id IS NULL OR g.project_id = %(project)s::bigint)
),
reach AS MATERIALIZED (
    SELECT * FROM granted WHERE role = ANY (%(reviewing)s::text[])
),
allowed AS MATERIALIZED (
    SELECT
        EXISTS (SELECT FROM granted WHERE role = ANY (%(seeing)s::text[]) AND opens_project) AS is_visible,
        EXISTS (SELECT FROM granted WHERE role = ANY (%(auditing)s::text[]) AND opens_project AND NOT names_people)
            AS may_audit,
        EXISTS (SELECT FROM reach) AS may_review,
        EXISTS (SELECT FROM reach WHERE NOT names_people) AS reaches_client,
        EXISTS (SELECT FROM reach WHERE NOT names_people AND markets = '{{}}') AS reaches_all,
        EXISTS (SELECT FROM reach WHERE names_people) AS reaches_site,
        (SELECT id FROM people_contributor WHERE user_id = %(user)s::bigint) AS contributor
),
client AS (
    SELECT i.id, i.task_id FROM allowed a
    CROSS JOIN LATERAL (
        SELECT i.id, i.task_id FROM quality_reviewitem i
        WHERE i.project_id = %(project)s::bigint AND i.tier = 'client' AND {is_open}
          AND (a.may_audit OR i.purpose <> 'audit')
          AND (a.reaches_all OR EXISTS (
              SELECT FROM reach r JOIN people_market m ON m.code = ANY (r.markets)
              WHERE NOT r.names_people AND m.id = i.market_id OFFSET 0))
        ORDER BY i.position
        LIMIT 1
        FOR NO KEY UPDATE SKIP LOCKED
    ) i
    WHERE a.is_visible AND a.reaches_client
),
site AS (
    SELECT i.id, i.task_id FROM allowed a
    CROSS JOIN LATERAL (
        SELECT i.id, i.task_id FROM quality_reviewitem i
        WHERE i.project_id = %(project)s::bigint AND i.tier = 'site' AND {is_open}
          AND EXISTS (
              SELECT FROM reach r
              WHERE r.names_people AND (r.vendor_id IS NULL OR r.vendor_id = i.vendor_id)
                AND (r.site_id IS NULL OR r.site_id = i.site_id)
                AND (r.team_id IS NULL OR r.team_id = (
                    SELECT c.team_id FROM people_contributor c WHERE c.id = i.contributor_id))
                AND (r.markets = '{{}}' OR (SELECT m.code FROM people_market m WHERE m.id = i.market_id) = ANY (r.markets))
              OFFSET 0)
        ORDER BY i.position
        LIMIT 1
        FOR NO KEY UPDATE SKIP LOCKED
    ) i
    WHERE a.is_visible AND a.reaches_site AND NOT EXISTS (SELECT FROM client)
),
chosen AS (
    SELECT * FROM client UNION ALL SELECT * FROM site
),
-- From here on the person has seen it, and must not be given it to answer.
excluded AS (
    UPDATE work_queueitem q SET excluded = array_append(coalesce(q.excluded, '{{}}'), a.contributor)
    FROM chosen c CROSS JOIN allowed a
    WHERE q.task_id = c.task_id AND a.contributor IS NOT NULL AND NOT a.contributor = ANY (coalesce(q.excluded, '{{}}'))
),
held AS (
    UPDATE quality_reviewitem i SET
        held_by_id = %(user)s::bigint,
        held_at = CASE WHEN i.held_by_id = %(user)s::bigint THEN coalesce(i.held_at, %(now)s::timestamptz)
            ELSE %(now)s::timestamptz END,
        own_answers = CASE WHEN i.held_by_id = %(user)s::bigint AND i.held_at IS NOT NULL THEN i.own_answers END,
        held_until = %(now)s::timestamptz + CASE
            WHEN i.held_by_id = %(user)s::bigint AND i.held_at IS NOT NULL AND i.own_answers IS NOT NULL
            THEN %(hold_answered)s::interval ELSE %(hold)s::interval END
    FROM chosen c WHERE i.id = c.id
    RETURNING {columns}
)
SELECT a.is_visible, a.may_review, h.* FROM allowed a LEFT JOIN held h ON true
