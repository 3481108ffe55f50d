"""Promise 7: settings and versions change while work goes on; nothing collected loses its meaning or its version."""

import copy
from typing import Any  # A schema document is JSON.

import msgspec
import pytest

from assay.kit.reasons import Refused
from assay.people.actions.contributors import change_standing
from assay.people.actions.users import grant_role
from assay.people.enums import Role, Standing
from assay.projects.actions.versions import publish_schema
from assay.projects.models import Stage
from assay.quality.actions.consensus import run_consensus
from assay.work.actions.claiming import claim, submit
from assay.work.models import Judgment
from tests.work.world import NOW, SCHEMA, World, later, make_world

pytestmark = pytest.mark.django_db


def owned_world(**about: Any) -> World:  # Settings of a stage.
    world = make_world(**about)
    grant_role(None, user=world.owner, role=Role.PROJECT_OWNER, now=NOW, project_id=world.project.pk)
    return world


def held(world: World, nth: int = 0) -> str:
    [task] = msgspec.json.decode(claim(world.worker(nth), n=1, now=NOW).tasks)
    return str(task["claim"])


def without_maybe() -> dict[str, Any]:
    """`no` is retired and reads as the new `never`."""
    document: dict[str, Any] = copy.deepcopy(SCHEMA)
    document["questions"][0]["options"] = [
        {"id": "yes", "label": "Yes, renamed"},
        {"id": "no", "label": "No", "maps_to": "never"},
        {"id": "never", "label": "Never"},
    ]
    return document


def test_a_retired_answer_is_mapped_and_its_judgments_stay_as_they_were() -> None:
    world = owned_world(n_people=1, n_tasks=2)
    submit(world.worker(), world.submission(held(world), answer="no"), now=NOW)

    version = publish_schema(world.owner, project=world.project, document=without_maybe(), now=NOW)
    stage = Stage.objects.select_related("project").get(pk=world.stage.pk)
    run = run_consensus(None, stage=stage, now=later(minutes=1), method="majority")

    judgment = Judgment.objects.get()
    assert (judgment.answers, judgment.schema_version_id) == ({"match": "no"}, world.schema.pk)
    assert [label.value for label in run.labels.all()] == ["never"]
    assert run.params["schema_version_id"] == version.pk


def test_a_task_in_hand_keeps_the_version_it_was_claimed_under() -> None:
    world = owned_world(n_people=1, n_tasks=2)
    in_hand = held(world)
    publish_schema(world.owner, project=world.project, document=without_maybe(), now=NOW)

    submit(world.worker(), world.submission(in_hand, answer="no"), now=NOW)

    assert Judgment.objects.get().schema_version_id == world.schema.pk


@pytest.mark.parametrize("what", ["question", "option", "kind"])
def test_a_version_that_would_lose_answers_is_refused(what: str) -> None:
    world = owned_world(n_people=1, n_tasks=1)
    document: dict[str, Any] = copy.deepcopy(SCHEMA)
    if what == "question":
        document["questions"][0]["id"] = "other"
    elif what == "option":
        document["questions"][0]["options"][1]["id"] = "other"
    else:
        document["questions"][0]["kind"] = "multi_choice"

    with pytest.raises(Refused):
        publish_schema(world.owner, project=world.project, document=document, now=NOW)

    world.project.refresh_from_db()
    assert world.project.schema_version_id == world.schema.pk


def test_somebody_paused_may_finish_what_they_hold_and_gets_nothing_new() -> None:
    world = owned_world(n_people=1, n_tasks=3)
    in_hand = held(world)
    change_standing(
        None,
        contributor=world.people[0],
        standing=Standing.PAUSED,
        reason="Rest.",
        until=later(days=1),
        now=NOW,
    )

    submit(world.worker(), world.submission(in_hand), now=later(seconds=5))

    assert Judgment.objects.count() == 1
    assert claim(world.worker(), n=1, now=later(seconds=6)).n_tasks == 0
