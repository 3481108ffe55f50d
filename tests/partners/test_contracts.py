"""Contracts of two vendors: versions stay, and a vendor finds nothing of the other one's."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from assay.kit.clock import now
from assay.kit.models import AuditEvent
from assay.kit.reasons import NotFound, Refused
from assay.money.models import RateCard
from assay.partners.actions.contracts import publish_contract, remind_of_contracts
from assay.partners.actions.scorecards import reckon_week
from assay.partners.enums import Attained, ScoreMeasure
from assay.partners.models import Contract, Scorecard
from assay.partners.queries.contracts import contracts, contracts_of, levels_on
from assay.partners.rules.contracts import Level, NewContract
from assay.people.enums import Role
from assay.people.models import InboxMessage, Site, User
from tests.web.quality_cast import somebody
from tests.web.site_world import lead, two_sites
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
AT = now()
TODAY = AT.date()
QUALITY = {ScoreMeasure.QUALITY: Level(0.01, 0.05)}


@pytest.fixture
def sites() -> tuple[Site, Site]:
    _world, lisbon, cairo, _lot = two_sites()
    return lisbon, cairo


def omar() -> User:
    return somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)


def wanted(**changes: object) -> NewContract:
    given = {
        "starts_on": TODAY - timedelta(days=60),
        "ends_on": None,
        "currency": "EUR",
        "rate_card": None,
        "notice_days": 30,
        "levels": QUALITY,
        "reason": "The first.",
    }
    return NewContract(**{**given, **changes})  # type: ignore[arg-type]  # Fields by name.


def test_versions_are_numbered_per_vendor_stay_and_are_audited(sites: tuple[Site, Site]) -> None:
    by, (lisbon, cairo) = omar(), sites

    for vendor, reason in ((lisbon.vendor, "First."), (cairo.vendor, "Theirs."), (lisbon.vendor, "Second.")):
        publish_contract(by, vendor=vendor, wanted=wanted(reason=reason), now=AT)

    found = contracts_of(by, lisbon.vendor.uid, TODAY)
    assert [(each.contract.number, each.contract.reason, each.state) for each in found.versions] == [
        (2, "Second.", "in_force"),
        (1, "First.", "superseded"),
    ]
    assert found.current == found.versions[0]
    assert AuditEvent.objects.filter(table_name="partners_contract", actor=str(by.uid)).count() == 3
    for change in (lambda: Contract.objects.update(reason="x"), lambda: Contract.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_rate_card_is_one_that_exists_in_the_same_currency(sites: tuple[Site, Site]) -> None:
    by, vendor = omar(), sites[0].vendor
    card = RateCard.objects.create(
        number=1, currency="USD", effective_on=TODAY, reason="Dollars.", published_at=AT
    )

    for uid, currency, code in ((card.uid, "EUR", "card_currency"), (vendor.uid, "EUR", "no_rate_card")):
        with pytest.raises(Refused) as why:
            publish_contract(by, vendor=vendor, wanted=wanted(rate_card=uid, currency=currency), now=AT)
        assert why.value.reasons[0].code == f"partners.{code}"
    made = publish_contract(by, vendor=vendor, wanted=wanted(rate_card=card.uid, currency="USD"), now=AT)
    assert made.rate_card == card


def test_leads_read_their_own_vendors_and_nobody_else_reads_any(sites: tuple[Site, Site]) -> None:
    lisbon, cairo = sites
    for site in sites:
        publish_contract(None, vendor=site.vendor, wanted=wanted(), now=AT)
    ravi, vera = lead("Ravi", site=lisbon, vendor=lisbon.vendor), lead("Vera", vendor=lisbon.vendor)
    tess = lead("Tess", team=lisbon.teams.get(), site=lisbon, vendor=lisbon.vendor)

    for person in (ravi, vera):
        assert [each.vendor.name for each in contracts(person, TODAY)] == ["Lingua"]
        with pytest.raises(NotFound):
            contracts_of(person, cairo.vendor.uid, TODAY)
        with pytest.raises(Refused):
            publish_contract(person, vendor=lisbon.vendor, wanted=wanted(), now=AT)
    for person in (tess, somebody("Zoe", NOW), somebody("Nora", NOW, role=Role.QA_ANALYST)):
        with pytest.raises(NotFound):
            contracts(person, TODAY)
    assert [each.vendor.name for each in contracts(omar(), TODAY)] == ["Lingua", "Nilework"]


def test_a_scorecard_is_held_against_the_levels_that_held_then(sites: tuple[Site, Site]) -> None:
    lisbon, cairo = sites
    monday = TODAY - timedelta(days=TODAY.weekday())
    reckon_week(monday, now=AT)
    card, other = (Scorecard.objects.select_related("run").get(site=each, market=None) for each in sites)
    ravi = lead("Ravi", site=lisbon, vendor=lisbon.vendor)
    assert levels_on(ravi, card) is None
    for vendor in (lisbon.vendor, cairo.vendor):
        publish_contract(None, vendor=vendor, wanted=wanted(), now=AT)
        later = wanted(starts_on=TODAY + timedelta(days=8), levels={})
        publish_contract(None, vendor=vendor, wanted=later, now=AT)

    found = levels_on(ravi, card)

    assert found is not None
    contract, (level,) = found
    assert (contract.number, level.measure, level.n) == (
        1,
        ScoreMeasure.QUALITY,
        card.figures["quality"]["n"],
    )
    assert level.attained == (Attained.MET if level.n >= 5 else Attained.NOT_ENOUGH)
    assert levels_on(ravi, other) is None
    assert levels_on(somebody("Nora", NOW, role=Role.QA_ANALYST), card) is None


def test_whoever_keeps_contracts_hears_once_of_the_notice_day_and_once_of_the_end(
    sites: tuple[Site, Site],
) -> None:
    """Sixty days' notice: told 90 and 30 days before the end; nobody of the vendor, and not of what goes on."""
    by, (lisbon, cairo) = omar(), sites
    mia = somebody("Mia", NOW, role=Role.CROWD_MANAGER)
    lead("Ravi", site=lisbon, vendor=lisbon.vendor)
    end = TODAY + timedelta(days=90)
    for vendor in (lisbon.vendor, cairo.vendor):
        publish_contract(by, vendor=vendor, wanted=wanted(ends_on=end, notice_days=60), now=AT)
    after = wanted(starts_on=end + timedelta(days=1), notice_days=0)
    publish_contract(by, vendor=cairo.vendor, wanted=after, now=AT)

    days = (0, 0, 1, 59, 60, 61, 91)
    n_told = [remind_of_contracts(AT + timedelta(days=ahead)) for ahead in days]

    assert n_told == [1, 0, 0, 0, 1, 0, 0]
    told = InboxMessage.objects.filter(kind="partners.contract").order_by("pk")
    notice = end - timedelta(days=60)
    assert [(each.user, each.title) for each in told] == [
        (each, title)
        for title in (
            f"Lingua: the last day to give notice of contract 1 is {notice}; it ends on {end}.",
            f"Lingua: contract 1 ends on {end}, and nothing follows it yet.",
        )
        for each in (by, mia)
    ]
