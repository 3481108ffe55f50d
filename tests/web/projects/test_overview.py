"""The overview of a project, its tabs, and its state."""

import pytest

from assay.people.enums import Role
from assay.people.rules.roles import ROLES, Permission
from assay.projects.enums import ProjectState
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in
from assay.work.actions.rollups import count_open_tasks
from assay.work.models import Batch
from tests.web.projects.cast import People, owned_project, people_of, statuses, text
from tests.web.quality_cast import address, signed_in
from tests.work.world import NOW, World, add_gold, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(n_tasks=3)


@pytest.fixture
def people(world: World) -> People:
    return people_of(world)


def test_the_overview_is_there_for_whoever_sees_the_project(world: World, people: People) -> None:
    found = statuses(people, address("project", world.project.uid))

    seen = dict.fromkeys(["lea", "ben", "rita", "ravi", "mia", "omar"], 200)
    assert found == {"nobody": 302, **seen, "ana": 404, "zoe": 404}


def test_the_figures_are_those_of_the_roll_up(world: World, people: People) -> None:
    count_open_tasks(now=NOW)
    Batch.objects.filter(pk=world.batch.pk).update(n_tasks=3)

    page = text(signed_in(people.cast.lea), address("project", world.project.uid))

    assert '<td class="num">0</td> <td class="num">3</td> <td class="num">3</td>' in page
    assert "of 3 tasks" in page
    assert "2</a>" in page
    assert "Handling time" not in page


def test_gold_and_answers_stay_with_those_who_may_see_them(world: World, people: People) -> None:
    add_gold(world, 1)

    pages = {
        name: text(signed_in(user), address("project", world.project.uid))
        for name, user in {"ben": people.cast.ben, "mia": people.mia, "ravi": people.cast.ravi}.items()
    }

    shown = {name: ("Gold" in page, "Latest consensus" in page) for name, page in pages.items()}
    assert shown == {"ben": (True, True), "mia": (False, False), "ravi": (False, False)}


def test_everybody_gets_the_tabs_they_may_open(world: World, people: People) -> None:
    lea = text(signed_in(people.cast.lea), address("project", world.project.uid))
    ravi = text(signed_in(people.cast.ravi), address("project", world.project.uid))

    tabs = [*("Overview", "Work", "People", "Guideline", "Quality", "Plan", "Releases", "Settings")]
    assert [tab for tab in tabs if f">{tab}</a>" in lea] == tabs
    # A group with one page in it is called by that page.
    of_ravi = ["Overview", "Batches", "People", "Guideline", "Quality", "Standards"]
    assert [tab for tab in [*of_ravi, *tabs[5:], "Work"] if f">{tab}</a>" in ravi] == of_ravi


def test_permissions_in_a_project_are_those_of_the_grants_that_reach_it(world: World, people: People) -> None:
    other = owned_project(people.cast.zoe, "Other")

    found = {
        "lea": permissions_in(people.cast.lea, world.project),
        "elsewhere": permissions_in(people.cast.lea, other),
        "ravi": permissions_in(people.cast.ravi, world.project),
        "zoe": permissions_in(people.cast.zoe, other),
    }

    assert found == {
        "lea": ROLES[Role.PROJECT_OWNER].permissions,
        "elsewhere": frozenset(),
        "ravi": frozenset({Permission.VIEW_PROJECT, Permission.VIEW_PEOPLE, Permission.DISPUTE}),
        "zoe": frozenset(),
    }


def test_a_draft_says_what_comes_next(people: People) -> None:
    draft = owned_project(people.cast.lea, "Draft")

    page = text(signed_in(people.mia), address("project", draft.uid))
    people.cast.lea.grants.update(project_id=draft.pk)
    owners = text(signed_in(people.cast.lea), address("project", draft.uid))

    assert ("Until the first label" in page, "Until the first label" in owners) == (False, True)


@pytest.mark.parametrize(
    ("before", "wanted", "after", "sentence"),
    [
        ("open", "paused", "paused", "The project is paused"),
        ("paused", "open", "open", "The project is open"),
        ("open", "closed", "closed", "The project is closed"),
        ("closed", "paused", "closed", "The project is closed, so it cannot become paused."),
    ],
)
def test_the_state_changes_as_the_table_allows(
    before: str, wanted: str, after: str, sentence: str, world: World, people: People
) -> None:
    Project.objects.filter(pk=world.project.pk).update(state=before)
    client = signed_in(people.cast.lea)

    response = client.post(
        address("project-state", world.project.uid), {"state": wanted, "reason": "We wait."}, follow=True
    )

    world.project.refresh_from_db()
    assert (response.status_code, world.project.state) == (200, after)
    assert sentence in response.content.decode()
    assert ("We wait." in response.content.decode()) is (before != after)


def test_a_project_is_not_paused_without_a_reason(world: World, people: People) -> None:
    where = address("project-state", world.project.uid)

    response = signed_in(people.cast.lea).post(where, {"state": "paused", "reason": "  "}, follow=True)

    world.project.refresh_from_db()
    assert "Say why the project is paused" in response.content.decode()
    assert world.project.state == ProjectState.OPEN


def test_a_project_without_a_schema_cannot_be_opened(people: People) -> None:
    draft = owned_project(people.cast.lea, "Draft")
    people.cast.lea.grants.update(project_id=draft.pk)

    response = signed_in(people.cast.lea).post(
        address("project-state", draft.uid), {"state": "open"}, follow=True
    )

    draft.refresh_from_db()
    assert "Publish a label schema before you open the project." in response.content.decode()
    assert draft.state == ProjectState.DRAFT


def test_the_state_is_changed_by_who_manages_the_project_only(world: World, people: People) -> None:
    where = address("project-state", world.project.uid)

    codes = {
        name: signed_in(user).post(where, {"state": "closed"}).status_code
        for name, user in {"ben": people.cast.ben, "mia": people.mia, "zoe": people.cast.zoe}.items()
    }

    world.project.refresh_from_db()
    assert (codes, world.project.state) == ({"ben": 403, "mia": 403, "zoe": 404}, ProjectState.OPEN)
    assert signed_in(people.cast.lea).post(where, {"state": "draft"}).status_code == 404
