"""The funnel: how far applicants come and what that costs, by campaign, channel, market or week."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.recruiting.enums import RecruitingChannel
from assay.recruiting.models import Campaign
from assay.recruiting.queries.campaigns import visible_campaigns
from assay.recruiting.queries.entries import costs_of
from assay.recruiting.queries.funnel import funnel_of
from assay.recruiting.queries.grouping import GROUPS
from assay.recruiting.rules.entries import Cost
from assay.recruiting.rules.funnel import PRODUCTIVE, Funnel, FunnelStep
from assay.web.recruiting.shown import ShownCost, shown_costs
from assay.web.recruiting.steps import ShownStep, shown_step
from assay.web.requests import signed_in, user_of

STEPS = {
    FunnelStep.INVITED: gettext_noop("Invited"),
    FunnelStep.APPLIED: gettext_noop("Applied"),
    FunnelStep.VERIFIED: gettext_noop("Confirmed"),
    FunnelStep.ACCEPTED: gettext_noop("Accepted"),
    FunnelStep.QUALIFIED: gettext_noop("Qualified"),
    FunnelStep.ACTIVATED: gettext_noop("Activated"),
    FunnelStep.PRODUCTIVE: gettext_noop("Productive"),
    FunnelStep.RETAINED: gettext_noop("Retained"),
}
BY = {
    "channel": gettext_noop("Channel"),
    "campaign": gettext_noop("Campaign"),
    "market": gettext_noop("Market"),
    "week": gettext_noop("Week"),
}


@dataclass(frozen=True, slots=True)
class ShownFunnel:
    group: str
    steps: list[ShownStep]
    costs: list[ShownCost]


@signed_in
@require_GET
def funnel(request: HttpRequest) -> HttpResponse:
    """Counts only: whoever sees how recruiting goes may see it."""
    by, channel = request.GET.get("by", ""), request.GET.get("channel", "")
    by = by if by in GROUPS else "channel"
    channel = channel if channel in RecruitingChannel.values else ""
    campaigns = visible_campaigns(user_of(request))
    narrowed, chosen = _narrowed(request, campaigns)
    found = funnel_of(narrowed, by=by, now=now(), channel=channel)
    costs = costs_of(narrowed, by=by, channel=channel)
    context = {
        "rows": [_shown(each, costs.get(each.group, []), by) for each in found],
        "has_costs": bool(costs),
        "steps": [_(STEPS[step]) for step in FunnelStep],
        "groups": [(key, _(label)) for key, label in BY.items()],
        "channels": [(each.value, _(each.label)) for each in RecruitingChannel],
        "markets": sorted(set(campaigns.order_by().values_list("market__code", flat=True))),
        "campaigns": campaigns.values_list("uid", "name"),
        "by": by,
        "by_label": _(BY[by]),
        "chosen": {**chosen, "channel": channel},
        "kept": "".join(f"&{key}={value}" for key, value in {**chosen, "channel": channel}.items() if value),
        "n_productive": PRODUCTIVE,
    }
    return render(request, "web/recruiting/funnel.html", context)


def _narrowed(
    request: HttpRequest, campaigns: QuerySet[Campaign]
) -> tuple[QuerySet[Campaign], dict[str, str]]:
    """To one market or one campaign; what is none of them narrows nothing."""
    uid = parse_uid(request.GET.get("campaign", ""))
    market = request.GET.get("market", "")
    chosen: dict[str, str] = {}
    if uid and campaigns.filter(uid=uid).exists():
        campaigns, chosen["campaign"] = campaigns.filter(uid=uid), str(uid)
    if "\0" not in market and campaigns.filter(market__code=market).exists():
        campaigns, chosen["market"] = campaigns.filter(market__code=market), market
    return campaigns, chosen


def _shown(found: Funnel, costs: list[Cost], by: str) -> ShownFunnel:
    group = _(found.group) if by == "channel" else found.group
    return ShownFunnel(
        group, [shown_step(each.n, each.of_before) for each in found.steps], shown_costs(found, costs)
    )
