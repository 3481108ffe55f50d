"""A reviewer's claim: one prepared statement, as a contributor's is.

It says in SQL what `reviewable`, `open_to` and `refuse_person` say of one judgment; tests hold them together.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any  # Columns of a row.

import msgspec
from psycopg.errors import DeadlockDetected

from assay.kit.reasons import NotFound, Refused
from assay.kit.sql import Row, read, rows
from assay.people.models import User
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission, roles_with
from assay.projects.models import Project
from assay.quality.models import ReviewCursor, ReviewItem

HOLD = timedelta(minutes=15)
# Who has answered blind goes on undisturbed: another reviewer would have to begin anew.
HOLD_ANSWERED = timedelta(hours=2)

# So old is what a cursor passes over, and so many positions are worth a step.
SETTLED = timedelta(minutes=10)
LEAP = 50

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
_CLIENT = f"""SELECT i.id, i.task_id, i.position FROM quality_reviewitem i
        WHERE i.project_id = %(project)s::bigint AND i.tier = 'client' AND {_IS_OPEN}
          AND (a.may_audit OR i.purpose <> 'audit')
          AND (a.reaches_all OR EXISTS (
              SELECT FROM reach r JOIN people_market m ON m.code = ANY (r.markets)
              WHERE NOT r.names_people AND m.id = i.market_id OFFSET 0))"""
_SITE = f"""SELECT i.id, i.task_id, i.position FROM quality_reviewitem i
        WHERE i.project_id = %(project)s::bigint AND i.tier = 'site' AND {_IS_OPEN}
          AND EXISTS (
              SELECT FROM reach r
              WHERE r.names_people AND (r.vendor_id IS NULL OR r.vendor_id = i.vendor_id)
                AND (r.site_id IS NULL OR r.site_id = i.site_id)
                AND (r.team_id IS NULL OR r.team_id = (
                    SELECT c.team_id FROM people_contributor c WHERE c.id = i.contributor_id))
                AND (r.markets = '{{}}'
                    OR (SELECT m.code FROM people_market m WHERE m.id = i.market_id) = ANY (r.markets))
              OFFSET 0)"""
HOLD_NEXT = read("assay.quality.actions", "hold_next.sql").format(
    client=_CLIENT,
    site=_SITE,
    end=2**62,
    columns=", ".join(f"i.{column}" for column in _COLUMNS),
)


def take_next(by: User, *, project: Project, now: datetime) -> ReviewItem | None:
    """What the person may review next, in their hands; None when nothing is left."""
    params = hold_params(by, project, now)
    is_visible, may_review, may_wind_back, *values = _held(params)
    if not is_visible:
        raise NotFound
    if not may_review:
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.REVIEW]))
    if values[0] is None and may_wind_back:
        values = _from_start(by, params)
    if values[0] is None:
        return None
    item = ReviewItem.from_db("default", _COLUMNS, values)
    if isinstance(item.own_answers, str):
        # The connection leaves JSON to the model's fields, which this row has not passed through.
        item.own_answers = msgspec.json.decode(item.own_answers)
    return item


def _from_start(by: User, params: Mapping[str, Any]) -> list[Any]:
    """Somebody may have let go of what the cursor passed; read once a minute, as polls would else read it again."""
    _, _, _, *values = _held({**params, "from_start": True})
    if values[0] is None:
        mine = ReviewCursor.objects.filter(user=by, project=params["project"])
        mine.update(wound_back_at=params["now"])
    return values


def hold_params(by: User, project: Project, now: datetime) -> dict[str, object]:
    return {
        "user": by.pk,
        "project": project.pk,
        "now": now,
        "from_start": False,
        "settled": SETTLED,
        "leap": LEAP,
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
