"""The page of a project's pool: who may open it, setting a rule, filling it, and choosing by hand."""

import pytest

from assay.people.enums import Role
from assay.people.models import Contributor, User
from assay.planning.enums import Placing
from assay.planning.models import Pool, PoolChoice
from assay.projects.models import Membership
from tests.web.quality_cast import Cast, address, cast_of, n_queries, signed_in, somebody, statuses, text
from tests.work.world import NOW, World, add_members, make_world, person

pytestmark = pytest.mark.django_db
SEES = {"nobody": 302, "lea": 200, "ben": 403, "rita": 403, "ravi": 403, "zoe": 404}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


@pytest.fixture
def mia(world: World) -> User:
    return somebody("Mia", NOW, role=Role.CROWD_MANAGER)


def speaks(contributor: Contributor, language: str) -> None:
    contributor.languages.create(language=language, level=7)


def test_who_may_open_the_page(world: World, cast: Cast) -> None:
    assert statuses(cast, address("project-pool", world.project.uid)) == SEES
    contributor = signed_in(world.people[1].user)
    assert contributor.get(address("project-pool", world.project.uid)).status_code == 404


def test_a_rule_is_ticked_and_typed_and_says_who_fits(world: World, cast: Cast, mia: User) -> None:
    speaks(person(7), "pt")
    where = address("project-pool", world.project.uid)
    form = {"languages": "pt-BR, fr", "level": "4", "priority": "5", "with_probation": "on"}

    page = signed_in(mia).post(where, form, follow=True).content.decode()

    pool = Pool.objects.get()
    assert (pool.rule["languages"], pool.priority, pool.has_rule) == (["pt-BR", "fr"], 5, True)
    assert "get no tasks from now on" in page
    assert ">p7</a>" in page
    signed_in(mia).post(address("project-pool-fill", world.project.uid))
    assert Membership.objects.filter(contributor__pseudonym="p7", project=world.project).exists()


def test_what_cannot_be_meant_stands_at_its_field(world: World, cast: Cast, mia: User) -> None:
    form = {"level": "9", "priority": "x", "market": "Atlantis", "skill": "a", "skill_a": "b"}

    answer = signed_in(mia).post(address("project-pool", world.project.uid), form)

    page = answer.content.decode()
    assert answer.status_code == 422
    for sentence in (
        "A level goes from 1",
        "A priority goes from 1",
        "There is no market Atlantis",
        "A least score",
    ):
        assert sentence in page
    assert not Pool.objects.exists()


def test_somebody_is_chosen_by_hand_and_let_go(world: World, cast: Cast, mia: User) -> None:
    page = signed_in(mia)
    choose = address("project-pool-choose", world.project.uid)
    form = {"pseudonym": "p1", "kind": "pinned", "hours": "12,5", "reason": "Knows the shops."}

    shown = page.post(choose, form, follow=True).content.decode()

    choice = PoolChoice.objects.get()
    assert (choice.kind, choice.quarters, choice.week_on) == (Placing.PINNED, 50, None)
    assert "Pinned: 12.50 h" in shown
    assert "every week" in shown
    ended = page.post(address("pool-choice-end", choice.uid), follow=True).content.decode()
    assert "Nobody was chosen by hand" in ended


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pseudonym": "nobody-there"}, "There is no person nobody-there."),
        ({"hours": "many"}, "Hours of a week lie between 0 and 60"),
        ({"week_on": "0001-13-77"}, "A week begins on a Monday."),
        ({"reason": "\0"}, "Say why"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_with_a_sentence(
    world: World, cast: Cast, mia: User, change: dict[str, str], said: str
) -> None:
    form = {"pseudonym": "p1", "kind": "pinned", "hours": "2", "week_on": "", "reason": "So."} | change

    page = signed_in(mia).post(address("project-pool-choose", world.project.uid), form, follow=True)

    assert said in page.content.decode()
    assert not PoolChoice.objects.exists()


def test_a_site_lead_chooses_own_people_and_finds_nobody_else(world: World, cast: Cast) -> None:
    ravi = signed_in(cast.ravi)
    choose = address("project-pool-choose", world.project.uid)
    own, other = (each.pseudonym for each in world.people)

    ravi.post(choose, {"pseudonym": other, "kind": "out", "reason": "No."})
    assert not PoolChoice.objects.exists()
    ravi.post(choose, {"pseudonym": own, "kind": "out", "reason": "On leave."})
    assert PoolChoice.objects.get().contributor == world.people[0]


def test_the_page_asks_as_often_with_one_person_as_with_three(world: World, cast: Cast, mia: User) -> None:
    where, page = address("project-pool", world.project.uid), signed_in(mia)
    text(page, where)
    before = n_queries(page, where)

    add_members(world, [person(8), person(9)])

    assert n_queries(page, where) == before
