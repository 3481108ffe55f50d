"""The list of projects and the form of a new one."""

import pytest
from pytest_django import DjangoAssertNumQueries

from assay.people.enums import Role
from assay.people.models import Grant, Market
from assay.projects.enums import ProjectState, Segment
from assay.projects.models import Project, Stage
from assay.work.actions.rollups import count_open_tasks
from tests.web.projects.cast import People, owned_project, people_of, statuses, text
from tests.web.quality_cast import signed_in
from tests.work.world import NOW, World, make_world

pytestmark = pytest.mark.django_db
NEW = {"name": "Search DE", "segment": "search_ranking", "purpose": "Ranking", "time_zone": "Europe/Berlin"}


@pytest.fixture
def world() -> World:
    return make_world(n_tasks=3)


@pytest.fixture
def people(world: World) -> People:
    return people_of(world)


def test_the_list_is_there_for_whoever_sees_projects(people: People) -> None:
    found = statuses(people, "/projects/")

    seen = dict.fromkeys(["lea", "ben", "rita", "ravi", "mia", "omar"], 200)
    assert found == {"nobody": 302, **seen, "ana": 404, "zoe": 404}


def test_the_list_shows_only_projects_in_scope_with_their_progress(world: World, people: People) -> None:
    owned_project(people.cast.zoe, "Zoe's secret")
    count_open_tasks(now=NOW)
    Project.objects.filter(pk=world.project.pk).update(segment=Segment.SEARCH_ADS)

    page = text(signed_in(people.cast.lea), "/projects/")

    assert "Zoe" not in page
    assert "Search ads" in page
    assert '<td class="num">0</td> <td class="num">0</td> <td class="num">0</td>' not in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Alpha", "Beta"]),
        ("q=alp", ["Alpha"]),
        ("state=paused", ["Beta"]),
        ("segment=llm_data", ["Alpha"]),
        ("state=nonsense&segment=nonsense", ["Alpha", "Beta"]),
        ("q=%00", ["Alpha", "Beta"]),
        ("q=nothing", []),
    ],
)
def test_the_list_is_narrowed(query: str, names: list[str], people: People) -> None:
    owned_project(people.cast.lea, "Alpha", segment=Segment.LLM_DATA)
    owned_project(people.cast.lea, "Beta", state=ProjectState.PAUSED)

    page = text(signed_in(people.mia), f"/projects/?{query}")

    assert [name for name in ("Alpha", "Beta") if f">{name}</a>" in page] == names


@pytest.mark.parametrize("n_rows", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_row_as_for_three(
    n_rows: int, people: People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for nth in range(n_rows):
        owned_project(people.cast.lea, f"Project {nth}")
    client = signed_in(people.mia)
    client.get("/projects/")

    with django_assert_num_queries(11):
        client.get("/projects/")


def test_a_new_project_is_a_draft_of_whoever_makes_it(people: People) -> None:
    response = signed_in(people.cast.lea).post("/projects/new/", NEW)

    made = Project.objects.get(name="Search DE")
    assert (response.status_code, response.headers["Location"]) == (302, f"/projects/{made.uid}/")
    assert (made.state, made.segment, made.owner, made.time_zone) == (
        ProjectState.DRAFT,
        Segment.SEARCH_RANKING,
        people.cast.lea,
        "Europe/Berlin",
    )
    assert Stage.objects.filter(project=made).count() == 1
    assert Grant.objects.filter(user=people.cast.lea, role=Role.PROJECT_OWNER, project_id=made.pk).exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "  ", "A name has 1 to 160 characters."),
        ("name", "x" * 161, "A name has 1 to 160 characters."),
        ("time_zone", "Mars/Base", "Mars/Base is not an IANA time zone."),
        ("purpose", "x" * 10_001, "This is longer than 10,000 characters."),
    ],
)
def test_what_is_wrong_stands_at_its_field(field: str, value: str, sentence: str, people: People) -> None:
    response = signed_in(people.cast.lea).post("/projects/new/", {**NEW, field: value})

    page = " ".join(response.content.decode().split())
    assert (response.status_code, Project.objects.filter(segment=Segment.SEARCH_RANKING).exists()) == (
        422,
        False,
    )
    assert f'<div class="problem" id="id_{field}_help">{sentence}</div>' in page


def test_only_who_manages_projects_finds_the_form(people: People) -> None:
    found = statuses(people, "/projects/new/")

    assert found == {"nobody": 302, "lea": 200} | dict.fromkeys(
        ["ben", "rita", "ravi", "mia", "omar", "ana", "zoe"], 404
    )


def test_a_project_begins_with_a_template_and_its_markets(people: People) -> None:
    market = Market.objects.create(code="de-DE", name="Germany", region="DE", language="de")
    client = signed_in(people.cast.lea)
    assert "Product match" in text(client, "/projects/new/?template=product-match")

    posted = {**NEW, "template": "product-match", "market": [str(market.uid)]}
    response = client.post("/projects/new/", posted, follow=True)

    made = Project.objects.get(name="Search DE")
    assert (made.segment, made.schema_version is None, made.guideline_version is None) == (
        Segment.ECOMMERCE_GOVERNANCE,
        False,
        False,
    )
    assert list(made.markets.values_list("market__code", flat=True)) == ["de-DE"]
    steps = {step.label: step.is_done for step in response.context["glance"].steps}
    assert steps == {
        "Choose the markets it serves": True,
        "Publish the label schema: what is shown and asked": True,
        "Publish the guideline": True,
        "Make a batch and import tasks": False,
        "Add gold: tasks with a known answer": True,
        "Add people": False,
        "Open the project": False,
    }
