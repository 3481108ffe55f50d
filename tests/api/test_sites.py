"""The API of a site's quality: the own site, and no other."""

import pytest

from assay.people.enums import Role
from assay.people.models import User
from tests.api.calling import Api, token_of
from tests.web.quality_cast import member, somebody
from tests.web.site_world import lead, two_sites
from tests.work.world import NOW, World

pytestmark = pytest.mark.django_db


def asked(world: World, who: User) -> tuple[int, list[str]]:
    answer = Api(token_of(who)).get(f"/projects/{world.project.uid}/site-quality")
    return answer.status_code, [
        each["name"] for each in answer.json()["sites"]
    ] if answer.status_code == 200 else []


def test_who_sees_which_sites() -> None:
    world, lisbon, _cairo, _lot = two_sites()
    ravi = lead("Ravi", site=lisbon, vendor=lisbon.vendor)
    rita = member(world, "Rita", Role.REQUESTER, NOW)

    assert asked(world, ravi) == (200, ["Lisbon"])
    assert asked(world, rita) == (200, ["Cairo", "Lisbon"])
    assert asked(world, somebody("Zoe", NOW)) == (404, [])


def test_figures_come_with_n_and_interval() -> None:
    world, lisbon, _cairo, _lot = two_sites()
    ravi = Api(token_of(lead("Ravi", site=lisbon, vendor=lisbon.vendor)))

    (found,) = ravi.get(f"/projects/{world.project.uid}/site-quality").json()["sites"]

    raw = found["client"]["raw"]
    assert raw["n"] > 0
    assert raw["low"] <= raw["share"] <= raw["high"]
    assert found["own"]["raw"] == {"share": None, "low": None, "high": None, "n": 0}
    assert [each["pseudonym"] for each in found["people"]] == [world.people[0].pseudonym]
    assert [each["number"] for each in found["lots"]] == [1]
