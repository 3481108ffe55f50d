-- Applications of some campaigns, counted by group, by how many steps they took and by what can be said of them.
-- `did` (work) and `held` (people) are put in by the query; they read `taken`.
WITH chosen AS (
    SELECT a.id, a.link_id, a.contributor_id, a.verified_at, a.applied_at, a.ended_at, c.skills,
        a.campaign_id, c.market_id, l.channel, a.state,
        a.state = 'accepted' AND a.contributor_id IS NOT NULL AND a.ended_at IS NOT NULL AS is_taken
    FROM recruiting_application a
    JOIN recruiting_trackedlink l ON l.id = a.link_id
    JOIN recruiting_campaign c ON c.id = a.campaign_id
    WHERE a.campaign_id = ANY (%(campaigns)s::bigint[])
      AND (%(channel)s::text = '' OR l.channel = %(channel)s::text)
    UNION ALL
    -- Who works here already and said yes to an invitation of the campaign.
    SELECT -i.id, i.link_id, i.contributor_id, i.answered_at, i.answered_at, i.answered_at, c.skills,
        l.campaign_id, c.market_id, l.channel, '', true
    FROM recruiting_invitation i
    JOIN recruiting_trackedlink l ON l.id = i.link_id
    JOIN recruiting_campaign c ON c.id = l.campaign_id
    WHERE i.answer = 'yes' AND l.campaign_id = ANY (%(campaigns)s::bigint[])
      AND (%(channel)s::text = '' OR l.channel = %(channel)s::text)
),
taken AS (SELECT DISTINCT contributor_id, ended_at AS since FROM chosen WHERE is_taken),
did AS ({did}),
held AS ({held}),
invited AS (
    SELECT link_id FROM recruiting_invitationround GROUP BY link_id HAVING sum(n) > 0
    UNION SELECT link_id FROM recruiting_invitation WHERE link_id IS NOT NULL
),
ways AS (
    SELECT {group} AS grouped,
        CASE WHEN a.verified_at IS NULL THEN 1
             WHEN NOT a.is_taken THEN 2
             WHEN NOT (a.skills = '{{}}' OR a.skills::text[] && coalesce(h.codes, '{{}}')) THEN 3
             WHEN d.n_accepted IS NULL OR d.n_accepted < 1 THEN 4
             WHEN d.n_accepted < %(productive)s::int THEN 5
             WHEN NOT d.stays THEN 6
             ELSE 7 END AS n_steps,
        a.is_taken AND a.ended_at + make_interval(days => %(last)s::int) <= %(now)s::timestamptz AS may_be_retained,
        i.link_id IS NOT NULL AS is_invited,
        a.id > 0 AND a.applied_at <= %(now)s::timestamptz - make_interval(days => %(time)s::int) AS had_time,
        -- Who has begun to work is at work; who works here already came by no application.
        a.id > 0 AND a.applied_at > %(now)s::timestamptz - make_interval(days => %(time)s::int)
            AND coalesce(d.n_accepted, 0) = 0 AND (a.state IN ('applied', 'verified') OR (a.state = 'accepted'
                AND (p.id IS NULL OR (u.is_active AND p.standing IN ('active', 'probation'))))) AS is_on_the_way
    FROM chosen a
    LEFT JOIN did d ON a.is_taken AND d.contributor_id = a.contributor_id AND d.since = a.ended_at
    LEFT JOIN held h ON a.is_taken AND h.contributor_id = a.contributor_id
    LEFT JOIN invited i ON i.link_id = a.link_id
    LEFT JOIN people_contributor p ON a.is_taken AND p.id = a.contributor_id
    LEFT JOIN people_user u ON u.id = p.user_id
)
SELECT grouped, n_steps, may_be_retained, is_invited, had_time, is_on_the_way, count(*)::int
FROM ways GROUP BY 1, 2, 3, 4, 5, 6
