"""Accounts that were signed in from the same browser."""

from collections.abc import Sequence
from datetime import datetime

from assay.kit.sql import rows
from assay.people.rules.devices import KEPT

# The workstations of a site are shared by right: people of one site are not counted for each other.
_SHARED = """
SELECT DISTINCT a.id, b.id FROM people_contributor a
JOIN people_deviceuse mine ON mine.user_id = a.user_id AND mine.last_on >= %(since)s::date
JOIN people_deviceuse theirs ON theirs.device = mine.device AND theirs.user_id <> mine.user_id
    AND theirs.last_on >= %(since)s::date
JOIN people_contributor b ON b.user_id = theirs.user_id
WHERE a.id = ANY(%(people)s::bigint[]) AND (a.site_id IS NULL OR a.site_id IS DISTINCT FROM b.site_id)
ORDER BY 1, 2
"""


def sharing_devices(people: Sequence[int], *, now: datetime) -> dict[int, list[int]]:
    """By contributor, the other contributors of whom the same browser was used."""
    found: dict[int, list[int]] = {}
    for person, other in rows(_SHARED, {"people": list(people), "since": (now - KEPT).date()}):
        found.setdefault(person, []).append(other)
    return found
