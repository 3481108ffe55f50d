"""The talent pool is invited to a campaign: once, only who wants to be; who accepts counts in its funnel."""

import pytest
from django.db import IntegrityError, transaction

from assay.kit.reasons import NotFound, Refused
from assay.people.actions.inbox import mark_read
from assay.people.enums import NoticeChannel, Pace, Role, WorkKind
from assay.people.models import Contributor, ContributorMarket, InboxMessage, NoticeChoice
from assay.recruiting.actions.campaigns import close_campaign, write_text
from assay.recruiting.actions.deciding import accept, carry_out, recognise
from assay.recruiting.actions.inviting import answer_invitation
from assay.recruiting.actions.inviting_to_campaigns import invite_to_campaign
from assay.recruiting.actions.own import confirm
from assay.recruiting.enums import InvitationAnswer
from assay.recruiting.models import Campaign, Invitation, TrackedLink
from assay.recruiting.queries.funnel import funnel_of
from assay.recruiting.queries.invitations import (
    Answers,
    answers_to_campaign,
    n_open_invitations,
    own_invitations,
)
from assay.recruiting.rules.campaigns import Wording
from assay.recruiting.rules.funnel import FunnelStep
from assay.recruiting.rules.talent import Invited, Search
from assay.stats.sampling import wilson
from tests.recruiting.cast import applied, campaign, market, mia
from tests.web.quality_cast import somebody
from tests.work.world import NOW, person

pytestmark = pytest.mark.django_db
EVERYBODY = Search()
PORTUGAL = Search(markets=("PT-pt",))


def people_of(n: int) -> list[Contributor]:
    """Of Portugal; the campaign is Brazil's."""
    found = [person(nth) for nth in range(n)]
    for each in found:
        ContributorMarket.objects.create(contributor=each, market=market("PT-pt", name="Portugal"))
    return found


def answer(who: Contributor, says: InvitationAnswer) -> None:
    [invitation] = own_invitations(who.user)
    answer_invitation(who.user, invitation=invitation, answer=says, now=NOW)


def test_everybody_who_fits_is_invited_once_but_who_came_by_it_or_wants_none() -> None:
    lead, people, found = mia(), people_of(5), campaign()
    NoticeChoice.objects.create(
        user=people[0].user, kind=WorkKind.INVITATION, channel=NoticeChannel.INBOX, pace=Pace.OFF
    )
    recognise(lead, application=confirm(applied(found.links.get()), now=NOW), contributor=people[1], now=NOW)
    write_text(lead, campaign=found, wording=Wording("pt", "Avalie buscas", "Sim."), now=NOW)
    type(people[2].user).objects.filter(pk=people[2].user_id).update(locale="pt")

    first = invite_to_campaign(lead, campaign=found, search=PORTUGAL, now=NOW)
    again = invite_to_campaign(lead, campaign=found, search=PORTUGAL, now=NOW)

    assert (first, again) == (Invited(3, 0, 1, 1, 0), Invited(0, 3, 1, 1, 0))
    told = dict(InboxMessage.objects.filter(kind=WorkKind.INVITATION).values_list("user", "title"))
    assert told == {
        people[2].user_id: "You are invited: Avalie buscas",
        people[3].user_id: "You are invited: Judge search results",
        people[4].user_id: "You are invited: Judge search results",
    }
    assert TrackedLink.objects.filter(channel="pool").count() == 1
    assert [n_open_invitations(each) for each in people] == [0, 0, 1, 1, 1]


def test_who_accepts_works_for_the_market_too_and_counts_beside_who_applied() -> None:
    lead, people, found = mia(), people_of(4), campaign()
    confirm(applied(found.links.get(), email="new@x.org"), now=NOW)
    accept(lead, campaign=found, applications=list(found.applications.all()), now=NOW)
    carry_out(lead, campaign=found, now=NOW)
    invite_to_campaign(lead, campaign=found, search=PORTUGAL, now=NOW)

    answer(people[0], InvitationAnswer.YES)
    answer(people[1], InvitationAnswer.NO)

    assert {each.market.code for each in people[0].markets.all()} == {"BR-pt", "PT-pt"}
    assert {each.market.code for each in people[1].markets.all()} == {"PT-pt"}
    mark_read(people[2].user, now=NOW)
    assert answers_to_campaign(found) == Answers(4, wilson(3, 4), wilson(1, 3), wilson(1, 3))
    funnels = {each.group: each for each in funnel_of(Campaign.objects.all(), by="channel", now=NOW)}
    steps = (FunnelStep.INVITED, FunnelStep.APPLIED, FunnelStep.ACCEPTED)
    assert {name: [each.n_of(step) for step in steps] for name, each in funnels.items()} == {
        "Social network": [0, 1, 1],
        "Talent pool": [4, 1, 1],
    }
    assert next(each.of_before for each in funnels["Talent pool"].steps if each.step == steps[1]) == wilson(
        1, 4
    )


def test_somebody_invited_to_two_campaigns_counts_in_each_once() -> None:
    lead, [ana], first = mia(), people_of(1), campaign()
    second = campaign(code="AO-pt")
    for each in (first, second):
        invite_to_campaign(lead, campaign=each, search=EVERYBODY, now=NOW)
    for invitation in own_invitations(ana.user):
        answer_invitation(ana.user, invitation=invitation, answer=InvitationAnswer.YES, now=NOW)

    [pool] = funnel_of(Campaign.objects.all(), by="channel", now=NOW)
    assert [pool.n_of(step) for step in (FunnelStep.INVITED, FunnelStep.ACCEPTED)] == [2, 2]
    assert {each.market.code for each in ana.markets.all()} == {"AO-pt", "BR-pt", "PT-pt"}


def test_only_who_recruits_there_invites_and_only_to_an_open_campaign() -> None:
    lead, people, found = mia(), people_of(2), campaign()
    elsewhere = somebody("Bia", NOW, role=Role.CROWD_MANAGER, markets=["NG-en"])
    for stranger in (elsewhere, somebody("Zoe", NOW), somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)):
        with pytest.raises(Refused):
            invite_to_campaign(stranger, campaign=found, search=EVERYBODY, now=NOW)
    invite_to_campaign(lead, campaign=found, search=EVERYBODY, now=NOW)
    [his] = own_invitations(people[1].user)
    with pytest.raises(NotFound):
        answer_invitation(people[0].user, invitation=his, answer=InvitationAnswer.YES, now=NOW)
    close_campaign(lead, campaign=found, reason="Enough.", now=NOW)
    found.refresh_from_db()
    with pytest.raises(Refused, match="that is open"):
        invite_to_campaign(lead, campaign=found, search=EVERYBODY, now=NOW)
    with pytest.raises(Refused, match="Nobody can apply"):
        answer(people[0], InvitationAnswer.YES)
    answer(people[0], InvitationAnswer.NO)
    for wrong in (
        lambda: Invitation.objects.filter(answer="").update(link=None),
        lambda: Invitation.objects.create(contributor=people[0], link=his.link, invited_at=NOW),
        lambda: Invitation.objects.create(contributor=people[0], invited_at=NOW),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()
