"""What searches compare of everybody's work is reckoned anew, some people at a time, the longest ago first."""

from datetime import datetime, timedelta

from assay.kit.sql import rows
from assay.quality.queries.gold import WINDOW
from assay.quality.queries.gold_newest import NEWEST_GOLD
from assay.recruiting.queries.talent import due_for_a_card
from assay.work.queries.recent import RECENT_WORK

# How old a card may become where there are few people, and how many are reckoned at a time where there are many.
KEPT_FOR, AT_ONCE, WEEKS = timedelta(minutes=15), 5_000, 4
# Only of who has applied is the device known; an erased application says nothing.
_KEEP = f"""
WITH worked AS ({RECENT_WORK}), gold AS ({NEWEST_GOLD}),
applied AS (
    SELECT contributor_id, device FROM recruiting_application WHERE contributor_id = ANY (%(people)s::bigint[])
)
INSERT INTO recruiting_talentcard
    (contributor_id, last_worked_on, week_hours, n_gold, n_gold_right, gold_share, device, kept_at)
SELECT p.id, w.last_on, coalesce(w.week_hours, 0), coalesce(g.n, 0), coalesce(g.n_right, 0),
    g.n_right::float8 / g.n, coalesce(a.device, ''), %(now)s::timestamptz
FROM unnest(%(people)s::bigint[]) AS p (id)
LEFT JOIN worked w ON w.contributor_id = p.id
LEFT JOIN gold g ON g.contributor_id = p.id
LEFT JOIN applied a ON a.contributor_id = p.id
ON CONFLICT (contributor_id) DO UPDATE SET
    (last_worked_on, week_hours, n_gold, n_gold_right, gold_share, device, kept_at) =
    (EXCLUDED.last_worked_on, EXCLUDED.week_hours, EXCLUDED.n_gold, EXCLUDED.n_gold_right, EXCLUDED.gold_share,
     EXCLUDED.device, EXCLUDED.kept_at)
RETURNING contributor_id
"""


def keep_cards(*, now: datetime) -> int:
    """Of those without a card first; how many were reckoned."""
    people = due_for_a_card(now - KEPT_FOR, AT_ONCE)
    if not people:
        return 0
    asked = {"people": people, "today": now.date(), "weeks": WEEKS, "newest": WINDOW, "now": now}
    return len(rows(_KEEP, asked))
