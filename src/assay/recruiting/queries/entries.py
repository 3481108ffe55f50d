"""What was entered about links: rounds of invitations and money, in groups or one by one."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from assay.kit.reasons import NotFound
from assay.kit.sql import rows
from assay.recruiting.models import Campaign, InvitationRound, Spending
from assay.recruiting.queries.grouping import group_sql, named
from assay.recruiting.rules.entries import BudgetState, Cost, days_share

MOST_SHOWN = 200
_COSTS = """
SELECT {group}, a.currency, sum(a.spent)::bigint, sum(a.reward)::bigint FROM (
    SELECT s.amount_micro AS spent, 0 AS reward, s.currency, s.spent_on::timestamp AT TIME ZONE 'UTC' AS at,
        l.campaign_id, l.channel, c.market_id
    FROM recruiting_spending s
    JOIN recruiting_trackedlink l ON l.id = s.link_id JOIN recruiting_campaign c ON c.id = l.campaign_id
    UNION ALL
    SELECT 0, l.reward_micro, c.currency, p.applied_at, p.campaign_id, l.channel, c.market_id
    FROM recruiting_application p
    JOIN recruiting_trackedlink l ON l.id = p.link_id JOIN recruiting_campaign c ON c.id = p.campaign_id
    WHERE p.state = 'accepted' AND p.contributor_id IS NOT NULL AND l.reward_micro > 0
) a
WHERE a.campaign_id = ANY (%(campaigns)s::bigint[])
  AND (%(channel)s::text = '' OR a.channel = %(channel)s::text)
GROUP BY 1, 2 HAVING sum(a.spent) <> 0 OR sum(a.reward) <> 0
"""


def costs_of(campaigns: QuerySet[Campaign], *, by: str, channel: str = "") -> dict[str, list[Cost]]:
    """By group, then by currency: what was spent, and what was promised for those who were accepted."""
    chosen = list(campaigns.order_by("pk").select_related("market"))
    found: dict[str, dict[str, Cost]] = {}
    name = named(chosen, by)
    for key, currency, spent, rewards in _costs(chosen, by, channel):
        of_group = found.setdefault(name(key), {})
        before = of_group.get(currency, Cost(currency, 0, 0))
        of_group[currency] = Cost(currency, before.spent_micro + spent, before.rewards_micro + rewards)
    return {group: [of_group[each] for each in sorted(of_group)] for group, of_group in found.items()}


def budgets_of(campaigns: list[Campaign], today: date) -> dict[int, BudgetState]:
    """How far each campaign's budget is used, in its own currency; by key, in one query."""
    used: dict[int, int] = {}
    currencies = {each.pk: each.currency for each in campaigns}
    for key, currency, spent, rewards in _costs(campaigns, "campaign", ""):
        if currency == currencies[key]:
            used[key] = spent + rewards
    return {
        each.pk: BudgetState(
            used.get(each.pk, 0), each.budget_micro, days_share(each.opens_on, each.closes_on, today)
        )
        for each in campaigns
    }


def spendings_of(campaign: Campaign) -> QuerySet[Spending]:
    """The newest day first, with what took an entry back."""
    found = Spending.objects.filter(link__campaign=campaign).select_related("link", "entered_by", "reversal")
    return found.order_by("-spent_on", "-pk")


def rounds_of(campaign: Campaign) -> QuerySet[InvitationRound]:
    found = InvitationRound.objects.filter(link__campaign=campaign)
    return found.select_related("link", "entered_by", "reversal").order_by("-invited_on", "-pk")


def entry_of(campaign: Campaign, uid: UUID) -> Spending | InvitationRound:
    found = spendings_of(campaign).filter(uid=uid).first() or rounds_of(campaign).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def _costs(campaigns: list[Campaign], by: str, channel: str) -> list[tuple[int, str, int, int]]:
    asked = {"campaigns": [each.pk for each in campaigns], "channel": channel}
    return rows(_COSTS.format(group=group_sql(by, "a.at")), asked)
