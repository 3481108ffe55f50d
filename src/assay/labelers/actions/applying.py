"""Predictions are put to the use that is in force: as suggestions, as judgments, instead of people's, or not at all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.sql import rows
from assay.labelers.actions.registry import lock_if_free
from assay.labelers.enums import Fate, UseMode
from assay.labelers.models import LabelerUse, PredictionFate, UseProgress
from assay.labelers.queries.uses import newest_use
from assay.labelers.rules.registry import machine_of
from assay.labelers.rules.uses import fate_before, is_sure
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import critical, mapped
from assay.stats.stopping import is_audited
from assay.work.actions.answering_by_machine import MachineAnswer, answer_by_machine, judge_by_machine
from assay.work.actions.suggesting import suggest

AT_ONCE = 2_000
_ACTS = {UseMode.SUGGEST: suggest, UseMode.JUDGE: judge_by_machine, UseMode.ALONE: answer_by_machine}
_ACCEPTED = {UseMode.SUGGEST: Fate.SUGGESTED, UseMode.JUDGE: Fate.VOTED, UseMode.ALONE: Fate.ANSWERED}
# Predictions of one version come in under the lock of the labeler, so that their ids are in the order of commits.
_NEXT = """
SELECT p.id, p.task_id, t.uid, p.answers::text, p.schema_version_id, p.confidence, t.is_gold
FROM labelers_prediction p JOIN work_task t ON t.id = p.task_id
WHERE p.version_id = %(version)s::bigint AND p.id > %(after)s::bigint
ORDER BY p.id LIMIT %(most)s::int
"""


@dataclass(frozen=True, slots=True)
class _Next:
    prediction_id: int
    task_id: int
    task_uid: UUID
    answers: str
    schema_version_id: int
    confidence: float | None
    is_gold: bool


def apply_due(use: LabelerUse, *, now: datetime) -> int:
    """The next predictions of a use that is in force; how many were looked at. Of one that is busy, none now.

    Of gold they are only measured, and suggested like all others, so that nothing tells what is gold.
    """
    with transaction.atomic():
        act_as(None)
        if not lock_if_free(use.labeler):
            return 0
        newest = newest_use(use.labeler, use.stage)
        if newest is None or newest.pk != use.pk or use.mode == UseMode.OFF:
            return 0
        progress = UseProgress.objects.get(use=use)
        params = {"version": use.version_id, "after": progress.prediction_id, "most": AT_ONCE}
        found = [_Next(*row) for row in rows(_NEXT, params)]
        if found:
            takes_gold = use.mode == UseMode.SUGGEST
            decided = _decide(use, [each for each in found if takes_gold or not each.is_gold], now)
            progress.prediction_id = found[-1].prediction_id
            progress.fates = dict(Counter(progress.fates) + decided)
            progress.save(update_fields=["prediction_id", "fates"])
        return len(found)


def _decide(use: LabelerUse, found: Sequence[_Next], now: datetime) -> Counter[str]:
    """How many met which fate."""
    fates = {each.prediction_id: _before(use, each) for each in found}
    open_ = [each for each in found if fates[each.prediction_id] is None]
    taken = _put(use, open_, now)
    accepted = _ACCEPTED[UseMode(use.mode)]
    for each in open_:
        fates[each.prediction_id] = accepted if each.task_id in taken else Fate.TOO_LATE
    PredictionFate.objects.bulk_create(
        PredictionFate(use=use, prediction_id=pk, fate=fate, decided_at=now)
        for pk, fate in fates.items()
        if fate is not None
    )
    return Counter(fate.value for fate in fates.values() if fate is not None)


def _before(use: LabelerUse, each: _Next) -> Fate | None:
    """Which tasks are left to people depends on labeler and task alone: another version is measured on the same.

    A critical answer is always judged by two, so that no machine gives it alone, however sure it is.
    """
    drawn = is_audited(f"{use.labeler.uid}:{each.task_uid}", share=use.left_share)
    is_taken = is_sure(each.confidence, use.threshold) and not (
        use.mode == UseMode.ALONE and _is_critical(use, each)
    )
    return fate_before(is_left=drawn, is_sure=is_taken)


def _is_critical(use: LabelerUse, each: _Next) -> bool:
    """Under the schema in force."""
    schema = parsed_schema(use.labeler.project.schema_version_id or 0)
    return bool(critical(schema, mapped(schema, msgspec.json.decode(each.answers))))


def _put(use: LabelerUse, found: Sequence[_Next], now: datetime) -> set[int]:
    answers = [MachineAnswer(each.task_id, each.answers, each.schema_version_id) for each in found]
    machine = machine_of(use.labeler.name, use.version.number)
    return _ACTS[UseMode(use.mode)](stage=use.stage, machine=machine, answers=answers, now=now)
