"""One contributor as somebody who manages people sees them: what they may work on, and their last days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from assay.kit.sql import read, rows
from assay.work.queries.own_work import OwnDay

_OPENINGS = read("assay.work.queries", "openings.sql")
_DAYS = """
SELECT d.day_on, sum(d.n_submitted)::int, sum(d.n_skipped)::int, sum(d.handling_seconds)
FROM work_workday d JOIN projects_routing s ON s.stage_id = d.stage_id
WHERE d.contributor_id = %(contributor)s::bigint AND d.day_on > %(since)s::date
  AND s.project_uid = ANY (%(projects)s::uuid[])
GROUP BY d.day_on ORDER BY d.day_on DESC
"""
MOST = 200


@dataclass(frozen=True, slots=True)
class Opening:
    """Queues of one stage and market that are alike for this person; eligible where `codes` and `holds` are empty."""

    project: UUID
    project_name: str
    stage: str
    is_open: bool
    codes: tuple[str, ...]
    holds: tuple[str, ...]
    n_queues: int
    n_open: int
    counted_at: datetime | None
    market: str
    language: str
    level: int
    skills: str

    @property
    def is_eligible(self) -> bool:
        return not self.codes and not self.holds


def openings_of(contributor_id: int, projects: Iterable[UUID]) -> list[Opening]:
    """At most 200 rows, of the named projects only."""
    params = {"contributor": contributor_id, "projects": list(projects), "most": MOST}
    return [_opening(*row) for row in rows(_OPENINGS, params)]


def days_of(contributor_id: int, today: date, projects: Iterable[UUID]) -> list[OwnDay]:
    """The last fourteen working days in the named projects."""
    since = today - timedelta(days=14)
    params = {"contributor": contributor_id, "since": since, "projects": list(projects)}
    return [OwnDay(*row) for row in rows(_DAYS, params)]


def _opening(*row: object) -> Opening:
    project, name, stage, is_open, codes, holds, *rest = row
    return Opening(project, name, stage, is_open, tuple(codes), tuple(holds), *rest)  # type: ignore[arg-type]  # A row.
