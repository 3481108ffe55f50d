"""Inspection plans, and lots cut from what is done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any  # Terms are JSON.

from django.db import transaction
from django.db.models import Max

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.kit.sql import rows
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project, Stage
from assay.projects.queries.permission import require
from assay.quality.actions.inspecting import draw_waiting
from assay.quality.enums import HoldsBack, InspectionMethod
from assay.quality.models import InspectionPlan, Lot
from assay.quality.queries.lots import plan_in_force
from assay.quality.rules.inspection import Settings, refuse_settings, terms_of
from assay.quality.rules.lots import NO_PLAN, NOTHING_TO_CUT, cut
from assay.work.models import Batch

MOST_TASKS = 100_000
_TASKS = """
waiting AS (
    SELECT i.task_id, i.id, i.done_at, t.batch_id, CASE WHEN %(by_market)s::bool THEN t.market_id END AS market_id,
        CASE WHEN %(by_day)s::bool THEN (i.done_at AT TIME ZONE p.time_zone)::date END AS done_on
    FROM work_queueitem i
    JOIN projects_stage s ON s.id = i.stage_id
    JOIN projects_project p ON p.id = s.project_id
    JOIN work_task t ON t.id = i.task_id AND NOT t.is_gold AND t.withdrawn_at IS NULL
    WHERE i.stage_id = %(stage)s::bigint AND i.state IN (2, 6)
      AND (%(batch)s::bigint IS NULL OR t.batch_id = %(batch)s::bigint)
      AND i.done_at + make_interval(secs => s.undo_seconds) <= %(now)s::timestamptz
      AND NOT EXISTS (SELECT FROM quality_lotunit u WHERE u.task_id = i.task_id AND u.stage_id = i.stage_id)
    ORDER BY i.done_at, i.id LIMIT %(most)s::int
)
"""
# A batch is whole when none of its tasks is still asked; the roll-up says so.
_GROUPS = f"""
WITH {_TASKS}
SELECT w.batch_id, w.market_id, m.code, w.done_on, count(*)::int,
    NOT EXISTS (
        SELECT FROM work_queue q WHERE q.batch_id = w.batch_id AND q.stage_id = %(stage)s::bigint
          AND (q.counted_at IS NULL OR q.n_open + q.n_in_work > 0)
    ) OR w.done_on < (%(now)s::timestamptz AT TIME ZONE %(zone)s::text)::date
