"""How far the labels of a policy change are decided again, and what they say against what was delivered."""

from datetime import datetime, timedelta
from typing import Any  # Values of labels are JSON.

import msgspec
from django.db.models import QuerySet

from assay.delivery.enums import ReleaseState
from assay.delivery.models import Release
from assay.delivery.queries.rows import IS_TEST
from assay.delivery.rules.redone import Progress
from assay.kit.sql import rows
from assay.quality.enums import RunState
from assay.quality.models import ConsensusRun, Invalidation

# Open (1) and parked (3) places wait; an answer that can still be taken back counts as none.
_PROGRESS = """
SELECT count(*), count(*) FILTER (WHERE w.is_waiting),
    count(*) FILTER (WHERE NOT w.is_waiting AND a.id IS NOT NULL),
    max(greatest(w.submitted_at, (
        SELECT max(d.decided_at) FROM quality_adjudication d WHERE d.task_id = t.id AND d.state = 'decided')))
FROM quality_invalidatedtask i
JOIN work_task t ON t.id = i.task_id AND t.withdrawn_at IS NULL
LEFT JOIN work_queueitem q ON q.task_id = t.id AND q.stage_id = %(stage)s::bigint
CROSS JOIN LATERAL (
    SELECT coalesce(q.state, 1) IN (1, 3) OR coalesce(max(j.submitted_at), '-infinity') > %(counts_from)s::timestamptz
        AS is_waiting, max(j.submitted_at) AS submitted_at
    FROM work_judgment j
    WHERE j.task_id = t.id AND j.stage_id = %(stage)s::bigint AND NOT j.is_gold
      AND NOT EXISTS (SELECT FROM work_retracted r WHERE r.judgment_id = j.id)
) w
LEFT JOIN LATERAL (
    SELECT d.id FROM quality_adjudication d WHERE d.task_id = t.id AND d.state = 'open' LIMIT 1
) a ON true
WHERE i.invalidation_id = %(invalidation)s::bigint
"""
# Labels of the new run on the tasks that were done again, beside what the corrected release said of them.
BOTH = """
FROM quality_invalidatedtask i
JOIN quality_label l ON l.task_id = i.task_id AND l.run_id = %(run)s::bigint
JOIN work_task t ON t.id = l.task_id AND t.withdrawn_at IS NULL
    AND (%(is_test)s::boolean IS NULL OR t.is_test = %(is_test)s)
JOIN quality_label o ON o.run_id = %(before)s::bigint AND o.task_id = l.task_id
    AND o.question = l.question AND o.subject = l.subject
LEFT JOIN delivery_escape e ON e.label_id = o.id AND e.is_upheld AND e.decided_at <= %(before_at)s::timestamptz
WHERE i.invalidation_id = %(invalidation)s::bigint AND NOT EXISTS (
    SELECT FROM delivery_heldback h WHERE h.release_id = %(base)s::bigint AND h.task_id = l.task_id)
"""
_COUNTS = f"""
SELECT count(*) FILTER (WHERE coalesce(e.answer, o.value) IS DISTINCT FROM l.value), count(*) {BOTH}
"""
_STEPS = """
SELECT l.question, c.before::text, l.value::text, count(*)
FROM delivery_changedlabel c JOIN quality_label l ON l.id = c.label_id
WHERE c.release_id = %(release)s::bigint GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3 LIMIT 50
"""


def progress_of(invalidation: Invalidation, *, now: datetime) -> Progress:
    """How many of the tasks wait for answers or a reviewer, and when the last of them was decided."""
    if invalidation.run is None:
        return Progress(invalidation.state, 0, 0, 0)
    stage = invalidation.run.stage
    asked = {
        "invalidation": invalidation.pk,
        "stage": stage.pk,
        "counts_from": now - timedelta(seconds=stage.undo_seconds),
    }
    [(n, n_waiting, n_in_review, decided_at)] = rows(_PROGRESS, asked)
    return Progress(invalidation.state, n, n_waiting, n_in_review, decided_at)


def correctable(invalidation: Invalidation) -> QuerySet[Release]:
    """Whole releases of the stage that were built before the labels were done again, newest first."""
    found = Release.objects.filter(
        project_id=invalidation.version.project_id, state=ReleaseState.READY, only_changes=False
    )
    if invalidation.run is None or invalidation.decided_at is None:
        return found.none()
    found = found.filter(run__stage=invalidation.run.stage_id, created_at__lte=invalidation.decided_at)
    return found.select_related("project", "run").order_by("-number")


def corrections_of(invalidation: Invalidation) -> QuerySet[Release]:
    """What was delivered of it, or is being built."""
    alive = [ReleaseState.BUILDING, ReleaseState.READY]
    found = Release.objects.filter(invalidation=invalidation, state__in=alive)
    return found.select_related("project", "run", "corrects").order_by("-number")


def run_with(invalidation: Invalidation, decided_at: datetime | None) -> ConsensusRun | None:
    """The newest finished run that holds every new answer."""
    if invalidation.run is None or decided_at is None:
        return None
    stage = invalidation.run.stage
    counted = decided_at + timedelta(seconds=stage.undo_seconds)
    found = ConsensusRun.objects.filter(stage=stage, state=RunState.DONE, as_of__gte=counted)
    return found.select_related("project", "stage").order_by("-number").first()


def asked_against(base: Release, run: ConsensusRun, invalidation: Invalidation) -> dict[str, Any]:
    """What the statements above are asked with."""
    return {
        "invalidation": invalidation.pk,
        "run": run.pk,
        "base": base.pk,
        "before": base.run_id,
        "before_at": base.created_at,
        "is_test": IS_TEST.get(base.kind),
    }


def n_changed(asked: dict[str, Any]) -> tuple[int, int]:
    """How many labels say something else now, of how many."""
    [(n, n_all)] = rows(_COUNTS, asked)
    return int(n), int(n_all)


def steps_of(release: Release) -> list[dict[str, Any]]:
    """From what to what, and how often; the most frequent first."""
    return [
        {
            "question": question,
            "before": msgspec.json.decode(before),
            "after": msgspec.json.decode(after),
            "n": n,
        }
        for question, before, after, n in rows(_STEPS, {"release": release.pk})
    ]
