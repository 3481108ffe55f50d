"""What people did with filled-in answers, beside the tasks that were left without."""

from assay.kit.sql import rows
from assay.labelers.enums import UseMode
from assay.labelers.models import LabelerUse, MachineLabeler
from assay.labelers.rules.registry import machine_of
from assay.labelers.rules.saving import Side

# Only tasks taken after it was decided, with the suggestion or without, and what counts; a later attempt is rework.
_SIDES = """
SELECT f.fate, count(*)::int, (count(*) FILTER (WHERE j.answers = p.answers))::int, avg(j.handling_seconds)::float8,
    coalesce(stddev_samp(j.handling_seconds), 0)::float8
FROM labelers_predictionfate f
JOIN labelers_prediction p ON p.id = f.prediction_id
JOIN work_judgment j ON j.task_id = p.task_id AND j.stage_id = %(stage)s::bigint
JOIN work_claim c ON c.id = j.claim_id AND c.is_suggested = (f.fate = 'suggested') AND c.claimed_at >= f.decided_at
WHERE f.use_id = %(use)s::bigint AND f.fate IN ('suggested', 'left') AND NOT j.is_gold AND j.attempt = 1
  AND NOT EXISTS (SELECT FROM work_retracted r WHERE r.judgment_id = j.id)
  AND (%(until)s::timestamptz IS NULL OR j.submitted_at < %(until)s::timestamptz)
GROUP BY f.fate
"""
# What was drawn to go without a suggestion comes with others that go without.
_GOLD_SILENT = """
SELECT count(*)::int FROM quality_gold g
JOIN projects_routing s ON s.stage_id = %(stage)s::bigint AND s.project_id = g.project_id
WHERE g.retired_at IS NULL
  AND NOT EXISTS (
      SELECT FROM work_suggestion w WHERE w.task_id = g.task_id AND w.stage_id = s.stage_id
        AND w.machine = %(machine)s::text AND w.schema_version_id = s.schema_version_id)
  AND NOT EXISTS (
      SELECT FROM labelers_prediction p
      JOIN labelers_predictionfate f ON f.prediction_id = p.id AND f.use_id = %(use)s::bigint AND f.fate = 'left'
      WHERE p.task_id = g.task_id AND p.version_id = %(version)s::bigint)
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


def n_gold_silent(use: LabelerUse) -> int:
    """Gold in use for which it fills in nothing: it never comes where a task would come with a suggestion."""
    machine = machine_of(use.labeler.name, use.version.number)
    params = {"use": use.pk, "stage": use.stage_id, "version": use.version_id, "machine": machine}
    return int(rows(_GOLD_SILENT, params)[0][0])
