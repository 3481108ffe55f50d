"""What becomes of a lot that its figures rejected, and how discontinued inspection goes on."""

from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Stage
from assay.projects.queries.permission import require
from assay.quality.actions.inspecting import draw_waiting
from assay.quality.enums import Disposition, LotState
from assay.quality.models import Lot, LotInspection, LotUnit, Resumption
from assay.quality.queries.lots import defective_tasks, has_judged, stream_of
from assay.quality.rules import lots as rules
from assay.work.actions.recollecting import ask_anew

AT_ONCE = 5_000


def rework(by: User, *, lot: Lot, reason: str, now: datetime, only_defects: bool = False) -> LotInspection:
    """Give the lot back: all of it, or the tasks in which errors were found, are done anew by others."""
    kind = Disposition.REWORK_DEFECTS if only_defects else Disposition.REWORK_ALL
    with transaction.atomic():
        inspection = _disposed(by, lot, kind, reason=reason, now=now)
        tasks = defective_tasks(inspection) if only_defects else _tasks_of(lot)
        if not tasks:
            raise Refused(rules.NO_DEFECTS())
        said = f"lot {lot.number}: {reason.strip()}"
        for first in range(0, len(tasks), AT_ONCE):
            part = tasks[first : first + AT_ONCE]
            inspection.n_reworked += ask_anew(by, stage=lot.stage, task_ids=part, reason=said, now=now)
        inspection.save()
        return inspection


def concede(by: User, *, lot: Lot, reason: str, signature: str, now: datetime) -> LotInspection:
    """Accept a rejected lot all the same, signed by name: it stands so on every certificate."""
    with transaction.atomic():
        inspection = _disposed(by, lot, Disposition.CONCESSION, reason=reason, now=now, signature=signature)
        inspection.signed_as = by.name
        inspection.save()
        emit("quality.lot_decided", lot=inspection.lot, inspection=inspection, is_accepted=True, now=now)
        return inspection


def resume(by: User, *, stage: Stage, stream: str, action: str, now: datetime) -> Resumption:
    """Accept a corrective action: discontinued inspection goes on, tightened, with the lots that waited."""
    require(by, stage.project, Permission.MANAGE_QUALITY)
    with transaction.atomic():
        act_as(by)
        Stage.objects.select_for_update(no_key=True).get(pk=stage.pk)
        if not stream_of(stage, stream).is_discontinued:
            raise Refused(rules.NOT_DISCONTINUED())
        if not action.strip():
            raise Refused(rules.NEEDS_ACTION(field="action"))
        made = Resumption.objects.create(
            stage=stage, stream=stream, action=action.strip()[:4000], accepted_at=now, accepted_by=by
        )
        draw_waiting(stage, now=now)
        return made


def _disposed(
    by: User, lot: Lot, kind: Disposition, *, reason: str, now: datetime, signature: str = ""
) -> LotInspection:
    """The lot's newest inspection with the decision about it, not saved yet; the lot itself is."""
    require(by, lot.project, Permission.MANAGE_QUALITY)
    act_as(by)
    locked = Lot.objects.select_for_update(no_key=True).get(pk=lot.pk)
    wanted = LotState.CONCEDED if kind == Disposition.CONCESSION else LotState.REWORKED
    signer = rules.Signer(by.name, has_judged(by, locked))
    problems = rules.refuse_disposition(
        locked.state, wanted, signer, reason=reason.strip(), signature=signature
    )
    if problems:
        raise Refused(*problems)
    locked.state = lot.state = wanted
    locked.save(update_fields=["state"])
    inspection = LotInspection.objects.select_related("lot").filter(lot=locked).latest("attempt")
    inspection.disposition, inspection.reason = kind, reason.strip()[:4000]
    inspection.disposed_at, inspection.disposed_by = now, by
    return inspection


def _tasks_of(lot: Lot) -> list[int]:
    return list(LotUnit.objects.filter(lot=lot).order_by("task_id").values_list("task_id", flat=True))
