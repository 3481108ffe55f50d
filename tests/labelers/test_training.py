"""The built-in learner as a job: from a delivery to predictions of every task, and when it cannot."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from assay.delivery.actions.releases import build_release
from assay.kit.jobs import run_now
from assay.kit.reasons import Refused
from assay.labelers.actions import training
from assay.labelers.actions.registry import register_labeler
from assay.labelers.actions.training import start_training
from assay.labelers.enums import LabelerKind
from assay.labelers.models import LearntModel, MachineLabeler, Prediction, PredictionCheck
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.quality.actions.consensus import run_consensus
from assay.quality.models import Gold
from assay.work.actions.answering_by_machine import MachineAnswer, ask_people_instead, judge_by_machine
from assay.work.models import Task
from tests.labelers.labeler_world import judge
from tests.work.world import NOW, World, add_gold, add_tasks, later, make_world

pytestmark = pytest.mark.django_db


def learner(world: World) -> MachineLabeler:
    return register_labeler(None, project=world.project, name="Own", kind=LabelerKind.LEARNER, now=NOW)


def said(world: World, tasks: list[Task], text: str) -> None:
    for task in tasks:
        task.content = {"text": f"{text} {task.pk}"}
    Task.objects.bulk_update(tasks, ["content"])


def test_it_learns_what_was_delivered_and_speaks_of_the_rest(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sklearn", reason="The learner is an optional extra.")
    settings.ASSAY_FILES = tmp_path
    world = make_world(n_tasks=120, n_people=1, undo_seconds=0)
    grant_role(None, user=world.owner, role=Role.PROJECT_OWNER, now=NOW, project_id=world.project.pk)
    tasks = list(Task.objects.order_by("pk"))
    said(world, tasks[:60], "red apple")
    said(world, tasks[60:], "steel hammer")
    judge(world, tasks[:60], "yes")
    judge(world, tasks[60:], "no")
    new = add_tasks(world, 2, prefix="new")
    said(world, new[:1], "sweet apple")
    said(world, new[1:], "old hammer")
    [gold] = add_gold(world, 1)
    said(world, [gold], "green apples")
    Gold.objects.create(
        task=gold, project=world.project, answers={"match": ["yes"]}, reason="Fruit", created_at=NOW
    )
    run = run_consensus(None, stage=world.stage, now=later(minutes=1), method="majority")
    run_now(build_release(None, run=run, now=later(minutes=2))[1])
    judged_by_machine(world, tasks[:2])

    steps: list[str] = []
    for name in ("learn", "lock"):
        monkeypatch.setattr(training, name, noted(steps, name))

    done = run_now(start_training(world.owner, labeler=learner(world), now=later(minutes=3)))

    # It is learnt before anything is held.
    assert steps == ["learn", "lock", "lock"]
    assert done.error == ""
    assert done.result["n_predictions"] == 123
    learnt = LearntModel.objects.get()
    assert learnt.questions == {"match": {"n": 118, "k": 118, "classes": ["no", "yes"]}}
    assert learnt.version.origin.startswith("release 1, sha256 ")
    answers = dict(Prediction.objects.filter(task__in=[*new, gold]).values_list("task", "answers"))
    assert answers == {new[0].pk: {"match": "yes"}, new[1].pk: {"match": "no"}, gold.pk: {"match": "yes"}}
    assert [each.is_correct for each in PredictionCheck.objects.filter(source="gold")] == [True]


def judged_by_machine(world: World, tasks: list[Task]) -> None:
    """What a machine has judged is not learnt, also where that was taken back, as of the first one here."""
    answers = [MachineAnswer(task.pk, '{"match": "yes"}', world.schema.pk) for task in tasks]
    judge_by_machine(stage=world.stage, machine="M v1", answers=answers, now=later(minutes=2))
    first = [tasks[0].pk]
    ask_people_instead(None, stage=world.stage, machine="M v1", task_ids=first, reason="Wrong.", now=NOW)


def noted(steps: list[str], name: str) -> Callable[..., object]:
    """The step itself, which says that it was taken."""
    step = getattr(training, name)

    def taken(*given: object) -> object:
        steps.append(name)
        return step(*given)

    return taken


def test_what_it_cannot_learn_is_said() -> None:
    pytest.importorskip("sklearn", reason="The learner is an optional extra.")
    world = make_world(n_tasks=1, n_people=1)
    grant_role(None, user=world.owner, role=Role.PROJECT_OWNER, now=NOW, project_id=world.project.pk)
    rule = register_labeler(None, project=world.project, name="Rule", kind=LabelerKind.RULE, now=NOW)
    with pytest.raises(Refused, match="learns here"):
        start_training(world.owner, labeler=rule, now=NOW)
    with pytest.raises(Refused, match="Nothing was delivered"):
        start_training(world.owner, labeler=learner(world), now=NOW)
