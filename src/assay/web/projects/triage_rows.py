"""What the triage page shows of a skipped task and of a report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from assay.projects.models import Project
from assay.work.enums import ReportKind, ReportOutcome, SkipReason
from assay.work.models import UrgentReport
from assay.work.queries.triage import SkippedTask, skipped_tasks


@dataclass(frozen=True, slots=True)
class SkippedRow:
    task: SkippedTask
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportRow:
    report: UrgentReport
    kind: str
    outcome: str
    minutes_left: int | None

    @property
    def is_late(self) -> bool:
        return self.minutes_left is not None and self.minutes_left < 0

    @property
    def minutes_late(self) -> int:
        return -(self.minutes_left or 0)


def skipped_rows(project: Project, reason: str) -> list[SkippedRow]:
    return [
        SkippedRow(task, tuple(str(SkipReason(each).label) for each in task.skip_reasons))
        for task in skipped_tasks(project, reason=reason)
    ]


def report_rows(reports: Iterable[UrgentReport], at: datetime) -> list[ReportRow]:
    """The clock runs until somebody has taken a report in hand."""
    return [
        ReportRow(
            report,
            str(ReportKind(report.kind).label),
            str(ReportOutcome(report.outcome).label) if report.outcome else "",
            None if report.taken_at else (report.due_at - at) // timedelta(minutes=1),
        )
        for report in reports
    ]
