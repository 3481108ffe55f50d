"""Reports that cannot wait: the task is locked and withdrawn at once, and people are called until one takes it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import NotFound, Refused
from assay.kit.sql import rows
from assay.people.actions.inbox import send_message
from assay.people.enums import Role
from assay.people.models import User
from assay.people.queries.holders import holders_of
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require, visible_projects
from assay.work.actions.leases import skip
from assay.work.actions.reinstating import reinstate_tasks
from assay.work.actions.withdrawing import until_no_deadlock, withdraw_by_id
from assay.work.enums import ClaimState, ReportKind, ReportOutcome, SkipReason
from assay.work.facts import Worker
from assay.work.models import Claim, Task, UrgentReport
from assay.work.rules import reasons
from assay.work.rules.triage import MOST_LOCKED, REPORT_WITHIN

REPORTS_LOCK = 4206


def report_now(
    worker: Worker, *, claim: UUID, kind: ReportKind, text: str = "", now: datetime
) -> UrgentReport:
    """Lock the task, take it out of every queue, gold set and release to come, and call whoever is on duty.

    Whoever has locked many that nobody has looked at yet only calls people, and is rid of the task: one person's word
    empties no project. A second person's word locks it then.
    """
    return until_no_deadlock(lambda: _report(worker, claim, kind=kind, text=text, now=now))


def _report(worker: Worker, claim: UUID, *, kind: ReportKind, text: str, now: datetime) -> UrgentReport:
    with transaction.atomic():
        # Whoever reports from many windows at once is counted in one of them after the other.
        rows("SELECT pg_advisory_xact_lock(%(of)s, %(who)s)", _lock_of(worker))
        held = (
            Claim.objects.select_related("project", "task")
            .filter(uid=claim, contributor_id=worker.contributor_id)
            .first()
        )
        if held is None:
            raise NotFound
        task = Task.objects.select_for_update(no_key=True).get(pk=held.task_id)
        known = UrgentReport.objects.filter(task_id=held.task_id, closed_at=None).first()
        may_lock = _may_lock(held, known)
        report = known or UrgentReport.objects.create(
            project=held.project,
            task=held.task,
            contributor_id=worker.contributor_id,
            kind=kind,
            text=text.strip()[:2000],
            reported_at=now,
            due_at=now + REPORT_WITHIN,
            paged_at=now,
        )
        if may_lock:
            withdraw_by_id(None, [task.pk], reason=_reason(report), now=now)
        elif held.state == ClaimState.OPEN and held.expires_at > now:
            skip(worker, claim=claim, reason=SkipReason.NOT_COMFORTABLE, now=now)
        if known is None:
            _call(report, now=now)
        return report


def _lock_of(worker: Worker) -> dict[str, int]:
    return {"of": REPORTS_LOCK, "who": worker.contributor_id % 2**31}


def _may_lock(held: Claim, known: UrgentReport | None) -> bool:
    """Whether this person's word locks the task: that of a second person always does."""
    if known is not None:
        return known.contributor_id != held.contributor_id
    mine = UrgentReport.objects.filter(project=held.project_id, contributor=held.contributor_id)
    return mine.filter(closed_at=None).count() < MOST_LOCKED


def _reason(report: UrgentReport) -> str:
    return f"Reported: {ReportKind(report.kind).label.lower()}."


def take_report(by: User, *, report: UUID, now: datetime) -> UrgentReport:
    """Take it in hand: the calls end. Whoever comes second changes nothing."""
    with transaction.atomic():
        found = _report_for(by, report)
        if found.taken_at is None:
            act_as(by)
            found.taken_at, found.taken_by = now, by
            found.save(update_fields=["taken_at", "taken_by"])
        return found


def close_report(by: User, *, report: UUID, outcome: ReportOutcome, note: str, now: datetime) -> UrgentReport:
    """Confirmed: the task is out for good. Unfounded: it comes back, unless it was withdrawn for something else."""
    note = note.strip()
    if not 0 < len(note) <= 2000:
        raise Refused(reasons.TEXT_LENGTH(field="note", n="2,000"))
    with transaction.atomic():
        found = _report_for(by, report)
        if found.closed_at is not None:
            raise Refused(reasons.REPORT_CLOSED())
        act_as(by)
        found.taken_at, found.taken_by = found.taken_at or now, found.taken_by or by
        found.outcome, found.note, found.closed_at, found.closed_by = outcome, note, now, by
        found.save()
        if outcome == ReportOutcome.CONFIRMED:
            withdraw_by_id(by, [found.task_id], reason=_reason(found), now=now)
        elif found.task.withdrawn_reason == _reason(found):
            reinstate_tasks(by, project=found.project, task_ids=[found.task_id], now=now)
        return found


def call_again(*, now: datetime) -> int:
    """Reports that nobody has taken in hand in time: the administrators are called too; how many."""
    waiting = UrgentReport.objects.filter(
        taken_at=None, closed_at=None, due_at__lte=now, paged_at__lte=now - REPORT_WITHIN
    )
    with transaction.atomic():
        late = list(
            waiting.select_related("project").select_for_update(no_key=True, of=["self"], skip_locked=True)[
                :100
            ]
        )
        for report in late:
            report.paged_at = now
            report.save(update_fields=["paged_at"])
            _call(report, now=now, also=holders_of([Role.ADMINISTRATOR], report.project_id))
        return len(late)


def _report_for(by: User, uid: UUID) -> UrgentReport:
    found = (
        UrgentReport.objects.select_for_update(no_key=True, of=["self"])
        .select_related("project", "task")
        .filter(uid=uid, project__in=visible_projects(by))
        .first()
    )
    if found is None:
        raise NotFound
    require(by, found.project, Permission.MANAGE_TASKS)
    return found


def _call(report: UrgentReport, *, now: datetime, also: Iterable[int] = ()) -> None:
    project: Project = report.project
    on_duty = {project.owner_id, *holders_of([Role.OPERATIONS_LEAD], project.pk), *also}
    minutes = round(REPORT_WITHIN.total_seconds() / 60)
    send_message(
        sorted(on_duty),
        kind="work.report",
        title=f"Reported in {project.name}: {ReportKind(report.kind).label.lower()}",
        body=f"The task is locked. Somebody must take this in hand within {minutes} minutes.",
        address=f"/projects/{project.uid}/triage/#report-{report.uid}",
        now=now,
    )
