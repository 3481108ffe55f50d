"""What answers say of how hard content is: tasks count as that from then on, without anybody rating them by hand."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec
from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.sql import rows
from assay.people.models import User
from assay.projects.models import Project
from assay.work.actions.rating_content import place_by_content
from assay.work.facts import Sensitivity
from assay.work.models import AnswerRating, AnswerRatingProgress, ContentRating, Task
from assay.work.queries.exposure import answer_ratings, content_default
from assay.work.rules.exposure import sensitivity
from assay.work.rules.rated_answers import Ratings, corrected, said_by

REASON = "Answers of {n} people"
# Whole transactions below the oldest that still runs, so that nothing that commits later is passed over.
_SETTLED = "SELECT (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint"
_NEW = """
SELECT j.project_id, j.task_id
FROM work_judgment j
JOIN work_answerrating r ON r.project_id = j.project_id
WHERE j.xid >= (%(since)s::bigint::text)::xid8 AND j.xid < (%(until)s::bigint::text)::xid8 AND NOT j.is_gold
GROUP BY 1, 2 ORDER BY 1, 2
"""
# A task that somebody has rated by hand stays as they said. A person counts once, with the newest answer.
_SAID = """
SELECT DISTINCT ON (j.task_id, j.contributor_id) j.task_id, j.answers::text
FROM work_judgment j
JOIN projects_stage s ON s.id = j.stage_id AND s.kind = 'label'
WHERE j.task_id = ANY (%(tasks)s::bigint[]) AND j.contributor_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM work_retracted r WHERE r.judgment_id = j.id)
  AND NOT EXISTS (SELECT FROM work_contentrating c WHERE c.task_id = j.task_id AND c.rated_by_id IS NOT NULL)
ORDER BY j.task_id, j.contributor_id, j.id DESC
"""
CHUNK = 1_000


def set_answer_ratings(by: User | None, *, project: Project, ratings: Ratings, now: datetime) -> None:
    """Replace what answers of the project say of content, for judgments from now on. Who may, the caller has asked."""
    with transaction.atomic():
        act_as(by)
        if not AnswerRating.objects.exists():
            _move_to(_settled())
        AnswerRating.objects.filter(project=project).delete()
        AnswerRating.objects.bulk_create(
            AnswerRating(
                project=project,
                question=question,
                option=option,
                severity=content.severity,
                category=content.category,
            )
            for (question, option), content in sorted(ratings.items())
        )


def rate_by_answers(*, now: datetime, below: int | None = None) -> int:
    """Tasks that count as something else from now on, by the judgments that came in since the last time.

    `below` is the transaction to stop before; without it the oldest that still runs.
    """
    with transaction.atomic():
        since = (
            AnswerRatingProgress.objects.select_for_update(no_key=True).values_list("xid", flat=True).first()
        )
        if since is None:
            return 0
        until = _settled() if below is None else below
        by_project = defaultdict(list)
        for project, task in rows(_NEW, {"since": since, "until": until}):
            by_project[project].append(task)
        n_changed = sum(_rate(project, tasks, now) for project, tasks in by_project.items())
        _move_to(until)
    return n_changed


def _rate(project_id: int, task_ids: Sequence[int], now: datetime) -> int:
    project = Project.objects.get(pk=project_id)
    chunks = (task_ids[nth : nth + CHUNK] for nth in range(0, len(task_ids), CHUNK))
    return sum(_rate_chunk(project, chunk, now) for chunk in chunks)


def _rate_chunk(project: Project, task_ids: Sequence[int], now: datetime) -> int:
    ratings, default = answer_ratings(project), content_default(project)
    said = _said(task_ids, ratings)
    tasks = Task.objects.select_for_update(no_key=True).only("severity", "category").order_by("pk")
    found = list(tasks.filter(pk__in=said, withdrawn_at=None))
    changed: defaultdict[Sensitivity, list[Task]] = defaultdict(list)
    for task in found:
        counts_as = sensitivity(default, task.severity, task.category)
        content = corrected(counts_as, said[task.pk])
        if content != counts_as:
            changed[content].append(task)
    for content, those in changed.items():
        _write(content, those, said, now)
    moved = [task.pk for those in changed.values() for task in those]
    place_by_content(project, moved, now=now)
    return len(moved)


def _said(task_ids: Sequence[int], ratings: Ratings) -> Mapping[int, list[Sensitivity]]:
    """Of every task that was answered on a rated question, what each person's answers say."""
    said: defaultdict[int, list[Sensitivity]] = defaultdict(list)
    for task, answers in rows(_SAID, {"tasks": list(task_ids)}):
        if (content := said_by(msgspec.json.decode(answers), ratings)) is not None:
            said[task].append(content)
    return said


def _write(
    content: Sensitivity, tasks: Sequence[Task], said: Mapping[int, list[Sensitivity]], now: datetime
) -> None:
    """The ratings stay, with what the task counted as before; nobody in particular has said them."""
    ContentRating.objects.bulk_create(
        ContentRating(
            task=task,
            was_severity=task.severity,
            was_category=task.category,
            severity=content.severity,
            category=content.category,
            reason=REASON.format(n=len(said[task.pk])),
            rated_at=now,
        )
        for task in tasks
    )
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(
        severity=content.severity, category=content.category
    )


def _settled() -> int:
    return int(rows(_SETTLED, {})[0][0])


def _move_to(xid: int) -> None:
    AnswerRatingProgress.objects.update_or_create(pk=1, defaults={"xid": xid})
