"""What people have done since a moment of their own: answers that count, and whether they still work later."""

# A part of other domains' statements. It reads `taken (contributor_id, since)` and the parameters `productive`, beyond
# which nothing is counted, and `first` and `last`, the days between which somebody stays. Without gold and without what
# was taken back; who has no answer that counts has a row with 0.
FIRST_STEPS = """
SELECT t.contributor_id, t.since, n.n_accepted, EXISTS (
    SELECT FROM work_judgment j
    WHERE j.contributor_id = t.contributor_id AND NOT j.is_gold
      AND j.submitted_at >= t.since + make_interval(days => %(first)s::int)
      AND j.submitted_at < t.since + make_interval(days => %(last)s::int)
      AND NOT EXISTS (SELECT FROM work_retracted x WHERE x.judgment_id = j.id)
) AS stays
FROM taken t, LATERAL (
    SELECT count(*)::int AS n_accepted FROM (
        SELECT FROM work_judgment j
        WHERE j.contributor_id = t.contributor_id AND j.submitted_at >= t.since AND NOT j.is_gold
          AND NOT EXISTS (SELECT FROM work_retracted x WHERE x.judgment_id = j.id)
        LIMIT %(productive)s::int
    ) counted
) n
"""
