"""Members: who gets what and why not, adding, taking off."""

import pytest
from pytest_django import DjangoAssertNumQueries

from assay.people.enums import Standing
from assay.people.models import Contributor, ContributorMarket, Grant, InboxMessage, Market, Vendor
from assay.projects.actions import members
from assay.projects.models import GuidelineVersion, Membership, Project, ProjectMarket
from assay.work.actions.eligibility import refresh_eligibility
from assay.work.actions.rollups import count_open_tasks
from tests.web.projects.cast import People, people_of, statuses, text
from tests.web.quality_cast import address, signed_in
from tests.work.world import NOW, World, add_members, make_world, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(n_tasks=2)


@pytest.fixture
def people(world: World) -> People:
    return people_of(world)


def test_members_are_there_for_those_who_see_people(world: World, people: People) -> None:
    found = statuses(people, address("project-members", world.project.uid))

    seen = dict.fromkeys(["lea", "ben", "ravi", "mia", "omar"], 200)
    assert found == {"nobody": 302, **seen, "rita": 404, "ana": 404, "zoe": 404}


def test_a_site_lead_sees_only_the_own_people(world: World, people: People) -> None:
    page = text(signed_in(people.cast.ravi), address("project-members", world.project.uid))

    assert (">p0</a>" in page, ">p1</a>" in page, "Take off" in page) == (True, False, False)


def test_each_member_is_told_apart_by_what_stands_in_the_way(world: World, people: People) -> None:
    version = GuidelineVersion.objects.create(
        project=world.project,
        number=1,
        title="Rules",
        sections=[{"id": "a", "title": "A", "markdown": "x"}],
        created_at=NOW,
        created_by=world.owner,
    )
    version.acknowledgments.create(contributor=world.people[0], acknowledged_at=NOW)
    Project.objects.filter(pk=world.project.pk).update(guideline_version=version)
    refresh_eligibility(now=NOW, project_id=world.project.pk)
    count_open_tasks(now=NOW)

    page = text(signed_in(people.mia), address("project-members", world.project.uid))

    first, second = page.index(">p0</a>"), page.index(">p1</a>")
    assert first < page.index("May work on 2 open tasks.") < second
    assert second < page.index("Has not acknowledged the guideline in force.")


@pytest.mark.parametrize("n_more", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_row_as_for_three(
    n_more: int, world: World, people: People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    add_members(world, [person(10 + nth) for nth in range(n_more)])
    client = signed_in(people.mia)
    client.get(address("project-members", world.project.uid))

    with django_assert_num_queries(14):
        client.get(address("project-members", world.project.uid))


def test_people_are_found_and_added(world: World, people: People) -> None:
    new, _other = person(21), person(22, standing=Standing.OFF_BOARDED)
    where = address("project-members-add", world.project.uid)
    client = signed_in(people.mia)

    part, many = text(client, f"{where}?q=p2"), text(client, f"{where}?q=p21,%20p0,%20ghost")
    response = client.post(where, {"contributor": [str(new.uid)]}, follow=True)

    assert ("p21" in part, ">p22<" in part) == (True, False)
    assert ("Not found:" in many, ">ghost<" in many, ">p0<" in many) == (True, True, False)
    assert "1 person was added." in response.content.decode()
    assert Membership.objects.filter(project=world.project, contributor=new, retired_at=None).exists()


def test_nobody_is_added_from_out_of_sight(world: World, people: People) -> None:
    new = person(21)

    response = signed_in(people.cast.lea).post(
        address("project-members-add", world.project.uid), {"contributor": [str(new.uid)]}, follow=True
    )

    assert "Choose at least one person." in response.content.decode()
    assert not Membership.objects.filter(contributor=new).exists()


def test_people_are_taken_off_with_a_reason(world: World, people: People) -> None:
    where = address("project-members-retire", world.project.uid)
    chosen = [str(each.uid) for each in world.people]
    client = signed_in(people.cast.lea)

    assert "Say why" in client.post(where, {"contributor": chosen}, follow=True).content.decode()
    assert Membership.objects.filter(retired_at=None).count() == 2
    client.post(where, {"contributor": chosen, "reason": "The project needs fewer."})

    assert set(Membership.objects.values_list("retired_reason", flat=True)) == {"The project needs fewer."}
    assert signed_in(people.cast.ben).post(where, {"contributor": chosen}).status_code == 403


def outsiders(world: World) -> None:
    """p7 serves the project's market, p8 another one, p9 serves it and has left."""
    here = Market.objects.create(code="de-DE", name="Germany", region="DE", language="de")
    there = Market.objects.create(code="fr-FR", name="France", region="FR", language="fr")
    ProjectMarket.objects.create(project=world.project, market=here)
    for nth, market in ((7, here), (8, there), (9, here)):
        made = person(nth, standing=Standing.OFF_BOARDED if nth == 9 else Standing.ACTIVE)
        ContributorMarket.objects.create(contributor=made, market=market)


def test_an_owner_adds_people_out_of_sight_who_fit_by_their_whole_pseudonym(
    world: World, people: People
) -> None:
    outsiders(world)
    where = address("project-members-add", world.project.uid)
    lea = signed_in(people.cast.lea)

    found = {
        asked: [row.pseudonym for row in lea.get(where, {"q": asked}).context["candidates"].rows]
        for asked in ("p7", "p", "", "p8", "p9", "p7 p8 p9")
    }

    assert found == {"p7": ["p7"], "p": [], "": [], "p8": [], "p9": [], "p7 p8 p9": ["p7"]}
    uids = [str(each.uid) for each in Contributor.objects.filter(pseudonym__in=["p7", "p8", "p9"])]
    added = lea.post(where, {"contributor": [*uids, *uids]}, follow=True)
    assert "1 person was added." in added.content.decode()
    assert not Membership.objects.filter(contributor__pseudonym__in=["p8", "p9"]).exists()


def test_who_manages_one_market_reaches_nobody_out_of_sight(world: World, people: People) -> None:
    outsiders(world)
    Grant.objects.filter(user=people.cast.lea).update(markets=["FR-fr"])
    where = address("project-members-add", world.project.uid)

    found = signed_in(people.cast.lea).get(where, {"q": "p7"})

    assert found.status_code == 404 or found.context["candidates"].rows == []


def test_a_stage_that_is_open_to_some_vendors_keeps_others_out(world: World, people: People) -> None:
    outsiders(world)
    world.stage.vendors.set([Vendor.objects.create(name="Nilework", created_at=NOW)])

    rows = (
        signed_in(people.cast.lea)
        .get(address("project-members-add", world.project.uid), {"q": "p7"})
        .context["candidates"]
        .rows
    )

    assert rows == ()


def test_who_is_added_gets_a_message_once(world: World, people: People) -> None:
    newcomer = person(99)

    for _ in range(2):
        members.add_members(people.cast.lea, project=world.project, contributors=[newcomer], now=NOW)

    told = InboxMessage.objects.filter(user=newcomer.user)
    assert [each.title for each in told] == [f"You were added to {world.project.name}"]
