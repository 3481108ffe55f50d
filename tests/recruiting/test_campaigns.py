"""Who makes campaigns for which market, and what becomes of their links and texts."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from assay.kit.models import AuditEvent
from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import InboxMessage
from assay.recruiting.actions.campaigns import change_campaign, close_campaign, drop_text, write_text
from assay.recruiting.actions.links import add_link, add_referral, retire_link
from assay.recruiting.enums import RecruitingChannel
from assay.recruiting.models import Campaign, TrackedLink
from assay.recruiting.queries.campaigns import campaign_for, recruits_for, visible_campaigns
from assay.recruiting.queries.links import link_at, referrals_of, text_in
from assay.recruiting.rules.campaigns import Wording
from tests.recruiting.cast import TERMS, WORDING, campaign, market, mia
from tests.web.quality_cast import somebody
from tests.work.world import NOW, person

pytestmark = pytest.mark.django_db


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.code for each in refused.value.reasons]


def test_a_campaign_has_a_page_and_a_link_of_its_channel_and_is_audited() -> None:
    lead, _ = mia(), market()
    events = AuditEvent.objects.count()

    made = campaign(lead)

    (link,) = made.links.all()
    assert (link.channel, link.name, len(link.code)) == ("social", "Social network", 8)
    assert link_at(link.code).campaign == made
    assert text_in(made, "pt").title == WORDING.title
    assert AuditEvent.objects.count() == events + 3


def test_a_grant_for_markets_recruits_for_those_alone() -> None:
    here, there = market("BR-pt"), market("NG-en", name="Nigeria", language="en")
    both = mia()
    ours = somebody("Ade", NOW, role=Role.CROWD_MANAGER, markets=["BR-pt"])
    made, foreign = campaign(both), campaign(both, code="NG-en")

    assert list(visible_campaigns(both)) == [foreign, made]
    assert list(visible_campaigns(ours)) == [made]
    assert (list(recruits_for(ours)), list(recruits_for(both))) == ([here], [here, there])
    with pytest.raises(NotFound):
        campaign_for(ours, foreign.uid)
    with pytest.raises(Refused) as refused:
        close_campaign(ours, campaign=foreign, reason="Over.", now=NOW)
    assert codes(refused) == ["recruiting.out_of_market"]


@pytest.mark.parametrize("role", [Role.QA_ANALYST, Role.REQUESTER, Role.REVIEWER, Role.PROJECT_OWNER, None])
def test_nobody_else_finds_a_campaign(role: Role | None) -> None:
    made, zoe = campaign(), somebody("Zoe", NOW, role=role)

    with pytest.raises(NotFound):
        campaign_for(zoe, made.uid)
    with pytest.raises(Refused):
        change_campaign(zoe, campaign=made, terms=TERMS)


def test_an_operations_lead_sees_campaigns_and_changes_none() -> None:
    made, omar = campaign(), somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)

    assert campaign_for(omar, made.uid) == made
    with pytest.raises(Refused):
        add_link(omar, campaign=made, name="Fair", channel=RecruitingChannel.EVENT, now=NOW)


def test_what_is_closed_is_not_changed_any_more() -> None:
    made, lead = campaign(), mia()
    change_campaign(lead, campaign=made, terms=replace(TERMS, n_wanted=3))
    with pytest.raises(Refused) as unsaid:
        close_campaign(lead, campaign=made, reason=" ", now=NOW)

    close_campaign(lead, campaign=made, reason="We have enough.", now=NOW)

    made.refresh_from_db()
    assert (made.n_wanted, made.closed_reason) == (3, "We have enough.")
    assert codes(unsaid) == ["people.needs_reason"]
    for again in (
        lambda: change_campaign(lead, campaign=made, terms=TERMS),
        lambda: add_link(lead, campaign=made, name="Fair", channel=RecruitingChannel.EVENT, now=NOW),
        lambda: write_text(lead, campaign=made, wording=WORDING, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            again()
        assert codes(refused) == ["recruiting.closed"]


def test_the_page_speaks_the_nearest_language_and_keeps_one() -> None:
    made, lead = campaign(), mia()
    write_text(lead, campaign=made, wording=Wording("pt-BR", "Avalie buscas", "Quando quiser."), now=NOW)
    write_text(lead, campaign=made, wording=Wording("en", "Judge searches", "Any time."), now=NOW)

    assert [text_in(made, tag).title for tag in ("pt", "ar", "en")] == [
        *("Avalie buscas", "Judge searches", "Judge searches")
    ]
    drop_text(lead, campaign=made, language="en")
    assert text_in(made, "en").title == "Avalie buscas"
    with pytest.raises(Refused) as refused:
        drop_text(lead, campaign=made, language="pt-BR")
    assert codes(refused) == ["recruiting.last_text"]


def test_a_referrer_has_one_link_with_a_reward_and_is_told() -> None:
    made, ana, lead = campaign(), person(1), mia()

    link = add_referral(lead, campaign=made, referrer=ana, reward_micro=5_000_000, now=NOW)

    assert (link.channel, link.reward_micro) == ("referral", 5_000_000)
    assert list(referrals_of(ana)) == [link]
    assert InboxMessage.objects.get(user=ana.user).address == "/recommend/"
    with pytest.raises(Refused) as refused:
        add_referral(lead, campaign=made, referrer=ana, reward_micro=0, now=NOW)
    assert codes(refused) == ["recruiting.referred_already"]
    retire_link(lead, link=link, now=NOW)
    with pytest.raises(NotFound):
        link_at(link.code)


def test_a_reward_without_a_currency_is_refused() -> None:
    made = campaign(terms=replace(TERMS, budget_micro=None, currency=""))

    with pytest.raises(Refused) as refused:
        add_referral(mia(), campaign=made, referrer=person(1), reward_micro=1, now=NOW)

    assert codes(refused) == ["recruiting.reward_invalid"]


def test_the_database_forbids_what_no_campaign_is() -> None:
    made = campaign()
    far = TERMS.opens_on - timedelta(days=1)
    campaigns, links = Campaign.objects.all(), TrackedLink.objects.filter(campaign=made)
    wrong: list[tuple[QuerySet[Campaign] | QuerySet[TrackedLink], dict[str, object]]] = [
        (campaigns, {"closes_on": far}),
        (campaigns, {"least_age": 17}),
        (campaigns, {"currency": ""}),
        (links, {"reward_micro": 5}),
    ]
    for rows, values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**values)
