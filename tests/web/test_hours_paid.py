"""The page of approved hours, and its route: what they came to, by site and week."""

import pytest

from assay.money.models import RateCard
from tests.api.calling import Api, token_of
from tests.money.hour_world import approved_hours, promised_hours
from tests.money.ledger_world import keeper
from tests.people.cast import Cast, make_cast
from tests.web.quality_cast import cast_of, n_queries, signed_in, text
from tests.web.test_pay import form
from tests.work.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_hours_stand_with_what_they_came_to(cast: Cast) -> None:
    omar = signed_in(keeper("Omar"))
    empty = text(omar, "/ledger/hours/")
    approved_hours(cast.ana, cast.lisbon, cast.ravi, days_ago=3)
    promised_hours()
    approved_hours(cast.ana, cast.lisbon, cast.ravi)

    page = text(omar, "/ledger/hours/")

    assert "No approved hours yet" in empty
    assert ("72.00 EUR" in page, "no rate by the hour" in page) == (True, True)


def test_the_page_asks_the_same_for_one_week_and_for_three(cast: Cast) -> None:
    promised_hours()
    omar = signed_in(keeper("Omar"))
    approved_hours(cast.ana, cast.lisbon, cast.ravi)
    before = n_queries(omar, "/ledger/hours/")

    for days in (8, 15):
        approved_hours(cast.ana, cast.lisbon, cast.ravi, days_ago=days)

    assert n_queries(omar, "/ledger/hours/") == before


def test_the_route_is_for_who_keeps_the_ledger(cast: Cast) -> None:
    promised_hours()
    approved_hours(cast.ana, cast.lisbon, cast.ravi)

    [week] = Api(token_of(keeper("Omar"))).get("/ledger/hours").json()["weeks"]

    assert (week["vendor"], week["site"], week["n_days"], week["micro"]) == (
        "Lingua",
        "Lisbon",
        1,
        72_000_000,
    )
    for stranger in (cast.ravi, cast.rita, cast.zoe, cast.ana.user):
        assert Api(token_of(stranger)).get("/ledger/hours").status_code == 404


def test_a_card_by_the_hour_is_published_from_the_form() -> None:
    world = make_world()
    lea = signed_in(cast_of(world).lea)
    where = f"/projects/{world.project.uid}/rates/"

    wrong = lea.post(where, form(unit_0="hour", severity_0="3"))
    lea.post(where, form(amount_0="9", unit_0="hour", idle="unpaid"))

    card = RateCard.objects.get()
    assert wrong.status_code == 422
    assert (card.pays_idle, card.lines.get().unit) == (False, "hour")
    shown = text(lea, where)
    assert ("an approved hour" in shown, "Hours without tasks are not paid." in shown) == (True, True)
