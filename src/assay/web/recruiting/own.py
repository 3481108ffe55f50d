"""A contributor's own links: whom they may recommend a campaign to, and how many came of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import Contributor
from assay.recruiting.queries.links import referrals_of, text_in
from assay.web.recruiting.shown import shown_links
from assay.web.requests import signed_in, user_of


@signed_in
@require_GET
def recommend(request: HttpRequest) -> HttpResponse:
    """Counts only: who applied is nobody's business but theirs."""
    contributor = Contributor.objects.filter(user=user_of(request)).first()
    if contributor is None:
        raise NotFound
    language, today = get_language() or "en", now().date()
    links = [each for each in referrals_of(contributor) if each.campaign.closed_at is None]
    rows = [
        (text_in(each.campaign, language), shown, each.campaign.closes_on >= today)
        for each in links
        for shown in shown_links(each.campaign, [each])
    ]
    return render(request, "web/recruiting/own.html", {"rows": rows})
