"""The funnel: how far applicants come, by campaign, channel, market or week."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from assay.kit.clock import now
from assay.recruiting.queries.campaigns import visible_campaigns
from assay.recruiting.queries.funnel import GROUPS, funnel_of
from assay.recruiting.rules.funnel import PRODUCTIVE, Funnel, FunnelStep, Reached
from assay.web.requests import signed_in, user_of

STEPS = {
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
    steps: tuple[Reached, ...]


@signed_in
@require_GET
def funnel(request: HttpRequest) -> HttpResponse:
    """Counts only: whoever sees how recruiting goes may see it."""
    asked = request.GET.get("by", "")
    by = asked if asked in GROUPS else "channel"
    found = funnel_of(visible_campaigns(user_of(request)), by=by, now=now())
    context = {
        "rows": [_shown(each, by) for each in found],
        "steps": [_(STEPS[step]) for step in FunnelStep],
        "groups": [(key, _(label)) for key, label in BY.items()],
        "by": by,
        "by_label": _(BY[by]),
        "n_productive": PRODUCTIVE,
    }
    return render(request, "web/recruiting/funnel.html", context)


def _shown(found: Funnel, by: str) -> ShownFunnel:
    return ShownFunnel(_(found.group) if by == "channel" else found.group, found.steps)
