"""Deliveries of a request's project, straight into the tables: what was counted in them is said by the caller."""

from datetime import timedelta

from assay.delivery.enums import AcceptanceState, ReleaseState
from assay.delivery.models import Acceptance, Release
from assay.intake.enums import RequestState
from assay.intake.models import Request
from assay.projects.models import Project
from assay.quality.models import ConsensusRun
from tests.intake.world import Intake, brought_to
from tests.work.world import NOW, later

DUE_AT = later(days=9)


def at_work(world: Intake, title: str = "Grades for image search") -> Request:
    """Its project is there, and nothing is delivered."""
    from assay.intake.actions.starting import start_project

    request = brought_to(world, RequestState.APPROVED, title=title)
    start_project(world.lea, request=request, name=title, now=later(days=1))
    return Request.objects.get(pk=request.pk)


def delivered(
    project: Project, number: int, *, right: int, n: int, state: str = AcceptanceState.AWAITED
) -> Release:
    """Of `n` gold judgments so many were right."""
    from dataclasses import asdict

    from assay.stats.sampling import wilson

    run, _ = ConsensusRun.objects.get_or_create(
        project=project,
        number=1,
        defaults={
            "stage": project.stages.first(),
            "method": "majority",
            "engine": "test",
            "as_of": NOW,
            "created_at": NOW,
        },
    )
    release = Release.objects.create(
        project=project,
        run=run,
        number=number,
        state=ReleaseState.READY,
        n_labels=120,
        certificate={"gold_accuracy": asdict(wilson(right, n)) if n else {"outcome": "not measured", "n": 0}},
        created_at=NOW,
        ready_at=NOW + timedelta(days=number),
    )
    is_awaited = state == AcceptanceState.AWAITED
    Acceptance.objects.create(
        release=release,
        state=state,
        hours=72,
        due_at=DUE_AT if is_awaited else None,
        decided_at=None if is_awaited else NOW,
    )
    return release
