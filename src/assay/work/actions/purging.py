"""Content is purged: what was withdrawn loses its content for good; its name and the hash of what it was stay."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.files import discard
from assay.kit.hooks import emit
from assay.kit.models import Job, JobState, StoredFile
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.work.actions.withdrawing import until_no_deadlock, withdraw_by_id
from assay.work.models import Draft, Task, TaskFile
from assay.work.rules import reasons

AT_ONCE = 1_000
EXPIRED = "The content expired."
_IMPORT = "work.import_tasks"
_ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


def purge_tasks(by: User, *, project: Project, external_ids: Sequence[str], now: datetime) -> int:
    """Purge withdrawn tasks by external id; how many. This cannot be taken back."""
    require(by, project, Permission.PURGE_CONTENT)
    tasks = Task.objects.filter(project=project, external_id__in=external_ids, purged_at=None)
    if still := tasks.filter(withdrawn_at=None).values_list("external_id", flat=True).first():
        raise Refused(reasons.NOT_WITHDRAWN(task=still))
    return _purge(by, list(tasks.values_list("pk", flat=True)), now)


def purge_expired(*, now: datetime, most: int = 20_000) -> int:
    """Withdraw and purge what has expired by now, some at a time; how many tasks."""
    n = 0
    while n < most:
        due = Task.objects.filter(expires_at__lte=now, purged_at=None).order_by("expires_at")
        ids = list(due.values_list("pk", flat=True)[:AT_ONCE])
        if not ids:
            break
        until_no_deadlock(partial(_let_expire, ids, now))
        n += len(ids)
    return n


def _let_expire(task_ids: Sequence[int], now: datetime) -> None:
    with transaction.atomic():
        withdraw_by_id(None, task_ids, reason=EXPIRED, now=now)
        _purge(None, task_ids, now)


def _purge(by: User | None, task_ids: Sequence[int], now: datetime) -> int:
    with transaction.atomic():
        act_as(by)
        tasks = Task.objects.filter(pk__in=task_ids, purged_at=None).exclude(withdrawn_at=None)
        ids = list(tasks.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        Task.objects.filter(pk__in=ids).update(content={}, purged_at=now)
        Draft.objects.filter(task_id__in=ids).delete()
        _discard_shown(ids, now)
        _discard_imported(ids, now)
        emit("work.tasks_purged", task_ids=ids, by=by, now=now)
        return len(ids)


def _discard_shown(task_ids: Sequence[int], now: datetime) -> None:
    """Pictures and recordings that no other task of the project shows."""
    mine = TaskFile.objects.filter(task_id__in=task_ids)
    shown = set(mine.values_list("task__project__uid", "sha256"))
    mine.delete()
    for project_uid, sha256 in sorted(shown):
        if TaskFile.objects.filter(sha256=sha256, task__project__uid=project_uid).exists():
            continue
        for file in StoredFile.objects.filter(sha256=sha256, project_uid=project_uid, retired_at=None):
            discard(file, reason="The content that showed it was purged.", now=now)


def _discard_imported(task_ids: Sequence[int], now: datetime) -> None:
    """The files that the tasks came in with hold their content, too; the imports themselves are over."""
    batches = Task.objects.filter(pk__in=task_ids).values_list("batch__uid", flat=True).distinct()
    imports = Job.objects.filter(
        kind=_IMPORT, state__in=_ENDED, params__batch__in=[str(uid) for uid in batches]
    )
    uids = {job.params.get("file") or job.cursor.get("file") for job in imports} - {None}
    for file in StoredFile.objects.filter(uid__in=uids, retired_at=None):
        discard(file, reason="Content that came in with it was purged.", now=now)
