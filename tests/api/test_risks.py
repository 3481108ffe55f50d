"""The API of the risk register."""

import pytest

from assay.people.models import User
from tests.api.calling import Api, token_of
from tests.web.quality_cast import Cast, cast_of
from tests.work.world import World, make_world

pytestmark = pytest.mark.django_db
ASKED = {
    "title": "Too few people",
    "category": "people",
    "likelihood": 4,
    "impact": 4,
    "trigger_metric": "accuracy_major",
    "trigger_comparison": "below",
    "trigger_value": 0.92,
}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def as_(user: User) -> Api:
    return Api(token_of(user))


def test_a_risk_from_its_first_word_to_its_end(world: World, cast: Cast) -> None:
    lea = as_(cast.lea)
    made = lea.post(f"/projects/{world.project.uid}/risks", ASKED)
    where = f"/risks/{made.json()['uid']}"

    changed = lea.put(where, ASKED | {"impact": 5, "owner": str(cast.ben.uid)}).json()
    ben = as_(cast.ben)
    issue = ben.post(f"{where}/issues", {"what": "Two left."}).json()
    ben.post(f"/risk-issues/{issue['uid']}/resolve", {"resolution": "Filled."})
    ben.post(f"{where}/review", {"note": "As before."})
    ben.post(f"{where}/state", {"state": "closed", "note": "Over."})

    assert (made.status_code, made.json()["score"], made.json()["band"]) == (201, 16, "critical")
    assert (changed["score"], changed["owner"]) == (20, str(cast.ben.uid))
    found = lea.get(where).json()
    assert found["state"] == "closed"
    assert [each["step"] for each in found["events"]] == ["moved", "reviewed", "changed", "added"]
    assert [each["resolution"] for each in found["issues"]] == ["Filled."]
    assert lea.get(f"/projects/{world.project.uid}/risks").json()["items"] == []


def test_starters_come_once(world: World, cast: Cast) -> None:
    lea, where = as_(cast.lea), f"/projects/{world.project.uid}/risks/starters"

    first, second = lea.post(where, {}), lea.post(where, {})

    assert (first.status_code, len(first.json()["risks"]) >= 5) == (201, True)
    assert (second.status_code, second.json()["code"]) == (409, "risks.no_starters_left")


def test_a_half_trigger_is_refused_at_its_field(world: World, cast: Cast) -> None:
    refused = as_(cast.lea).post(f"/projects/{world.project.uid}/risks", ASKED | {"trigger_value": None})

    assert (refused.status_code, refused.json()["code"]) == (422, "risks.trigger_incomplete")


def test_who_finds_what(world: World, cast: Cast) -> None:
    made = as_(cast.lea).post(f"/projects/{world.project.uid}/risks", ASKED).json()
    where = f"/risks/{made['uid']}"
    moved = {"state": "closed", "note": "Over."}

    for stranger in (as_(cast.zoe), as_(world.people[1].user)):
        assert stranger.get(where).status_code == 404
        assert stranger.post(f"{where}/state", moved).status_code == 404
        assert stranger.get(f"/projects/{world.project.uid}/risks").status_code == 404
    assert as_(cast.ravi).get(where).status_code == 403
    rita = as_(cast.rita)
    assert (rita.get(where).status_code, rita.post(f"{where}/state", moved).status_code) == (200, 403)
