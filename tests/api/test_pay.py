"""Pay over the API: rates, floors, and one's own earnings."""

import pytest

from assay.kit.clock import now
from assay.people.enums import Role
from assay.people.models import Market, User
from tests.api.calling import Api, token_of
from tests.money.ledger_world import keeper
from tests.money.pay_world import EACH, paid_world
from tests.web.quality_cast import cast_of
from tests.work.world import make_world

pytestmark = pytest.mark.django_db


def as_(user: User) -> Api:
    return Api(token_of(user))


def card(**changed: object) -> dict[str, object]:
    said: dict[str, object] = {
        "lines": [{"micro": EACH}, {"micro": 2 * EACH, "severity": 4}],
        "currency": "EUR",
        "effective_on": now().date().isoformat(),
        "reason": "The first card.",
    }
    return said | changed


def test_a_projects_card_goes_before_the_organisations() -> None:
    world = make_world()
    lea, omar = as_(cast_of(world).lea), as_(keeper("Omar"))
    where = f"/projects/{world.project.uid}"

    nothing = lea.get(f"{where}/rates").json()
    omar.post("/rate-cards", card(lines=[{"micro": 7}]))
    of_house = lea.get(f"{where}/rates").json()
    made = lea.post(f"{where}/rate-cards", card())
    own = lea.get(f"{where}/rates?seconds=30").json()

    assert (nothing["card"], nothing["hours"]) == (None, [])
    assert (of_house["card"]["project"], of_house["card"]["lines"][0]["micro"]) == (None, 7)
    assert made.status_code == 201
    assert [each["hourly_micro"] for each in own["hours"]] == [120 * EACH, 240 * EACH]


def test_what_a_card_may_not_say() -> None:
    world = make_world()
    lea = as_(cast_of(world).lea)

    refused = lea.post(
        f"/projects/{world.project.uid}/rate-cards",
        card(lines=[{"micro": 1, "market": "XX"}], effective_on="2020-01-01"),
    )
    unknown = lea.post(
        f"/projects/{world.project.uid}/rate-cards", card(lines=[{"micro": 1}, {"micro": 2, "market": "XX"}])
    )

    assert {each["code"] for each in refused.json()["reasons"]} == {
        "rates.needs_general",
        "rates.not_before_today",
    }
    assert unknown.json()["code"] == "rates.unknown_market"


def test_floors() -> None:
    Market.objects.create(code="BR-pt", name="Brazil", region="BR", language="pt")
    omar, mia = as_(keeper("Omar")), as_(keeper("Mia", Role.CROWD_MANAGER))
    asked = {"market": "BR-pt", "hourly_micro": 5_000_000, "currency": "EUR", "source": "Ours."}

    assert (mia.post("/pay-floors", asked).status_code, omar.post("/pay-floors", asked).status_code) == (
        403,
        201,
    )
    assert omar.post("/pay-floors", asked | {"source": " "}).json()["code"] == "rates.needs_source"
    assert [each["hourly_micro"] for each in mia.get("/pay-floors").json()["floors"]] == [5_000_000]


def test_one_sees_the_own_earnings_and_nobody_elses() -> None:
    world = paid_world(n_people=2, n_tasks=3)
    cast = cast_of(world)

    own = as_(world.people[1].user).get("/me/earnings").json()

    assert [(each["earned_micro"], each["available_micro"]) for each in own["totals"]] == [(3 * EACH, 0)]
    assert [(each["n"], each["earned_micro"]) for each in own["weeks"]] == [(3, 3 * EACH)]
    people = [as_(each) for each in (cast.lea, cast.ravi, cast.zoe)]
    assert {each.get("/me/earnings").status_code for each in people} == {404}


def test_who_sees_and_publishes_rates() -> None:
    world = make_world()
    cast = cast_of(world)
    where = f"/projects/{world.project.uid}"
    people = [as_(each) for each in (cast.zoe, cast.ravi, cast.ben, world.people[0].user)]

    assert [each.get(f"{where}/rates").status_code for each in people] == [404, 403, 403, 404]
    assert [each.post(f"{where}/rate-cards", card()).status_code for each in people] == [404, 403, 403, 404]
    assert {each.get("/rates").status_code for each in people} == {404}
    assert {each.post("/rate-cards", card()).status_code for each in people} == {403}
