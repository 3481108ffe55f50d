"""Budgets over the API."""

import pytest

from assay.kit.clock import now
from assay.people.enums import Role
from assay.people.models import User
from tests.api.calling import Api, token_of
from tests.money.budget_world import EACH, limit
from tests.money.ledger_world import keeper
from tests.money.pay_world import paid_world
from tests.web.quality_cast import cast_of
from tests.work.world import make_world

pytestmark = pytest.mark.django_db


def as_(user: User) -> Api:
    return Api(token_of(user))


def asked(**changed: object) -> dict[str, object]:
    return {"name": "Labels", "micro": 5 * EACH, "currency": "EUR", "reason": "As agreed.", **changed}


def test_a_budget_is_set_read_raised_and_ended() -> None:
    world = paid_world(n_people=1, n_tasks=3)
    omar = as_(keeper("Omar"))

    made = omar.post("/budgets", asked(project=str(world.project.uid)))
    uid = made.json()["uid"]
    raised = omar.post(f"/budgets/{uid}/amount", {"micro": 9 * EACH, "reason": "More."}).json()
    [listed] = omar.get("/budgets").json()["items"]
    ended = omar.post(f"/budgets/{uid}/end", {}).json()

    assert (made.status_code, made.json()["accrued_micro"], made.json()["spent_micro"]) == (201, 3 * EACH, 0)
    assert (raised["version"], raised["amount_micro"]) == (2, 9 * EACH)
    assert listed == raised
    assert (listed["ahead"], listed["stopped_at"]) == (None, None)
    assert ended["ended_at"] is not None
    assert omar.get("/budgets").json()["items"] == []


def test_what_no_budget_can_say() -> None:
    omar = as_(keeper("Omar"))

    refused = omar.post("/budgets", asked(micro=0, warn_at=[101], reason=" "))
    unknown = omar.post("/budgets", asked(market="XX"))

    assert {each["code"] for each in refused.json()["reasons"]} == {
        "budgets.needs_amount",
        "budgets.needs_reason",
        "budgets.bad_warnings",
    }
    assert unknown.json()["code"] == "rates.unknown_market"


def test_who_sees_and_sets_them() -> None:
    world = make_world()
    cast = cast_of(world)
    own, everything = limit(world.project, EACH, at=now()), limit(None, EACH, at=now())
    mia = keeper("Mia", Role.CROWD_MANAGER)
    people = [as_(each) for each in (cast.lea, mia, cast.ben, cast.ravi, cast.zoe, world.people[0].user)]
    change = {"micro": EACH, "reason": "More."}

    assert [each.get(f"/budgets/{own.uid}").status_code for each in people] == [200, 200, 404, 404, 404, 404]
    assert [each.get(f"/budgets/{everything.uid}").status_code for each in people] == [404, 200, *[404] * 4]
    assert [each.get("/budgets").status_code for each in people] == [200, 200, 404, 404, 404, 404]
    assert [each.post("/budgets", asked()).status_code for each in people] == [403] * 6
    assert [each.post(f"/budgets/{own.uid}/amount", change).status_code for each in people] == [
        *(403, 403, 404, 404, 404, 404),
    ]
    assert [each.post(f"/budgets/{own.uid}/end", {}).status_code for each in people] == [
        *(403, 403, 404, 404, 404, 404),
    ]
