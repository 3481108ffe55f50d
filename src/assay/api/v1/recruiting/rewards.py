"""What a campaign owes to who recommended it, over the API."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.planning.actions.referrals import propose_rewards
from assay.planning.queries.referrals import rewards_of
from assay.recruiting.models import Campaign
from assay.recruiting.queries.campaigns import campaign_for, may_recruit

router = Router(tags=["recruiting"])
AT = "/campaigns/{uuid:campaign}/rewards"


class ReferralRewardsOut(Schema):
    n_waiting: int = Field(
        description="Came by a recommendation, were accepted, and nothing stands proposed.", examples=[3]
    )
    waiting_micro: int = Field(description="What those come to, in millionths.", examples=[75_000_000])
    currency: str = Field(examples=["EUR"])
    n_proposed: int = Field(description="Wait for a second pair of eyes.", examples=[2])
    n_approved: int = Field(examples=[12])


@router.get(AT, response=ReferralRewardsOut, operation_id="campaigns_rewards")
def rewards(request: HttpRequest, campaign: UUID) -> ReferralRewardsOut:
    _user, found = _campaign(request, campaign)
    return _out(found)


@router.post(AT, response=ReferralRewardsOut, operation_id="campaigns_propose_rewards")
def propose(request: HttpRequest, campaign: UUID) -> ReferralRewardsOut:
    """All that wait, as entries by hand in your name; somebody else approves each. None is proposed twice."""
    user, found = _campaign(request, campaign)
    propose_rewards(user, campaign=found, now=now())
    return _out(found)


def _campaign(request: HttpRequest, uid: UUID) -> tuple[User, Campaign]:
    user = person_of(request)
    found = campaign_for(user, uid)
    if not may_recruit(user, found.market):
        raise NotFound
    return user, found


def _out(campaign: Campaign) -> ReferralRewardsOut:
    found = rewards_of(campaign)
    return ReferralRewardsOut(
        n_waiting=found.n_waiting,
        waiting_micro=found.micro,
        currency=campaign.currency,
        n_proposed=found.n_proposed,
        n_approved=found.n_approved,
    )
