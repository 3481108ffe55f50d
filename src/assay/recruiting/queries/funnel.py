"""How far the applicants of campaigns have come, from what people can and did: in four queries, however many."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from assay.people.queries.qualified import skills_held
from assay.recruiting.enums import ApplicationState, RecruitingChannel
from assay.recruiting.models import Application, Campaign
from assay.recruiting.rules.funnel import PRODUCTIVE, RETAINED_DAYS, Funnel, Way, funnels, steps_taken
from assay.work.queries.first_steps import first_steps

GROUPS: dict[str, Callable[[Application], str]] = {
    "campaign": lambda each: each.campaign.name,
    "channel": lambda each: str(RecruitingChannel(each.link.channel).label),
    "market": lambda each: each.campaign.market.code,
    "week": lambda each: _monday(each.applied_at),
}


def funnel_of(campaigns: QuerySet[Campaign], *, by: str, now: datetime) -> list[Funnel]:
    """Applications of these campaigns, grouped by campaign, channel, market or the week in which they came."""
    rows = Application.objects.filter(campaign__in=campaigns.order_by().values("pk"))
    found = list(rows.select_related("campaign__market", "link").order_by("pk"))
    taken = {
        each.contributor_id: each.ended_at
        for each in found
        if each.state == ApplicationState.ACCEPTED and each.contributor_id and each.ended_at
    }
    held = skills_held(taken, now=now)
    did = first_steps(taken, between_days=RETAINED_DAYS)
    ways = []
    for each in found:
        skills = held.get(each.contributor_id or 0, frozenset())
        work = did.get(each.contributor_id or 0)
        wanted = set(each.campaign.skills)
        since = taken.get(each.contributor_id or 0)
        facts = (
            True,
            each.verified_at is not None,
            since is not None,
            bool(skills & wanted) if wanted else bool(skills),
            work is not None and work.n_accepted >= 1,
            work is not None and work.n_accepted >= PRODUCTIVE,
            work is not None and work.stays,
        )
        is_over = since is not None and now >= since + timedelta(days=RETAINED_DAYS[1])
        ways.append(Way(GROUPS[by](each), steps_taken(facts), is_over))
    return funnels(ways)


def _monday(at: datetime) -> str:
    return (at.date() - timedelta(days=at.weekday())).isoformat()
