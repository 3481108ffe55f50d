"""What a campaign owes to who recommended it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.planning.actions.referrals import propose_rewards
from assay.planning.queries.referrals import Rewards, rewards_of
from assay.recruiting.models import Campaign
from assay.recruiting.queries.campaigns import campaign_for, may_recruit
from assay.web.money.amounts import amount
from assay.web.requests import done, signed_in, user_of


@dataclass(frozen=True, slots=True)
class ShownRewards:
    row: Rewards
    amount: str
    may_propose: bool


def shown_rewards(user: User, campaign: Campaign) -> ShownRewards:
    found = rewards_of(campaign)
    return ShownRewards(found, amount(found.micro, campaign.currency), may(user, Permission.POST_MANUAL))


@signed_in
@require_POST
def propose(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """All that wait, as entries that somebody else approves."""
    person = user_of(request)
    found = campaign_for(person, campaign)
    if not may_recruit(person, found.market):
        raise NotFound
    return done(
        request,
        lambda: propose_rewards(person, campaign=found, now=now()),
        _("Proposed: somebody else approves them in the ledger."),
        f"{reverse('campaign', args=[found.uid])}#links",
    )
