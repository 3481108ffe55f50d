"""What waits for somebody to look at it: skipped and parked tasks, questions, reports that cannot wait."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from assay.kit.sql import rows
from assay.projects.models import Project
from assay.work.enums import ReportOutcome
from assay.work.models import TaskQuestion, UrgentReport

# The newest skips only, so that the cost does not grow with the project's history; parked tasks always.
_SKIPPED = """
WITH newest AS (
    SELECT item_id, skip_reason, skip_comment, ended_at FROM work_claim
    WHERE project_id = %(project)s::bigint AND state = 3 AND NOT is_gold
    ORDER BY id DESC LIMIT %(most_skips)s::int
),
waiting AS (
    SELECT i.id, count(*)::int AS n_skips, max(n.ended_at) AS last_at,
        array_agg(DISTINCT n.skip_reason::text) AS skip_reasons,
        (array_agg(n.skip_comment ORDER BY n.ended_at DESC) FILTER (WHERE n.skip_comment <> ''))[1:3] AS comments
    FROM newest n JOIN work_queueitem i ON i.id = n.item_id
    WHERE i.state IN (1, 3) AND n.skip_reason <> 'not_comfortable'
      AND (i.triaged_at IS NULL OR n.ended_at > i.triaged_at)
      AND (%(reason)s::text = '' OR n.skip_reason = %(reason)s::text)
    GROUP BY i.id
)
SELECT t.uid, t.external_id, b.name, b.uid, m.code, i.state = 3, i.n_judgments, w.n_skips, w.last_at, w.skip_reasons,
    coalesce(w.comments, '{}')
FROM waiting w
JOIN work_queueitem i ON i.id = w.id
JOIN work_task t ON t.id = i.task_id
JOIN work_batch b ON b.id = t.batch_id
LEFT JOIN people_market m ON m.id = t.market_id
ORDER BY i.state DESC, w.n_skips DESC, w.last_at DESC
LIMIT %(most)s::int
"""
MOST_SKIPS, MOST = 5_000, 200


@dataclass(frozen=True, slots=True)
class SkippedTask:
    """A task that people skipped, and why. `is_parked`: nobody gets it until somebody has looked at it."""

    uid: UUID
    external_id: str
    batch: str
    batch_uid: UUID
    market: str | None
    is_parked: bool
    n_judgments: int
    n_skips: int
    last_at: datetime
    skip_reasons: list[str]
    comments: list[str]


def skipped_tasks(project: Project, *, reason: str = "", most: int = MOST) -> list[SkippedTask]:
    """Parked ones first, then those most skipped; at most 200, of the newest 5,000 skips."""
    params = {"project": project.pk, "reason": reason, "most_skips": MOST_SKIPS, "most": most}
    return [SkippedTask(*row) for row in rows(_SKIPPED, params)]


def questions_of(project: Project, *, is_open: bool | None = None) -> QuerySet[TaskQuestion]:
    """Questions of contributors: the oldest open ones first, or the newest answered ones."""
    found = TaskQuestion.objects.filter(project=project).select_related("task", "contributor", "answered_by")
    if is_open is None:
        return found.order_by("-pk")
    return found.filter(answered_at__isnull=is_open).order_by("pk" if is_open else "-answered_at")


def reports_of(project: Project, *, is_open: bool | None = None) -> QuerySet[UrgentReport]:
    """Reports that could not wait: open ones by their clock."""
    found = UrgentReport.objects.filter(project=project).select_related(
        "task", "contributor", "taken_by", "closed_by"
    )
    if is_open is None:
        return found.order_by("-pk")
    return found.filter(closed_at__isnull=is_open).order_by("due_at" if is_open else "-closed_at")


def is_reported() -> Exists:
    """Of tasks: whether a report waits for somebody to look at it, or was found right."""
    report = UrgentReport.objects.filter(task=OuterRef("pk"))
    return Exists(report.filter(Q(closed_at=None) | Q(outcome=ReportOutcome.CONFIRMED)))
