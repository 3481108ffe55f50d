"""Whether reviewers and adjudicators keep up, language by language."""

from dataclasses import dataclass
from datetime import datetime

from assay.kit.sql import rows
from assay.projects.models import Project

DAYS = 7
# Markets without a language of their own count together. Adjudications are dated by their decisions.
_CAPACITY = """
WITH waiting AS (
    SELECT coalesce(m.language, '') AS language, count(*) AS n, min(i.sampled_at) AS oldest_at,
        count(*) FILTER (WHERE i.due_at < %(now)s::timestamptz) AS n_late
    FROM quality_reviewitem i LEFT JOIN people_market m ON m.id = i.market_id
    WHERE i.project_id = %(project)s::bigint AND i.state = 'open' GROUP BY 1
),
done AS (
    SELECT coalesce(m.language, '') AS language, count(*) AS n, count(DISTINCT r.reviewer_id) AS n_people,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY r.handling_seconds) FILTER (WHERE r.handling_seconds > 0) AS seconds
    FROM quality_review r JOIN quality_reviewitem i ON i.id = r.item_id LEFT JOIN people_market m ON m.id = i.market_id
    WHERE r.project_id = %(project)s::bigint AND r.reviewed_at > %(now)s::timestamptz - make_interval(days => %(days)s)
    GROUP BY 1
),
arrived AS (
    SELECT coalesce(m.language, '') AS language, count(*) AS n
    FROM quality_reviewitem i LEFT JOIN people_market m ON m.id = i.market_id
    WHERE i.project_id = %(project)s::bigint AND i.sampled_at > %(now)s::timestamptz - make_interval(days => %(days)s)
    GROUP BY 1
),
disputed AS (
    SELECT coalesce(m.language, '') AS language, count(*) FILTER (WHERE a.state = 'open') AS n,
        count(*) FILTER (WHERE a.decided_at > %(now)s::timestamptz - make_interval(days => %(days)s)
            AND a.state = 'decided') AS n_decided
    FROM quality_adjudication a JOIN work_task t ON t.id = a.task_id LEFT JOIN people_market m ON m.id = t.market_id
    WHERE a.project_id = %(project)s::bigint GROUP BY 1
)
SELECT language, coalesce(w.n, 0), coalesce(w.n_late, 0), w.oldest_at, coalesce(a.n, 0), coalesce(d.n, 0),
    coalesce(d.n_people, 0), d.seconds, coalesce(x.n, 0), coalesce(x.n_decided, 0)
FROM waiting w FULL JOIN done d USING (language) FULL JOIN arrived a USING (language)
FULL JOIN disputed x USING (language)
ORDER BY 2 DESC, 1
"""


@dataclass(frozen=True, slots=True)
class LanguageLoad:
    """One language over the last seven days; adjudications beside reviews."""

    language: str
    n_waiting: int
    n_late: int
    oldest_at: datetime | None
    n_arrived: int
    n_reviewed: int
    n_reviewers: int
    median_seconds: float | None
    n_disputed: int
    n_decided: int

    @property
    def per_day(self) -> float:
        return self.n_reviewed / DAYS

    @property
    def hours_of_work(self) -> float | None:
        """What one person would need for all that waits."""
        return None if self.median_seconds is None else self.n_waiting * self.median_seconds / 3600

    @property
    def hours_a_day(self) -> float | None:
        """What it takes to keep up with what comes in: by this the shifts of a language are planned."""
        return None if self.median_seconds is None else self.n_arrived / DAYS * self.median_seconds / 3600

    @property
    def days_to_clear(self) -> float | None:
        """At the pace of the last days, against what comes in; None where it never comes to an end."""
        if not self.n_waiting:
            return 0.0
        gained = (self.n_reviewed - self.n_arrived) / DAYS
        return self.n_waiting / gained if gained > 0 else None


def load_by_language(project: Project, *, now: datetime) -> list[LanguageLoad]:
    """Every language in which something waits or was done, the fullest first."""
    params = {"project": project.pk, "now": now, "days": DAYS}
    return [LanguageLoad(*row) for row in rows(_CAPACITY, params)]
