"""One step from labels that were done again after a policy change to the release that delivers them."""

from datetime import datetime

from django.db import transaction

from assay.delivery.actions.releases import lock_releases, start_release
from assay.delivery.models import Release
from assay.delivery.queries.redone import (
    BOTH,
    asked_against,
    correctable,
    corrections_of,
    n_changed,
    progress_of,
    run_with,
)
from assay.delivery.rules import redone as rules
from assay.kit import jobs
from assay.kit.audit import act_as
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job
from assay.kit.reasons import Refused
from assay.kit.sql import rows
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import require
from assay.quality.actions.consensus import run_consensus
from assay.quality.models import ConsensusRun, Invalidation

DELIVER_AGAIN = "delivery.correct_guideline"
_NOTE = f"""
INSERT INTO delivery_changedlabel (release_id, label_id, before)
SELECT %(release)s::bigint, l.id, coalesce(e.answer, o.value) {BOTH}
  AND coalesce(e.answer, o.value) IS DISTINCT FROM l.value
ORDER BY l.id
RETURNING label_id
"""


def correct_after_change(
    by: User, *, invalidation: Invalidation, now: datetime, against: Release | None = None, note: str = ""
) -> Job:
    """Start the correction of a release (the newest before the labels were done again) by those that changed.

    Refused with the reason until every one of them is decided. The job runs consensus where the newest run lacks an
    answer, and builds nothing where all labels are as they were.
    """
    project = invalidation.version.project
    require(by, project, Permission.DELIVER)
    require(by, project, Permission.RUN_CONSENSUS)
    with transaction.atomic():
        act_as(by)
        lock_releases(project)
        base = _base(invalidation, against)
        made = corrections_of(invalidation).filter(corrects=base) if base else corrections_of(invalidation)
        refused = rules.refuse_correction(
            progress_of(invalidation, now=now),
            number=invalidation.version.number,
            made=list(made.values_list("number", flat=True)),
        )
        if refused:
            raise Refused(refused)
        if base is None:
            raise Refused(rules.NOTHING_DELIVERED())
        return jobs.start(
            by,
            kind=DELIVER_AGAIN,
            key=key_of(invalidation),
            params={"invalidation": str(invalidation.uid), "against": str(base.uid), "note": note[:2000]},
            project_uid=project.uid,
            now=now,
        )


def key_of(invalidation: Invalidation) -> str:
    return f"{DELIVER_AGAIN}:{invalidation.uid}"


def job_of(invalidation: Invalidation) -> Job | None:
    """The newest job that delivers it."""
    return Job.objects.filter(key=key_of(invalidation)).order_by("-pk").first()


@job(DELIVER_AGAIN)
def deliver_again(running: RunningJob) -> None:
    """Labels first, then the release. A killed one finds the run it has made, and its release, and makes none twice."""
    found = Invalidation.objects.select_related("version__project", "run__stage__project").get(
        uid=running.params["invalidation"]
    )
    base = Release.objects.select_related("project", "run").get(uid=running.params["against"])
    run = _run(running, found)
    with transaction.atomic():
        act_as(running.row.created_by)
        lock_releases(base.project)
        asked = asked_against(base, run, found)
        changed, n_labels = n_changed(asked)
        result = {"run": str(run.uid), "n_labels": n_labels, "n_differ": changed}
        if changed and not corrections_of(found).filter(corrects=base).exists():
            made = Release(run=run, kind=base.kind, corrects=base, only_changes=True, invalidation=found)
            made.qrels, made.note = base.qrels, running.params["note"]
            release, _job = start_release(running.row.created_by, made, now=running.now)
            rows(_NOTE, {**asked, "release": release.pk})
            result["release"] = str(release.uid)
        running.finish_with(result)


def _run(running: RunningJob, found: Invalidation) -> ConsensusRun:
    progress = progress_of(found, now=running.now)
    run = run_with(found, progress.decided_at)
    if run is None:
        assert found.run is not None  # Else nothing could have been done again.
        run = run_consensus(running.row.created_by, stage=found.run.stage, now=running.now)
    return run


def _base(invalidation: Invalidation, asked: Release | None) -> Release | None:
    """The release named, or the newest of those that can be corrected; of a correction, what it corrects."""
    if asked is None:
        return correctable(invalidation).first()
    base = asked.corrects if asked.only_changes and asked.corrects else asked
    if not correctable(invalidation).filter(pk=base.pk).exists():
        raise Refused(rules.NO_BASE(number=base.number))
    return base
