"""What standing rules look at: the newest results of each person in a project, of one measure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any  # Answers are JSON.

import msgspec
import numpy as np

from assay.kit.sql import rows
from assay.projects.models import Project
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import flatten, mapped
from assay.quality.enums import Measure, RunState
from assay.quality.models import ConsensusRun, Label
from assay.quality.rules.standing import Result
from assay.quality.rules.standing_signals import Given
from assay.stats.integrity import Answers
from assay.stats.integrity.speeding import usual_seconds

# Too fast is less than this share of what others take for the same task.
HASTE = 0.5
FEWEST_BEHIND = 2
CLOSED = frozenset({"choice", "multi_choice", "scale", "taxonomy", "pairwise"})
_GOLD = """
SELECT c.id, r.judged_at, r.is_correct FROM unnest(%(people)s::bigint[]) AS c (id)
CROSS JOIN LATERAL (
    SELECT g.id, g.judged_at, g.is_correct FROM quality_goldresult g
    WHERE g.contributor_id = c.id AND g.stage_id = ANY (%(stages)s::bigint[]) AND g.judged_at <= %(until)s::timestamptz
      AND NOT EXISTS (SELECT FROM work_retracted x WHERE x.judgment_id = g.judgment_id)
    ORDER BY g.judged_at DESC, g.id DESC LIMIT %(most)s::int
) r ORDER BY c.id, r.judged_at DESC, r.id DESC
"""
# What the client's reviewers found on a random sample, after disputes.
_REVIEWED = """
SELECT c.id, r.reviewed_at, r.is_correct FROM unnest(%(people)s::bigint[]) AS c (id)
CROSS JOIN LATERAL (
    SELECT v.id, v.reviewed_at, coalesce(a.is_correct, v.is_correct) AS is_correct FROM quality_review v
    LEFT JOIN quality_reviewadjustment a ON a.review_id = v.id
    WHERE v.contributor_id = c.id AND v.project_id = %(project)s::bigint AND v.reviewed_at <= %(until)s::timestamptz
      AND v.tier = 'client' AND v.purpose IN ('sample', 'lot')
    ORDER BY v.reviewed_at DESC, v.id DESC LIMIT %(most)s::int
) r ORDER BY c.id, r.reviewed_at DESC, r.id DESC
"""
_JUDGED = """
SELECT c.id, r.task_id, r.answers::text, r.handling_seconds, r.submitted_at FROM unnest(%(people)s::bigint[]) AS c (id)
CROSS JOIN LATERAL (
    SELECT j.id, j.task_id, j.answers, j.handling_seconds, j.submitted_at FROM work_judgment j
    WHERE j.contributor_id = c.id AND j.project_id = %(project)s::bigint AND NOT j.is_gold
      AND j.submitted_at <= %(until)s::timestamptz
      AND NOT EXISTS (SELECT FROM work_retracted x WHERE x.judgment_id = j.id)
    ORDER BY j.id DESC LIMIT %(most)s::int
) r ORDER BY r.submitted_at DESC, r.id DESC
"""
Answered = tuple[int, int, dict[str, Any], float, datetime]
Unit = tuple[int, str, str]


def results_of(
    project: Project, measures: Sequence[Measure], people: Sequence[int], *, until: datetime, most: int
) -> dict[Measure, dict[int, list[Result]]]:
    """By measure and person, newest first, at most `most` of each; integrity has no results but answers."""
    answered = _answered(project, people, until, most) if set(measures) & _OF_ANSWERS.keys() else []
    found: dict[Measure, dict[int, list[Result]]] = {}
    for measure in measures:
        if measure == Measure.GOLD:
            found[measure] = _gold(project, people, until, most)
        elif measure == Measure.REVIEW:
            params = {"people": list(people), "project": project.pk, "until": until, "most": most}
            found[measure] = _grouped((who, Result(at, right)) for who, at, right in rows(_REVIEWED, params))
        elif measure in _OF_ANSWERS:
            found[measure] = _grouped(_OF_ANSWERS[measure](project, answered))
    return found


def answers_of(project: Project, people: Sequence[int], *, until: datetime, most: int) -> list[Given]:
    """Answers to closed questions in the order of time, with the newest run's labels: for signals of integrity."""
    answered = _answered(project, people, until, most)
    labels = _labels(project, {task for _, task, *_ in answered})
    return [
        Given(person, task, f"{question}/{subject}", _plain(value), seconds, at, _plain(labels.get(unit)))
        for person, task, answers, seconds, at in reversed(answered)
        for question, subject, value in _units(project, answers)
        for unit in [(task, question, subject)]
    ]


