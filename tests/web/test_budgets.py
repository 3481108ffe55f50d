"""The pages of budgets: who sees them, sets them and raises them."""

import pytest

from assay.kit.clock import now
from assay.money.actions.budgets import look_at_budgets
from assay.money.models import Budget
from assay.people.enums import Role
from assay.work.models import RoutingStop
from tests.money.budget_world import EACH, limit
from tests.money.ledger_world import keeper
from tests.money.pay_world import paid_world
from tests.web.quality_cast import cast_of, n_queries, signed_in, statuses, text
from tests.work.world import make_world

pytestmark = pytest.mark.django_db
FORM = {
    "name": "March",
    "amount": "500",
    "currency": "eur",
    "market": "",
    "starts_on": "2026-03-01",
    "ends_on": "2026-03-31",
    "warn_at": "80, 95 %",
    "stops": "yes",
    "reason": "As agreed.",
}


def test_who_sees_budgets() -> None:
    world = make_world()
    cast = cast_of(world)
    own, everything = limit(world.project, EACH, at=now()), limit(None, EACH, at=now())
    where = f"/projects/{world.project.uid}/budgets/"

    hidden = {"nobody": 302, "lea": 404, "ben": 404, "rita": 404, "ravi": 404, "zoe": 404}
    assert statuses(cast, where) == {**hidden, "lea": 200, "ben": 403, "rita": 403, "ravi": 403}
    assert statuses(cast, "/budgets/") == {**hidden, "lea": 200}
    assert statuses(cast, f"/budgets/{own.uid}/") == {**hidden, "lea": 200}
    assert statuses(cast, f"/budgets/{everything.uid}/") == hidden
    assert signed_in(keeper("Omar")).get(f"/budgets/{everything.uid}/").status_code == 200
    assert "/budgets/" not in signed_in(cast.ravi).get("/projects/").content.decode()


def test_an_owner_sees_the_own_budgets_and_no_others() -> None:
    world, other = make_world(), make_world(n_people=0)
    cast = cast_of(world)
    limit(world.project, 7_000_000, at=now())
    limit(other.project, 8_000_000, at=now())

    shown = text(signed_in(cast.lea), "/budgets/")

    assert ("7.00 EUR" in shown, "8.00 EUR" in shown) == (True, False)


def test_a_budget_is_set_from_the_form_and_refused_with_what_was_typed() -> None:
    world = make_world()
    cast_of(world)
    omar, mia = signed_in(keeper("Omar")), signed_in(keeper("Mia", Role.CROWD_MANAGER))
    where = f"/projects/{world.project.uid}/budgets/"

    wrong = omar.post(where, FORM | {"amount": "much", "warn_at": "many", "reason": ""})
    kept_out = mia.post(where, FORM)
    made = omar.post(where, FORM)

    assert (wrong.status_code, kept_out.status_code, made.status_code) == (422, 422, 302)
    assert "Say an amount above zero" in wrong.content.decode()
    budget = Budget.objects.get()
    assert (budget.amount_micro, budget.warn_at, budget.stops_work) == (500_000_000, [80, 95], True)
    assert "2026-03-01 – 2026-03-31" in text(omar, f"/budgets/{budget.uid}/")
    assert ("New budget" in text(omar, where), "New budget" in text(mia, where)) == (True, False)


def test_one_that_is_used_up_says_so_and_is_raised() -> None:
    world = paid_world(n_people=1, n_tasks=3)
    budget = limit(world.project, 3 * EACH, at=now())
    look_at_budgets(now=now())
    omar = signed_in(keeper("Omar"))
    where = f"/budgets/{budget.uid}/"
    before = text(omar, where)

    refused = omar.post(f"{where}change/", {"amount": "0", "reason": ""}, follow=True)
    omar.post(f"{where}change/", {"amount": "20", "reason": "Two more weeks."})

    assert "no new tasks are given out. Raise it" in before
    assert "Say an amount above zero" in refused.content.decode()
    after = text(omar, where)
    assert ("Two more weeks." in after, "Raise it" in after) == (True, False)
    assert not RoutingStop.objects.exists()


def test_one_is_ended_by_who_may() -> None:
    world = make_world()
    cast = cast_of(world)
    budget = limit(world.project, EACH, at=now())

    signed_in(cast.lea).post(f"/budgets/{budget.uid}/end/")
    assert Budget.objects.get().retired_at is None
    signed_in(keeper("Omar")).post(f"/budgets/{budget.uid}/end/")

    assert Budget.objects.get().retired_at is not None
    assert "ended" in text(signed_in(cast.lea), f"/budgets/{budget.uid}/")


def test_the_page_asks_the_same_for_one_and_for_three() -> None:
    world = make_world()
    omar = signed_in(keeper("Omar"))
    limit(world.project, EACH, at=now())
    before = n_queries(omar, "/budgets/")

    for _ in range(2):
        limit(make_world(n_people=0).project, EACH, at=now())

    assert n_queries(omar, "/budgets/") == before
