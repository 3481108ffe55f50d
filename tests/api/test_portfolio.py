"""The API of the portfolio: the caller's own scope, narrowed; load; nothing for those without one."""

import pytest

from assay.people.enums import Role
from assay.people.models import User
from tests.api.calling import Api, token_of
from tests.planning.portfolio_world import WEDNESDAY, planned, portfolio, project
from tests.web.quality_cast import somebody
from tests.work.world import NOW

pytestmark = pytest.mark.django_db


def as_(user: User) -> Api:
    return Api(token_of(user))


def test_each_row_says_where_it_stands_and_how_it_is() -> None:
    portfolio()
    omar = as_(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD))

    found = {each["name"]: each for each in omar.get("/portfolio").json()["entries"]}

    late = found["Late"]
    assert [late[name] for name in ("kind", "phase", "owner", "next_on")] == [
        *("project", "at_work", "Lea", "2026-03-10")
    ]
    assert [late[name] for name in ("on_time", "on_quality", "on_budget", "risk")] == [
        *("missed", "unmeasured", "unmeasured", "unmeasured")
    ]
    assert (late["n_done"], late["n_planned"], late["n_milestones_overdue"]) == (200, 500, 1)
    assert (late["budget_micros"], late["currency"]) == (5_000_000_000, "EUR")
    assert found["Unplanned"]["n_due"] is None


def test_narrowed_and_wrong_words_refused() -> None:
    worlds = portfolio()
    omar = as_(somebody("Omar", NOW, role=Role.OPERATIONS_LEAD))

    paused = omar.get("/portfolio?phase=paused").json()
    lea = omar.get(f"/portfolio?owner={worlds['Late'].owner.uid}&sort=attainment").json()

    assert paused == {"entries": []}
    assert [each["name"] for each in lea["entries"]][-1] == "Unplanned"
    assert omar.get("/portfolio?health=happy").status_code == 422


def test_the_load_of_markets_has_four_weeks() -> None:
    world = project("Only")
    planned(world, (100,))
    lea = as_(world.owner)

    found = lea.get("/portfolio/load").json()

    assert len(found["weeks"]) == 4
    assert found["markets"] == []
    assert WEDNESDAY.date().isoformat() not in found["weeks"]


@pytest.mark.parametrize("role", [Role.REQUESTER, Role.REVIEWER, Role.CONTRIBUTOR])
def test_who_has_no_portfolio_finds_none(role: Role) -> None:
    world = project("Only")
    user = as_(somebody("Somebody", NOW, role=role, project_id=world.project.pk))

    assert {where: user.get(where).status_code for where in ("/portfolio", "/portfolio/load")} == {
        "/portfolio": 404,
        "/portfolio/load": 404,
    }
