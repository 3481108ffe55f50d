"""What people did with filled-in answers, beside the tasks that were left without."""

from assay.kit.sql import rows
from assay.labelers.enums import UseMode
from assay.labelers.models import LabelerUse, MachineLabeler
from assay.labelers.rules.saving import Side

# Only what was answered after the suggestion was there, and what counts; a later attempt is rework.
_SIDES = """
SELECT f.fate, count(*)::int, (count(*) FILTER (WHERE j.answers = p.answers))::int, avg(j.handling_seconds)::float8,
    coalesce(stddev_samp(j.handling_seconds), 0)::float8
FROM labelers_predictionfate f
JOIN labelers_prediction p ON p.id = f.prediction_id
JOIN work_judgment j ON j.task_id = p.task_id AND j.stage_id = %(stage)s::bigint
WHERE f.use_id = %(use)s::bigint AND f.fate IN ('suggested', 'left') AND j.contributor_id IS NOT NULL
  AND NOT j.is_gold AND j.attempt = 1 AND j.submitted_at >= f.decided_at
  AND NOT EXISTS (SELECT FROM work_retracted r WHERE r.judgment_id = j.id)
  AND (%(until)s::timestamptz IS NULL OR j.submitted_at < %(until)s::timestamptz)
GROUP BY f.fate
"""
NOTHING = Side(0, 0, 0.0, 0.0)


def newest_suggesting(labeler: MachineLabeler) -> LabelerUse | None:
    found = LabelerUse.objects.filter(labeler=labeler, mode=UseMode.SUGGEST)
    found = found.select_related("version__labeler", "stage")
    return found.order_by("-pk").first()


def sides_of(use: LabelerUse) -> tuple[Side, Side]:
    """(with suggestions, left without), up to when the use ended."""
    ended = LabelerUse.objects.filter(labeler=use.labeler_id, stage=use.stage_id, pk__gt=use.pk)
    until = ended.order_by("pk").values_list("set_at", flat=True).first()
    found = rows(_SIDES, {"use": use.pk, "stage": use.stage_id, "until": until})
    sides = {row[0]: Side(*row[1:]) for row in found}
    return sides.get("suggested", NOTHING), sides.get("left", NOTHING)
