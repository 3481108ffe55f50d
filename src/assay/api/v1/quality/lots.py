"""Lots: inspection plans, the register, and what becomes of a lot that was rejected."""

from datetime import date, datetime
from typing import Any, Literal  # Fields of several types.
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.quality.actions import lot_decisions as decisions
from assay.quality.actions import lots as actions
from assay.quality.actions.revising_lots import accept_revised
from assay.quality.enums import HoldsBack, InspectionMethod, LotState
from assay.quality.models import InspectionPlan, Lot, LotClass, LotInspection, LotRevision, SampleUnit
from assay.quality.queries.lots import (
    class_plan_of,
    inspections_of,
    lot_for,
    lots_of,
    plan_in_force,
    sample_of,
    settings_of,
    streams_of,
)
from assay.quality.rules.curves import promise_of
from assay.quality.rules.inspection import ClassPlan, class_plans
from assay.work.actions.queues import label_stage
from assay.work.models import Batch

router = Router(tags=["quality"])


class TermsIn(Strict):
    """Percent defective: `aql` (0: no defect is accepted) for standard plans, `limit` is bad quality."""

    aql: float | None = Field(None, examples=[2.5])
    limit: float | None = Field(None, examples=[8.0])


class InspectionPlanIn(Strict):
    method: InspectionMethod = InspectionMethod.STANDARD
    level: str = Field("II", examples=["II"])
    classes: dict[Literal["critical", "major", "minor"], TermsIn] = Field(
        examples=[{"critical": {"aql": 0.65}, "major": {"aql": 2.5}, "minor": {"aql": 4.0}}]
    )
    lot_size: int = Field(500, examples=[500])
    alpha: float = Field(0.05, examples=[0.05])
    beta: float = Field(0.10, examples=[0.10])
    by_market: bool = True
    by_day: bool = False
    may_reduce: bool = False
    is_automatic: bool = False
    holds_back: HoldsBack = HoldsBack.NOTHING
    seed: int = Field(1, ge=0, lt=2**53, examples=[1])
    note: str = Field("", max_length=2000, examples=["As agreed with the requester."])


class PromiseOut(Schema):
    """What the plan promises for one severity; `limiting` is the share that one lot in ten still passes with."""

    severity: str = Field(examples=["major"])
    inspection: str = Field(examples=["normal"])
    aql: float | None = Field(examples=[2.5])
    limit: float | None = Field(examples=[None])
    letter: str = Field(examples=["H"])
    n: int = Field(examples=[50])
    accept: int = Field(examples=[3])
    reject: int = Field(examples=[4])
    limiting: float | None = Field(examples=[0.129])
    accepted_at_aql: float | None = Field(examples=[0.96])


class InspectionPlanOut(InspectionPlanIn):
    """`promises` are those of a lot of the usual size under normal inspection."""

    classes: dict[str, TermsIn]  # type: ignore[assignment]  # Stored keys are texts.
    uid: UUID
    number: int
    published_at: datetime
    promises: list[PromiseOut]


class LotClassOut(PromiseOut):
    n_inspected: int = Field(examples=[50])
    n_defective: int = Field(examples=[5])
    is_accepted: bool | None


class RevisionOut(Schema):
    """A dispute changed what the inspection found; each severity's figures are inspected, defective, accepted."""

    dispute: UUID
    before: dict[str, tuple[int, int, bool | None]] = Field(examples=[{"major": [50, 4, False]}])
    after: dict[str, tuple[int, int, bool | None]] = Field(examples=[{"major": [50, 3, True]}])
    is_accepted: bool | None = Field(description="By the figures after it; null: undecided again.")
    was_state: LotState
    revised_at: datetime
    confirmed_at: datetime | None = Field(description="When the lot was accepted because of it.")
    confirmed_by: str = Field(examples=["Lea"])
    reason: str = Field(examples=["The defect was none."])


class InspectionOut(Schema):
    attempt: int = Field(examples=[1])
    plan: int = Field(examples=[1])
    seed: str = Field(examples=["1:0199e3a5-7c1e-7c33-8f6b-2b0f3a9d8e11:1"])
    n_sample: int = Field(examples=[50])
    drawn_at: datetime
    is_accepted: bool | None
    decided_at: datetime | None
    disposition: str = Field(examples=[""])
    reason: str = Field(examples=[""])
    signed_as: str = Field(examples=[""])
    disposed_at: datetime | None
    n_reworked: int = Field(examples=[0])
    classes: list[LotClassOut]
    revisions: list[RevisionOut] = Field(description="By disputes, newest first.")


class LotOut(Schema):
    uid: UUID
    number: int = Field(examples=[12])
    batch: UUID
    market: str = Field(examples=["de-DE"])
    done_on: date | None
    n_units: int = Field(examples=[500])
    state: LotState
    cut_at: datetime
    inspections: list[InspectionOut] = Field(description="Newest first.")


