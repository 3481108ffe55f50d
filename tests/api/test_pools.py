"""Pools over the API: set, filled, corrected by hand; by whom, and by whom not."""

import pytest

from assay.people.enums import Role
from assay.people.models import User
from tests.api.calling import Api, token_of
from tests.web.quality_cast import Cast, cast_of, somebody
from tests.work.world import NOW, World, make_world, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def as_(user: User) -> Api:
    return Api(token_of(user))


def test_a_pool_is_set_filled_and_corrected(world: World, cast: Cast) -> None:
    new = person(7)
    new.languages.create(language="fr", level=7)
    mia, where = as_(somebody("Mia", NOW, role=Role.CROWD_MANAGER)), f"/projects/{world.project.uid}/pool"

    before = mia.get(where).json()
    made = mia.put(where, {"rule": {"languages": ["fr"]}, "priority": 4}).json()
    filled = mia.post(f"{where}/fill", {}).json()
    asked = {
        "contributor": str(world.people[0].uid),
        "kind": "pinned",
        "hours": 7.25,
        "reason": "Knows the shops.",
    }
    choice = mia.post(f"{where}/choices", asked)

    assert (before["n_fitting"], before["n_members"], before["changed_at"]) == (2, 2, None)
    assert (made["rule"]["languages"], made["priority"], made["n_fitting"], made["n_held"]) == (
        ["fr"],
        4,
        1,
        2,
    )
    assert filled == {"n_added": 1}
    assert (choice.status_code, choice.json()["hours"], choice.json()["week_on"]) == (201, 7.25, None)
    [listed] = mia.get(f"{where}/choices").json()["items"]
    assert listed == choice.json()
    assert mia.get(where).json()["n_held"] == 1
    mia.post(f"/pool-choices/{listed['uid']}/end", {})
    assert mia.get(f"{where}/choices").json()["items"] == []


def test_who_may(world: World, cast: Cast) -> None:
    where = f"/projects/{world.project.uid}/pool"
    asked = {"contributor": str(world.people[1].uid), "kind": "out", "reason": "No."}
    choice = as_(cast.lea).post(f"{where}/choices", asked).json()["uid"]

    found = {
        name: (
            as_(user).get(where).status_code,
            as_(user).post(f"{where}/choices", asked).status_code,
            as_(user).post(f"/pool-choices/{choice}/end", {}).status_code,
        )
        for name, user in {
            "ravi": cast.ravi,
            "ben": cast.ben,
            "zoe": cast.zoe,
            "contributor": world.people[1].user,
        }.items()
    }

    assert found == {
        "ravi": (403, 404, 404),
        "ben": (403, 403, 403),
        "zoe": (404, 404, 404),
        "contributor": (404, 404, 404),
    }


def test_what_cannot_be_meant_is_refused(world: World, cast: Cast) -> None:
    where = f"/projects/{world.project.uid}/pool"

    answer = as_(cast.lea).put(where, {"rule": {"skills": {"x": 101}, "level": 0}, "priority": 9})

    assert answer.status_code == 422
    assert {each["code"] for each in answer.json()["reasons"]} >= {
        "pools.bad_level",
        "pools.bad_score",
    }
