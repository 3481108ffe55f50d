"""Rewards that were promised for people who came by a recommendation."""

from dataclasses import dataclass

from django.db.models import F, QuerySet, Sum

from assay.money.enums import ManualState
from assay.planning.models import ReferralReward
from assay.recruiting.models import Application, Campaign
from assay.recruiting.queries.applications import taken_on

# One that was rejected or withdrawn may be proposed again.
STANDING = (ManualState.PROPOSED, ManualState.APPROVED)


@dataclass(frozen=True, slots=True)
class Rewards:
    """`n_waiting` were accepted and nothing stands proposed; `micro` is what that comes to."""

    n_waiting: int
    micro: int
    n_proposed: int
    n_approved: int


def to_reward(campaign: Campaign) -> QuerySet[Application]:
    """Who came by a link with a reward, was accepted and has none that stands, the first first.

    Whoever was here before they applied was not brought by anybody, least of all by themselves.
    """
    came = taken_on(campaign, since=campaign.created_at).filter(
        link__reward_micro__gt=0, contributor__created_at__gte=F("applied_at")
    )
    rewarded = _of(campaign).filter(entry__state__in=STANDING).values("application")
    return came.exclude(pk__in=rewarded).order_by("pk")


def rewards_of(campaign: Campaign) -> Rewards:
    waiting = to_reward(campaign)
    micro = waiting.aggregate(micro=Sum("link__reward_micro"))["micro"] or 0
    states = list(_of(campaign).values_list("entry__state", flat=True))
    return Rewards(
        waiting.order_by().count(),
        micro,
        states.count(ManualState.PROPOSED),
        states.count(ManualState.APPROVED),
    )


def _of(campaign: Campaign) -> QuerySet[ReferralReward]:
    return ReferralReward.objects.filter(application__campaign=campaign)
