"""What people have done since a moment of their own: answers that count, and whether they still work later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from assay.kit.sql import rows

_STEPS = """
SELECT s.contributor_id, count(j.id)::int,
    coalesce(bool_or(j.submitted_at >= s.since + make_interval(days => %(first)s::int)
        AND j.submitted_at < s.since + make_interval(days => %(last)s::int)), false)
FROM unnest(%(ids)s::bigint[], %(since)s::timestamptz[]) AS s (contributor_id, since)
JOIN work_judgment j ON j.contributor_id = s.contributor_id AND j.submitted_at >= s.since
    AND NOT j.is_gold AND NOT EXISTS (SELECT FROM work_retracted x WHERE x.judgment_id = j.id)
GROUP BY s.contributor_id
"""


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Without gold and without what was taken back; `stays`: works between the two days after the moment."""

    n_accepted: int
    stays: bool


def first_steps(since: Mapping[int, datetime], *, between_days: tuple[int, int]) -> dict[int, FirstSteps]:
    """By contributor; who has no answer that counts is missing."""
    first, last = between_days
    found = rows(_STEPS, {"ids": list(since), "since": list(since.values()), "first": first, "last": last})
    return {contributor: FirstSteps(n, stays) for contributor, n, stays in found}
