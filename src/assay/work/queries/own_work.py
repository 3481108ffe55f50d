"""A contributor's own numbers: nobody else's."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from assay.kit.sql import rows

_PROJECTS = """
SELECT s.project_uid, s.project_name, sum(q.n_open) FILTER (WHERE cq.is_eligible)::bigint,
    bool_or(cq.is_eligible AND q.is_open AND s.is_open)
FROM work_contributorqueue cq
JOIN work_queue q ON q.id = cq.queue_id AND NOT q.is_gold
JOIN projects_routing s ON s.stage_id = q.stage_id
WHERE cq.contributor_id = %(contributor)s::bigint
GROUP BY s.project_uid, s.project_name ORDER BY s.project_name
"""
_DAYS = """
SELECT day_on, sum(n_submitted)::int, sum(n_skipped)::int, sum(handling_seconds) FROM work_workday
WHERE contributor_id = %(contributor)s::bigint AND day_on > %(since)s::date
GROUP BY day_on ORDER BY day_on DESC
"""


@dataclass(frozen=True, slots=True)
class OpenWork:
    project: UUID
    name: str
    n_open: int | None
    can_work: bool


@dataclass(frozen=True, slots=True)
class OwnDay:
    day_on: date
    n_submitted: int
    n_skipped: int
    handling_seconds: float

    @property
    def minutes(self) -> int:
        return round(self.handling_seconds / 60)

    @property
    def mean_seconds(self) -> float | None:
        return self.handling_seconds / self.n_submitted if self.n_submitted else None


def own_projects(contributor_id: int) -> dict[UUID, OpenWork]:
    found = [OpenWork(*row) for row in rows(_PROJECTS, {"contributor": contributor_id})]
    return {each.project: each for each in found}


def own_days(contributor_id: int, today: date) -> list[OwnDay]:
    """The last fourteen working days."""
    since = today - timedelta(days=14)
    return [OwnDay(*row) for row in rows(_DAYS, {"contributor": contributor_id, "since": since})]
