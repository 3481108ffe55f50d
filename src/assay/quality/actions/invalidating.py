"""A policy change finds the labels it may have made wrong, and has them done again where the owner decides so."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit import jobs
from assay.kit.audit import act_as
from assay.kit.jobs import RunningJob, job
from assay.kit.models import Job
from assay.kit.reasons import Refused
from assay.people.actions.inbox import tell
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import GuidelineVersion
from assay.projects.queries.permission import require
from assay.quality.enums import InvalidationState
from assay.quality.models import InvalidatedTask, Invalidation
from assay.quality.queries.invalidation import concerned_labels, recent_seconds
from assay.quality.queries.labelled import latest_run
from assay.quality.rules import invalidation as rules
from assay.work.actions.recollecting import ask_anew

LOOK, REQUEUE = "quality.look_through_labels", "quality.collect_again"
AT_ONCE = 500
MOST_NOTE = 2_000


def look_for(by: User, *, version: GuidelineVersion, now: datetime) -> Job | None:
    """Begin to look through the labels, once the version is in force; None where it concerns none."""
    if not version.concerns.get("questions"):
        return None
    made = Invalidation.objects.create(version=version, run=latest_run(version.project))
    return jobs.start(
        by,
        kind=LOOK,
        key=f"{LOOK}:{made.uid}",
        params={"invalidation": str(made.uid)},
        project_uid=version.project.uid,
        now=now,
    )


def collect_again(by: User, *, invalidation: Invalidation, now: datetime) -> Job:
    """The owner decides: every one of these tasks goes back into its queue, for others, under the new version."""
    project = invalidation.version.project
    require(by, project, Permission.MANAGE_PROJECT)
    with transaction.atomic():
        locked = _locked(by, invalidation, InvalidationState.REQUEUING)
        if not locked.n_tasks:
            raise Refused(rules.NOTHING_FOUND())
        _decide(by, locked, InvalidationState.REQUEUING, "", now=now)
        return jobs.start(
            by,
            kind=REQUEUE,
            key=f"{REQUEUE}:{locked.uid}",
            params={"invalidation": str(locked.uid)},
            project_uid=project.uid,
            now=now,
        )


def keep_labels(by: User, *, invalidation: Invalidation, note: str, now: datetime) -> None:
    """The labels stay as they are, for the reason given."""
    require(by, invalidation.version.project, Permission.MANAGE_PROJECT)
    if not note.strip():
        raise Refused(rules.NO_NOTE(field="note"))
    with transaction.atomic():
        locked = _locked(by, invalidation, InvalidationState.KEPT)
        _decide(by, locked, InvalidationState.KEPT, note.strip()[:MOST_NOTE], now=now)


@job(LOOK)
def look_through(running: RunningJob) -> None:
    """Part by part; a killed one goes on after the last label it has looked at."""
    found = _of(running)
    after, n_labels = running.cursor.get("after", 0), running.cursor.get("n_labels", 0)
    if found.run is not None:
        for last, task_ids in concerned_labels(found.version, found.run, after=after):
            with transaction.atomic():
                act_as(running.row.created_by)
                tasks = [InvalidatedTask(invalidation=found, task_id=task) for task in task_ids]
                InvalidatedTask.objects.bulk_create(tasks, ignore_conflicts=True, batch_size=1000)
                n_labels += len(task_ids)
                running.progress(n_labels, cursor={"after": last, "n_labels": n_labels})
    with transaction.atomic():
        act_as(running.row.created_by)
        _estimate(found, n_labels, running.now)
        running.finish_with({"n_labels": n_labels, "n_tasks": found.n_tasks})


@job(REQUEUE)
def requeue(running: RunningJob) -> None:
    """Part by part, in the order of their ids."""
    found = _of(running)
    stage = found.run.stage if found.run else found.version.project.stages.order_by("position")[0]
    after = running.cursor.get("after", 0)
    said = f"guideline version {found.version.number}"
    while part := list(
        found.tasks.filter(pk__gt=after).order_by("pk").values_list("pk", "task_id")[:AT_ONCE]
    ):
        after = part[-1][0]
        with transaction.atomic():
            act_as(running.row.created_by)
            tasks = [task for _pk, task in part]
            found.n_requeued += ask_anew(
                running.row.created_by, stage=stage, task_ids=tasks, reason=said, now=running.now
            )
            found.save(update_fields=["n_requeued"])
            running.progress(found.n_requeued, found.n_tasks, {"after": after})
    with transaction.atomic():
        act_as(running.row.created_by)
        Invalidation.objects.filter(pk=found.pk).update(state=InvalidationState.REQUEUED)
        running.finish_with({"n_requeued": found.n_requeued})


def _of(running: RunningJob) -> Invalidation:
    found = Invalidation.objects.select_related("version__project", "run__stage")
    return found.get(uid=running.params["invalidation"])


def _estimate(found: Invalidation, n_labels: int, now: datetime) -> None:
    """How many judgments it would take, and how long one takes; the owner is told."""
    found.n_labels, found.n_tasks = n_labels, found.tasks.count()
    if found.run is not None:
        stage = found.run.stage
        found.n_judgments = found.n_tasks * stage.overlap
        found.n_seconds, found.seconds_each = recent_seconds(stage)
    found.state, found.found_at = InvalidationState.FOUND, now
    found.save()
    project = found.version.project
    tell(
        [project.owner_id],
        kind="quality.invalidation",
        sentence=_("Labels of {project} that version {number} of the guideline may have made wrong: {n}"),
        about={"project": project.name, "number": found.version.number, "n": n_labels},
        address=f"/projects/{project.uid}/guideline/versions/{found.version.number}/",
        now=now,
    )


def _locked(by: User, invalidation: Invalidation, wanted: InvalidationState) -> Invalidation:
    act_as(by)
    locked = Invalidation.objects.select_for_update(no_key=True, of=["self"]).get(pk=invalidation.pk)
    if refused := rules.TRANSITIONS.refuse(locked.state, wanted):
        raise Refused(refused)
    return locked


def _decide(by: User, locked: Invalidation, state: InvalidationState, note: str, *, now: datetime) -> None:
    locked.state, locked.note, locked.decided_by, locked.decided_at = state, note, by, now
    locked.save()
