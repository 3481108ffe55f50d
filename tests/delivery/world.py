"""A delivered project: judged, released, with a requester and reviewers."""

from dataclasses import dataclass
from datetime import datetime

from assay.delivery.actions.releases import build_release
from assay.delivery.enums import ReleaseKind
from assay.delivery.models import Release
from assay.kit.jobs import run_now
from assay.kit.models import Job, JobState
from assay.people.enums import Role
from assay.people.models import Grant, User
from assay.quality.actions.consensus import run_consensus
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Task
from tests.work.world import NOW, TODAY, World, later, make_world


@dataclass(frozen=True)
class Delivered:
    world: World
    release: Release
    lea: User
    rita: User
    ben: User


def somebody(world: World, name: str, role: Role, **where: object) -> User:
    user = User.objects.create(email=f"{name}@example.org".lower(), name=name, created_at=NOW)
    Grant.objects.create(user=user, role=role, project_id=world.project.pk, granted_at=NOW, **where)
    return user


def delivered(n_tasks: int = 4, **fields: object) -> Delivered:
    """Every task is judged yes by two people; Lea built the release."""
    world = make_world(n_people=2, n_tasks=n_tasks, overlap=2)
    Grant.objects.create(
        user=world.owner, role=Role.PROJECT_OWNER, project_id=world.project.pk, granted_at=NOW
    )
    for name, value in fields.items():
        setattr(world.project, name, value)
    world.project.save()
    rita, ben = somebody(world, "Rita", Role.REQUESTER), somebody(world, "Ben", Role.REVIEWER)
    rows = [
        RecordedJudgment(task.pk, person.pk, '{"match": "yes"}', 3.0, NOW, TODAY)
        for task in Task.objects.order_by("pk")
        for person in world.people
    ]
    assert import_judgments(None, stage=world.stage, rows=rows, now=NOW).n_stored == 2 * n_tasks
    return Delivered(world, released(world), world.owner, rita, ben)


def released(world: World, kind: ReleaseKind = ReleaseKind.ALL, **more: object) -> Release:
    run = run_consensus(None, stage=world.stage, now=later(minutes=1))
    started, job = build_release(
        world.owner,
        run=run,
        kind=kind,
        now=later(minutes=2),
        **more,  # type: ignore[arg-type]  # The caller's.
    )
    return built(started, job)


def built(release: Release, job: Job) -> Release:
    assert run_now(job).state == JobState.DONE, job.error
    return Release.objects.select_related("project", "run__stage__project", "corrects").get(pk=release.pk)


def ready_at(release: Release) -> datetime:
    assert release.ready_at is not None
    return release.ready_at
