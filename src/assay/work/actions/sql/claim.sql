-- Takes up to n tasks: first those the person holds already, then new ones from the eligible queues in rank order.
me AS (
    SELECT contributor_id, vendor_id, site_id, daily_cap, time_zone FROM people_routing
    WHERE contributor_id = %(contributor)s::bigint
),
-- Where the person stands, with what is answered in this very statement.
strained AS (
    {strained}
),
today AS (
    SELECT stage_id, n_claimed, n_submitted, n_skipped, handling_seconds FROM work_workday
    WHERE contributor_id = %(contributor)s::bigint AND day_on = %(day)s::date
),
held AS (
    SELECT c.id, c.uid, c.task_id, c.stage_id, c.expires_at, c.schema_version_id, c.guideline_version_id, c.attempt,
        c.queue_id, c.claimed_at, c.is_suggested
    FROM (
        SELECT c.*, q.severity, row_number() OVER (
            PARTITION BY q.severity > 0 ORDER BY c.assigned_by_id IS NULL, c.id) AS nth
        FROM work_claim c
        JOIN work_queue q ON q.id = c.queue_id
        JOIN work_terms_in_force l ON l.project_id = c.project_id
        JOIN me p ON p.contributor_id = c.contributor_id
        LEFT JOIN strained x ON true
        WHERE c.contributor_id = %(contributor)s::bigint AND c.state = 1 AND c.expires_at > %(now)s::timestamptz
          AND c.uid IS DISTINCT FROM %(claim)s::uuid
          AND NOT q.category = ANY (coalesce(x.opted_out, '{{}}'))
          AND q.severity <= {allowed}
          AND (%(project)s::uuid IS NULL
               OR c.project_id = (SELECT id FROM projects_project WHERE uid = %(project)s::uuid))
    ) c
    -- What is hard to look at is never fetched ahead, also where it was assigned: one at a time, under the limits.
    WHERE c.severity = 0 OR c.nth = 1
    ORDER BY c.assigned_by_id IS NULL, c.id
    LIMIT %(n)s::int
),
-- Reading `settled` here makes the answered task settle before any task is locked below: no deadlocks.
room AS (
    SELECT CASE WHEN {gate} THEN greatest(0, %(n)s::int - (SELECT count(*) FROM held)) ELSE 0 END AS n
),
holding AS (
    SELECT stage_id, count(*) AS n FROM work_claim
    WHERE contributor_id = %(contributor)s::bigint AND state = 1 AND expires_at > %(now)s::timestamptz
      AND uid IS DISTINCT FROM %(claim)s::uuid
    GROUP BY stage_id
),
hard AS (
    SELECT count(*) AS n FROM work_claim c JOIN work_queue q ON q.id = c.queue_id AND q.severity > 0
    WHERE c.contributor_id = %(contributor)s::bigint AND c.state = 1 AND c.expires_at > %(now)s::timestamptz
      AND c.uid IS DISTINCT FROM %(claim)s::uuid
),
open_queue AS MATERIALIZED (
    SELECT cq.id AS contributor_queue_id, cq.cursor, q.id AS queue_id, q.rank, q.is_gold, q.severity, q.stage_id, s.gold_share,
        s.lease_seconds, s.project_id, s.schema_version_id, s.guideline_version_id, p.vendor_id, p.site_id, y.machine,
        least(
            coalesce(s.daily_cap, 1000000) - coalesce(t.n_claimed, 0),
            coalesce(p.daily_cap, 1000000) - coalesce((SELECT sum(n_claimed) FROM today), 0),
            1 + s.prefetch - coalesce(h.n, 0)
        ) AS n_allowed,
        CASE WHEN q.severity > 0 THEN greatest(0, 1 - (SELECT n FROM hard)) END AS n_hard
    FROM me p
    JOIN work_contributorqueue cq ON cq.contributor_id = p.contributor_id AND cq.is_eligible
        AND (cq.eligible_until IS NULL OR cq.eligible_until > %(now)s::timestamptz)
    JOIN work_queue q ON q.id = cq.queue_id AND q.is_open
    JOIN projects_routing s ON s.stage_id = q.stage_id AND s.is_open
    LEFT JOIN today t ON t.stage_id = q.stage_id
    LEFT JOIN holding h ON h.stage_id = q.stage_id
    JOIN work_terms_in_force l ON l.project_id = s.project_id
    LEFT JOIN strained x ON true
    LEFT JOIN work_suggesting y ON y.stage_id = q.stage_id
    WHERE (SELECT n FROM room) > 0 AND (%(project)s::uuid IS NULL OR s.project_uid = %(project)s::uuid)
      AND NOT q.category = ANY (coalesce(x.opted_out, '{{}}'))
      AND q.severity <= {allowed}
      -- A higher domain has stopped routing here.
      AND NOT EXISTS (
          SELECT FROM work_routingstop z WHERE (z.project_id IS NULL OR z.project_id = s.project_id)
            AND (z.market_id IS NULL OR z.market_id = q.market_id))
    ORDER BY q.rank, q.id
),
found AS (
    SELECT o.*, i.item_id, i.task_id, i.position, {suggested} AS is_suggested
    FROM (
        SELECT * FROM open_queue WHERE NOT is_gold AND n_allowed > 0 AND n_hard IS DISTINCT FROM 0 ORDER BY rank, queue_id
    ) o
    CROSS JOIN LATERAL (
        SELECT i.id AS item_id, i.task_id, i.position FROM work_queueitem i
        WHERE i.queue_id = o.queue_id AND i.is_claimable
          AND i.position > CASE WHEN %(from_start)s::boolean THEN 0 ELSE o.cursor END
          AND NOT EXISTS (
              SELECT FROM work_claim c
              WHERE c.item_id = i.id AND c.contributor_id = %(contributor)s::bigint AND c.state < 10)
          AND (i.excluded IS NULL OR NOT %(contributor)s::bigint = ANY (i.excluded))
        ORDER BY i.position
        LIMIT least(o.n_allowed, o.n_hard, (SELECT n FROM room))
        FOR UPDATE SKIP LOCKED
    ) i
    LIMIT (SELECT n FROM room)
),
-- What gold of a stage looks like: as the task whose place it would take.
replaceable AS (
    SELECT DISTINCT ON (f.stage_id) f.stage_id, f.is_suggested FROM found f
    ORDER BY f.stage_id, f.rank DESC, f.queue_id DESC, f.position DESC
),
-- Gold takes the place of one ordinary task, and only where there is one: it can never be told by its coming alone,
-- nor by what is filled in. Where its place asks for a suggestion, one of the next 500 that have one is taken.
gold AS (
    SELECT o.*, i.item_id, i.task_id, i.position, f.is_suggested
    FROM open_queue o
    JOIN replaceable f ON f.stage_id = o.stage_id
    CROSS JOIN LATERAL (
        SELECT i.id AS item_id, i.task_id, i.position
        FROM (
            SELECT n.id, n.position FROM work_queueitem n
            WHERE n.queue_id = o.queue_id AND n.is_claimable AND n.position > o.cursor
              AND NOT EXISTS (
                  SELECT FROM work_claim c
                  WHERE c.item_id = n.id AND c.contributor_id = %(contributor)s::bigint AND c.state < 10)
              AND (n.excluded IS NULL OR NOT %(contributor)s::bigint = ANY (n.excluded))
            ORDER BY n.position
            LIMIT 500
        ) n
        JOIN work_queueitem i ON i.id = n.id AND i.is_claimable
        WHERE NOT f.is_suggested OR {suggested}
        ORDER BY n.position
        LIMIT 1
        -- Shared, so that people do not wait for each other; a withdrawal waits, and then finds this claim.
        FOR SHARE OF i SKIP LOCKED
    ) i
    WHERE o.is_gold AND %(dice)s::float8 < o.gold_share
          * CASE WHEN o.severity > 0 THEN 1 ELSE (SELECT n FROM room) END
      AND (o.severity = 0 OR (o.n_hard > 0 AND (SELECT count(*) FROM found) = 1))
    LIMIT 1
),
ranked AS (
    SELECT f.*, row_number() OVER (ORDER BY f.rank, f.queue_id, f.position) AS nth,
        row_number() OVER (PARTITION BY f.stage_id ORDER BY f.rank, f.queue_id, f.position) AS nth_of_stage,
        row_number() OVER (PARTITION BY f.severity > 0 ORDER BY f.rank, f.queue_id, f.position) AS nth_of_kind
    FROM found f
),
chosen AS (
    SELECT contributor_queue_id, queue_id, stage_id, project_id, schema_version_id, guideline_version_id, vendor_id,
        site_id, lease_seconds, item_id, task_id, position, is_gold, is_suggested,
        nth::float8 / (SELECT count(*) FROM found) AS place
    FROM ranked
    WHERE nth_of_stage <= n_allowed AND (severity = 0 OR nth_of_kind = 1)
      AND nth <= (SELECT count(*) FROM found) - (SELECT count(*) FROM gold)
    UNION ALL
    SELECT contributor_queue_id, queue_id, stage_id, project_id, schema_version_id, guideline_version_id, vendor_id,
        site_id, lease_seconds, item_id, task_id, position, is_gold, is_suggested, %(place)s::float8
    FROM gold
),
reserved AS (
    UPDATE work_queueitem i SET n_slots_left = i.n_slots_left - 1, is_claimable = i.n_slots_left > 1
    FROM chosen c WHERE i.id = c.item_id AND NOT c.is_gold
    RETURNING i.id
),
moved AS (
    UPDATE work_contributorqueue cq SET cursor = greatest(cq.cursor, c.position), wound_back_at = NULL
    -- Gold that a place with a suggestion has passed over still waits for a place without one.
    FROM (SELECT contributor_queue_id, max(position) AS position FROM chosen
          WHERE NOT (is_gold AND is_suggested) GROUP BY contributor_queue_id) c
    WHERE cq.id = c.contributor_queue_id
    RETURNING cq.id
),
numbered AS (
    SELECT *, row_number() OVER (ORDER BY place, position) AS nth FROM chosen
),
taken AS (
    INSERT INTO work_claim (uid, item_id, task_id, queue_id, stage_id, project_id, contributor_id, vendor_id, site_id,
        schema_version_id, guideline_version_id, state, is_gold, is_suggested, claimed_at, claimed_on, expires_at)
    SELECT (%(uids)s::uuid[])[n.nth], n.item_id, n.task_id, n.queue_id, n.stage_id, n.project_id,
        %(contributor)s::bigint, n.vendor_id, n.site_id, n.schema_version_id, n.guideline_version_id, 1, n.is_gold,
        n.is_suggested, %(now)s::timestamptz, %(day)s::date,
        %(now)s::timestamptz + make_interval(secs => n.lease_seconds)
    FROM numbered n
    ORDER BY n.nth
    RETURNING id, uid, task_id, stage_id, expires_at, schema_version_id, guideline_version_id, attempt,
        queue_id, claimed_at, is_suggested
),
in_hand AS (
    SELECT 0 AS source, * FROM held WHERE {gate}
    UNION ALL
    SELECT 1, * FROM taken
),
payload AS (
    SELECT json_agg(json_build_object(
        'claim', h.uid, 'task', t.uid, 'project', json_build_object('uid', s.project_uid, 'name', s.project_name),
        'stage', s.kind, 'expires_at', h.expires_at, 'content', t.content, 'html', json_build_object(),
        'schema_version', sv.uid,
        -- Gold may have no market of its own, and must not be told by that: any task without one is then read as in
        -- the first market that person and project share.
        'guideline_version', gv.uid, 'market', coalesce(m.code, (
            SELECT min(place.code) FROM projects_routing_market served
            JOIN people_routing_market own
                ON own.market_id = served.market_id AND own.contributor_id = %(contributor)s::bigint
            JOIN people_routing_place place ON place.id = served.market_id
            WHERE served.project_id = s.project_id)), 'attempt', h.attempt, 'idle_cut_seconds', s.idle_cut_seconds,
        'severity', hq.severity,
        'draft', CASE WHEN d.id IS NOT NULL THEN json_build_object('answers', d.answers,
            'handling_seconds', d.handling_seconds, 'schema_version', dv.uid) END,
        -- Decided at the claim, and kept: what comes to be said of a task in hand would tell which ones are spoken of.
        'suggestion', CASE WHEN h.is_suggested AND z.since <= h.claimed_at
                AND g.schema_version_id = h.schema_version_id THEN
            json_build_object('answers', g.answers) END
        ) ORDER BY h.source, h.id)::text AS tasks, count(*) AS n
    FROM in_hand h
    JOIN work_task t ON t.id = h.task_id
    JOIN work_queue hq ON hq.id = h.queue_id
    LEFT JOIN people_routing_place m ON m.id = t.market_id
    JOIN projects_routing s ON s.stage_id = h.stage_id
    JOIN projects_routing_schema sv ON sv.id = h.schema_version_id
    LEFT JOIN projects_routing_guideline gv ON gv.id = h.guideline_version_id
    LEFT JOIN work_draft d
        ON d.contributor_id = %(contributor)s::bigint AND d.task_id = h.task_id AND d.stage_id = h.stage_id
    LEFT JOIN projects_routing_schema dv ON dv.id = d.schema_version_id
    LEFT JOIN work_suggesting z ON z.stage_id = h.stage_id
    LEFT JOIN work_suggestion g ON g.task_id = h.task_id AND g.stage_id = h.stage_id AND g.machine = z.machine
)
