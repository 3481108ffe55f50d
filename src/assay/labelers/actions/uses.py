"""Setting how a stage uses a labeler; calling it back when its checked answers are wrong too often."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.labelers.actions.registry import lock, lock_if_free
from assay.labelers.enums import Fate, UseMode
from assay.labelers.models import LabelerUse, LabelerVersion, MachineLabeler, PredictionFate, UseProgress
from assay.labelers.queries.drift import Alarm
from assay.labelers.queries.measured import sure_and_right
from assay.labelers.queries.registry import KEEPS
from assay.labelers.queries.severity import rater_of
from assay.labelers.queries.uses import newest_use, uses_in_force
from assay.labelers.rules import registry, uses
from assay.labelers.rules.registry import machine_of
from assay.labelers.rules.uses import Terms
from assay.people.actions.inbox import tell
from assay.people.models import User
from assay.projects.models import Project, Stage
from assay.projects.queries.permission import require
from assay.stats.machines import Trusted, trust_above
from assay.stats.sampling import wilson
from assay.work.actions.answering_by_machine import ask_people_instead
from assay.work.actions.suggesting import let_suggest

REOPEN_AT_ONCE = 5_000
MOST_REASON = 2_000
TOLD = "labelers.called_back"


def set_use(
    by: User | None, *, version: LabelerVersion, stage: Stage, terms: Terms, reason: str, now: datetime
) -> LabelerUse:
    """From now on the stage uses this version so; what was decided under the terms before stays.

    To answer alone, the labeler must have shown on known answers that it is right often enough when it is sure; to say
    how hard content is, on labels that it had not seen, that content is hardly ever harder.
    """
    labeler = version.labeler
    require(by, labeler.project, KEEPS)
    if stage.project_id != labeler.project_id:
        raise Refused(uses.OTHER_PROJECT(field="stage"))
    problems = uses.refuse_terms(terms)
    if terms.mode != UseMode.OFF and labeler.project.schema_version_id is None:
        problems.append(registry.NO_SCHEMA())
    if not reason.strip():
        problems.append(registry.NEEDS_REASON(field="reason"))
    if problems:
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        # One stage may be promised to one labeler alone, whichever is asked first.
        Project.objects.select_for_update(no_key=True).get(pk=labeler.project_id)
        lock(labeler)
        _refuse_another(version, stage, terms.mode)
        shown = _shown(version, terms)
        before = newest_use(labeler, stage)
        made = LabelerUse.objects.create(
            labeler=labeler,
            version=version,
            stage=stage,
            mode=terms.mode,
            left_share=terms.left_share,
            target=terms.target,
            floor=terms.floor,
            threshold=shown.threshold,
            n_known=shown.n,
            n_right=shown.k,
            precision_low=shown.low,
            reason=reason.strip()[:MOST_REASON],
            set_at=now,
            set_by=by,
        )
        UseProgress.objects.create(use=made)
        _show_suggestions(made, before, now)
        return made


def call_back(use: LabelerUse, alarm: Alarm, *, now: datetime) -> LabelerUse | None:
    """The use that ends it; None where the labeler is busy, or another use is in force by now."""
    with transaction.atomic():
        act_as(None)
        if not lock_if_free(use.labeler):
            return None
        newest = newest_use(use.labeler, use.stage)
        if newest is None or newest.pk != use.pk:
            return None
        reason = uses.DRIFTED(
            name=machine_of(use.labeler.name, use.version.number),
            n=alarm.n_checked,
            n_wrong=alarm.n_wrong,
            target=f"{use.target:.0%}",
        )
        made = LabelerUse.objects.create(
            labeler=use.labeler,
            version=use.version,
            stage=use.stage,
            mode=UseMode.OFF,
            left_share=use.left_share,
            target=use.target,
            floor=use.floor,
            reason=reason.text,
            is_alarm=True,
            n_checked=alarm.n_checked,
            n_wrong=alarm.n_wrong,
            n_reopened=_reopen(use, alarm, reason=reason.text, now=now),
            set_at=now,
        )
        UseProgress.objects.create(use=made)
        _show_suggestions(made, use, now)
        _tell(made, now)
        return made


def _refuse_another(version: LabelerVersion, stage: Stage, mode: UseMode) -> None:
    """Only one labeler can answer alone at a stage, one can fill in answers, and one rates a project's content."""
    only_one = {
        UseMode.ALONE: uses.ALONE_ALREADY,
        UseMode.SUGGEST: uses.SUGGESTS_ALREADY,
        UseMode.RATE: uses.RATES_ALREADY,
    }
    if mode not in only_one:
        return
    theirs = MachineLabeler.objects.filter(project=stage.project_id).values_list("pk", flat=True)
    for other in uses_in_force(list(theirs)):
        # What content counts as is of the project, at whatever stage it is asked of.
        is_there = mode == UseMode.RATE or other.stage_id == stage.pk
        if is_there and other.mode == mode and other.labeler_id != version.labeler_id:
            raise Refused(only_one[mode](name=other.labeler.name))


