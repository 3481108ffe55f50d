"""What a correction changes against the release it corrects."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any  # A diff is JSON.

from assay.delivery.models import Release
from assay.delivery.queries.rows import IS_TEST, NOT_HELD_BACK, escapes_sql, params_of
from assay.kit.csv_safety import guard
from assay.kit.files import store_file
from assay.kit.sql import Row, streamed

MOST_SHOWN = 50
# What each release held: its run's labels (right where they had been corrected by then), without items withdrawn by
# then, of the items its kind takes.
_DIFF = """
SELECT t.external_id, coalesce(a.question, b.question), coalesce(a.subject, b.subject), a.value::text, b.value::text
FROM (
    SELECT l.task_id, l.question, l.subject, coalesce(e.answer, l.value) AS value
    FROM quality_label l JOIN work_task t ON t.id = l.task_id
    LEFT JOIN delivery_escape e ON e.label_id = l.id AND e.is_upheld AND e.decided_at <= %(before_from)s
    WHERE l.run_id = %(before)s AND (t.withdrawn_at IS NULL OR t.withdrawn_at > %(before_at)s)
      AND (%(before_is_test)s::boolean IS NULL OR t.is_test = %(before_is_test)s)
      AND NOT EXISTS (
        SELECT FROM delivery_heldback h WHERE h.release_id = %(before_release)s AND h.task_id = l.task_id
      )
) a
FULL OUTER JOIN (
    SELECT l.task_id, l.question, l.subject, coalesce(e.answer, l.value) AS value
    FROM quality_label l JOIN work_task t ON t.id = l.task_id
    {escapes}
    WHERE l.run_id = %(run)s AND t.withdrawn_at IS NULL
      AND (%(is_test)s::boolean IS NULL OR t.is_test = %(is_test)s)
      {not_held_back}
) b ON a.task_id = b.task_id AND a.question = b.question AND a.subject = b.subject
JOIN work_task t ON t.id = coalesce(a.task_id, b.task_id)
WHERE a.value IS DISTINCT FROM b.value {both}
ORDER BY t.uid, 2, 3
"""
# A full join is never done row by row, whatever the planner believes of labels that were written a moment ago: with an
# inner join it compared every label with every other. The words are such that it does not see that they make it one.
_BOTH = "AND coalesce(a.task_id, 0) <> 0 AND coalesce(b.task_id, 0) <> 0"


def diff_of(release: Release, folder: Path) -> dict[str, Any]:
    """Counts, the first changes, and a stored file with all of them; empty where nothing is corrected."""
    if release.corrects is None:
        return {}
    found: dict[str, Any] = {"n_added": 0, "n_removed": 0, "n_changed": 0, "first": []}
    path = folder / "diff.csv"
    with path.open("w", encoding="utf-8", newline="") as target:
        lines = csv.writer(target, lineterminator="\n")
        lines.writerow(["external_id", "question", "subject", "before", "after"])
        for external_id, question, subject, before, after in _rows(release, release.corrects):
            kind = "n_added" if before is None else "n_removed" if after is None else "n_changed"
            found[kind] += 1
            lines.writerow(
                [guard(external_id), question, guard(subject), guard(before or ""), guard(after or "")]
            )
            if len(found["first"]) < MOST_SHOWN:
                found["first"].append([external_id, question, subject, before, after])
    stored = store_file(
        path,
        name=f"release-{release.number}-diff.csv",
        media_type="text/csv",
        now=release.created_at,
        by=release.created_by,
        project_uid=release.project.uid,
    )
    return {**found, "file": str(stored.uid), "sha256": stored.sha256, "against": release.corrects.number}


def _rows(release: Release, before: Release) -> Iterator[Row]:
    params = {
        "before": before.run_id,
        "before_release": before.pk,
        "before_at": before.ready_at,
        "before_from": before.created_at,
        "before_is_test": IS_TEST.get(before.kind),
        **params_of(release),
    }
    both = _BOTH if release.only_changes else ""
    return streamed(
        _DIFF.format(both=both, escapes=escapes_sql(release), not_held_back=NOT_HELD_BACK), params
    )
