"""All campaigns in reach, and a new one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from assay.kit.clock import now as the_time
from assay.kit.reasons import Refused
from assay.people.models import Market
from assay.projects.enums import Segment
from assay.recruiting.actions.campaigns import make_campaign
from assay.recruiting.enums import RecruitingChannel
from assay.recruiting.models import Campaign
from assay.recruiting.queries.campaigns import may_recruit, recruits_for, visible_campaigns, with_counts
from assay.recruiting.rules import reasons
from assay.web.projects.forms import Filled, refused
from assay.web.recruiting import form
from assay.web.recruiting.shown import shown_campaign
from assay.web.requests import page_of, signed_in, user_of


@signed_in
@require_GET
def campaigns(request: HttpRequest) -> HttpResponse:
    person = user_of(request)
    page = page_of(request, with_counts(visible_campaigns(person)))
    today = the_time().date()
    context = {
        "page": page,
        "rows": [shown_campaign(each, today) for each in page],
        "may_recruit": may_recruit(person),
    }
    return render(request, "web/recruiting/campaigns.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """With what its page says in one language; the others are added on its page."""
    person = user_of(request)
    visible_campaigns(person)
    filled = Filled(form.empty(the_time().date()))
    if request.method == "POST":
        try:
            return redirect("campaign", campaign=_make(request).uid)
        except Refused as why:
            filled = refused(form.typed_of(request.POST, form.NEW), why, form.NEW)
    context = {"form": filled, "markets": recruits_for(person), **form.choices()}
    return render(request, "web/recruiting/new.html", context, status=filled.status)


def _make(request: HttpRequest) -> Campaign:
    posted = request.POST
    market = Market.objects.filter(code=posted.get("market", ""), retired_at=None).first()
    segment, channel = posted.get("segment", ""), posted.get("channel", "")
    if market is None:
        raise Refused(reasons.CHOOSE_ONE(field="market"))
    if segment not in Segment.values or channel not in RecruitingChannel.values:
        raise Refused(reasons.CHOOSE_ONE(field="segment"))
    return make_campaign(
        user_of(request),
        market=market,
        segment=Segment(segment),
        channel=RecruitingChannel(channel),
        terms=form.terms_of(posted),
        wording=form.wording_of(posted),
        now=the_time(),
    )
