"""The gold library over the API: proposed, answered blind, gold, and how long it lasts."""

import pytest

from assay.people.enums import LanguageLevel, Role
from assay.people.models import ContributorLanguage
from assay.work.models import Task
from tests.api.calling import Api, token_of
from tests.quality.board_world import GERMANY, market
from tests.web.quality_cast import Cast, cast_of, somebody
from tests.work.world import NOW, World, add_gold, make_world

pytestmark = pytest.mark.django_db
PROPOSAL = {
    "external_id": "g0",
    "answers": {"match": ["yes"]},
    "reason": "The query names the brand.",
    "origin": "original",
    "speaker": "p0",
}


@pytest.fixture
def world() -> World:
    world = make_world(n_people=2, n_tasks=0)
    add_gold(world, 2)
    Task.objects.filter(is_gold=True).update(market=market(GERMANY))
    ContributorLanguage.objects.create(contributor=world.people[0], language="de", level=LanguageLevel.NATIVE)
    return world


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def expert(world: World, name: str) -> Api:
    return Api(token_of(somebody(name, NOW, role=Role.REVIEWER, project_id=world.project.pk)))


def test_two_experts_answer_blind_and_it_is_gold(world: World, cast: Cast) -> None:
    ben, mia, omar = Api(token_of(cast.ben)), expert(world, "Mia"), expert(world, "Omar")
    project = f"/projects/{world.project.uid}"

    made = ben.post(f"{project}/gold-proposals", PROPOSAL)
    case = mia.post(f"{project}/gold-proposals/next").json()
    for caller in (mia, omar):
        opinion = {"answers": {"match": "yes"}}
        assert caller.post(f"/gold-proposals/{case['uid']}/opinions", opinion).status_code == 204

    assert (made.status_code, made.json()["state"], made.json()["n_wanted"]) == (201, "open", 2)
    assert case == {
        "uid": made.json()["uid"],
        "task": made.json()["task"],
        "external_id": "g0",
        "market": "DE-de",
        "questions": ["match"],
        "content": {"text": "Task 0"},
    }
    assert mia.post(f"{project}/gold-proposals/next").status_code == 404
    [gold] = ben.get(f"{project}/gold").json()["items"]
    assert (gold["external_id"], gold["answers"]) == ("g0", {"match": ["yes"]})
    [listed] = ben.get(f"{project}/gold-proposals?state=agreed").json()["items"]
    assert (listed["n_opinions"], listed["speaker"]) == (2, "p0")
    library = ben.get(f"{project}/gold-library").json()
    assert [(row["market"], row["n_in_use"], row["n_proposed"]) for row in library["markets"]] == [
        ("DE-de", 1, 0)
    ]
    assert library["people"] == []


def test_what_is_refused_says_why(world: World, cast: Cast) -> None:
    ben, project = Api(token_of(cast.ben)), f"/projects/{world.project.uid}"

    translated = ben.post(f"{project}/gold-proposals", PROPOSAL | {"origin": "translated", "speaker": "p1"})
    unknown = ben.post(f"{project}/gold-proposals", PROPOSAL | {"speaker": "nobody"})

    assert translated.status_code == 422
    assert [reason["code"] for reason in translated.json()["reasons"]] == [
        "gold.only_translated",
        "gold.not_native",
    ]
    assert unknown.status_code == 404


def test_experts_see_neither_list_nor_library_and_strangers_nothing(world: World, cast: Cast) -> None:
    made = Api(token_of(cast.ben)).post(f"/projects/{world.project.uid}/gold-proposals", PROPOSAL).json()
    mia, zoe = expert(world, "Mia"), Api(token_of(cast.zoe))

    for part in ("gold-proposals", "gold-library"):
        assert mia.get(f"/projects/{world.project.uid}/{part}").status_code == 403
        assert zoe.get(f"/projects/{world.project.uid}/{part}").status_code == 404
    assert mia.post(f"/gold-proposals/{made['uid']}/withdraw", {"reason": "x"}).status_code == 403
    assert zoe.post(f"/gold-proposals/{made['uid']}/opinions", {"answers": {}}).status_code == 404
