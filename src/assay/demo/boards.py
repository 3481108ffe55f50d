"""The agreement boards, as the platform measures them by itself once a day."""

from datetime import datetime

from assay.projects.enums import StageKind
from assay.projects.models import Stage
from assay.quality.actions.board import run_board
from assay.work.queries.done import n_judgments_since

FEWEST = 50


def measure_agreement(now: datetime) -> None:
    """Of every project in which people have judged."""
    for stage in Stage.objects.filter(kind=StageKind.LABEL).select_related("project").order_by("pk"):
        if n_judgments_since(stage.project_id, 0, most=FEWEST) >= FEWEST:
            run_board(None, stage=stage, now=now)
