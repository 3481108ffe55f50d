"""The lots behind a release: which labels are held back, and what its certificate says of the others."""

from collections.abc import Iterator, Sequence
from typing import Any  # A certificate is JSON.

from assay.delivery.models import Release
from assay.delivery.queries.rows import NOT_HELD_BACK, params_of
from assay.kit.sql import rows
from assay.quality.enums import HoldsBack
from assay.quality.models import Lot, LotClass, LotInspection, LotRevision
from assay.quality.queries.lots import class_plan_of, lots_with_inspections, plan_in_force
from assay.quality.rules.curves import promise_of

MOST_LOTS = 200
# Of the run's items that the release takes, those whose lot was rejected; or all that are in no accepted lot.
TO_HOLD_BACK = """
INSERT INTO delivery_heldback (release_id, task_id)
SELECT %(release)s::bigint, l.task_id FROM (
    SELECT DISTINCT l.task_id FROM quality_label l JOIN work_task t ON t.id = l.task_id
    WHERE l.run_id = %(run)s::bigint AND t.withdrawn_at IS NULL
      AND (%(is_test)s::boolean IS NULL OR t.is_test = %(is_test)s::boolean)
) l
LEFT JOIN quality_lotunit u ON u.task_id = l.task_id AND u.stage_id = %(stage)s::bigint
LEFT JOIN quality_lot lot ON lot.id = u.lot_id
WHERE CASE WHEN %(only_rejected)s::boolean THEN lot.state IN ('rejected', 'reopened', 'reworked')
    ELSE lot.state IS NULL OR lot.state NOT IN ('accepted', 'conceded') END
RETURNING task_id
"""
_LOTS = f"""
SELECT u.lot_id, count(*) FROM (
    SELECT DISTINCT l.task_id FROM quality_label l JOIN work_task t ON t.id = l.task_id
    WHERE l.run_id = %(run)s::bigint AND t.withdrawn_at IS NULL
      AND (%(is_test)s::boolean IS NULL OR t.is_test = %(is_test)s::boolean) {NOT_HELD_BACK}
) l
LEFT JOIN quality_lotunit u ON u.task_id = l.task_id AND u.stage_id = %(stage)s::bigint
GROUP BY u.lot_id
"""


def holds_back(release: Release) -> HoldsBack:
    """What the plan in force leaves out of releases; a correction only repairs what was delivered."""
    plan = None if release.only_changes else plan_in_force(release.run.stage)
    return HoldsBack(plan.holds_back) if plan else HoldsBack.NOTHING


def lots_of_release(release: Release) -> dict[str, Any] | None:
    """None where no lot was ever cut of these items."""
    params = {**params_of(release), "stage": release.run.stage_id}
    held: dict[int | None, int] = dict(rows(_LOTS, params))
    n_held_back = release.held_back.count()
    n_without = held.pop(None, 0)
    if not held and not n_held_back:
        return None
    lots = lots_with_inspections(pk for pk in held if pk is not None)
    return {
        "n_lots": len(held),
        "n_items": sum(held.values()),
        "n_without": n_without,
        "n_held_back": n_held_back,
        "rows": [_row(lot, held[lot.pk]) for lot in lots[:MOST_LOTS]],
        "n_more": max(0, len(held) - MOST_LOTS),
    }


def _row(lot: Lot, n_items: int) -> dict[str, Any]:
    inspections = list(lot.inspections.all())
    newest = inspections[0] if inspections else None
    revision = _confirmed(newest) if newest else None
    return {
        "uid": str(lot.uid),
        "number": lot.number,
        "batch": lot.batch.name,
        "market": lot.market.code if lot.market else "",
        "n_units": lot.n_units,
        "n_items": n_items,
        "state": lot.state,
        "n_inspections": len(inspections),
        "method": newest.plan.method if newest else "",
        "n_sample": newest.n_sample if newest else 0,
        "classes": list(_classes(list(newest.classes.all()))) if newest else [],
        "concession": _concession(newest) if newest and newest.signed_as and not revision else None,
        "revision": _revision(revision) if revision else None,
    }


def _confirmed(inspection: LotInspection) -> LotRevision | None:
    """What a dispute changed, if the lot was accepted because of it."""
    return next((each for each in inspection.revisions.all() if each.confirmed_at), None)


def _revision(revision: LotRevision) -> dict[str, str]:
    assert revision.confirmed_at is not None
    assert revision.confirmed_by is not None
    return {
        "confirmed_by": revision.confirmed_by.name,
        "reason": revision.reason,
        "at": revision.confirmed_at.isoformat(),
        "ruling": revision.dispute.ruling,
    }


def _classes(found: Sequence[LotClass]) -> Iterator[dict[str, Any]]:
    for each in found:
        limiting = promise_of(class_plan_of(each)).limiting
        yield {
            "severity": each.severity,
            "inspection": each.inspected_as,
            "aql": each.aql,
            "limiting": None if limiting is None else round(limiting, 6),
            "n": each.n_inspected,
            "accept": each.accept,
            "n_defective": each.n_defective,
        }


def _concession(inspection: LotInspection) -> dict[str, str]:
    assert inspection.disposed_at is not None
    return {
        "signed_as": inspection.signed_as,
        "reason": inspection.reason,
        "at": inspection.disposed_at.isoformat(),
    }
