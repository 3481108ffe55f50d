"""Which projects a contributor works on, and what they still have to read there."""

from dataclasses import dataclass
from uuid import UUID

from assay.kit.sql import rows

_MEMBERSHIPS = """
SELECT p.uid, p.name, p.state, gv.uid, gv.number, gv.title,
    gv.id IS NOT NULL AND EXISTS (SELECT FROM projects_routing s WHERE s.project_id = p.id AND s.needs_acknowledgment
        AND s.guideline_number > coalesce(a.number, 0)) AS is_to_read
FROM projects_membership m
JOIN projects_project p ON p.id = m.project_id
LEFT JOIN projects_guidelineversion gv ON gv.id = p.guideline_version_id
LEFT JOIN projects_routing_acknowledgment a ON a.project_id = p.id AND a.contributor_id = m.contributor_id
WHERE m.contributor_id = %(contributor)s::bigint AND m.retired_at IS NULL
ORDER BY p.state = 'open' DESC, p.name
"""


@dataclass(frozen=True, slots=True)
class OwnProject:
    uid: UUID
    name: str
    state: str
    guideline: UUID | None
    guideline_number: int | None
    guideline_title: str | None
    is_to_read: bool


def memberships_of(contributor_id: int) -> list[OwnProject]:
    return [OwnProject(*row) for row in rows(_MEMBERSHIPS, {"contributor": contributor_id})]
