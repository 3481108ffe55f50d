"""Reckoning what quality has cost in a month, in a job, and keeping it."""

from datetime import date, datetime

from django.db import transaction

from assay.insight.models import QualityCost
from assay.insight.queries.quality_cost import reckoned
from assay.insight.rules.quality_cost import NO_MONTH, month_of
from assay.kit import jobs
from assay.kit.audit import act_as
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require

RECKON = "insight.reckon_quality_cost"


def start_quality_cost(by: User | None, *, project: Project, month: str, now: datetime) -> Job:
    """Reckon a month that has begun; one job at a time for each."""
    require(by, project, Permission.VIEW_RATES)
    if month_of(month, now.date()) is None:
        raise Refused(NO_MONTH(field="month"))
    return jobs.start(
        by,
        kind=RECKON,
        key=f"{RECKON}:{project.uid}:{month}",
        params={"project": str(project.uid), "month": month},
        project_uid=project.uid,
        now=now,
    )


@job(RECKON)
def reckon(running: RunningJob) -> None:
    """Two aggregates over the month; what was reckoned before is replaced, and stays in the audit trail."""
    project = Project.objects.get(uid=running.params["project"])
    month = date.fromisoformat(f"{running.params['month']}-01")
    booked, spent = reckoned(project, month)
    by = running.row.created_by
    with transaction.atomic():
        act_as(by)
        found = {"booked": booked, "spent": spent, "reckoned_at": running.now, "reckoned_by": by}
        QualityCost.objects.update_or_create(project=project, month_on=month, defaults=found)
        running.finish_with({"month": running.params["month"], "n_currencies": len(booked)})