class UnitOut(Schema):
    position: int = Field(examples=[1])
    task: UUID
    external_id: str = Field(examples=["item-17"])
    is_left_out: bool = Field(description="Withdrawn, so that another one was drawn.")
    is_inspected: bool
    worst: str = Field(description="The worst severity found; empty: none.", examples=["major"])


class StreamOut(Schema):
    stream: str = Field(description="A market, or empty: all of them.", examples=["de-DE"])
    n_lots: int = Field(examples=[7])
    inspections: dict[str, str] = Field(examples=[{"major": "tightened"}])


class StreamsOut(Schema):
    streams: list[StreamOut]


class CutOut(Schema):
    lots: list[LotOut]


class CutIn(Strict):
    batch: UUID | None = Field(None, description="Only of this batch.")


class ReworkIn(Strict):
    what: Literal["all", "defects"] = "all"
    reason: str = Field(examples=["Brands were taken for categories."])


class AcceptanceIn(Strict):
    reason: str = Field(examples=["The overturned defect was the one too many."])


class ConcessionIn(Strict):
    reason: str = Field(examples=["Good enough for training; the next lot is watched."])
    signature: str = Field(description="Your own name.", examples=["Lea"])


class ResumptionIn(Strict):
    stream: str = Field("", examples=["de-DE"])
    action: str = Field(
        description="What was done about the cause.", examples=["The site was trained again."]
    )


@router.get(
    "/projects/{uuid:project}/inspection-plan", response=InspectionPlanOut, operation_id="inspection_plan_get"
)
def get_plan(request: HttpRequest, project: UUID) -> InspectionPlanOut:
    """The plan in force with what it promises; 404 before one is published."""
    found = project_for(person_of(request), project, Permission.VIEW_ANSWERS)
    plan = plan_in_force(label_stage(found))
    if plan is None:
        raise NotFound
    return _plan(plan)


@router.post(
    "/projects/{uuid:project}/inspection-plan",
    response={201: InspectionPlanOut},
    operation_id="inspection_plan_publish",
)
@creates
def publish(request: HttpRequest, project: UUID, asked: InspectionPlanIn) -> InspectionPlanOut:
    """Publish a plan: it counts for lots that are cut or drawn from now on."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_QUALITY)
    return _plan(actions.publish_plan(user, stage=label_stage(found), now=now(), **asked.dict()))


@router.get("/projects/{uuid:project}/lots", response=Page[LotOut], operation_id="lots_list")
def list_lots(
    request: HttpRequest, project: UUID, paging: Query[Paging], state: LotState | None = None
) -> Page[LotOut]:
    """The register of lots with their inspections, newest first."""
    found = project_for(person_of(request), project, Permission.VIEW_ANSWERS)
    return page(lots_of(found, state or ""), paging, lambda lot: _lot(lot, list(lot.inspections.all())))


@router.post("/projects/{uuid:project}/lots", response={201: CutOut}, operation_id="lots_cut")
@creates
def cut(request: HttpRequest, project: UUID, asked: CutIn) -> CutOut:
    """Cut lots of what is done and in none yet, and draw their samples."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_QUALITY)
    batch = Batch.objects.filter(project=found, uid=asked.batch).first() if asked.batch else None
    if asked.batch and batch is None:
        raise NotFound
    made = actions.cut_lots(user, stage=label_stage(found), batch=batch, now=now())
    numbers = {lot.number for lot in made}
    shown = [_lot(lot, list(lot.inspections.all())) for lot in lots_of(found).filter(number__in=numbers)]
    return CutOut(lots=shown)


@router.get("/projects/{uuid:project}/lot-streams", response=StreamsOut, operation_id="lots_streams")
def streams(request: HttpRequest, project: UUID) -> StreamsOut:
    """How strictly the next lot of each series is inspected, severity by severity."""
    found = project_for(person_of(request), project, Permission.VIEW_ANSWERS)
    series = [
        StreamOut(stream=each.stream, n_lots=each.n_lots, inspections=each.inspections)
        for each in streams_of(label_stage(found))
    ]
    return StreamsOut(streams=series)


