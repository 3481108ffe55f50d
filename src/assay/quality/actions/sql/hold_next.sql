-- Holds the next judgment that the person may review: `reviewable`, `open_to` and `hold` of reviews in one statement.
-- A cursor leaves out what the person has passed by, so that the next one costs the same whatever they did before.
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
-- Who has other rights, other people or another record since reads from the start again.
fingerprint AS MATERIALIZED (
    SELECT md5(concat(
        (SELECT string_agg(g::text, ',' ORDER BY g::text) FROM granted g), '/',
        (SELECT string_agg(c.id::text, ',' ORDER BY c.id) FROM people_contributor c
            WHERE c.team_id IN (SELECT team_id FROM reach)), '/',
        (SELECT contributor FROM allowed))) AS reach
),
passed AS MATERIALIZED (
    SELECT t.tier, coalesce(c.position, 0) AS kept,
        CASE WHEN %(from_start)s::boolean THEN 0 ELSE coalesce(c.position, 0) END AS position,
        c.wound_back_at IS NULL OR c.wound_back_at <= %(now)s::timestamptz - interval '1 minute' AS may_wind_back
    FROM (VALUES ('client'), ('site')) t (tier) CROSS JOIN fingerprint f
    LEFT JOIN quality_reviewcursor c ON c.user_id = %(user)s::bigint AND c.project_id = %(project)s::bigint
        AND c.tier = t.tier AND c.reach = f.reach AND c.set_at > %(now)s::timestamptz - interval '1 day'
),
-- What somebody held, or what came back, lies before where the person has come; there is little of it.
client_back AS (
    SELECT i.id, i.task_id, i.position FROM allowed a JOIN passed p ON p.tier = 'client' AND p.position > 0
    CROSS JOIN LATERAL (
        {client} AND i.held_until IS NOT NULL AND i.position <= p.position
        ORDER BY i.position
        LIMIT 1
        FOR NO KEY UPDATE SKIP LOCKED
    ) i
    WHERE a.is_visible AND a.reaches_client
),
client AS (
    SELECT i.id, i.task_id, i.position FROM allowed a JOIN passed p ON p.tier = 'client'
    CROSS JOIN LATERAL (
        {client} AND i.position > p.position
        ORDER BY i.position
        LIMIT 1
        FOR NO KEY UPDATE SKIP LOCKED
    ) i
    WHERE a.is_visible AND a.reaches_client AND NOT EXISTS (SELECT FROM client_back)
),
site_back AS (
    SELECT i.id, i.task_id, i.position FROM allowed a JOIN passed p ON p.tier = 'site' AND p.position > 0
    CROSS JOIN LATERAL (
        {site} AND i.held_until IS NOT NULL AND i.position <= p.position
        ORDER BY i.position
        LIMIT 1
        FOR NO KEY UPDATE SKIP LOCKED
    ) i
    WHERE a.is_visible AND a.reaches_site AND NOT EXISTS (SELECT FROM client_back)
      AND NOT EXISTS (SELECT FROM client)
),
site AS (
    SELECT i.id, i.task_id, i.position FROM allowed a JOIN passed p ON p.tier = 'site'
    CROSS JOIN LATERAL (
        {site} AND i.position > p.position
        ORDER BY i.position
        LIMIT 1
        FOR NO KEY UPDATE SKIP LOCKED
    ) i
    WHERE a.is_visible AND a.reaches_site AND NOT EXISTS (SELECT FROM client_back)
      AND NOT EXISTS (SELECT FROM client) AND NOT EXISTS (SELECT FROM site_back)
),
chosen AS (
    SELECT * FROM client_back UNION ALL SELECT * FROM client UNION ALL SELECT * FROM site_back UNION ALL SELECT * FROM site
),
-- How far each tier was read: to what was chosen of it, or to its end.
read AS (
    SELECT p.tier, p.kept, coalesce((SELECT position FROM client), {end}) AS until FROM passed p, allowed a
    WHERE p.tier = 'client' AND a.is_visible AND a.reaches_client AND NOT EXISTS (SELECT FROM client_back)
    UNION ALL
    SELECT p.tier, p.kept, coalesce((SELECT position FROM site), {end}) FROM passed p, allowed a
    WHERE p.tier = 'site' AND a.is_visible AND a.reaches_site AND NOT EXISTS (SELECT FROM client_back)
      AND NOT EXISTS (SELECT FROM client) AND NOT EXISTS (SELECT FROM site_back)
),
-- Only over what has waited for a while: what a transaction that still runs will bring must not lie before the cursor.
moved AS (
    INSERT INTO quality_reviewcursor (user_id, project_id, tier, position, reach, set_at)
    SELECT %(user)s::bigint, %(project)s::bigint, r.tier, n.position, f.reach, %(now)s::timestamptz
    FROM read r CROSS JOIN fingerprint f CROSS JOIN LATERAL (
        SELECT i.position FROM quality_reviewitem i
        WHERE i.project_id = %(project)s::bigint AND i.tier = r.tier AND i.state = 'open'
          AND i.position > r.kept AND i.position < r.until AND i.sampled_at <= %(now)s::timestamptz - %(settled)s::interval
        ORDER BY i.position DESC
        LIMIT 1
    ) n
    WHERE r.until - r.kept > %(leap)s::bigint AND n.position - r.kept > %(leap)s::bigint
    ON CONFLICT (user_id, project_id, tier) DO UPDATE SET position = EXCLUDED.position, reach = EXCLUDED.reach,
        wound_back_at = NULL,
        set_at = CASE WHEN (SELECT kept FROM passed p WHERE p.tier = EXCLUDED.tier) > 0
            THEN quality_reviewcursor.set_at ELSE EXCLUDED.set_at END
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
SELECT a.is_visible, a.may_review,
    (SELECT bool_or(p.kept > 0 AND p.may_wind_back) FROM passed p) AS may_wind_back, h.*
FROM allowed a LEFT JOIN held h ON true