FROM waiting w LEFT JOIN people_market m ON m.id = w.market_id
GROUP BY w.batch_id, w.market_id, m.code, w.done_on
ORDER BY w.batch_id, w.done_on, m.code
"""
_FILL = f"""
WITH {_TASKS},
ranked AS (
    SELECT w.*, row_number() OVER (PARTITION BY w.batch_id, w.market_id, w.done_on ORDER BY w.done_at, w.id) AS nth
    FROM waiting w
),
lots AS (
    SELECT l.id, l.batch_id, l.market_id, l.done_on, f.first, f.last FROM quality_lot l
    JOIN unnest(%(lots)s::bigint[], %(firsts)s::int[], %(lasts)s::int[]) AS f (id, first, last) ON f.id = l.id
),
filled AS (
    INSERT INTO quality_lotunit (lot_id, task_id, stage_id)
    SELECT l.id, r.task_id, %(stage)s::bigint FROM ranked r
    JOIN lots l ON l.batch_id = r.batch_id AND l.market_id IS NOT DISTINCT FROM r.market_id
        AND l.done_on IS NOT DISTINCT FROM r.done_on AND r.nth BETWEEN l.first AND l.last
    RETURNING lot_id
)
SELECT lot_id, count(*)::int FROM filled GROUP BY lot_id
"""


@dataclass(frozen=True, slots=True)
class _Group:
    """Tasks that may be in one lot together."""

    batch_id: int
    market_id: int | None
    market: str
    done_on: date | None
    n_tasks: int
    is_whole: bool


def publish_plan(
    by: User | None,
    *,
    stage: Stage,
    classes: Mapping[str, Mapping[str, Any]],
    now: datetime,
    method: str = InspectionMethod.STANDARD,
    level: str = "II",
    lot_size: int = 500,
    **more: Any,
) -> InspectionPlan:
    """A new version of how lots are cut and inspected; lots that are cut already keep theirs."""
    require(by, stage.project, Permission.MANAGE_QUALITY)
    plan = InspectionPlan(
        project_id=stage.project_id,
        stage=stage,
        method=method,
        level=level,
        lot_size=lot_size,
        classes={severity: dict(terms) for severity, terms in classes.items()},
        published_at=now,
        published_by=by,
        **more,
    )
    asked = Settings(method, level, plan.alpha, plan.beta, terms_of(plan.classes))
    if problems := refuse_settings(asked, lot_size=lot_size):
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        Stage.objects.select_for_update(no_key=True).get(pk=stage.pk)
        newest = plan_in_force(stage)
        plan.number = newest.number + 1 if newest else 1
        plan.holds_back = HoldsBack(plan.holds_back)
        plan.save()
        return plan


def cut_lots(
    by: User | None, *, stage: Stage, now: datetime, batch: Batch | None = None, keeps_rest: bool = False
) -> list[Lot]:
    """Make lots of what is done and in none yet, and draw their samples.

    With `keeps_rest` what does not fill a lot waits, unless its batch or its day is over.
    """
    require(by, stage.project, Permission.MANAGE_QUALITY)
    plan = plan_in_force(stage)
    if plan is None:
        raise Refused(NO_PLAN())
    with transaction.atomic():
        act_as(by)
        # Lots of one project are numbered one after the other.
        project = Project.objects.select_for_update(no_key=True).get(pk=stage.project_id)
        asked = _asked(stage, plan, batch, now)
        groups = [_Group(*row) for row in rows(_GROUPS, {**asked, "zone": project.time_zone})]
        lots = list(_lots(by, stage, plan, groups, keeps_rest=keeps_rest, now=now))
        if not lots and not keeps_rest:
            raise Refused(NOTHING_TO_CUT())
        _fill(lots, asked)
        draw_waiting(stage, now=now)
        return lots


def _asked(stage: Stage, plan: InspectionPlan, batch: Batch | None, now: datetime) -> dict[str, object]:
    return {
        "stage": stage.pk,
        "batch": batch.pk if batch else None,
        "by_market": plan.by_market,
        "by_day": plan.by_day,
        "now": now,
        "most": MOST_TASKS,
    }


def _lots(
    by: User | None,
    stage: Stage,
    plan: InspectionPlan,
    groups: Sequence[_Group],
    *,
    keeps_rest: bool,
    now: datetime,
) -> Iterator[Lot]:
    """Numbered, and not filled yet; where not all that waits was looked at, rests wait for the next time."""
    highest = Lot.objects.filter(project_id=stage.project_id).aggregate(number=Max("number"))["number"] or 0
    is_cut_off = sum(group.n_tasks for group in groups) >= MOST_TASKS
    for group in groups:
        is_kept = is_cut_off or (keeps_rest and not group.is_whole)
        for size in cut(group.n_tasks, plan.lot_size, keeps_rest=is_kept):
            highest += 1
            yield Lot(
                project_id=stage.project_id,
                stage=stage,
                batch_id=group.batch_id,
                market_id=group.market_id,
                done_on=group.done_on,
                number=highest,
                stream=group.market or "",
                n_units=size,
                cut_at=now,
                cut_by=by,
            )


def _fill(lots: Sequence[Lot], asked: Mapping[str, object]) -> None:
    Lot.objects.bulk_create(lots, batch_size=1000)
    firsts, lasts = zip(*_ranges(lots), strict=True) if lots else ((), ())
    ids = [lot.pk for lot in lots]
    filled: dict[int, int] = dict(
        rows(_FILL, {**asked, "lots": ids, "firsts": list(firsts), "lasts": list(lasts)})
    )
    for lot in lots:
        # A task that was withdrawn in this very moment is missing: the lot says what it holds.
        if filled.get(lot.pk, 0) != lot.n_units:
            lot.n_units = filled[lot.pk]
            lot.save(update_fields=["n_units"])


def _ranges(lots: Sequence[Lot]) -> Iterator[tuple[int, int]]:
    """Which tasks of its group each lot takes, counted from 1."""
    taken: dict[tuple[object, ...], int] = {}
    for lot in lots:
        group = (lot.batch_id, lot.market_id, lot.done_on)
        first = taken.get(group, 0) + 1
        taken[group] = first + lot.n_units - 1
        yield first, taken[group]
