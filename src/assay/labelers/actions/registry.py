"""Registering labelers and their versions; retiring a labeler."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.labelers.enums import LabelerKind, UseMode
from assay.labelers.models import LabelerVersion, MachineLabeler
from assay.labelers.queries.registry import KEEPS
from assay.labelers.queries.uses import uses_in_force
from assay.labelers.rules import registry as rules
from assay.people.models import User
from assay.projects.models import Project
from assay.projects.queries.permission import require


def register_labeler(
    by: User | None, *, project: Project, name: str, kind: LabelerKind, about: str = "", now: datetime
) -> MachineLabeler:
    """A model or rule that labels in this project, once per name; it says nothing until a version does."""
    require(by, project, KEEPS)
    if problems := rules.refuse_name(name):
        raise Refused(*problems)
    try:
        with transaction.atomic():
            act_as(by)
            return MachineLabeler.objects.create(
                project=project,
                name=name.strip(),
                kind=kind,
                about=about.strip()[: rules.MOST_ABOUT],
                created_at=now,
                created_by=by,
            )
    except IntegrityError as error:
        raise Refused(rules.NAME_TWICE(field="name")) from error


def add_version(
    by: User | None, *, labeler: MachineLabeler, origin: str = "", note: str = "", now: datetime
) -> LabelerVersion:
    """The next version; what earlier ones said and were measured by stays theirs."""
    require(by, labeler.project, KEEPS)
    with transaction.atomic():
        act_as(by)
        locked = lock(labeler)
        last = LabelerVersion.objects.filter(labeler=locked).aggregate(number=Max("number"))["number"]
        return LabelerVersion.objects.create(
            labeler=locked,
            number=(last or 0) + 1,
            origin=origin.strip()[: rules.MOST_ORIGIN],
            note=note.strip()[: rules.MOST_NOTE],
            created_at=now,
            created_by=by,
        )


def retire_labeler(by: User | None, *, labeler: MachineLabeler, reason: str, now: datetime) -> None:
    """It takes no more predictions and is used nowhere; its judgments stay."""
    from assay.labelers.actions.uses import set_use
    from assay.labelers.rules.uses import Terms

    require(by, labeler.project, KEEPS)
    if not reason.strip():
        raise Refused(rules.NEEDS_REASON(field="reason"))
    with transaction.atomic():
        act_as(by)
        # In the order in which a use is set.
        Project.objects.select_for_update(no_key=True).get(pk=labeler.project_id)
        locked = lock(labeler)
        for use in uses_in_force([locked.pk]):
            if use.mode != UseMode.OFF:
                off = Terms(UseMode.OFF)
                set_use(by, version=use.version, stage=use.stage, terms=off, reason=reason, now=now)
        MachineLabeler.objects.filter(pk=locked.pk).update(
            retired_at=now, retired_reason=reason.strip()[: rules.MOST_NOTE]
        )


def lock(labeler: MachineLabeler) -> MachineLabeler:
    """Within the caller's transaction: predictions, versions and uses of one labeler come one after the other."""
    locked = MachineLabeler.objects.select_for_update(no_key=True).get(pk=labeler.pk)
    if locked.retired_at is not None:
        raise Refused(rules.RETIRED(reason=locked.retired_reason))
    return locked


def lock_if_free(labeler: MachineLabeler) -> bool:
    """Within the caller's transaction; False where another has it in hand, or it was retired. Nobody waits."""
    free = MachineLabeler.objects.filter(pk=labeler.pk, retired_at=None)
    return free.select_for_update(no_key=True, skip_locked=True).first() is not None
