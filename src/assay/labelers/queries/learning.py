"""What the learner reads: delivered labels with their content, and tasks that it has said nothing of."""

from collections.abc import Iterator, Mapping
from typing import Any  # Content and labels are JSON.

import msgspec

from assay.delivery.enums import ReleaseState
from assay.delivery.models import Release
from assay.kit.files import opened
from assay.kit.sql import rows
from assay.labelers.models import LabelerVersion, LearntModel
from assay.labelers.rules.learner import Learnt, unpacked
from assay.projects.models import Project

MOST_EXAMPLES = 100_000
# As delivered, without what must never train a model, and without tasks that a machine has judged, alone or beside
# people and whether it still counts: nobody learns from the own word. Of more than can be learnt from, the same ones
# are taken each time.
_EXAMPLES = """
SELECT l.question, l.value::text, t.content::text FROM quality_label l
JOIN work_task t ON t.id = l.task_id AND NOT t.is_gold AND NOT t.is_test AND t.withdrawn_at IS NULL
WHERE l.run_id = %(run)s::bigint AND l.question = %(question)s::text AND l.subject = '' AND NOT l.is_tie
  AND l.reused_from_id IS NULL
  AND NOT EXISTS (
      SELECT FROM delivery_heldback h WHERE h.release_id = %(release)s::bigint AND h.task_id = l.task_id)
  AND NOT EXISTS (SELECT FROM work_judgment j WHERE j.task_id = l.task_id AND j.machine <> '')
ORDER BY md5(t.uid::text) LIMIT %(most)s::int
"""
_SILENT = """
SELECT t.id, t.content::text FROM work_task t
WHERE t.project_id = %(project)s::bigint AND t.id > %(after)s::bigint AND t.withdrawn_at IS NULL
  AND NOT EXISTS (
      SELECT FROM labelers_prediction p WHERE p.version_id = %(version)s::bigint AND p.task_id = t.id)
ORDER BY t.id LIMIT %(most)s::int
"""


def newest_delivery(project: Project) -> Release | None:
    """The newest release that is whole: a correction may hold a few labels alone."""
    ready = Release.objects.filter(project=project, state=ReleaseState.READY, only_changes=False)
    return ready.select_related("run").order_by("-number").first()


def examples_of(release: Release, question: str) -> tuple[list[Mapping[str, Any]], list[Any]]:
    """Contents and delivered answers of a question, side by side."""
    run = release.run
    params = {
        "run": run.pk,
        "release": release.pk,
        "question": question,
        "most": MOST_EXAMPLES,
    }
    found = rows(_EXAMPLES, params)
    decode = msgspec.json.decode
    return [decode(content) for _, _, content in found], [decode(value) for _, value, _ in found]


def learnt_of(version: LabelerVersion) -> dict[str, Learnt]:
    """By question, what the version has learnt; nothing where it does not learn here."""
    row = LearntModel.objects.select_related("file").filter(version=version).first()
    if row is None:
        return {}
    with opened(row.file) as source:
        return unpacked(source.read())


def silent_tasks(
    version: LabelerVersion, *, after: int, most: int
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Tasks that the version has said nothing of, gold too, in their order."""
    project = version.labeler.project_id
    params = {"project": project, "version": version.pk, "after": after, "most": most}
    for pk, content in rows(_SILENT, params):
        yield pk, msgspec.json.decode(content)
