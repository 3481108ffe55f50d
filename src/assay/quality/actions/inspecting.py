"""Samples are drawn, what inspectors find is counted, and figures decide."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.sql import rows
from assay.people.actions.inbox import tell
from assay.projects.models import Stage
from assay.quality.enums import (
    ErrorSeverity,
    InspectionMethod,
    LotState,
    ReviewItemState,
    ReviewPurpose,
    ReviewTier,
    ReviewVerdict,
)
from assay.quality.models import (
    InspectionPlan,
    Lot,
    LotClass,
    LotInspection,
    Review,
    ReviewItem,
    SampleUnit,
)
from assay.quality.queries.disputes import errors_left, has_fallen
from assay.quality.queries.lots import class_plan_of, plan_in_force, settings_of, stream_of
from assay.quality.queries.runs import newest_run_id
from assay.quality.rules.inspection import ClassPlan, class_plans, outcome_of, passes_tighter, verdict_of
from assay.quality.rules.lots import again

REJECTED = "{project}: lot {number} is rejected"
# In the order of the seed, those that were not drawn before; the judgment is the one nearest to the labels of the
# newest run, the first of equals: what the inspector looks at stands for the label.
_DRAW = """
WITH drawn AS (
    SELECT u.id, u.task_id, u.stage_id, md5(%(seed)s::text || t.uid::text) AS place FROM quality_lotunit u
    JOIN work_task t ON t.id = u.task_id AND t.withdrawn_at IS NULL
    WHERE u.lot_id = %(lot)s::bigint
      AND NOT EXISTS (
        SELECT FROM quality_sampleunit s WHERE s.inspection_id = %(inspection)s::bigint AND s.unit_id = u.id
      )
      AND EXISTS (
        SELECT FROM work_judgment j LEFT JOIN work_retracted r ON r.judgment_id = j.id
        WHERE j.task_id = u.task_id AND j.stage_id = u.stage_id AND r.judgment_id IS NULL
      )
    ORDER BY place LIMIT %(n)s::int
)
SELECT d.id, d.task_id, j.id, j.contributor_id, j.vendor_id, j.site_id, j.market_id FROM drawn d
CROSS JOIN LATERAL (
    SELECT j.* FROM work_judgment j LEFT JOIN work_retracted r ON r.judgment_id = j.id
    WHERE j.task_id = d.task_id AND j.stage_id = d.stage_id AND r.judgment_id IS NULL
    ORDER BY (
        SELECT count(*) FROM quality_label l
        WHERE l.run_id = %(run)s::bigint AND l.task_id = j.task_id
          AND (j.answers -> l.question = l.value OR j.answers -> l.question -> l.subject = l.value)
    ) DESC, j.id LIMIT 1
) j
ORDER BY d.place
"""
# Lots that came back and are done again: nothing of them is asked or may be undone.
_DONE_AGAIN = """
SELECT l.id FROM quality_lot l WHERE l.state = 'reworked' AND NOT EXISTS (
    SELECT FROM quality_lotunit u JOIN work_queueitem i ON i.task_id = u.task_id AND i.stage_id = u.stage_id
    JOIN projects_stage s ON s.id = i.stage_id
    WHERE u.lot_id = l.id
      AND (i.state IN (1, 3) OR i.done_at + make_interval(secs => s.undo_seconds) > %(now)s::timestamptz)
)
ORDER BY l.id LIMIT 200
"""
_WAITING_STAGES = "SELECT DISTINCT stage_id FROM quality_lot WHERE state = 'waiting'"


def draw_waiting(stage: Stage, *, now: datetime) -> int:
    """Draw the samples of lots that wait, as far as inspection is not discontinued; how many lots."""
    plan = plan_in_force(stage)
    if plan is None:
        return 0
    n_drawn = 0
    with transaction.atomic():
        waiting = Lot.objects.select_for_update(no_key=True).filter(stage=stage, state=LotState.WAITING)
        streams = {lot.stream: stream_of(stage, lot.stream) for lot in waiting}
        for lot in waiting.order_by("pk"):
            stream = streams[lot.stream]
            if not (plan.method == InspectionMethod.STANDARD and stream.is_discontinued):
                n_drawn += _draw(lot, plan, stream.inspections, now=now)
    return n_drawn


def draw_due(*, now: datetime) -> int:
    """What was done again is inspected again, and what waited for a resumption is drawn; how many lots."""
    n_drawn = 0
    for (lot_id,) in rows(_DONE_AGAIN, {"now": now}):
        with transaction.atomic():
            act_as(None)
            lot = Lot.objects.select_for_update(no_key=True).select_related("stage__project").get(pk=lot_id)
            plan = plan_in_force(lot.stage)
            if lot.state == LotState.REWORKED and plan is not None:
                found = stream_of(lot.stage, lot.stream).inspections
                asked = {severity: again(inspection) for severity, inspection in found.items()}
                n_drawn += _draw(lot, plan, asked, now=now)
    for (stage_id,) in rows(_WAITING_STAGES, {}):
        n_drawn += draw_waiting(Stage.objects.select_related("project").get(pk=stage_id), now=now)
    return n_drawn


def _draw(lot: Lot, plan: InspectionPlan, inspections: Mapping[str, str], *, now: datetime) -> bool:
    """Once, by a seed that is kept: anybody can draw the same sample again. False where nothing is left to look at."""
    attempt = LotInspection.objects.filter(lot=lot).count() + 1
    plans = class_plans(settings_of(plan), lot.n_units, inspections)
    n_sample = max(each.n for each in plans)
    inspection = LotInspection(
        lot=lot,
        attempt=attempt,
        plan=plan,
        seed=f"{plan.seed}:{lot.uid}:{attempt}",
        n_sample=n_sample,
        drawn_at=now,
    )
    with transaction.atomic():
        inspection.save()
        LotClass.objects.bulk_create(_class_row(inspection, each) for each in plans)
        if not _add_units(inspection, n_sample, now=now):
            transaction.set_rollback(True)
            return False
        lot.state = LotState.INSPECTED
        lot.save(update_fields=["state"])
        return True


def _class_row(inspection: LotInspection, plan: ClassPlan) -> LotClass:
    return LotClass(
        inspection=inspection,
        severity=plan.severity,
        inspected_as=plan.inspection,
        aql=plan.aql,
        limit=plan.limit,
        letter=plan.letter,
        n=plan.n,
        accept=plan.accept,
        reject=plan.reject,
        lines=None if plan.sequential is None else asdict(plan.sequential),
    )


def _add_units(inspection: LotInspection, n: int, *, now: datetime) -> int:
    """Draw so many more; how many there were."""
    lot = inspection.lot
    last = SampleUnit.objects.filter(inspection=inspection).aggregate(last=Max("position"))["last"] or 0
    drawn = rows(
        _DRAW,
        {
            "seed": inspection.seed,
            "lot": lot.pk,
            "inspection": inspection.pk,
            "n": n,
            "run": newest_run_id(lot.stage_id),
        },
    )
    items = ReviewItem.objects.bulk_create(
        ReviewItem(
            project_id=lot.project_id,
            stage_id=lot.stage_id,
            task_id=task,
            judgment_id=judgment,
            contributor_id=contributor,
            vendor_id=vendor,
            site_id=site,
            market_id=market,
            tier=ReviewTier.CLIENT,
            purpose=ReviewPurpose.LOT,
            rule=f"lot-{lot.number}",
            sampled_at=now,
        )
        for _unit, task, judgment, contributor, vendor, site, market in drawn
    )
    SampleUnit.objects.bulk_create(
        SampleUnit(inspection=inspection, unit_id=row[0], judgment_id=row[2], item=item, position=last + nth)
        for nth, (row, item) in enumerate(zip(drawn, items, strict=True), 1)
    )
    return len(drawn)


def note_review(review: Review, *, now: datetime) -> None:
    """Count what an inspector found in a unit of a lot; within the transaction of the review."""
    unit = SampleUnit.objects.filter(item=review.item_id).first()
    if unit is None:
        return
    # Of two inspectors who end at once, the second one waits here and sees what the first one found.
    LotInspection.objects.select_for_update(no_key=True).get(pk=unit.inspection_id)
    unit.is_inspected, unit.worst, unit.inspected_at = True, worst_of(review), now
    unit.save(update_fields=["is_inspected", "worst", "inspected_at"])
    settle(unit.inspection_id, now=now)


def worst_of(review: Review) -> str:
    """The worst error that stands; a label that was not accepted without saying which one has a major one."""
    if has_fallen(review):
        return ""
    found = set(errors_left(review).values_list("severity", flat=True))
    if not found and review.is_critical:
        found.add(ErrorSeverity.CRITICAL)
    if not found and (review.verdict != ReviewVerdict.ACCEPTED or not review.is_correct):
        found.add(ErrorSeverity.MAJOR)
    return next((severity for severity in ErrorSeverity.values if severity in found), "")


def settle_due(*, now: datetime) -> int:
    """Draw others for what was withdrawn or taken back, and decide what is complete; how many lots were decided."""
    gone = Q(
        sample__is_inspected=False,
        sample__is_left_out=False,
        sample__unit__task__withdrawn_at__isnull=False,
    )
    closed = Q(
        sample__is_inspected=False, sample__is_left_out=False, sample__item__state=ReviewItemState.CLOSED
    )
    taken_back = Q(
        sample__is_inspected=False,
        sample__is_left_out=False,
        sample__judgment__retraction__isnull=False,
    )
    found = LotInspection.objects.filter(is_accepted=None).filter(gone | closed | taken_back)
    n_decided = 0
    for pk in found.order_by("pk").values_list("pk", flat=True).distinct():
        with transaction.atomic():
            act_as(None)
            inspection = LotInspection.objects.select_for_update(no_key=True).select_related("lot").get(pk=pk)
            _replace(inspection, now=now)
            n_decided += settle(pk, now=now)
    return n_decided


def _replace(inspection: LotInspection, *, now: datetime) -> None:
    waiting = SampleUnit.objects.filter(inspection=inspection, is_inspected=False, is_left_out=False)
    gone = waiting.filter(
        Q(unit__task__withdrawn_at__isnull=False)
        | Q(item__state=ReviewItemState.CLOSED)
        | Q(judgment__retraction__isnull=False)
    )
    ids = list(gone.values_list("pk", flat=True))
    SampleUnit.objects.filter(pk__in=ids).update(is_left_out=True)
    ReviewItem.objects.filter(sample_unit__in=ids, state=ReviewItemState.OPEN).update(
        state=ReviewItemState.CLOSED
    )
    _add_units(inspection, len(ids), now=now)


def settle(inspection_id: int, *, now: datetime) -> bool:
    """Decide the inspection if its figures do; the caller holds its row. Whether it was decided."""
    found = LotInspection.objects.select_related("lot__project", "lot__stage", "plan").get(pk=inspection_id)
    if found.is_accepted is not None:
        return False
    stops_early = found.plan.method == InspectionMethod.SEQUENTIAL
    sample = SampleUnit.objects.filter(inspection=found, is_left_out=False)
    if not stops_early and sample.filter(is_inspected=False).exists():
        return False
    verdict = count(found)
    if verdict is None:
        return False
    _decide(found, is_accepted=verdict, now=now)
    return True


def count(inspection: LotInspection) -> bool | None:
    """Write what each severity comes to; a lot that has not enough left is judged by what there is.

    The caller holds the inspection's row. What the figures say of the lot: None while they decide nothing.
    """
    sample = SampleUnit.objects.filter(inspection=inspection, is_left_out=False).order_by("position")
    worst = [
        worst if is_inspected else None for is_inspected, worst in sample.values_list("is_inspected", "worst")
    ]
    outcomes = []
    settings = settings_of(inspection.plan)
    for each in LotClass.objects.filter(inspection=inspection).order_by("pk"):
        plan = class_plan_of(each)
        outcome = outcome_of(plan, worst)
        if outcome.is_accepted is None and None not in worst and len(worst) < plan.n:
            n_defective = outcome.n_defective
            outcome = outcome_of(plan, [*worst, *[""] * (plan.n - len(worst))])
            each.n_inspected, each.n_defective = len(worst), n_defective
        else:
            each.n_inspected, each.n_defective = outcome.n_inspected, outcome.n_defective
        each.is_accepted = outcome.is_accepted
        each.passes_tighter = passes_tighter(plan, outcome.n_defective, settings, inspection.lot.n_units)
        each.save(update_fields=["n_inspected", "n_defective", "is_accepted", "passes_tighter"])
        outcomes.append(outcome)
    return verdict_of(outcomes, stops_early=inspection.plan.method == InspectionMethod.SEQUENTIAL)


def _decide(inspection: LotInspection, *, is_accepted: bool, now: datetime) -> None:
    lot = inspection.lot
    inspection.is_accepted, inspection.decided_at = is_accepted, now
    inspection.save(update_fields=["is_accepted", "decided_at"])
    lot.state = LotState.ACCEPTED if is_accepted else LotState.REJECTED
    lot.save(update_fields=["state"])
    # A sequential inspection may end before its sample does: nobody has to look at the rest.
    rest = ReviewItem.objects.filter(sample_unit__inspection=inspection, state=ReviewItemState.OPEN)
    rest.filter(Q(held_until=None) | Q(held_until__lte=now)).update(state=ReviewItemState.CLOSED)
    emit("quality.lot_decided", lot=lot, inspection=inspection, is_accepted=is_accepted, now=now)
    if not is_accepted:
        tell(
            [lot.project.owner_id],
            kind="lot_rejected",
            sentence=REJECTED,
            about={"project": lot.project.name, "number": lot.number},
            address=f"/lots/{lot.uid}/",
            now=now,
        )
