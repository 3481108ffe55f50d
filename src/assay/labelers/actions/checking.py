"""Predictions are held against what is known: known answers, what people say of tasks left to them, and reviews."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any  # Answers are JSON.

import msgspec
from django.db import transaction

from assay.kit.sql import rows
from assay.labelers.enums import CheckSource, Fate
from assay.labelers.models import (
    LabelerUse,
    LabelerVersion,
    Prediction,
    PredictionCheck,
    PredictionFate,
    UseProgress,
)
from assay.labelers.rules.checking import Place, Unit, compared, is_all_right, several
from assay.labelers.rules.registry import machine_of
from assay.projects.models import Stage
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import flatten, mapped
from assay.projects.rules.label_schema import LabelSchema
from assay.quality.enums import ReviewVerdict, RunState
from assay.quality.models import ConsensusRun, Label, Review
from assay.quality.queries.inputs import LISTED
from assay.quality.rules.gold import ranked_of, wrong_questions

AT_ONCE = 5_000
_decode = msgspec.json.decode
# Gold is few and predictions are many: from the gold to what the version said of it.
_OF_GOLD = """
SELECT p.id, p.answers::text, g.answers::text FROM quality_gold g
JOIN labelers_prediction p ON p.task_id = g.task_id AND p.version_id = %(version)s::bigint
WHERE g.project_id = %(project)s::bigint AND g.retired_at IS NULL
  AND NOT EXISTS (SELECT FROM labelers_predictioncheck c WHERE c.prediction_id = p.id AND c.source = 'gold')
ORDER BY p.id LIMIT %(most)s::int
"""
# Of tasks that were left to people, those that people were done with when the run was made, so that all they said is
# in its label, and of which something is a class: the machine has no part in it.
_LEFT = """
SELECT p.id, p.task_id, p.answers::text FROM labelers_predictionfate f
JOIN labelers_prediction p ON p.id = f.prediction_id
JOIN work_queueitem i ON i.task_id = p.task_id AND i.stage_id = %(stage)s::bigint AND i.state = 2
WHERE f.use_id = %(use)s::bigint AND f.fate = 'left' AND f.prediction_id > %(after)s::bigint
  AND i.done_at <= %(until)s::timestamptz
  AND EXISTS (
      SELECT FROM quality_label l WHERE l.run_id = %(run)s::bigint AND l.task_id = p.task_id
        AND NOT l.question = ANY (%(listed)s::text[]))
  AND NOT EXISTS (
      SELECT FROM quality_label l WHERE l.run_id = %(run)s::bigint AND l.task_id = p.task_id
        AND (l.is_tie OR l.reused_from_id IS NOT NULL))
  AND NOT EXISTS (SELECT FROM labelers_predictioncheck c WHERE c.prediction_id = p.id AND c.source = 'people')
