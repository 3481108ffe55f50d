"""Who holds which skill."""

# A part of other domains' statements: the codes of skills that have not expired, of the people of `taken
# (contributor_id)`; who holds none is missing. It reads the parameter `now`.
SKILLS_HELD = """
SELECT h.contributor_id, array_agg(s.code::text) AS codes
FROM people_contributorskill h JOIN people_skill s ON s.id = h.skill_id
WHERE h.contributor_id IN (SELECT contributor_id FROM taken)
  AND (h.expires_at IS NULL OR h.expires_at > %(now)s::timestamptz)
GROUP BY h.contributor_id
"""
