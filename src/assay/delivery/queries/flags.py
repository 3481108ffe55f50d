"""Which labels of a release a list names, what became of flags, and how many errors escaped."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any  # Labels are JSON.

import msgspec
from django.db.models import Exists, OuterRef, QuerySet

from assay.delivery.enums import ReleaseState
from assay.delivery.models import ChangedLabel, Corrected, Escape, Flag, Release
from assay.delivery.queries.rows import IS_TEST
from assay.delivery.rules.flags import FlagRow
from assay.kit.sql import rows
from assay.stats.sampling import Share, wilson

# What a release holds: labels of its run, of the items its kind takes, without those withdrawn before it was ready.
_FOUND = """
SELECT a.line, l.id, l.task_id, l.question, l.subject, l.value::text
FROM unnest(%(lines)s::int[], %(ids)s::text[], %(questions)s::text[], %(subjects)s::text[])
    AS a(line, external_id, question, subject)
JOIN work_task t ON t.project_id = %(project)s::bigint AND t.external_id = a.external_id
JOIN quality_label l ON l.run_id = %(run)s::bigint AND l.task_id = t.id
WHERE (a.question = '' OR l.question = a.question) AND (a.subject = '' OR l.subject = a.subject)
  AND (%(is_test)s::boolean IS NULL OR t.is_test = %(is_test)s::boolean)
  AND (t.withdrawn_at IS NULL OR t.withdrawn_at > %(ready_at)s::timestamptz)
  AND NOT EXISTS (SELECT FROM delivery_heldback h WHERE h.release_id = %(release)s::bigint AND h.task_id = t.id)
  AND (%(changes)s::bigint IS NULL OR EXISTS (
      SELECT FROM delivery_changedlabel c WHERE c.release_id = %(changes)s::bigint AND c.label_id = l.id))
ORDER BY a.line, l.id
"""
_TALLY = """
SELECT count(*), count(*) FILTER (WHERE e.is_upheld), count(*) FILTER (WHERE e.is_upheld IS NULL)
FROM delivery_escape e
JOIN quality_label l ON l.id = e.label_id
JOIN work_task t ON t.id = l.task_id
WHERE l.run_id = %(run)s::bigint AND (%(is_test)s::boolean IS NULL OR t.is_test = %(is_test)s::boolean)
  AND (t.withdrawn_at IS NULL OR t.withdrawn_at > %(ready_at)s::timestamptz)
  AND (%(changes)s::bigint IS NULL OR EXISTS (
      SELECT FROM delivery_changedlabel c WHERE c.release_id = %(changes)s::bigint AND c.label_id = l.id))
"""
# A label is delivered once, in however many releases of its run it lies.
_OF_PROJECT = """
WITH held AS (
    SELECT run_id, greatest(
        coalesce(max(n_labels) FILTER (WHERE kind = 'all'), 0),
        coalesce(max(n_labels) FILTER (WHERE kind = 'train'), 0)
            + coalesce(max(n_labels) FILTER (WHERE kind = 'test'), 0)) AS n
    FROM delivery_release
    WHERE project_id = %(project)s::bigint AND state = 'ready' AND NOT only_changes GROUP BY run_id
)
SELECT coalesce((SELECT sum(n) FROM held), 0)::bigint, count(e.id), count(*) FILTER (WHERE e.is_upheld),
    count(*) FILTER (WHERE e.id IS NOT NULL AND e.is_upheld IS NULL)
FROM delivery_escape e JOIN delivery_release r ON r.id = e.release_id
WHERE r.project_id = %(project)s::bigint
"""


@dataclass(frozen=True, slots=True)
class FoundLabel:
    line: int
    label_id: int
    task_id: int
    question: str
    subject: str
    value: Any


@dataclass(frozen=True, slots=True)
class Escapes:
    """`share` counts a flagged label as an error until a reviewer has found it right."""

    share: Share
    n_flagged: int
    n_upheld: int
    n_waiting: int

    @property
    def n_turned_down(self) -> int:
        return self.n_flagged - self.n_upheld - self.n_waiting


def labels_named(release: Release, named: Sequence[FlagRow]) -> list[FoundLabel]:
    """Every label of the release that a row fits, row by row."""
    params = {
        "lines": [each.line for each in named],
        "ids": [each.external_id for each in named],
        "questions": [each.question for each in named],
        "subjects": [each.subject for each in named],
        "project": release.project_id,
        "release": release.pk,
        **_of(release),
    }
    return [
        FoundLabel(line, label, task, question, subject, msgspec.json.decode(value))
        for line, label, task, question, subject, value in rows(_FOUND, params)
    ]


def escapes_of(release: Release) -> Escapes:
    """Of all labels of a release."""
    [(n_flagged, n_upheld, n_waiting)] = rows(_TALLY, _of(release))
    share = wilson(n_upheld + n_waiting, max(release.n_labels, n_upheld + n_waiting))
    return Escapes(share, n_flagged, n_upheld, n_waiting)


def escapes_of_project(project_id: int) -> Escapes:
    """Of all labels that were delivered, each counted once."""
    [(n, n_flagged, n_upheld, n_waiting)] = rows(_OF_PROJECT, {"project": project_id})
    return Escapes(wilson(n_upheld + n_waiting, max(n, n_upheld + n_waiting)), n_flagged, n_upheld, n_waiting)


def flags_of(release: Release) -> QuerySet[Flag]:
    """What was said against labels of this release, newest first."""
    found = Flag.objects.filter(release=release)
    return found.select_related("escape__label__task", "escape__adjudication", "created_by").order_by("-pk")


def to_correct(base: Release) -> QuerySet[Escape]:
    """Upheld escapes among the labels of a release that no correction of it holds yet."""
    alive = [ReleaseState.BUILDING, ReleaseState.READY]
    held = Corrected.objects.filter(escape=OuterRef("pk"), release__corrects=base, release__state__in=alive)
    found = Escape.objects.filter(~Exists(held), label__run=base.run_id, is_upheld=True)
    found = found.filter(label__task__withdrawn_at=None)
    if base.invalidation_id:
        found = found.filter(label__in=ChangedLabel.objects.filter(release=base).values("label"))
    if base.kind in IS_TEST:
        found = found.filter(label__task__is_test=IS_TEST[base.kind])
    return found.order_by("pk")


def _of(release: Release) -> dict[str, Any]:
    return {
        "run": release.run_id,
        "is_test": IS_TEST.get(release.kind),
        "ready_at": release.ready_at,
        "changes": release.pk if release.invalidation_id else None,
    }
