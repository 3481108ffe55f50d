"""The pages of rates and of one's own earnings: nobody sees what somebody else has earned."""

import csv
import io
from datetime import timedelta

import pytest

from assay.kit.clock import now, working_day
from assay.money.actions.rates import set_floor
from assay.money.models import Earning, PayFloor, RateCard
from assay.money.queries.earnings import earned_since
from assay.people.actions.users import create_user
from assay.people.enums import Role
from assay.people.models import Contributor, Market
from assay.projects.models import ProjectMarket
from tests.money.ledger_world import keeper
from tests.money.pay_world import EACH, judge_and_pay, paid_world
from tests.web.quality_cast import cast_of, n_queries, signed_in, statuses, text
from tests.work.world import NOW, World, add_tasks, make_world

pytestmark = pytest.mark.django_db


def week_of(world: World) -> str:
    day = (now() - timedelta(hours=2)).date()
    monday = day - timedelta(days=day.weekday())
    return f"/earnings/{world.project.uid}/{monday.isoformat()}/"


def test_one_sees_the_own_earnings_down_to_the_answer() -> None:
    world = paid_world(n_people=1, n_tasks=3)
    ana = signed_in(world.people[0].user)

    home, own, week = text(ana, "/"), text(ana, "/earnings/"), text(ana, week_of(world))

    worked_on = Earning.objects.values_list("work_on", flat=True)[0]
    assert earned_since(world.people[0], worked_on) == {"EUR": 150_000}
    assert earned_since(world.people[0], worked_on + timedelta(days=1)) == {}
    today = working_day(now(), world.people[0].user.time_zone)
    # The answers are two hours old: on Monday just after midnight they are last week's.
    is_this_week = worked_on >= today - timedelta(days=today.weekday())
    assert ("0.15 EUR" in home, "since Monday" in home) == (is_this_week, is_this_week)
    assert "0.15 EUR" in own
    assert "6.00 EUR" in own
    assert week.count("0.05 EUR") == 3
    assert week.count("Pending") == 3


def test_nobody_sees_what_somebody_else_has_earned() -> None:
    world = paid_world(n_people=2, n_tasks=3)
    cast = cast_of(world)
    stranger = create_user(None, email="bea@example.org", name="Bea", now=NOW)
    Contributor.objects.create(user=stranger, pseudonym="bea", created_at=NOW)

    assert statuses(cast, "/earnings/") == {
        "nobody": 302,
        "lea": 404,
        "ben": 404,
        "rita": 404,
        "ravi": 404,
        "zoe": 404,
    }
    assert statuses(cast, week_of(world))["ravi"] == 404
    assert signed_in(stranger).get(week_of(world)).status_code == 404
    assert "0.15" not in text(signed_in(stranger), "/earnings/")
    assert signed_in(stranger).get("/earnings/statement.csv?month=2026-03").content.count(b"\n") == 1


def test_who_is_employed_by_a_vendor_is_told_who_pays() -> None:
    world = make_world(n_people=1)
    cast_of(world)

    shown = text(signed_in(world.people[0].user), "/earnings/")

    assert "You work for Lingua, who pays you." in shown


def test_a_statement_is_for_ones_own_books() -> None:
    world = paid_world(n_people=1, n_tasks=3)
    ana = signed_in(world.people[0].user)
    month = (now() - timedelta(hours=2)).strftime("%Y-%m")

    rows = list(
        csv.DictReader(io.StringIO(ana.get(f"/earnings/statement.csv?month={month}").content.decode()))
    )

    assert [(row["project"], row["judgments"], row["earned"]) for row in rows] == [("Match", "3", "0.15")]
    assert ana.get("/earnings/statement.csv?month=soon").status_code == 404
    assert ana.get(f"/earnings/{world.project.uid}/soon/").status_code == 404


def test_more_answers_cost_no_more_queries() -> None:
    world = paid_world(n_people=1, n_tasks=1)
    client = signed_in(world.people[0].user)
    before = n_queries(client, "/earnings/"), n_queries(client, week_of(world))

    add_tasks(world, 5, prefix="more")
    judge_and_pay(world, now())

    assert (n_queries(client, "/earnings/"), n_queries(client, week_of(world))) == before
    assert text(client, week_of(world)).count("0.05 EUR") == 6


def form(**changed: str) -> dict[str, str]:
    row = {
        "amount_0": "0.05",
        "unit_0": "judgment",
        "market_0": "",
        "language_0": "",
        "skill_0": "",
        "severity_0": "",
    }
    head = {"currency": "eur", "effective_on": now().date().isoformat(), "reason": "The first card."}
    return {**row, **head, **changed}


def test_a_card_is_published_from_the_form_and_refused_with_what_was_typed() -> None:
    world = make_world()
    lea = signed_in(cast_of(world).lea)
    where = f"/projects/{world.project.uid}/rates/"

    wrong = lea.post(
        where, form(amount_0="", reason="") | {"amount_1": "much", "market_1": "", "language_1": "de"}
    )
    made = lea.post(where, form())

    assert (wrong.status_code, made.status_code) == (422, 302)
    assert "A card needs one line without conditions" in wrong.content.decode()
    card = RateCard.objects.get()
    assert (card.number, card.currency, card.lines.get().amount_micro) == (1, "EUR", EACH)
    assert "0.05 EUR" in text(lea, where)


def test_who_sees_rates() -> None:
    world = make_world()
    cast = cast_of(world)

    assert statuses(cast, f"/projects/{world.project.uid}/rates/") == {
        "nobody": 302,
        "lea": 200,
        "ben": 403,
        "rita": 403,
        "ravi": 403,
        "zoe": 404,
    }
    assert statuses(cast, "/rates/") == {
        "nobody": 302,
        "lea": 404,
        "ben": 404,
        "rita": 404,
        "ravi": 404,
        "zoe": 404,
    }


def test_who_may_only_look_publishes_nothing() -> None:
    mia = signed_in(keeper("Mia", Role.CROWD_MANAGER))

    page = text(mia, "/rates/")
    posted = mia.post("/rates/", form())

    assert "Next card" not in page
    assert (posted.status_code, RateCard.objects.count()) == (422, 0)


def test_an_hour_below_the_floor_stands_out() -> None:
    world = paid_world(n_people=1, n_tasks=3)
    brazil = Market.objects.create(code="BR-pt", name="Brazil", region="BR", language="pt")
    ProjectMarket.objects.create(project=world.project, market=brazil)
    lea = signed_in(cast_of(world).lea)
    where = f"/projects/{world.project.uid}/rates/"
    none = text(lea, f"{where}?seconds=30")

    set_floor(None, market="BR-pt", currency="EUR", hourly_micro=6_500_000, source="Ours.", now=now())
    below, faster = text(lea, f"{where}?seconds=30"), text(lea, f"{where}?seconds=20")

    assert "no floor set" in none
    assert "below the floor" in below
    assert "In 1 market an hour comes to less" in below
    assert "below the floor" not in faster


def test_floors_are_set_by_who_may() -> None:
    Market.objects.create(code="BR-pt", name="Brazil", region="BR", language="pt")
    asked = {"market": "BR-pt", "hourly": "6.50", "currency": "eur", "source": "Living wage of 2026"}
    omar, mia = signed_in(keeper("Omar")), signed_in(keeper("Mia", Role.CROWD_MANAGER))

    mia.post("/rates/floor/", asked)
    assert PayFloor.objects.count() == 0
    omar.post("/rates/floor/", asked)

    assert PayFloor.objects.get().hourly_micro == 6_500_000
    assert "6.50 EUR" in text(omar, "/rates/")
