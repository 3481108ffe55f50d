"""The page of extra pay: many are approved at once; whoever worked finds it on the statement, and nobody else."""

from datetime import timedelta

import pytest

from assay.kit.clock import now
from assay.money.actions.accruing import accrue, release_due
from assay.money.actions.extras import propose_extras
from assay.money.actions.rates import NewCard, publish_card
from assay.money.enums import RateUnit
from assay.money.models import BonusRule, ExtraPay
from assay.money.rules.rates import RateTerms
from tests.api.calling import Api, token_of
from tests.money.ledger_world import keeper
from tests.money.pay_world import EACH, SETTLED, judge_and_pay
from tests.web.quality_cast import cast_of, n_queries, signed_in, statuses, text
from tests.work.world import World, make_world

pytestmark = pytest.mark.django_db
HERE = "/ledger/extra-pay/"


def short_days(n_people: int = 3) -> World:
    """Two weeks ago everybody gave two answers in a minute: 0.10, which is 6.00 an hour, where 9.00 is the least."""
    at = now() - timedelta(days=14)
    world = make_world(n_people=n_people, n_tasks=2, overlap=n_people)
    lines = [RateTerms(EACH), RateTerms(9_000_000, unit=RateUnit.MINIMUM)]
    # Also where the clock has just passed midnight, before the day of the work began.
    promised = at - timedelta(days=2)
    publish_card(
        None, project=world.project, card=NewCard(lines, "EUR", promised.date(), "Fair."), now=promised
    )
    judge_and_pay(world, at)
    accrue(now=now(), below=SETTLED)
    release_due(now=now())
    propose_extras(now=now())
    return world


def test_many_are_decided_at_once_and_stand_on_the_statement() -> None:
    world = short_days()
    first, second, third = ExtraPay.objects.order_by("pk")
    omar = signed_in(keeper("Omar"))
    waits = text(omar, HERE)

    none = omar.post(f"{HERE}decide/", {"decision": "approve"}, follow=True).content.decode()
    omar.post(f"{HERE}decide/", {"decision": "approve", "extra": [first.uid, second.uid]})
    omar.post(f"{HERE}decide/", {"decision": "decline", "ruling": "Twice.", "extra": [third.uid]})
    done = text(omar, f"{HERE}?show=all")
    statement = text(signed_in(world.people[0].user), f"/earnings/months/{now():%Y-%m}/")

    assert ("0.15 EUR" in waits, "6.00 EUR" in waits, "9.00 EUR" in waits) == (True, True, True)
    assert "Choose at least one line." in none
    states = ExtraPay.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["approved", "approved", "declined"]
    assert ("Twice." in done, "Nothing waits" in text(omar, HERE)) == (True, True)
    assert statement.count("Topped up to the minimum of an hour") >= 2
    assert statement.count("0.05 EUR") == 2
    assert (
        omar.post(f"{HERE}decide/", {"decision": "approve", "extra": [world.project.uid]}).status_code == 404
    )


def test_only_who_keeps_the_ledger_finds_it_and_more_rows_cost_no_more() -> None:
    world = short_days(1)
    cast = cast_of(world)
    omar = signed_in(keeper("Omar"))
    before = n_queries(omar, HERE)
    [one] = ExtraPay.objects.all()
    for nth in (1, 2):
        ExtraPay.objects.create(
            kind="top_up",
            contributor=one.contributor,
            project=world.project,
            line=one.line,
            starts_on=one.starts_on - timedelta(days=nth),
            ends_on=one.starts_on - timedelta(days=nth),
            currency="EUR",
            amount_micro=1,
            proposed_at=now(),
        )

    assert n_queries(omar, HERE) == before
    assert statuses(cast, HERE) == {
        "nobody": 302,
        "lea": 404,
        "ben": 404,
        "rita": 404,
        "ravi": 404,
        "zoe": 404,
    }


def test_the_same_over_the_api() -> None:
    cast = cast_of(short_days(1))
    omar, zoe = Api(token_of(keeper("Omar"))), Api(token_of(cast.zoe))

    [seen] = omar.get("/ledger/extra-pay?state=proposed").json()["items"]
    asked = {"extras": [seen["uid"]], "is_approved": True}
    hidden = zoe.get("/ledger/extra-pay"), zoe.post("/ledger/extra-pay/decisions", asked)
    [done] = omar.post("/ledger/extra-pay/decisions", asked).json()["extras"]
    again = omar.post("/ledger/extra-pay/decisions", asked)

    assert (seen["amount_micro"], seen["least_micro"], seen["earned_micro"]) == (50_000, 9_000_000, 100_000)
    assert [each.status_code for each in hidden] == [404, 404]
    assert (done["state"], done["posting"] is not None) == ("approved", True)
    assert again.status_code == 409


def test_a_bonus_rule_is_set_and_ended_on_its_page_and_over_the_api() -> None:
    world = make_world()
    cast = cast_of(world)
    page = f"/projects/{world.project.uid}/bonuses/"
    typed = {"name": "Careful work", "share": "95", "least": "50", "amount": "10", "unit": "percent"}
    typed |= {"cap": "50", "currency": "eur", "reason": "Rework costs more."}
    omar, api = signed_in(keeper("Omar")), Api(token_of(keeper("Mona")))

    wrong = omar.post(page, typed | {"least": "2", "cap": ""})
    before = n_queries(omar, page)
    omar.post(page, typed)
    made = BonusRule.objects.get()
    seen = text(omar, page)
    asked = {"name": "Same", "least_share": 0.9, "least_n": 20, "cap_micro": 1_000_000, "currency": "EUR"}
    second = api.post(
        f"/projects/{world.project.uid}/bonuses", asked | {"fixed_micro": 500_000, "reason": "x"}
    )
    listed = api.get(f"/projects/{world.project.uid}/bonuses").json()["rules"]
    api.post(f"/bonuses/{second.json()['uid']}/end")
    omar.post(f"/bonuses/{made.uid}/end/")
    strange = signed_in(cast.zoe).post(f"/bonuses/{made.uid}/end/")

    assert (wrong.status_code, "fewer say nothing" in wrong.content.decode()) == (422, True)
    assert ("95.0 %" in seen, "10 % of what was earned" in seen, "50.00 EUR" in seen) == (True, True, True)
    assert (second.status_code, [each["name"] for each in listed]) == (201, ["Same", "Careful work"])
    assert BonusRule.objects.filter(ended_at=None).count() == 0
    assert strange.status_code == 404
    assert n_queries(omar, page) == before
    found = statuses(cast, page)
    assert (found["nobody"], found["rita"], found["zoe"]) == (302, 403, 404)
