"""What people say of tasks left to them is a check once all of it is in the label, and there is a class in it."""

from collections.abc import Iterable

import pytest

from assay.labelers.actions import checking
from assay.labelers.actions.looking_after import look_after_labelers
from assay.labelers.enums import UseMode
from assay.labelers.models import PredictionCheck
from assay.quality.actions.consensus import run_consensus
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.actions.reinstating import reinstate_tasks
from assay.work.actions.withdrawing import withdraw_by_id
from assay.work.models import Task
from tests.labelers.labeler_world import Taught, publish, taught
from tests.work.world import TODAY, later

pytestmark = pytest.mark.django_db
OPTIONS = [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}]


def recorded(made: Taught, tasks: Iterable[Task], answers: str, *, who: int, minutes: float) -> None:
    person, at = made.world.people[who].pk, later(minutes=minutes)
    rows = [RecordedJudgment(task.pk, person, answers, 3.0, at, TODAY) for task in tasks]
    assert import_judgments(None, stage=made.world.stage, rows=rows, now=at).n_stored == len(rows)


def checked() -> dict[str, bool]:
    found = PredictionCheck.objects.filter(source="people").order_by("pk")
    return dict(found.values_list("prediction__task__external_id", "is_correct"))


def test_a_label_from_before_the_last_judgment_is_no_check() -> None:
    made = taught(n_tasks=20, overlap=2)
    made.said(made.tasks)
    made.use(UseMode.JUDGE, share=0.9)
    look_after_labelers(now=later(minutes=2))
    task = next(task for task in made.tasks if task.pk in made.left(0.9))
    recorded(made, [task], '{"match": "no"}', who=0, minutes=3)
    run_consensus(None, stage=made.world.stage, now=later(minutes=4), method="majority")
    recorded(made, [task], '{"match": "no"}', who=1, minutes=5)

    look_after_labelers(now=later(minutes=6))
    too_early = checked()
    run_consensus(None, stage=made.world.stage, now=later(minutes=7), method="majority")
    look_after_labelers(now=later(minutes=8))

    assert (too_early, checked()) == ({}, {task.external_id: False})


def test_tasks_without_a_class_keep_no_other_from_its_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "AT_ONCE", 1)
    made = taught(n_tasks=20)
    publish(
        made,
        [
            {"id": "match", "kind": "choice", "label": "Match?", "options": OPTIONS, "required": False},
            {"id": "why", "kind": "text", "label": "Why?", "required": False},
        ],
    )
    made.said(made.tasks)
    made.use(UseMode.JUDGE, share=0.9)
    look_after_labelers(now=later(minutes=2))
    silent, spoken = [task for task in made.tasks if task.pk in made.left(0.9)][:2]
    recorded(made, [silent], '{"why": "So."}', who=0, minutes=3)
    recorded(made, [spoken], '{"match": "yes"}', who=0, minutes=3)
    run_consensus(None, stage=made.world.stage, now=later(minutes=4), method="majority")

    look_after_labelers(now=later(minutes=5))

    assert checked() == {spoken.external_id: True}


def test_a_task_that_comes_back_is_held_against_the_run_that_had_it() -> None:
    made = taught(n_tasks=20)
    made.said(made.tasks)
    made.use(UseMode.JUDGE, share=0.9)
    look_after_labelers(now=later(minutes=2))
    task = next(task for task in made.tasks if task.pk in made.left(0.9))
    recorded(made, [task], '{"match": "no"}', who=0, minutes=3)
    run_consensus(None, stage=made.world.stage, now=later(minutes=4), method="majority")
    withdraw_by_id(None, [task.pk], reason="Wrong.", now=later(minutes=5))
    look_after_labelers(now=later(minutes=6))
    away = checked()

    reinstate_tasks(None, project=made.world.project, task_ids=[task.pk], now=later(minutes=7))
    look_after_labelers(now=later(minutes=8))

    assert (away, checked()) == ({}, {task.external_id: False})