def written_answers(
    project: Project, people: Sequence[int], *, until: datetime, most: int
) -> Iterator[tuple[int, int, str, Any]]:
    """Person, task, question and value of answers to open questions, among the newest tasks of each person."""
    schema = parsed_schema(project.schema_version_id or 0)
    for person, task, answers, _seconds, _at in _answered(project, people, until, most):
        for question_id, _subject, value in flatten(schema, mapped(schema, answers)):
            question = schema.question(question_id)
            if question is not None and question.kind not in CLOSED:
                yield person, task, question_id, value


def _gold(project: Project, people: Sequence[int], until: datetime, most: int) -> dict[int, list[Result]]:
    stages = list(project.stages.values_list("pk", flat=True))
    params = {"people": list(people), "stages": stages, "until": until, "most": most}
    return _grouped((person, Result(at, right)) for person, at, right in rows(_GOLD, params))


def _answered(project: Project, people: Sequence[int], until: datetime, most: int) -> list[Answered]:
    """Newest first."""
    params = {"people": list(people), "project": project.pk, "until": until, "most": most}
    return [
        (person, task, msgspec.json.decode(answers), seconds, at)
        for person, task, answers, seconds, at in rows(_JUDGED, params)
    ]


def _agreeing(project: Project, answered: Sequence[Answered]) -> Iterator[tuple[int, Result]]:
    """Whether every label of a task is what the person answered; labels that rest on one judgment are left out."""
    labels = _labels(project, {task for _, task, *_ in answered})
    for person, task, answers, _seconds, at in answered:
        compared = [
            _plain(labels[task, question, subject]) == _plain(value)
            for question, subject, value in _units(project, answers)
            if (task, question, subject) in labels
        ]
        if compared:
            yield person, Result(at, all(compared))


def _unhurried(project: Project, answered: Sequence[Answered]) -> Iterator[tuple[int, Result]]:
    """Whether an answer took at least half of what others take for the same task."""
    if not answered:
        return
    tasks = {task: nth for nth, task in enumerate(dict.fromkeys(task for _, task, *_ in answered))}
    seconds = np.array([each[3] for each in answered], np.float64)
    item = np.array([tasks[each[1]] for each in answered], np.int64)
    nobody = np.zeros(len(answered), np.int64)
    usual = usual_seconds(Answers(item, nobody, nobody, len(tasks), 1, 1, seconds))
    for (person, _task, _answers, _seconds, at), is_right in zip(
        answered, seconds >= HASTE * usual, strict=True
    ):
        yield person, Result(at, bool(is_right))


_OF_ANSWERS = {Measure.AGREEMENT: _agreeing, Measure.SPEED: _unhurried}


def _labels(project: Project, tasks: set[int]) -> dict[Unit, Any]:
    """Of the newest run; no ties, and nothing that rests on one judgment."""
    run = ConsensusRun.objects.filter(project=project, state=RunState.DONE).order_by("-number").first()
    if run is None:
        return {}
    found = Label.objects.filter(run=run, task_id__in=tasks, is_tie=False, n_judgments__gte=FEWEST_BEHIND)
    named = found.values_list("task_id", "question", "subject", "value")
    return {(task, question, subject): value for task, question, subject, value in named}


def _units(project: Project, answers: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    schema = parsed_schema(project.schema_version_id or 0)
    for question_id, subject, value in flatten(schema, mapped(schema, answers)):
        question = schema.question(question_id)
        if question is not None and question.kind in CLOSED:
            yield question_id, subject, value


def _plain(value: Any) -> Any:
    """Something that can be compared and counted."""
    return msgspec.json.encode(value) if isinstance(value, list | dict) else value


def _grouped(found: Iterator[tuple[int, Result]]) -> dict[int, list[Result]]:
    grouped: dict[int, list[Result]] = {}
    for person, result in found:
        grouped.setdefault(person, []).append(result)
    return grouped
