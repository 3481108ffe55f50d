"""Feasibility over the API: computed and read, as somebody inside and as who asks, and who finds nothing."""

import pytest

from assay.intake.models import Request
from assay.kit.clock import now
from assay.people.enums import Role
from assay.people.models import User
from tests.api.calling import Api, token_of
from tests.people.cast import user
from tests.planning.feasible_world import Feasible, join, left_in, make_feasible

pytestmark = pytest.mark.django_db
GIVEN = {
    "overlap": 2,
    "gold_share": 0,
    "review_share": 0.1,
    "review_seconds": 90,
    "busy_share": 0.5,
    "idle_chance": 0.5,
}
BODY = {"given": GIVEN, "rates": {"pt-BR": 6_000_000}, "currency": "EUR"}


@pytest.fixture
def world() -> Feasible:
    return make_feasible(now())


def api(person: User) -> Api:
    return Api(token_of(person))


def test_computed_read_compared_and_decided(world: Feasible) -> None:
    path, lea = f"/requests/{world.request.uid}/feasibility", api(world.lea)
    assert lea.get(path).status_code == 404

    made = lea.post(path, BODY)
    again = lea.post(path, {}).json()
    decided = lea.post(f"{path}/decide", {"channel": "bpo", "reason": "Porto hires."}).json()
    runs = lea.get(f"{path}/runs").json()

    brazil = made.json()["markets"][1]
    assert made.status_code == 201
    assert {name: brazil[name] for name in ("n_people", "n_needed", "n_missing", "hours")} == {
        "n_people": 3,
        "n_needed": 4,
        "n_missing": 1,
        "hours": 40.0,
    }
    assert brazil["cost"] == {"value": 300_000_000, "low": 300_000_000, "high": 300_000_000}
    assert (again["number"], again["given"], again["rates"]) == (2, GIVEN, {"pt-BR": 6_000_000})
    assert (decided["channel"], decided["overruling"]["channel"]) == ("crowd", "bpo")
    assert [each["number"] for each in runs["items"]] == [2, 1]


def test_who_asks_sees_neither_sites_nor_rates_and_computes_nothing(world: Feasible) -> None:
    path = f"/requests/{world.request.uid}/feasibility"
    inside = api(world.lea).post(path, BODY).json()
    rita = api(world.intake.rita)

    seen = rita.get(path).json()

    assert inside["markets"][1]["sites"] == [{"name": "Porto", "n_people": 1}]
    assert (seen["markets"][1]["sites"], seen["rates"]) == ([], {})
    assert seen["markets"][1]["n_needed"] == 4
    refused = rita.post(path, BODY)
    assert (refused.status_code, refused.json()["reasons"][0]["code"]) == (403, "intake.not_your_step")


def test_strangers_contributors_and_site_leads_find_nothing(world: Feasible) -> None:
    path = f"/requests/{world.request.uid}/feasibility"
    api(world.lea).post(path, BODY)
    intake = world.intake

    for person in (intake.zoe, intake.ravi, world.people["ana"].user, user("Kim", Role.REQUESTER)):
        caller = api(person)
        found = [
            caller.get(path),
            caller.post(path, BODY),
            caller.get(f"{path}/runs"),
            caller.post(f"{path}/decide", {"channel": "bpo", "reason": "So."}),
            caller.get(f"/projects/{world.project.uid}/feasibility"),
        ]
        assert [each.status_code for each in found] == [404] * 5


def test_a_running_project(world: Feasible) -> None:
    join(world.project, world.people["ana"])
    left_in(world, 1000)
    path, lea = f"/projects/{world.project.uid}/feasibility", api(world.lea)

    made = lea.post(path, {})

    assert made.status_code == 201
    assert (made.json()["markets"][0]["similarity"], made.json()["markets"][0]["hours"]) == ("own", 10.0)
    assert lea.get(path).json() == made.json()
    assert [each["number"] for each in lea.get(f"{path}/runs").json()["items"]] == [1]
    assert (
        lea.post(f"{path}/decide", {"channel": "bpo", "reason": "So."}).json()["overruling"]["reason"]
        == "So."
    )


def test_what_cannot_be_reckoned_with_is_refused_at_its_field(world: Feasible) -> None:
    wrong = {"given": {**GIVEN, "overlap": 0}, "rates": {"ja-JP": 1}}

    answer = api(world.lea).post(f"/requests/{world.request.uid}/feasibility", wrong)

    assert answer.status_code == 422
    assert [(each["code"], each["field"]) for each in answer.json()["reasons"]] == [
        ("feasibility.out_of_range", "overlap"),
        ("feasibility.bad_rate", "rates"),
        ("feasibility.needs_currency", "currency"),
    ]


def test_a_rush_is_asked_and_answered(world: Feasible) -> None:
    Request.objects.update(rush_reason="The release of May depends on it.")
    join(world.project, world.people["ana"], world.people["bia"])
    left_in(world, 4000)
    lea, rita = api(world.lea), api(world.intake.rita)
    path = f"/requests/{world.request.uid}"
    early = lea.post(f"{path}/rush")
    lea.post(f"{path}/feasibility", BODY)

    (asked,) = lea.post(f"{path}/rush").json()["questions"]
    refused = lea.post(f"/rush-questions/{asked['uid']}/answer", {"answer": "refused"})
    answered = lea.post(f"/rush-questions/{asked['uid']}/answer", {"answer": "agreed"}).json()

    assert (early.status_code, early.json()["reasons"][0]["code"]) == (409, "rush.needs_run")
    assert (asked["project"], asked["n_shared"], asked["answer"]) == ("Shop search", 2, "waiting")
    assert asked["p80_days"] >= 5
    assert (refused.status_code, refused.json()["reasons"][0]["code"]) == (422, "rush.needs_reason")
    assert lea.get(f"{path}/rush").json()["questions"] == [answered]
    assert lea.get(f"/projects/{world.project.uid}/rush").json()["questions"] == [answered]
    assert [
        caller.post(f"/rush-questions/{asked['uid']}/answer", {"answer": "agreed"}).status_code
        for caller in (rita, api(world.intake.zoe), api(world.people["fritz"].user))
    ] == [403, 404, 404]
    assert rita.get(f"{path}/rush").status_code == 403
