"""Somebody who decided about a task is never given it."""

from django.db import connection

from assay.people.models import User
from assay.work.models import Task

_EXCLUDE = """
UPDATE work_queueitem i SET excluded = array_append(coalesce(i.excluded, '{}'), c.id)
FROM people_contributor c
WHERE i.task_id = %(task)s AND c.user_id = %(user)s AND NOT c.id = ANY (coalesce(i.excluded, '{}'))
"""

_EXCLUDE_ALL = """
UPDATE work_queueitem i SET excluded = (
    SELECT array_agg(DISTINCT p.id) FROM (
        SELECT c.contributor_id AS id FROM work_claim c WHERE c.task_id = i.task_id
        UNION SELECT unnest(i.excluded)) p)
WHERE i.task_id = %(task)s AND EXISTS (SELECT FROM work_claim c WHERE c.task_id = i.task_id)
"""

_EXCLUDE_OTHERS = """
UPDATE work_queueitem i SET excluded = (
    SELECT array_agg(DISTINCT p.id) FROM (
        SELECT c.contributor_id AS id FROM work_claim c WHERE c.task_id = %(other)s
        UNION SELECT j.contributor_id FROM work_judgment j WHERE j.task_id = %(other)s AND j.contributor_id IS NOT NULL
        UNION SELECT unnest(i.excluded)) p)
WHERE i.task_id = %(task)s
"""


def exclude_from_task(*, task: Task, person: User) -> None:
    """Within the caller's transaction, and before it asks whether the person has the task: a claim waits for it."""
    with connection.cursor() as cursor:
        cursor.execute(_EXCLUDE, {"task": task.pk, "user": person.pk})


def exclude_who_had(*, task: Task) -> None:
    """Whoever was given the task, however that ended, is not given it again. Within the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_EXCLUDE_ALL, {"task": task.pk})


def exclude_who_had_other(*, task: Task, other: Task) -> None:
    """Whoever was given another task with the same content is not given this one. Within the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_EXCLUDE_OTHERS, {"task": task.pk, "other": other.pk})
