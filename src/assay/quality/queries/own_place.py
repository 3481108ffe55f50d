"""A person's band among those who do the same work, from places that were counted before; nothing of others."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from assay.kit.sql import rows
from assay.people.models import Contributor
from assay.quality.models import ReviewPlace
from assay.quality.queries.own_quality import WEEKS
from assay.quality.rules.place import Band, band_of

# So often places are counted anew, and so old they may be shown.
COUNT_EVERY = timedelta(hours=6)
STALE_AFTER = timedelta(days=2)
_DUE = """
SELECT p.id FROM projects_project p
LEFT JOIN LATERAL (SELECT max(c.counted_at) AS at FROM quality_reviewplace c WHERE c.project_id = p.id) c ON true
WHERE (c.at IS NULL OR c.at <= %(before)s::timestamptz) AND EXISTS (
    SELECT FROM quality_review r WHERE r.project_id = p.id AND r.reviewed_at > %(since)s::timestamptz
      AND r.reviewed_at <= %(now)s::timestamptz AND r.tier = 'client' AND r.purpose IN ('sample', 'lot')
      AND r.contributor_id IS NOT NULL
)
ORDER BY c.at NULLS FIRST, p.id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """`market` is empty where the work belongs to none."""

    project: str
    market: str
    band: Band
    counted_at: datetime


def own_places(contributor: Contributor, *, now: datetime) -> list[OwnPlace]:
    """By project and market; left out is where too few can be compared."""
    return list(_shown(contributor, now))


def due_for_counting(*, now: datetime) -> int | None:
    """The project with reviews of the last weeks whose places have waited longest."""
    params = {"before": now - COUNT_EVERY, "since": now - timedelta(weeks=WEEKS), "now": now}
    found = rows(_DUE, params)
    return found[0][0] if found else None


def _shown(contributor: Contributor, now: datetime) -> Iterator[OwnPlace]:
    counted = ReviewPlace.objects.filter(contributor=contributor, counted_at__gt=now - STALE_AFTER)
    for each in counted.select_related("project", "market").order_by("project__name", "market__name"):
        band = band_of(n_people=each.n_people, n_below=each.n_below, n_same=each.n_same)
        if band is not None:
            yield OwnPlace(each.project.name, each.market.name if each.market else "", band, each.counted_at)
