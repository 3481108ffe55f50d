"""The walk from a template to the first task: where it stands, and who sees it."""

import pytest

from assay.people.models import Market
from assay.projects.enums import ProjectState
from assay.projects.models import Project
from tests.web.projects.cast import People, people_of, statuses, text
from tests.web.quality_cast import address, signed_in
from tests.work.world import World, make_world

pytestmark = pytest.mark.django_db
STEPS = {
    "project-settings": ("Step 1 of 7: Name and markets", "Go on: Questions"),
    "project-schema": ("Step 2 of 7: Questions", "Go on: Guideline"),
    "project-guideline": ("Step 3 of 7: Guideline", "Go on: Tasks"),
    "project-batches": ("Step 4 of 7: Tasks", "Go on: Gold"),
    "project-tasks": ("Step 4 of 7: Tasks", "Go on: Gold"),
    "gold": ("Step 5 of 7: Gold", "Go on: People"),
    "project-members": ("Step 6 of 7: People", "Go on: Open"),
}


@pytest.fixture
def world() -> World:
    return make_world(n_tasks=1)


@pytest.fixture
def people(world: World) -> People:
    return people_of(world)


def as_draft(world: World) -> None:
    Project.objects.filter(pk=world.project.pk).update(state=ProjectState.DRAFT)


@pytest.mark.parametrize("page", STEPS)
def test_each_step_says_its_place_and_leads_on(page: str, world: World, people: People) -> None:
    as_draft(world)

    shown = text(signed_in(people.cast.lea), address(page, world.project.uid))

    assert [each in shown for each in STEPS[page]] == [True, True]
    assert shown.count('aria-current="step"') == 1


@pytest.mark.parametrize("state", [ProjectState.OPEN, ProjectState.PAUSED, ProjectState.CLOSED])
def test_a_project_that_is_no_draft_has_no_walk(state: ProjectState, world: World, people: People) -> None:
    Project.objects.filter(pk=world.project.pk).update(state=state)

    assert "of 7:" not in text(signed_in(people.cast.lea), address("project-schema", world.project.uid))


def test_who_does_not_set_up_has_no_walk(world: World, people: People) -> None:
    as_draft(world)

    assert "of 7:" not in text(signed_in(people.cast.ben), address("project-schema", world.project.uid))


def test_the_overview_has_the_steps_themselves(world: World, people: People) -> None:
    as_draft(world)

    shown = text(signed_in(people.cast.lea), address("project", world.project.uid))

    assert ("Go on with the set-up" in shown, "7 of 7" in shown, "of 7:" in shown) == (True, True, False)


def test_going_on_leads_to_the_first_step_that_is_not_done(world: World, people: People) -> None:
    as_draft(world)
    client = signed_in(people.cast.lea)
    where = address("project-setup", world.project.uid)

    first = client.get(where).headers["Location"]
    market = Market.objects.create(code="de-DE", name="Germany", region="DE", language="de")
    world.project.markets.create(market=market)
    second = client.get(where).headers["Location"]

    assert first == f"/projects/{world.project.uid}/settings/#markets"
    assert second == f"/projects/{world.project.uid}/guideline/"


def test_only_who_manages_the_project_goes_on(world: World, people: People) -> None:
    found = statuses(people, address("project-setup", world.project.uid))

    refused = dict.fromkeys(["ben", "rita", "ravi", "mia", "omar"], 403)
    assert found == {"nobody": 302, "lea": 302} | refused | {"ana": 404, "zoe": 404}
