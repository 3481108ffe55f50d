"""What is done anew takes a machine's answer out of the count of people's."""

import pytest

from assay.kit.reasons import Refused
from assay.work.actions.answering_by_machine import MachineAnswer, answer_by_machine, judge_by_machine
from assay.work.actions.recollecting import ask_anew
from assay.work.actions.reworking import ask_somebody_else
from assay.work.actions.withdrawing import withdraw_tasks
from assay.work.enums import ItemState
from assay.work.models import Judgment, QueueItem, Retraction, Task
from tests.labelers.labeler_world import judge
from tests.work.world import World, add_gold, later, make_world

pytestmark = pytest.mark.django_db
NOW = later(minutes=5)


def said(world: World, tasks: list[Task]) -> list[MachineAnswer]:
    return [MachineAnswer(task.pk, '{"match": "yes"}', world.schema.pk) for task in tasks]


def standing(task: Task) -> tuple[int, int, int]:
    item = QueueItem.objects.get(task=task)
    return item.state, item.n_judgments, item.n_slots_left


def test_a_machine_takes_nobodys_place_and_answers_once() -> None:
    world = make_world(n_tasks=3, overlap=2, n_people=2)
    one, two, gone = Task.objects.order_by("pk")
    [gold] = add_gold(world, 1)
    judge(world, [one], "yes")
    withdraw_tasks(None, project=world.project, external_ids=[gone.external_id], reason="Old.", now=NOW)

    everything = said(world, [one, two, gone, gold])
    first = judge_by_machine(stage=world.stage, machine="M v1", answers=everything, now=NOW)
    again = judge_by_machine(stage=world.stage, machine="M v1", answers=everything, now=NOW)
    alone = answer_by_machine(stage=world.stage, machine="M v2", answers=everything, now=NOW)

    assert (first, again, alone) == ({one.pk, two.pk}, set(), {two.pk})
    assert [standing(task) for task in (one, two)] == [(ItemState.OPEN, 1, 1), (ItemState.MACHINE, 0, 2)]
    found = Judgment.objects.get(machine="M v2")
    assert (found.contributor, found.claim, found.market, found.is_gold) == (None, None, None, False)
    assert Judgment.objects.filter(machine="M v1").count() == 2


def test_what_is_done_anew_is_asked_as_often_as_before() -> None:
    world = make_world(n_tasks=3, overlap=1, n_people=2)
    both, alone, rejected = Task.objects.order_by("pk")
    judge(world, [both], "no")
    judge_by_machine(stage=world.stage, machine="M v1", answers=said(world, [both]), now=NOW)
    answer_by_machine(stage=world.stage, machine="M v1", answers=said(world, [alone, rejected]), now=NOW)

    n = ask_anew(None, stage=world.stage, task_ids=[both.pk, alone.pk], reason="Lot 1.", now=NOW)
    wrong = Judgment.objects.get(task=rejected)
    ask_somebody_else(None, judgment=wrong, reason="Rejected.", now=NOW)

    assert n == 2
    assert Retraction.objects.count() == 4
    assert [standing(task) for task in (both, alone, rejected)] == [(ItemState.OPEN, 0, 1)] * 3
    with pytest.raises(Refused):
        ask_somebody_else(None, judgment=wrong, reason="Twice.", now=NOW)
