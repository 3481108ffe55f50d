"""Rewards for recommendations: what was promised, for who was accepted, once, and by four eyes."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from assay.kit.reasons import Refused
from assay.money.actions.manual import decide, withdraw
from assay.money.models import LedgerEntry, ManualEntry
from assay.people.enums import Role
from assay.people.models import Contributor, Market, User
from assay.planning.actions.referrals import propose_rewards
from assay.planning.models import ReferralReward
from assay.planning.queries.referrals import Rewards, rewards_of
from assay.recruiting.actions.deciding import accept, carry_out, recognise, refuse
from assay.recruiting.actions.links import add_referral
from assay.recruiting.actions.own import confirm
from assay.recruiting.enums import ApplicationState
from assay.recruiting.models import Campaign
from tests.api.calling import Api, token_of
from tests.people.cast import contributor
from tests.recruiting.cast import applied, campaign, mia
from tests.web.quality_cast import signed_in, somebody, text
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
EACH = 25_000_000


def recommended() -> tuple[User, Campaign, Contributor]:
    """Ana's link brought three people: two were accepted, one was refused; a fourth came without anybody's help."""
    lead, ana = mia(), contributor("Ana", now=NOW)
    found = campaign(lead)
    open_link = found.links.get()
    link = add_referral(lead, campaign=found, referrer=ana, reward_micro=EACH, now=NOW)
    came = [applied(by, email=f"p{nth}@x.org") for nth, by in enumerate([link, link, link, open_link])]
    for each in came:
        confirm(each, now=NOW)
    refuse(lead, campaign=found, applications=[came[2]], why="Under age.", now=NOW)
    waiting = found.applications.filter(state=ApplicationState.VERIFIED)
    accept(lead, campaign=found, applications=list(waiting), now=NOW)
    carry_out(lead, campaign=found, now=NOW)
    return lead, found, ana


def test_what_was_promised_is_proposed_once_and_booked_by_somebody_else() -> None:
    lead, found, ana = recommended()
    assert rewards_of(found) == Rewards(2, 2 * EACH, 0, 0)

    assert [propose_rewards(lead, campaign=found, now=NOW) for _ in range(2)] == [2, 0]

    assert rewards_of(found) == Rewards(0, 0, 2, 0)
    entries = list(ManualEntry.objects.order_by("pk"))
    told = {
        (each.credit.contributor_id, each.amount_micro, each.proposed_by_id, each.reason) for each in entries
    }
    assert told == {(ana.pk, EACH, lead.pk, f"Recommended somebody who was accepted: {found.name}")}
    assert not LedgerEntry.objects.exists()
    with pytest.raises(Refused):
        decide(lead, entry=entries[0], is_approved=True, ruling="", now=NOW)
    decide(
        somebody("Omar", NOW, role=Role.OPERATIONS_LEAD),
        entry=entries[0],
        is_approved=True,
        ruling="",
        now=NOW,
    )
    assert sorted(LedgerEntry.objects.values_list("amount_micro", flat=True)) == [-EACH, EACH]
    withdraw(lead, entry=entries[1], now=NOW)
    assert rewards_of(found) == Rewards(1, EACH, 0, 1)
    assert [propose_rewards(lead, campaign=found, now=NOW) for _ in range(2)] == [1, 0]
    for change in (
        ReferralReward.objects.all().delete,
        lambda: ReferralReward.objects.update(proposed_at=NOW),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_nobody_is_rewarded_for_who_was_here_before_themselves_least_of_all() -> None:
    lead, found, ana = recommended()
    link, old = found.links.get(referrer=ana), contributor("Old", now=NOW - timedelta(days=1))
    again = [applied(link, email=f"again{nth}@x.org") for nth in range(2)]
    for application, known in zip(again, (ana_as_before(ana), old), strict=True):
        confirm(application, now=NOW)
        application.refresh_from_db()
        recognise(lead, application=application, contributor=known, now=NOW)

    assert rewards_of(found) == Rewards(2, 2 * EACH, 0, 0)


def ana_as_before(ana: Contributor) -> Contributor:
    Contributor.objects.filter(pk=ana.pk).update(created_at=NOW - timedelta(days=9))
    return ana


def test_the_campaign_says_what_waits_and_only_who_keeps_the_ledger_proposes_it() -> None:
    lead, found, _ana = recommended()
    page, at = f"/recruiting/{found.uid}/", f"/campaigns/{found.uid}/rewards"
    market = Market.objects.get(pk=found.market_id)
    near = somebody("Near", NOW, role=Role.CROWD_MANAGER, markets=[market.code])

    assert "50.00 EUR were promised" in text(signed_in(lead), page)
    assert "Propose the rewards" not in text(signed_in(near), page)
    assert Api(token_of(near)).post(at).status_code == 403
    assert Api(token_of(somebody("Zoe", NOW))).post(at).status_code == 404
    assert signed_in(somebody("Yan", NOW)).post(f"{page}rewards/").status_code == 404
    signed_in(lead).post(f"{page}rewards/")

    assert "2 proposed and waiting" in text(signed_in(lead), page)
    assert Api(token_of(lead)).get(at).json() == {
        "n_waiting": 0, "waiting_micro": 0, "currency": "EUR", "n_proposed": 2, "n_approved": 0,
    }  # fmt: skip
