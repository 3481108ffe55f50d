"""By what applications, invitations and money are grouped, and what each group is called."""

from collections.abc import Callable
from datetime import date

from assay.recruiting.enums import RecruitingChannel
from assay.recruiting.models import Campaign

# Of a row `a` with campaign, channel and market, which came at `{at}`.
_GROUPS = {
    "campaign": "a.campaign_id",
    "channel": "a.channel",
    "market": "a.market_id",
    "week": "date_trunc('week', {at} AT TIME ZONE 'UTC')::date",
}
GROUPS = tuple(_GROUPS)
Key = int | str | date


def group_sql(by: str, at: str) -> str:
    return _GROUPS[by].format(at=at)


def named(campaigns: list[Campaign], by: str) -> Callable[[Key], str]:
    """What a key of the statement is called."""
    if by == "channel":
        return lambda key: str(RecruitingChannel(str(key)).label)
    if by == "market":
        names = {each.market_id: each.market.code for each in campaigns}
    elif by == "campaign":
        names = {each.pk: each.name for each in campaigns}
    else:
        return str
    return lambda key: names[int(str(key))]
