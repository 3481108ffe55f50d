"""The API of plans: approved, read against what was done, milestones, responsibilities."""

from datetime import date

import pytest

from assay.kit.clock import now
from assay.people.models import User
from assay.planning.queries.progress import monday_of
from tests.api.calling import Api, token_of
from tests.web.quality_cast import Cast, cast_of
from tests.work.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def cast(world: World) -> Cast:
    return cast_of(world)


def as_(user: User) -> Api:
    return Api(token_of(user))


def this_week() -> date:
    return monday_of(now().date())


def asked(n_tasks: int = 12_000, **more: object) -> dict[str, object]:
    assumptions = {"overlap": 1, "handling_seconds": 90, "gold_share": 0, "review_share": 0}
    milestone = {"key": "ramp", "kind": "ramp", "name": "Ramp-up", "due_on": this_week().isoformat()}
    return {
        "volumes": [{"week_on": this_week().isoformat(), "n_tasks": n_tasks}],
        "milestones": [milestone],
        "assumptions": assumptions,
        "budget_micros": 5_000_000,
        "currency": "EUR",
        **more,
    }


def test_a_plan_is_approved_with_what_it_takes(world: World, cast: Cast) -> None:
    lea, where = as_(cast.lea), f"/projects/{world.project.uid}/plan"
    assert lea.get(where).status_code == 404

    made = lea.post(where, asked())

    assert made.status_code == 201
    found = lea.get(where).json()
    assert found == made.json()
    assert found["markets"] == [
        {
            "market": "",
            "n_tasks": 12_000,
            "hours": 300.0,
            "n_people": 12,
            "n_people_now": 2,
            "n_reviewers": 0,
            "n_gold": 0,
        }
    ]
    assert [(each["n_baseline"], each["n_planned"], each["n_done"]) for each in found["weeks"]] == [
        (12_000, 12_000, 0)
    ]


def test_planning_anew_keeps_the_baseline_and_needs_a_reason(world: World, cast: Cast) -> None:
    lea, where = as_(cast.lea), f"/projects/{world.project.uid}/plan"
    lea.post(where, asked())

    refused = lea.post(where, asked(6_000))
    again = lea.post(where, asked(6_000, reason="Half of it.")).json()

    assert (refused.status_code, refused.json()["code"]) == (422, "plans.needs_reason")
    assert (again["number"], again["baseline"]) == (2, 1)
    assert [(each["n_baseline"], each["n_planned"]) for each in again["weeks"]] == [(12_000, 6_000)]


def test_a_milestone_is_reached(world: World, cast: Cast) -> None:
    lea, where = as_(cast.lea), f"/projects/{world.project.uid}/plan"
    lea.post(where, asked())

    done = lea.post(f"{where}/milestones", {"key": "ramp", "done_on": this_week().isoformat()})

    (milestone,) = done.json()["milestones"]
    assert (done.status_code, milestone["state"], milestone["slip_days"]) == (200, "done", 0)
    assert lea.get(where).json() == done.json()
    assert lea.post(f"{where}/milestones", {"key": "joy"}).json()["code"] == "plans.no_such_milestone"


def test_responsibilities_are_set_as_a_whole(world: World, cast: Cast) -> None:
    lea, where = as_(cast.lea), f"/projects/{world.project.uid}/responsibilities"
    line = {"name": "Budget", "people": {str(cast.lea.uid): "A", str(cast.ben.uid): "R"}}

    empty = lea.get(where).json()
    made = lea.put(where, {"activities": [line]})
    refused = lea.put(where, {"activities": [line | {"people": {str(cast.lea.uid): "R"}}]})

    assert empty == {"number": 0, "activities": []}
    assert (made.status_code, made.json()) == (200, {"number": 1, "activities": [line]})
    assert (refused.status_code, refused.json()["code"]) == (422, "raci.one_accountable")


def test_who_finds_what(world: World, cast: Cast) -> None:
    as_(cast.lea).post(f"/projects/{world.project.uid}/plan", asked())
    places = [f"/projects/{world.project.uid}/{name}" for name in ("plan", "responsibilities")]

    for where in places:
        for stranger in (cast.zoe, world.people[1].user):
            assert as_(stranger).get(where).status_code == 404
        assert as_(cast.ravi).get(where).status_code == 403
        assert as_(cast.rita).get(where).status_code == 200
    assert as_(cast.rita).post(places[0], asked()).status_code == 403
