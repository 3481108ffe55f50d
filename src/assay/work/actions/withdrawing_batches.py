"""A batch is withdrawn: its queues are closed at once, and a job withdraws its tasks, however many there are."""

from datetime import datetime

from django.db import transaction

from assay.kit import jobs
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job
from assay.people.models import User
from assay.work.actions.withdrawing import withdraw_by_id
from assay.work.models import Batch, Task

KIND = "work.withdraw_batch"
AT_ONCE = 2_000


def start_withdrawal(by: User, *, batch: Batch, now: datetime) -> Job:
    """Put the withdrawal of a batch's tasks on the list; who may was asked for by the caller."""
    return jobs.start(
        by,
        kind=KIND,
        key=f"{KIND}:{batch.uid}",
        params={"batch": str(batch.uid)},
        project_uid=batch.project.uid,
        now=now,
    )


@job(KIND, resumes=True)
def withdraw_batch(running: RunningJob) -> None:
    """Some tasks at a time, each time together with how far it is."""
    batch = Batch.objects.get(uid=running.params["batch"])
    waiting = Task.objects.filter(batch=batch, withdrawn_at=None).order_by("pk")
    counts = {"n_tasks": 0, "n_claims": 0, "after": 0, **running.cursor}
    reason = f"The batch {batch.name} was withdrawn."
    while ids := list(waiting.filter(pk__gt=counts["after"]).values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            n_tasks, n_claims = withdraw_by_id(running.row.created_by, ids, reason=reason, now=running.now)
            counts["n_tasks"] += n_tasks
            counts["n_claims"] += n_claims
            counts["after"] = ids[-1]
            running.progress(counts["n_tasks"], batch.n_tasks, counts)
    running.finish_with({"n_tasks": counts["n_tasks"], "n_claims": counts["n_claims"]})