ORDER BY p.id LIMIT %(most)s::int
"""


def check_gold(version: LabelerVersion, *, now: datetime) -> int:
    """Score what the version said of gold and was not scored; how many."""
    project = version.labeler.project
    params = {"version": version.pk, "project": project.pk, "most": AT_ONCE}
    schema = parsed_schema(project.schema_version_id or 0)
    ranked = ranked_of(schema)
    found = []
    for pk, answers, accepted in rows(_OF_GOLD, params):
        said, known = mapped(schema, _decode(answers)), _decode(accepted)
        is_right = not wrong_questions(known, said, ranked)
        units = compared(_classes(schema, said), _classes(schema, _only(known)), several(schema))
        found.append(_check(version, pk, CheckSource.GOLD, is_right=is_right, units=units, now=now))
    return _store(found)


def check_left(use: LabelerUse, *, now: datetime) -> int:
    """Compare what was left to people with the label that they gave; how many. Ties say nothing.

    A run says all it can of what was left at its time, so that it is asked once of each prediction.
    """
    run = ConsensusRun.objects.filter(stage=use.stage, state=RunState.DONE).order_by("-number").first()
    if run is None:
        return 0
    schema = parsed_schema(run.params["schema_version_id"])
    # Read before what was left: what is left meanwhile comes in the next minute.
    progress = UseProgress.objects.get(use=use)
    params = {
        "use": use.pk,
        "after": progress.left_id if progress.run_id == run.pk else 0,
        "run": run.pk,
        "stage": use.stage_id,
        "until": run.as_of - timedelta(seconds=run.params["undo_seconds"]),
        "listed": _listed(schema),
        "most": AT_ONCE,
    }
    left = rows(_LEFT, params)
    labels = _labels(run, [row[1] for row in left], schema)
    found = []
    for pk, task_id, answers in left:
        if truth := labels.get(task_id):
            units = compared(_classes(schema, mapped(schema, _decode(answers))), truth, several(schema))
            is_right = is_all_right(units)
            found.append(_check(use.version, pk, CheckSource.PEOPLE, is_right=is_right, units=units, now=now))
    n = _store(found)
    upto = left[-1][0] if len(left) == AT_ONCE else progress.prediction_id
    if (progress.run_id, progress.left_id) != (run.pk, upto):
        UseProgress.objects.filter(pk=progress.pk).update(run_id=run.pk, left_id=upto)
    return n


def check_again(task_ids: Sequence[int]) -> None:
    """What was left to people of these tasks is held against the newest run once more."""
    left = PredictionFate.objects.filter(prediction__task__in=task_ids, fate=Fate.LEFT).values("use")
    UseProgress.objects.filter(use__in=left).exclude(left_id=0).update(left_id=0)


def check_review(review: Review, *, now: datetime) -> None:
    """What a reviewer of the client found of a machine's judgment; planted ones are about the reviewer."""
    judgment = review.judgment
    if not judgment.machine or review.purpose not in ("sample", "lot"):
        return
    version = _version_of(judgment.stage, judgment.machine)
    prediction = Prediction.objects.filter(version=version, task=judgment.task_id).first()
    if version is None or prediction is None:
        return
    schema = parsed_schema(judgment.schema_version_id)
    said = _classes(schema, judgment.answers)
    fixed = review.answers if review.verdict == ReviewVerdict.FIXED else judgment.answers
    is_known = review.is_correct or review.verdict == ReviewVerdict.FIXED
    truth = _classes(schema, fixed or {}) if is_known else {}
    units = compared(said, truth, several(schema))
    is_right = review.is_correct
    _store([_check(version, prediction.pk, CheckSource.REVIEW, is_right=is_right, units=units, now=now)])


def _version_of(stage: Stage, machine: str) -> LabelerVersion | None:
    name, _space, number = machine.rpartition(" v")
    found = LabelerVersion.objects.filter(labeler__project=stage.project_id, labeler__name=name)
    version = found.filter(number=int(number)).first() if number.isdecimal() else None
    return version if version and machine_of(name, version.number) == machine else None


def _check(
    version: LabelerVersion,
    prediction_id: int,
    source: CheckSource,
    *,
    is_right: bool,
    units: Sequence[Unit],
    now: datetime,
) -> PredictionCheck:
    return PredictionCheck(
        version=version,
        prediction_id=prediction_id,
        source=source,
        is_correct=is_right,
        units=[unit.document() for unit in units],
        checked_at=now,
    )


def _store(found: Sequence[PredictionCheck]) -> int:
    """What another has written meanwhile stays. One after the other, so that ids are in the order of commits."""
    if not found:
        return 0
    with transaction.atomic():
        LabelerVersion.objects.select_for_update(no_key=True).get(pk=found[0].version_id)
        PredictionCheck.objects.bulk_create(found, batch_size=2_000, ignore_conflicts=True)
    return len(found)


def _labels(run: ConsensusRun, task_ids: Sequence[int], schema: LabelSchema) -> dict[int, dict[Place, Any]]:
    """By task the labels that are classes."""
    labels: dict[int, dict[Place, Any]] = defaultdict(dict)
    found = Label.objects.filter(run=run, task_id__in=task_ids).exclude(question__in=_listed(schema))
    for task_id, question, subject, value in found.values_list("task_id", "question", "subject", "value"):
        labels[task_id][question, subject] = value
    return labels


def _classes(schema: LabelSchema, answers: Mapping[str, Any]) -> dict[Place, Any]:
    listed = _listed(schema)
    return {
        (question, subject): value
        for question, subject, value in flatten(schema, answers)
        if question not in listed
    }


def _listed(schema: LabelSchema) -> list[str]:
    """Questions whose answers are no classes."""
    return [question.id for question in schema.questions if question.kind in LISTED]


def _only(accepted: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Of known answers those with one alone: of several it is not said which."""
    return {question: right[0] for question, right in accepted.items() if len(right) == 1}