def _shown(version: LabelerVersion, terms: Terms) -> Trusted:
    """What a use rests on; nothing where people have the last word."""
    if terms.mode == UseMode.RATE:
        gauge = rater_of(version).weakest
        return Trusted(None, gauge.n, gauge.k, wilson(gauge.k, gauge.n).low, gauge.n)
    return _trusted(version, terms) if terms.mode == UseMode.ALONE else Trusted(None, 0, 0, None, 0)


def _trusted(version: LabelerVersion, terms: Terms) -> Trusted:
    found = trust_above(*sure_and_right(version), target=terms.target)
    if found.threshold is None:
        raise Refused(uses.NOT_TRUSTED(n_known=found.n_known, target=f"{terms.target:.0%}"))
    return found


def _show_suggestions(made: LabelerUse, before: LabelerUse | None, now: datetime) -> None:
    """What is filled in follows the use in force; nothing is touched where the labeler never suggested."""
    if made.mode == UseMode.SUGGEST:
        let_suggest(stage=made.stage, machine=machine_of(made.labeler.name, made.version.number), now=now)
    elif before is not None and before.mode == UseMode.SUGGEST:
        let_suggest(stage=made.stage, machine="", now=now)


def _tell(made: LabelerUse, now: datetime) -> None:
    """Who runs the project, and who had set it to work."""
    before = LabelerUse.objects.filter(labeler=made.labeler, stage=made.stage, pk__lt=made.pk)
    setter = before.order_by("-pk").values_list("set_by", flat=True).first()
    tell(
        {pk for pk in (made.labeler.project.owner_id, setter) if pk is not None},
        kind=TOLD,
        sentence=_("{labeler} was wrong too often and is not used any more"),
        lines=[_("{n_wrong} of {n} checked answers were wrong. {n_tasks} tasks are asked of people again.")],
        about={
            "labeler": machine_of(made.labeler.name, made.version.number),
            "n_wrong": made.n_wrong,
            "n": made.n_checked,
            "n_tasks": made.n_reopened,
        },
        address=f"/labelers/{made.labeler.uid}/",
        now=now,
    )


def _reopen(use: LabelerUse, alarm: Alarm, *, reason: str, now: datetime) -> int:
    """What the version has answered at the stage since then does not count any more, and is asked of people."""
    machine = machine_of(use.labeler.name, use.version.number)
    n = 0
    for task_ids in _doubted(use, alarm):
        n += ask_people_instead(
            None, stage=use.stage, machine=machine, task_ids=task_ids, reason=reason, now=now
        )
    return n


def _doubted(use: LabelerUse, alarm: Alarm) -> Iterator[list[int]]:
    """Use by use, each along its index, so that nothing is sorted; a prediction is put to use under one of them."""
    for same in LabelerUse.objects.filter(labeler=use.labeler_id, version=use.version_id, stage=use.stage_id):
        fates = PredictionFate.objects.filter(use=same, fate__in=(Fate.ANSWERED, Fate.VOTED))
        doubted = fates.filter(decided_at__gte=alarm.since).order_by("prediction")
        after = 0
        while some := list(
            doubted.filter(prediction__gt=after).values_list("prediction", "prediction__task")[
                :REOPEN_AT_ONCE
            ]
        ):
            after = some[-1][0]
            yield [task for _prediction, task in some]
