"""Rewards that were promised for people who came by a recommendation."""

from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from assay.planning.models import ReferralReward
from assay.recruiting.models import Application, Campaign
from assay.recruiting.queries.applications import taken_on


@dataclass(frozen=True, slots=True)
class Rewards:
    """`n_waiting` were accepted and nothing is proposed yet; `micro` is what that comes to."""

    n_waiting: int
    micro: int
    n_proposed: int


def to_reward(campaign: Campaign) -> QuerySet[Application]:
    """Who was accepted by a link with a reward and has none proposed yet, the first first."""
    recommended = taken_on(campaign, since=campaign.created_at).filter(link__reward_micro__gt=0)
    rewarded = ReferralReward.objects.filter(application__campaign=campaign).values("application")
    return recommended.exclude(pk__in=rewarded).order_by("pk")


def rewards_of(campaign: Campaign) -> Rewards:
    waiting = to_reward(campaign)
    micro = waiting.aggregate(micro=Sum("link__reward_micro"))["micro"] or 0
    n_proposed = ReferralReward.objects.filter(application__campaign=campaign).count()
    return Rewards(waiting.order_by().count(), micro, n_proposed)