@router.post("/projects/{uuid:project}/lot-streams/resume", response={204: None}, operation_id="lots_resume")
def resume(request: HttpRequest, project: UUID, asked: ResumptionIn) -> HttpResponse:
    """Accept a corrective action: discontinued inspection goes on, tightened."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_QUALITY)
    decisions.resume(user, stage=label_stage(found), stream=asked.stream, action=asked.action, now=now())
    return HttpResponse(status=204)


@router.get("/lots/{uuid:lot}", response=LotOut, operation_id="lots_get")
def get(request: HttpRequest, lot: UUID) -> LotOut:
    """One lot with every inspection of it."""
    found = lot_for(person_of(request), lot)
    return _lot(found, inspections_of(found))


@router.get("/lots/{uuid:lot}/sample", response=Page[UnitOut], operation_id="lots_sample")
def sample(request: HttpRequest, lot: UUID, paging: Query[Paging]) -> Page[UnitOut]:
    """The sample of the newest inspection, in the order in which it was drawn."""
    found = lot_for(person_of(request), lot)
    newest = next(iter(inspections_of(found)), None)
    units = sample_of(newest) if newest else SampleUnit.objects.none()
    return page(units, paging, _unit, newest_first=False)


@router.post("/lots/{uuid:lot}/rework", response=LotOut, operation_id="lots_rework")
def rework(request: HttpRequest, lot: UUID, asked: ReworkIn) -> LotOut:
    """Give a rejected lot back: all of it, or the defects that were found, are done anew by others."""
    user = person_of(request)
    found = lot_for(user, lot, Permission.MANAGE_QUALITY)
    only_defects = asked.what == "defects"
    decisions.rework(user, lot=found, reason=asked.reason, only_defects=only_defects, now=now())
    return _lot(found, inspections_of(found))


@router.post("/lots/{uuid:lot}/concession", response=LotOut, operation_id="lots_concede")
def concede(request: HttpRequest, lot: UUID, asked: ConcessionIn) -> LotOut:
    """Accept a rejected lot all the same: signed by name, it stands so on certificates."""
    user = person_of(request)
    found = lot_for(user, lot, Permission.MANAGE_QUALITY)
    decisions.concede(user, lot=found, reason=asked.reason, signature=asked.signature, now=now())
    return _lot(found, inspections_of(found))


@router.post("/lots/{uuid:lot}/acceptance", response=LotOut, operation_id="lots_accept")
def accept(request: HttpRequest, lot: UUID, asked: AcceptanceIn) -> LotOut:
    """Accept a lot whose figures do so since a dispute overturned a defect."""
    user = person_of(request)
    found = lot_for(user, lot, Permission.MANAGE_QUALITY)
    accept_revised(user, lot=found, reason=asked.reason, now=now())
    return _lot(found, inspections_of(found))


def _plan(plan: InspectionPlan) -> InspectionPlanOut:
    promised = class_plans(settings_of(plan), plan.lot_size)
    given = {name: getattr(plan, name) for name in InspectionPlanIn.model_fields}
    return InspectionPlanOut(
        **given,
        uid=plan.uid,
        number=plan.number,
        published_at=plan.published_at,
        promises=[PromiseOut(**_promise(each)) for each in promised],
    )


def _promise(plan: ClassPlan) -> dict[str, Any]:
    promise = promise_of(plan)
    return {
        "severity": plan.severity,
        "inspection": plan.inspection,
        "aql": plan.aql,
        "limit": plan.limit,
        "letter": plan.letter,
        "n": plan.n,
        "accept": plan.accept,
        "reject": plan.reject,
        "limiting": promise.limiting,
        "accepted_at_aql": promise.at_aql,
    }


def _lot(lot: Lot, inspections: list[LotInspection]) -> LotOut:
    return LotOut(
        uid=lot.uid,
        number=lot.number,
        batch=lot.batch.uid,
        market=lot.market.code if lot.market else "",
        done_on=lot.done_on,
        n_units=lot.n_units,
        state=LotState(lot.state),
        cut_at=lot.cut_at,
        inspections=[_inspection(each) for each in inspections],
    )


def _inspection(inspection: LotInspection) -> InspectionOut:
    return InspectionOut(
        attempt=inspection.attempt,
        plan=inspection.plan.number,
        seed=inspection.seed,
        n_sample=inspection.n_sample,
        drawn_at=inspection.drawn_at,
        is_accepted=inspection.is_accepted,
        decided_at=inspection.decided_at,
        disposition=inspection.disposition,
        reason=inspection.reason,
        signed_as=inspection.signed_as,
        disposed_at=inspection.disposed_at,
        n_reworked=inspection.n_reworked,
        classes=[_class(each) for each in inspection.classes.all()],
        revisions=[_revision(each) for each in inspection.revisions.all()],
    )


def _revision(each: LotRevision) -> RevisionOut:
    return RevisionOut(
        dispute=each.dispute.uid,
        before=each.before,
        after=each.after,
        is_accepted=each.is_accepted,
        was_state=LotState(each.was_state),
        revised_at=each.revised_at,
        confirmed_at=each.confirmed_at,
        confirmed_by=each.confirmed_by.name if each.confirmed_by else "",
        reason=each.reason,
    )


def _class(each: LotClass) -> LotClassOut:
    return LotClassOut(
        **_promise(class_plan_of(each)),
        n_inspected=each.n_inspected,
        n_defective=each.n_defective,
        is_accepted=each.is_accepted,
    )


def _unit(unit: SampleUnit) -> UnitOut:
    return UnitOut(
        position=unit.position,
        task=unit.unit.task.uid,
        external_id=unit.unit.task.external_id,
        is_left_out=unit.is_left_out,
        is_inspected=unit.is_inspected,
        worst=unit.worst,
    )
