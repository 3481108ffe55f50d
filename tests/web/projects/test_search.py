"""One search: by name, external id or identifier, and never more than the person may open."""

import pytest

from assay.work.models import Batch, Task
from tests.web.projects.cast import People, owned_project, people_of, statuses
from tests.web.quality_cast import n_queries, signed_in
from tests.work.world import NOW, World, add_gold, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(n_tasks=3)


@pytest.fixture
def people(world: World) -> People:
    made = people_of(world)
    hidden = owned_project(made.cast.zoe, "Match of Zoe")
    batch = Batch.objects.create(project=hidden, name="First of Zoe", created_at=NOW)
    Task.objects.create(
        project=hidden, batch=batch, external_id="t0", content={}, sha256=bytes(32), created_at=NOW
    )
    return made


def hits(user: object, text: str) -> list[tuple[str, str]]:
    response = signed_in(user).get("/search/", {"q": text})  # type: ignore[arg-type]  # A user.
    assert response.status_code == 200
    return [(hit.page, hit.name) for _label, found in response.context["groups"] for hit in found]


def test_names_and_beginnings_of_external_ids_are_found_in_scope_only(people: People) -> None:
    lea = people.cast.lea

    assert hits(lea, "atch") == [("project", "Match")]
    assert hits(lea, "irs") == [("batch", "First")]
    assert hits(lea, "t") == [
        ("task", "t0"),
        ("task", "t1"),
        ("task", "t2"),
        ("project", "Match"),
        ("batch", "First"),
    ]
    assert hits(lea, "0") == []
    assert (hits(lea, ""), hits(lea, "\0")) == ([], [])


def test_everything_is_found_by_its_identifier(world: World, people: People) -> None:
    task = Task.objects.get(external_id="t1")
    hidden = Task.objects.get(project__name="Match of Zoe")

    found = [hits(people.cast.lea, str(each.uid)) for each in (task, world.batch, world.project, hidden)]

    assert found == [[("task", "t1")], [("batch", "First")], [("project", "Match")], []]


def test_tasks_are_for_those_who_may_open_them_and_gold_for_those_who_see_answers(
    world: World, people: People
) -> None:
    add_gold(world, 1)

    assert hits(people.cast.lea, "g0") == [("task", "g0")]
    assert hits(people.mia, "g0") == []
    assert hits(people.mia, "t1") == [("task", "t1")]
    assert hits(people.cast.ravi, "t1") == []
    assert (hits(people.mia, "Gold"), hits(people.cast.lea, "Gold")) == ([], [("batch", "Gold")])


def test_the_search_is_there_for_whoever_sees_projects(people: People) -> None:
    seen = dict.fromkeys(["lea", "ben", "rita", "ravi", "mia", "omar"], 200)

    assert statuses(people, "/search/?q=t") == {"nobody": 302, **seen, "ana": 404, "zoe": 404}


def test_three_hits_cost_no_more_than_one(people: People) -> None:
    lea = signed_in(people.cast.lea)

    assert n_queries(lea, "/search/?q=t1") == n_queries(lea, "/search/?q=t")
