"""How right people are on the newest known answers, over all projects."""

# A part of other domains' statements: one row for each contributor of `people` with a known answer that was compared
# and not taken back. It reads the parameters `people` and `newest`, beyond which nothing older counts.
NEWEST_GOLD = """
SELECT g.contributor_id, count(*)::int AS n, (count(*) FILTER (WHERE g.is_correct))::int AS n_right
FROM (
    SELECT r.contributor_id, r.is_correct,
        row_number() OVER (PARTITION BY r.contributor_id ORDER BY r.judged_at DESC, r.id DESC) AS nth
    FROM quality_goldresult r
    WHERE r.contributor_id = ANY (%(people)s::bigint[])
      AND NOT EXISTS (SELECT FROM work_retracted x WHERE x.judgment_id = r.judgment_id)
) g
WHERE g.nth <= %(newest)s::int
GROUP BY g.contributor_id
"""
