"""Spending and invitations: entered, never changed, taken back once; and what they come to."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from assay.kit.reasons import Refused
from assay.people.enums import Role
from assay.recruiting.actions.deciding import recognise
from assay.recruiting.actions.entries import enter_round, enter_spending, take_entry_back
from assay.recruiting.actions.links import add_link, add_referral
from assay.recruiting.actions.own import confirm
from assay.recruiting.enums import RecruitingChannel
from assay.recruiting.models import Campaign, InvitationRound, Spending, TrackedLink
from assay.recruiting.queries.entries import budgets_of, costs_of, spendings_of
from assay.recruiting.queries.funnel import funnel_of
from assay.recruiting.rules.entries import (
    BudgetState,
    Cost,
    days_share,
    refuse_round,
    refuse_spending,
)
from assay.recruiting.rules.funnel import FunnelStep
from tests.recruiting.cast import applied, campaign, mia
from tests.web.quality_cast import somebody
from tests.work.world import NOW, TODAY, make_world

EURO = 1_000_000


def spend(link: TrackedLink, amount: int = 120 * EURO, *, currency: str = "EUR", days: int = 0) -> Spending:
    on = TODAY - timedelta(days=days)
    return enter_spending(
        None, link=link, amount_micro=amount, currency=currency, spent_on=on, note="", now=NOW
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"amount_micro": None}, "amount_invalid"),
        ({"amount_micro": 0}, "amount_invalid"),
        ({"amount_micro": 10**19}, "amount_invalid"),
        ({"currency": "eur"}, "amount_invalid"),
        ({"spent_on": None}, "entry_day"),
        ({"spent_on": date(2026, 3, 3)}, "entry_day"),
        ({"spent_on": date(1, 1, 1)}, "entry_day"),
        ({"note": "a\0b"}, "text_too_long"),
        ({"note": "x" * 301}, "text_too_long"),
    ],
)
def test_what_can_be_spent(change: dict[str, object], code: str | None) -> None:
    asked: dict[str, object] = {"amount_micro": 1, "currency": "EUR", "spent_on": TODAY, "note": ""}

    found = refuse_spending(**{**asked, **change}, opens_on=TODAY, today=TODAY)  # type: ignore[arg-type]  # A table.

    assert [each.code for each in found] == ([f"recruiting.{code}"] if code else [])


def test_how_many_can_be_invited() -> None:
    codes = [
        [each.code for each in refuse_round(n=n, invited_on=TODAY, note="", opens_on=TODAY, today=TODAY)]
        for n in (0, 1, 10_000_000, 10_000_001)
    ]

    assert codes == [["recruiting.invited_range"], [], [], ["recruiting.invited_range"]]


def test_a_cost_is_shared_by_whom_it_brought() -> None:
    cost = Cost("EUR", 100, 5)

    assert [cost.per(n) for n in (0, 1, 2, 4, 1000)] == [None, 105, 53, 26, 0]


def test_a_budget_knows_its_money_and_its_days() -> None:
    assert [
        days_share(TODAY, TODAY + timedelta(days=3), TODAY + timedelta(days=n)) for n in (-2, 0, 1, 9)
    ] == [*(0.0, 0.25, 0.5, 1.0)]
    states = [BudgetState(used, budget, 0.5) for used, budget in ((5, 10), (11, 10), (1, None), (0, 0))]
    assert [(each.used_share, each.is_over) for each in states] == [
        *((0.5, False), (1.1, True), (None, False), (None, False))
    ]


@pytest.mark.django_db
def test_what_was_spent_and_promised_is_told_by_group_and_currency() -> None:
    """Two links in euros, one of them also in dollars; a referrer brought one who was accepted, and one who was not."""
    world = make_world(n_people=2, n_tasks=0)
    made = campaign()
    social = made.links.get()
    fair = add_link(None, campaign=made, name="Fair", channel=RecruitingChannel.EVENT, now=NOW)
    friend = add_referral(None, campaign=made, referrer=world.people[0], reward_micro=15 * EURO, now=NOW)
    other = campaign(code="PT-pt").links.get()
    spend(social)
    take_entry_back(None, entry=spend(social, 7 * EURO), now=NOW)
    spend(social, 30 * EURO, currency="USD", days=8)
    spend(fair, 40 * EURO, days=8)
    spend(other, 1)
    for nth in range(2):
        each = confirm(applied(friend, email=f"f{nth}@example.org"), now=NOW)
        if nth:
            recognise(mia(), application=each, contributor=world.people[1], now=NOW)
    mine = Campaign.objects.filter(pk=made.pk)

    by_channel, by_week = costs_of(mine, by="channel"), costs_of(mine, by="week")

    assert by_channel == {
        "Social network": [Cost("EUR", 120 * EURO, 0), Cost("USD", 30 * EURO, 0)],
        "Event": [Cost("EUR", 40 * EURO, 0)],
        "Recommended by a contributor": [Cost("EUR", 0, 15 * EURO)],
    }
    assert by_week == {
        "2026-03-02": [Cost("EUR", 120 * EURO, 15 * EURO)],
        "2026-02-16": [Cost("EUR", 40 * EURO, 0), Cost("USD", 30 * EURO, 0)],
    }
    assert costs_of(mine, by="market", channel="event") == {"BR-pt": [Cost("EUR", 40 * EURO, 0)]}
    assert budgets_of([made], TODAY)[made.pk] == BudgetState(175 * EURO, 500 * EURO, 1 / 31)


@pytest.mark.django_db
def test_an_entry_is_taken_back_once_and_never_changed() -> None:
    link = campaign().links.get()
    entry = spend(link)
    asked = enter_round(None, link=link, n=30, invited_on=TODAY, note="Newsletter", now=NOW)

    for each in (entry, asked):
        take_entry_back(None, entry=each, now=NOW)
        with pytest.raises(Refused, match="taken back already"):
            take_entry_back(None, entry=each, now=NOW)
    with pytest.raises(Refused, match="taken back already"):
        take_entry_back(None, entry=Spending.objects.get(reverses=entry), now=NOW)

    [row] = spendings_of(link.campaign).filter(reverses=None)
    assert row.reversal.amount_micro == -120 * EURO
    assert funnel_of(Campaign.objects.all(), by="channel", now=NOW) == []
    for wrong in (
        lambda: Spending.objects.update(note="x"),
        lambda: InvitationRound.objects.all().delete(),
        lambda: InvitationRound.objects.create(
            link=link, n=-29, invited_on=TODAY, reverses=enter_one(link), entered_at=NOW
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def enter_one(link: TrackedLink) -> InvitationRound:
    return enter_round(None, link=link, n=30, invited_on=TODAY, note="", now=NOW)


@pytest.mark.django_db
def test_only_who_recruits_for_the_market_enters() -> None:
    link = campaign().links.get()
    omar = somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)
    elsewhere = somebody("Ade", NOW, role=Role.CROWD_MANAGER, markets=["NG-en"])

    for person in (omar, elsewhere):
        with pytest.raises(Refused):
            enter_round(person, link=link, n=3, invited_on=TODAY, note="", now=NOW)
    enter_round(mia(), link=link, n=3, invited_on=TODAY, note="", now=NOW)

    [found] = funnel_of(Campaign.objects.all(), by="market", now=NOW)
    assert (found.n_of(FunnelStep.INVITED), found.n_of(FunnelStep.APPLIED)) == (3, 0)
