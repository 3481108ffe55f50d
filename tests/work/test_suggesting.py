"""What a machine fills in is decided when a task is taken: nothing of it tells gold."""

from datetime import datetime
from uuid import UUID

import msgspec
import pytest

from assay.projects.models import LabelSchemaVersion, Project
from assay.work.actions.answering_by_machine import MachineAnswer
from assay.work.actions.claiming import Dice, claim
from assay.work.actions.suggesting import let_suggest, suggest
from assay.work.models import Task
from tests.work.world import NOW, SCHEMA, World, add_gold, later, make_world

pytestmark = pytest.mark.django_db
FILLED = {"answers": {"match": "yes"}}


def filled_in(world: World, names: str, *, machine: str = "M v1", schema: int = 0) -> None:
    tasks = Task.objects.filter(external_id__in=names.split()).order_by("pk")
    answers = [MachineAnswer(task.pk, '{"match": "yes"}', schema or world.schema.pk) for task in tasks]
    assert len(suggest(stage=world.stage, machine=machine, answers=answers, now=NOW)) == len(answers)


def handed(world: World, *, who: int = 0, n: int, at: datetime = NOW) -> dict[str, object]:
    """What a person has in hand, and what comes with it; gold as soon as it can be."""
    work = claim(world.worker(who), n=n, now=at, dice=Dice(share=0.0, place=1.0))
    names = dict(Task.objects.values_list("uid", "external_id"))
    return {names[UUID(each["task"])]: each["suggestion"] for each in msgspec.json.decode(work.tasks)}


def test_gold_comes_as_the_task_whose_place_it_takes() -> None:
    world = make_world(n_people=3, n_tasks=4, overlap=3, prefetch=30, gold_share=0.5)
    add_gold(world, 2)
    let_suggest(stage=world.stage, machine="M v1", now=NOW)
    filled_in(world, "g1")

    assert handed(world, n=2) == {"t0": None, "g0": None}
    assert handed(world, n=4) == {"t0": None, "g0": None, "t1": None, "g1": None}
    filled_in(world, "t0 t1 t2")

    # What was taken without stays without; gold that nothing is filled in for waits for such a place.
    assert handed(world, n=4) == {"t0": None, "g0": None, "t1": None, "g1": None}
    assert handed(world, who=1, n=2) == {"t0": FILLED, "g1": FILLED}
    assert handed(world, who=2, n=4) == {"t0": FILLED, "t1": FILLED, "t2": FILLED, "g0": None}

    # Another machine says something of some of what is in hand: of none of it is that shown.
    filled_in(world, "t0 g0", machine="M v2")
    let_suggest(stage=world.stage, machine="M v2", now=later(minutes=1))
    shown = handed(world, who=1, n=2, at=later(minutes=2))
    shown |= handed(world, who=2, n=4, at=later(minutes=2))
    assert shown == dict.fromkeys(["t0", "t1", "t2", "g0", "g1"])


def test_gold_that_was_passed_over_comes_where_nothing_is_filled_in() -> None:
    world = make_world(n_people=1, n_tasks=4, prefetch=30, gold_share=0.5)
    add_gold(world, 2)
    let_suggest(stage=world.stage, machine="M v1", now=NOW)
    filled_in(world, "g1 t0 t1 t2")
    first = {"t0": FILLED, "g1": FILLED}
    assert handed(world, n=2) == first

    assert handed(world, n=5) == {**first, "t1": FILLED, "t2": FILLED, "g0": None}


def test_what_was_said_under_an_older_schema_is_not_filled_in() -> None:
    world = make_world(n_people=1, n_tasks=2, prefetch=30, gold_share=0.5)
    add_gold(world, 1)
    newer = LabelSchemaVersion.objects.create(
        project=world.project,
        number=2,
        document=SCHEMA,
        sha256="1" * 64,
        created_at=NOW,
        created_by=world.owner,
    )
    Project.objects.filter(pk=world.project.pk).update(schema_version=newer)
    let_suggest(stage=world.stage, machine="M v1", now=NOW)
    filled_in(world, "g0")
    filled_in(world, "t0 t1", schema=newer.pk)

    assert handed(world, n=2) == {"t0": FILLED, "t1": FILLED}
