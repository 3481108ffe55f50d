"""What the talent pool will give against the need of open projects, by market, and how many to recruit where."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from assay.kit.clock import now
from assay.planning.queries.recruits import N_WEEKS, Forecast, forecasts
from assay.planning.rules.recruits import LEAST, Ask, Coming
from assay.recruiting.queries.leaving import N_QUIET
from assay.recruiting.rules.funnel import FunnelStep
from assay.web.recruiting.funnel import STEPS
from assay.web.requests import signed_in, user_of


@dataclass(frozen=True, slots=True)
class ShownAsk:
    row: Ask
    channel: str


@dataclass(frozen=True, slots=True)
class ShownComing:
    row: Coming
    step: str


@dataclass(frozen=True, slots=True)
class ShownForecast:
    row: Forecast
    asks: list[ShownAsk]
    coming: list[ShownComing]


@signed_in
@require_GET
def forecast(request: HttpRequest) -> HttpResponse:
    """Whoever sees how recruiting goes sees it for their markets: hours and counts, no names."""
    found = forecasts(user_of(request), now=now())
    shown = [_shown(each) for each in found]
    context = {"rows": shown, "least": LEAST, "n_weeks": N_WEEKS, "n_quiet": N_QUIET}
    return render(request, "web/recruiting/forecast.html", context)


def _shown(found: Forecast) -> ShownForecast:
    coming = [ShownComing(each, _(STEPS[FunnelStep(each.step)])) for each in found.lack.outlook.coming]
    return ShownForecast(found, [ShownAsk(each, _(each.channel)) for each in found.asks], coming)
