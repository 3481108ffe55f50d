"""The API of standards: measured, published, given back; defaults."""

import pytest

from assay.people.enums import Role
from assay.people.models import User
from tests.api.calling import Api, token_of
from tests.web.quality_cast import cast_of, member, somebody
from tests.web.site_world import lead, two_sites
from tests.work.world import NOW, make_world

pytestmark = pytest.mark.django_db
ASKED = {"metric": "accuracy_major", "target": 0.97, "threshold": 0.94, "reason": "As agreed."}


def as_(user: User) -> Api:
    return Api(token_of(user))


def test_standards_come_measured_with_n_interval_and_sites() -> None:
    world, _lisbon, _cairo, _lot = two_sites()
    rita = as_(member(world, "Rita", Role.REQUESTER, NOW))

    found = rita.get(f"/projects/{world.project.uid}/standards").json()["standards"]

    by_metric = {each["metric"]: each for each in found}
    accuracy = by_metric["accuracy_major"]
    assert accuracy["measured"]["low"] <= accuracy["measured"]["value"] <= accuracy["measured"]["high"]
    assert [each["name"] for each in accuracy["sites"]] == ["Cairo", "Lisbon"]
    assert by_metric["utilization"]["status"] == "unmeasured"
    assert "was approved" in by_metric["utilization"]["why_not"]


def test_a_standard_is_published_and_given_back() -> None:
    world = make_world()
    lea, where = as_(cast_of(world).lea), f"/projects/{world.project.uid}/standards"

    made = lea.post(where, ASKED)
    again = lea.post(f"{where}/back", {"metric": "accuracy_major", "reason": "The pilot is over."})

    assert (made.status_code, made.json()["number"], made.json()["target"]) == (201, 1, 0.97)
    assert (again.status_code, again.json()["number"], again.json()["target"]) == (201, 2, None)
    numbers = [
        each["number"] for each in lea.get(f"/projects/{world.project.uid}/standard-versions").json()["items"]
    ]
    assert numbers == [2, 1]


def test_a_refusal_names_its_field() -> None:
    world = make_world()
    lea, where = as_(cast_of(world).lea), f"/projects/{world.project.uid}/standards"

    refused = lea.post(where, ASKED | {"threshold": 0.99})

    assert (refused.status_code, refused.json()["code"]) == (422, "standards.threshold_is_stricter")


def test_who_sees_and_sets_what() -> None:
    world, lisbon, _cairo, _lot = two_sites()
    where = f"/projects/{world.project.uid}/standards"
    ravi = as_(lead("Ravi", site=lisbon, vendor=lisbon.vendor))
    omar, zoe = (
        as_(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)),
        as_(somebody("Zoe", NOW)),
    )
    ana = as_(world.people[0].user)

    own = {each["metric"]: each for each in ravi.get(where).json()["standards"]}["accuracy_major"]
    assert (own["measured"], own["status"], [each["name"] for each in own["sites"]]) == (
        None,
        None,
        ["Lisbon"],
    )
    for stranger in (zoe, ana):
        assert stranger.get(where).status_code == 404
        assert stranger.post(where, ASKED).status_code == 404
        assert stranger.get("/standards/search_ads").status_code == 404
    assert (ravi.post(where, ASKED).status_code, ravi.get("/standards/search_ads").status_code) == (403, 404)
    assert omar.post("/standards/search_ads", ASKED).status_code == 201
    assert omar.get("/standards/search_ads").json()["standards"][1]["target"] == 0.97
    assert omar.get("/standards/joy").status_code == 404
