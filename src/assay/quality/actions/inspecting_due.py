"""What becomes of lots by itself, every minute."""

from datetime import datetime

from assay.kit.sql import rows
from assay.projects.models import Stage
from assay.quality.actions.inspecting import draw_due, settle_due
from assay.quality.actions.lots import cut_lots
from assay.quality.queries.lots import n_waiting

LOOKED_AT = 100_000
_AUTOMATIC = """
SELECT DISTINCT ON (stage_id) stage_id, is_automatic FROM quality_inspectionplan ORDER BY stage_id, number DESC
"""


def look_after_lots(*, now: datetime) -> None:
    """Cut what is complete where the plan says so, draw what waits, decide what was looked at."""
    automatic = [stage for stage, is_automatic in rows(_AUTOMATIC, {}) if is_automatic]
    for stage in Stage.objects.select_related("project").filter(pk__in=automatic).order_by("pk"):
        if n_waiting(stage, most=LOOKED_AT):
            cut_lots(None, stage=stage, now=now, keeps_rest=True)
    draw_due(now=now)
    settle_due(now=now)
