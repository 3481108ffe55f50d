"""The first page: a contributor's own work and numbers; everybody else goes to their projects."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from assay.kit.clock import now
from assay.people.enums import Standing
from assay.people.models import Contributor
from assay.projects.actions.versions import publish_guideline
from assay.projects.models import Membership, Project
from assay.quality.actions.reviewing import Charge, Decision, decide
from assay.quality.enums import ReviewVerdict
from assay.quality.models import ReviewPlace
from assay.work.actions.eligibility import refresh_eligibility
from assay.work.actions.rollups import count_open_tasks
from assay.work.models import WorkDay
from tests.quality.review_world import somebody, waiting
from tests.web.quality_cast import Cast, cast_of, signed_in
from tests.work.world import World, make_world

pytestmark = pytest.mark.django_db
N_QUERIES = 13


@pytest.fixture
def world() -> World:
    world = make_world(n_tasks=3)
    count_open_tasks(now=now())
    return world


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def ana(world: World) -> Client:
    return signed_in(world.people[0].user)


def text(client: Client, where: str = "/") -> str:
    response = client.get(where)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def ask_to_read(world: World, cast: Cast) -> None:
    sections = [{"id": "what", "title": "What", "markdown": "Look."}]
    publish_guideline(cast.lea, project=world.project, title="Matching", sections=sections, now=now())
    refresh_eligibility(now=now(), project_id=world.project.pk)


def test_who_comes_to_the_first_page(world: World, cast: Cast) -> None:
    answers = {
        name: signed_in(user).get("/")
        for name, user in {
            "nobody": None,
            "lea": cast.lea,
            "zoe": cast.zoe,
            "ana": world.people[0].user,
        }.items()
    }

    assert {name: (each.status_code, each.headers.get("Location")) for name, each in answers.items()} == {
        "nobody": (302, "/accounts/login/?next=/"),
        "lea": (302, "/projects/"),
        "zoe": (200, None),
        "ana": (200, None),
    }


def test_a_stranger_is_told_what_to_do(cast: Cast) -> None:
    assert "Nobody has given you a role yet" in text(signed_in(cast.zoe))


def test_open_work_stands_there_with_its_button(world: World) -> None:
    page = text(ana(world))

    assert "3 open tasks" in page
    assert f'href="{reverse("workbench-of", args=[world.project.uid])}"' in page
    assert "Start working" in page


def test_a_guideline_to_read_comes_before_the_work(world: World, cast: Cast) -> None:
    ask_to_read(world, cast)
    world.project.refresh_from_db()

    page = text(ana(world))

    assert ("Guideline to read" in page, "Start working" in page) == (True, False)
    assert world.project.guideline_version is not None
    assert f'href="{reverse("guideline", args=[world.project.guideline_version.uid])}"' in page


def test_why_nothing_is_there_is_said_in_a_sentence(world: World) -> None:
    Project.objects.filter(pk=world.project.pk).update(state="paused")

    page = text(ana(world))

    assert ("Not open" in page, "Match is paused or closed." in page, "open tasks" in page) == (
        True,
        True,
        False,
    )


def test_who_is_paused_reads_why_and_the_way_back(world: World) -> None:
    Contributor.objects.filter(pk=world.people[0].pk).update(
        standing=Standing.PAUSED,
        standing_reason="Many gold tasks were wrong.",
        standing_way_back="Take the test again.",
    )

    page = text(ana(world))

    assert "Many gold tasks were wrong." in page
    assert "The way back: Take the test again." in page


def test_own_numbers_are_those_of_the_last_fourteen_days_and_nobody_elses(world: World) -> None:
    today = now().date()
    for person, days_ago, n in ((0, 0, 12), (0, 13, 30), (0, 14, 500), (1, 0, 777)):
        WorkDay.objects.create(
            contributor=world.people[person],
            stage=world.stage,
            day_on=today - timedelta(days=days_ago),
            n_claimed=n,
            n_submitted=n,
            n_skipped=1,
            handling_seconds=n * 10.0,
        )

    page = text(ana(world))

    assert "<dt>Done today</dt> <dd> <span>12</span>" in page
    assert '<tfoot> <tr><th scope="row">Together</th><td class="num">42</td><td class="num">2</td>' in page
    assert ("500" in page, "777" in page) == (False, False)


@pytest.mark.parametrize("n_projects", [1, 3])
def test_the_page_asks_the_database_as_often_for_one_project_as_for_three(
    n_projects: int, world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for nth in range(n_projects - 1):
        more = Project.objects.create(
            name=f"P{nth}", owner=world.owner, created_at=now(), created_by=world.owner
        )
        Membership.objects.create(project=more, contributor=world.people[0], added_at=now())
    client = ana(world)
    client.get("/")

    with django_assert_num_queries(N_QUERIES):
        client.get("/")


def test_how_the_person_is_doing_stands_there_with_interval_example_and_band_and_nobody_elses() -> None:
    world, items = waiting(n_tasks=2, n_people=2)
    ben = somebody(world, "Ben")
    for item, is_wrong in zip(items, (True, False, False, False), strict=True):
        errors = (Charge("instructions"),) if is_wrong else ()
        verdict = ReviewVerdict.REJECTED if is_wrong else ReviewVerdict.ACCEPTED
        comment = "Another brand." if is_wrong else ""
        decide(ben, item=item, decision=Decision(verdict, errors=errors, comment=comment), now=now())
    wrong = items[0].contributor
    other = next(each for each in world.people if each != wrong)
    assert wrong is not None
    for person, n_below in ((wrong, 0), (other, 9)):
        ReviewPlace.objects.create(
            project=world.project,
            contributor=person,
            n_people=10,
            n_below=n_below,
            n_same=1,
            counted_at=now(),
        )

    own, others = text(signed_in(wrong.user)), text(signed_in(other.user))

    assert ("<strong>50.0 %</strong>" in own, "n = 2 · 95 %" in own, "Another brand." in own) == (True,) * 3
    assert ("in the lower quarter" in own, "in the upper quarter" in own, "Ben" in own) == (
        True,
        False,
        False,
    )
    assert ("<strong>100.0 %</strong>" in others, "Nothing was found wrong." in others) == (True, True)
    assert ("in the upper quarter" in others, "Another brand." in others) == (True, False)


@pytest.mark.parametrize("n_wrong", [1, 3])
def test_examples_cost_no_query_each(n_wrong: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    world, items = waiting(n_tasks=3)
    ben = somebody(world, "Ben")
    for item in items[:n_wrong]:
        wrong = Decision(ReviewVerdict.REJECTED, errors=(Charge("instructions"),), comment="Look.")
        decide(ben, item=item, decision=wrong, now=now())
    client = signed_in(world.people[0].user)
    client.get("/")

    with django_assert_num_queries(N_QUERIES + 4):
        client.get("/")


def test_the_menu_offers_what_a_role_opens(world: World, cast: Cast) -> None:
    def offered(client: Client) -> list[str]:
        return [entry["label"] for entry in client.get("/inbox/").context["nav"]]

    assert offered(ana(world)) == ["My work", "Workbench"]
    assert offered(signed_in(cast.lea)) == ["Requests", "Projects", "Portfolio", "People", "Jobs"]
    assert offered(signed_in(cast.rita)) == ["Requests", "Projects", "Deliveries", "Jobs"]
    assert offered(signed_in(cast.zoe)) == []
