"""A reviewer's claim: one prepared statement, as a contributor's is.

It says in SQL what `reviewable`, `open_to` and `refuse_person` say of one judgment; tests hold them together.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec
from psycopg.errors import DeadlockDetected

from assay.kit.reasons import NotFound, Refused
from assay.kit.sql import Row, read, rows
from assay.people.models import User
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission, roles_with
from assay.projects.models import Project
from assay.quality.models import ReviewItem

HOLD = timedelta(minutes=15)
# Who has answered blind goes on undisturbed: another reviewer would have to begin anew.
HOLD_ANSWERED = timedelta(hours=2)

_COLUMNS = [field.attname for field in ReviewItem._meta.concrete_fields]
_IS_OPEN = """i.state = 'open'
          AND (i.held_until IS NULL OR i.held_until <= %(now)s::timestamptz OR i.held_by_id = %(user)s::bigint)
          AND (i.reserved_for_id IS NULL OR i.reserved_for_id = %(user)s::bigint)
          AND (i.contributor_id = a.contributor) IS NOT TRUE
          AND NOT EXISTS (
              SELECT FROM work_judgment j
              WHERE j.task_id = i.task_id AND j.contributor_id = a.contributor OFFSET 0)
          AND NOT EXISTS (
              SELECT FROM work_claim c
              WHERE c.task_id = i.task_id AND c.contributor_id = a.contributor OFFSET 0)
          AND NOT EXISTS (
              SELECT FROM quality_review r
              WHERE r.judgment_id = i.judgment_id AND r.reviewer_id = %(user)s::bigint OFFSET 0)
          AND EXISTS (SELECT FROM work_task t WHERE t.id = i.task_id AND t.withdrawn_at IS NULL OFFSET 0)
          AND (i.purpose IN ('audit', 'planted')
              OR NOT EXISTS (SELECT FROM work_retracted g WHERE g.judgment_id = i.judgment_id OFFSET 0))"""
HOLD_NEXT = read("assay.quality.actions", "hold_next.sql").format(
    is_open=_IS_OPEN, columns=", ".join(f"i.{column}" for column in _COLUMNS)
)


def take_next(by: User, *, project: Project, now: datetime) -> ReviewItem | None:
    """What the person may review next, in their hands; None when nothing is left."""
    is_visible, may_review, *values = _held(hold_params(by, project, now))
    if not is_visible:
        raise NotFound
    if not may_review:
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.REVIEW]))
    if values[0] is None:
        return None
    item = ReviewItem.from_db("default", _COLUMNS, values)
    if isinstance(item.own_answers, str):
        # The connection leaves JSON to the model's fields, which this row has not passed through.
        item.own_answers = msgspec.json.decode(item.own_answers)
    return item


def hold_params(by: User, project: Project, now: datetime) -> dict[str, object]:
    return {
        "user": by.pk,
        "project": project.pk,
        "now": now,
        "hold": HOLD,
        "hold_answered": HOLD_ANSWERED,
        "seeing": roles_with(Permission.VIEW_PROJECT),
        "reviewing": roles_with(Permission.REVIEW),
        "auditing": roles_with(Permission.AUDIT),
    }


def _held(params: Mapping[str, object]) -> Row:
    # A deadlock, with a decision about the same task, undoes the whole statement, so it is simply run again.
    for _ in range(2):
        try:
            return rows(HOLD_NEXT, params)[0]
        except DeadlockDetected:
            continue
    return rows(HOLD_NEXT, params)[0]
