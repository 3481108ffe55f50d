"""The pilot of a request, and what was measured in it."""

from datetime import datetime

from assay.intake.models import Request
from assay.planning.enums import Metric
from assay.planning.models import Pilot
from assay.planning.queries.measures.agreement import agreement
from assay.planning.queries.measures.asked import Asked
from assay.planning.rules.pilot import PilotFigures
from assay.projects.models import Stage
from assay.projects.queries.stages import label_stage_of
from assay.quality.queries.measured import Look
from assay.work.queries.batches import first_batch
from assay.work.queries.pace import pace_of


def pilot_of(request: Request) -> Pilot | None:
    return (
        Pilot.objects.filter(request=request)
        .select_related("project", "started_by", "request__sample")
        .first()
    )


def pilot_stage(pilot: Pilot) -> Stage:
    found = label_stage_of(pilot.project)
    assert found is not None
    return found


def can_take_sample(request: Request) -> bool:
    """Its pilot has no task yet, and there is a file."""
    pilot = pilot_of(request)
    return pilot is not None and request.sample_id is not None and not first_batch(pilot.project).n_tasks


def figures_of(pilot: Pilot, *, now: datetime) -> PilotFigures:
    """From the newest run of the agreement board, and from every judgment of the pilot."""
    found = agreement(Asked(pilot.project, Look(pilot.started_at, now)))
    pace = pace_of(pilot.project_id)
    return PilotFigures(
        n_wanted=pilot.n_wanted,
        n_tasks=pace.n_tasks,
        n_done=pace.n_done,
        n_judgments=pace.n_judgments,
        agreement=found.get(Metric.AGREEMENT, {}).get(None),
        seconds=pace.seconds,
        seconds_per_task=pace.seconds_per_task,
    )
