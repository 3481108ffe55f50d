"""How far the applicants of campaigns have come, from what people can and did: counted in SQL, however many."""

from datetime import datetime

from django.db.models import QuerySet

from assay.kit.sql import read, rows
from assay.people.queries.qualified import SKILLS_HELD
from assay.recruiting.models import Campaign
from assay.recruiting.queries.grouping import group_sql, named
from assay.recruiting.rules.funnel import PRODUCTIVE, RETAINED_DAYS, TIME_DAYS, Funnel, Way, funnels
from assay.work.queries.first_steps import FIRST_STEPS

_FUNNEL = read("assay.recruiting.queries", "funnel.sql")
_INVITED = """
SELECT {group}, sum(a.n)::int FROM (
    SELECT r.n, r.at, l.campaign_id, l.channel, c.market_id
    FROM (
        SELECT link_id, n, invited_on::timestamp AT TIME ZONE 'UTC' AS at FROM recruiting_invitationround
        UNION ALL SELECT link_id, 1, invited_at FROM recruiting_invitation WHERE link_id IS NOT NULL
    ) r
    JOIN recruiting_trackedlink l ON l.id = r.link_id JOIN recruiting_campaign c ON c.id = l.campaign_id
    WHERE l.campaign_id = ANY (%(campaigns)s::bigint[])
      AND (%(channel)s::text = '' OR l.channel = %(channel)s::text)
) a GROUP BY 1 HAVING sum(a.n) > 0
"""


def funnel_of(campaigns: QuerySet[Campaign], *, by: str, now: datetime, channel: str = "") -> list[Funnel]:
    """Grouped by campaign, channel, market or the week in which they came; of one channel alone, if named."""
    chosen = list(campaigns.order_by("pk").select_related("market"))
    invited = rows(_INVITED.format(group=group_sql(by, "a.at")), _asked(chosen, channel))
    name = named(chosen, by)
    return funnels(_ways(chosen, by, now, channel), {name(key): n for key, n in invited})


def ways_by_market(campaigns: QuerySet[Campaign], *, now: datetime) -> list[Way]:
    """How far everybody came, by the code of the market."""
    return _ways(list(campaigns.order_by("pk").select_related("market")), "market", now, "")


def _ways(chosen: list[Campaign], by: str, now: datetime, channel: str) -> list[Way]:
    name, (first, last) = named(chosen, by), RETAINED_DAYS
    found = rows(
        _FUNNEL.format(did=FIRST_STEPS, held=SKILLS_HELD, group=group_sql(by, "a.applied_at")),
        {
            **_asked(chosen, channel),
            "now": now,
            "productive": PRODUCTIVE,
            "first": first,
            "last": last,
            "time": TIME_DAYS,
        },
    )
    return [Way(name(key), *rest) for key, *rest in found]


def _asked(chosen: list[Campaign], channel: str) -> dict[str, object]:
    return {"campaigns": [each.pk for each in chosen], "channel": channel}
