"""What the work of the demo pays: cards, floors, and the ledger of four weeks."""

from datetime import date, datetime, timedelta

from assay.demo.agenda import Agenda
from assay.demo.people import Organisation
from assay.demo.story import Story
from assay.money.actions.accruing import accrue, release_due
from assay.money.actions.bonuses import set_bonus
from assay.money.actions.budgets import set_budget
from assay.money.actions.extras import decide_extras, propose_extras
from assay.money.actions.manual import Wanted, decide, propose
from assay.money.actions.rates import NewCard, publish_card, set_floor
from assay.money.enums import ExtraState, RateUnit
from assay.money.models import ExtraPay
from assay.money.queries.accounts import Named
from assay.money.queries.costs import cost_by_project
from assay.money.rules.bonuses import BonusTerms
from assay.money.rules.budgets import BudgetTerms
from assay.money.rules.rates import RateTerms
from assay.money.rules.top_ups import MOST_AT_ONCE

EURO, CENT = 1_000_000, 10_000
# The demo is one transaction: nothing of it is older than this one.
SETTLED = 2**62
CARD = (
    *(RateTerms(60_000), RateTerms(90_000, severity=3), RateTerms(120_000, severity=4)),
    RateTerms(4 * EURO, unit=RateUnit.MINIMUM),
)
SEARCH_CARD = (RateTerms(70_000), RateTerms(110_000, market="de-DE"), RateTerms(65_000, market="ar-EG"))
# Examples, as an organisation would enter its own.
CAREFUL = BonusTerms("Careful work", 0.95, 50, 25 * EURO, "EUR", "Rework costs more than a bonus.", percent=8)
FLOORS = {"pt-BR": 4 * EURO, "ar-EG": 3 * EURO, "de-DE": 14 * EURO}
SOURCE = "Example of the demo: half as much again as the local minimum"


def tell_pay(organisation: Organisation, search: Story, agenda: Agenda, age: timedelta) -> None:
    """Promised before anybody works; earned day by day; two entries by hand, of which one waits; budgets."""
    agenda.put(agenda.now - age, lambda at: promise(organisation, at))
    agenda.put(agenda.ago(days=22, hours=23), lambda at: promise_search(organisation, search, at))
    for days in (20, 13, 6, 1):
        agenda.put(agenda.ago(days=days), pay)
    agenda.put(agenda.ago(days=6), lambda at: post_fee(organisation, at))
    agenda.put(agenda.ago(days=5, hours=20), lambda at: top_up(organisation, at))
    agenda.put(agenda.ago(hours=5), lambda at: propose_instalment(organisation, at))
    agenda.put(agenda.ago(minutes=2), lambda at: keep_budgets(organisation, search, at))


def promise(organisation: Organisation, at: datetime) -> None:
    omar = organisation.users["omar"]
    card = NewCard(CARD, "EUR", at.date(), "What every project begins with; hard content pays more.")
    publish_card(omar, project=None, card=card, now=at)
    for market, hourly in FLOORS.items():
        if market in organisation.markets:
            set_floor(omar, market=market, currency="EUR", hourly_micro=hourly, source=SOURCE, now=at)


def promise_search(organisation: Organisation, search: Story, at: datetime) -> None:
    card = NewCard(SEARCH_CARD, "EUR", at.date(), "Grading ten results takes longer than one look.")
    lea = organisation.users["lea"]
    publish_card(lea, project=search.project, card=card, now=at)
    set_bonus(lea, project=search.project, terms=CAREFUL, now=at)


def pay(at: datetime) -> None:
    accrue(now=at, below=SETTLED)
    release_due(now=at)
    propose_extras(now=at)


def top_up(organisation: Organisation, at: datetime) -> None:
    """Comparing two answers takes long: the first short days are made up for, later ones wait."""
    found = list(ExtraPay.objects.filter(state=ExtraState.PROPOSED).order_by("pk")[:MOST_AT_ONCE])
    if found:
        decide_extras(organisation.users["omar"], chosen_ones=found, is_approved=True, ruling="", now=at)


def keep_budgets(organisation: Organisation, search: Story, at: datetime) -> None:
    """One that is nearly used up, and one of a market that stops its tasks."""
    pay(at)
    omar, egypt = organisation.users["omar"], organisation.markets["ar-EG"]
    whole = BudgetTerms(
        "Shop search",
        _rounded_up(_cost(search, at) * 100 // 82, EURO),
        "EUR",
        "As agreed with the requester.",
    )
    set_budget(omar, project=search.project, terms=whole, now=at)
    part = BudgetTerms(
        "Shop search in Egypt",
        _rounded_up(_cost(search, at, egypt.pk), CENT),
        "EUR",
        "A first try of the market.",
    )
    set_budget(omar, project=search.project, market=egypt, terms=part, now=at)


def _rounded_up(micro: int, unit: int) -> int:
    """To the next whole unit: nobody sets a budget in millionths."""
    return (micro // unit + 1) * unit


def _cost(search: Story, at: datetime, market: int | None = None) -> int:
    """What the work has cost so far."""
    project, today = search.project.pk, at.date()
    found = cost_by_project([project], after=date.min, until=today, market=market)
    return sum(each.micro for each in found.get(project, ()) if each.currency == "EUR")


def post_fee(organisation: Organisation, at: datetime) -> None:
    fee = Wanted(Named("fees"), Named("cash"), 12_500_000, "EUR", at.date(), "The bank's fee of the month")
    entry = propose(organisation.users["mia"], wanted=fee, now=at)
    decide(organisation.users["omar"], entry=entry, is_approved=True, ruling="As on the statement.", now=at)


def propose_instalment(organisation: Organisation, at: datetime) -> None:
    wanted = Wanted(
        Named("cash"), Named("receivable"), 3200 * EURO, "EUR", at.date(), "Shop search: the first instalment"
    )
    propose(organisation.users["mia"], wanted=wanted, now=at)
