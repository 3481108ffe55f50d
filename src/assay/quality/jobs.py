"""What quality does by itself."""

from datetime import datetime

from django.db import transaction

from assay.kit.jobs import RunningJob, every_minute, job
from assay.projects.models import Stage
from assay.quality.actions import listing, starting
from assay.quality.actions.consensus import run_consensus
from assay.quality.actions.gold import score_gold

__all__ = ["consensus", "listing", "score_new_gold", "starting"]


@every_minute
def score_new_gold(now: datetime) -> None:
    score_gold(now=now)


@job("quality.consensus")
def consensus(running: RunningJob) -> None:
    """Consensus of one stage as a job; a killed one starts again and leaves nothing half-written."""
    params = running.params
    with transaction.atomic():
        run = run_consensus(
            running.row.created_by,
            stage=Stage.objects.select_related("project").get(uid=params["stage"]),
            method=params.get("method"),
            params=params.get("params"),
            now=running.row.created_at,
        )
        running.finish_with({"run": str(run.uid), "n_labels": run.n_labels})
