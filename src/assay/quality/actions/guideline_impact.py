"""What a version of the guideline changed, computed in a job and kept."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from assay.kit import jobs
from assay.kit.audit import act_as
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import GuidelineVersion
from assay.projects.queries.permission import require
from assay.quality.models import GuidelineImpact
from assay.quality.queries.guideline_impact import measures_of, sample_before, sample_under

IMPACT = "quality.guideline_impact"


def start_impact(by: User, *, version: GuidelineVersion, now: datetime) -> Job:
    """Compare the judgments nearest to the change, before it and under the version."""
    require(by, version.project, Permission.VIEW_ANSWERS)
    return jobs.start(
        by,
        kind=IMPACT,
        key=f"{IMPACT}:{version.uid}",
        params={"version": str(version.uid)},
        project_uid=version.project.uid,
        now=now,
    )


@job(IMPACT)
def compute_impact(running: RunningJob) -> None:
    """All of it at once: two bounded samples."""
    version = GuidelineVersion.objects.select_related("project").get(uid=running.params["version"])
    before, after = sample_before(version), sample_under(version)
    was, now = measures_of(before), measures_of(after)
    measures = {name: {"before": asdict(was[name]), "after": asdict(now[name])} for name in was}
    with transaction.atomic():
        act_as(running.row.created_by)
        GuidelineImpact.objects.update_or_create(
            version=version,
            defaults={
                "measures": measures,
                "n_before": len(before),
                "n_after": len(after),
                "computed_at": running.now,
                "computed_by": running.row.created_by,
            },
        )
        running.finish_with({"n_before": len(before), "n_after": len(after)})
