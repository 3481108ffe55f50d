"""What a correction changes against the release it corrects."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any  # A diff is JSON.

from assay.delivery.models import Release
from assay.kit.csv_safety import guard
from assay.kit.files import store_file
from assay.kit.sql import Row, streamed

MOST_SHOWN = 50
_DIFF = """
SELECT t.external_id, coalesce(a.question, b.question), coalesce(a.subject, b.subject), a.value::text, b.value::text
FROM (SELECT * FROM quality_label WHERE run_id = %(before)s) a
FULL OUTER JOIN (SELECT * FROM quality_label WHERE run_id = %(after)s) b
    ON a.task_id = b.task_id AND a.question = b.question AND a.subject = b.subject
JOIN work_task t ON t.id = coalesce(a.task_id, b.task_id)
WHERE a.value IS DISTINCT FROM b.value AND (%(is_test)s::boolean IS NULL OR t.is_test = %(is_test)s)
ORDER BY t.uid, 2, 3
"""


def diff_of(release: Release, folder: Path) -> dict[str, Any]:
    """Counts, the first changes, and a stored file with all of them; empty where nothing is corrected."""
    if release.corrects is None:
        return {}
    found: dict[str, Any] = {"n_added": 0, "n_removed": 0, "n_changed": 0, "first": []}
    path = folder / "diff.csv"
    with path.open("w", encoding="utf-8", newline="") as target:
        lines = csv.writer(target, lineterminator="\n")
        lines.writerow(["external_id", "question", "subject", "before", "after"])
        for external_id, question, subject, before, after in _rows(release):
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


def _rows(release: Release) -> Iterator[Row]:
    is_test = {"train": False, "test": True}.get(release.kind)
    before = release.corrects.run_id if release.corrects else 0
    return streamed(_DIFF, {"before": before, "after": release.run_id, "is_test": is_test})
