"""Ways to a campaign: by the code of a link, which is public."""

from django.db.models import Count, Q, QuerySet

from assay.kit.reasons import NotFound
from assay.people.models import Contributor
from assay.recruiting.enums import ApplicationState
from assay.recruiting.models import Campaign, CampaignText, TrackedLink


def link_at(code: str) -> TrackedLink:
    """The link in use with that code."""
    links = TrackedLink.objects.select_related("campaign__market")
    found = links.filter(code=code, retired_at=None).first()
    if found is None:
        raise NotFound
    return found


def text_in(campaign: Campaign, language: str) -> CampaignText:
    """What the page says in a language or its nearest: pt for pt-BR, else English, else the first that was written."""
    by_language = {text.language: text for text in sorted(campaign.texts.all(), key=lambda each: each.pk)}
    base = language.partition("-")[0]
    near = [text for tag, text in by_language.items() if tag.partition("-")[0] == base]
    found = by_language.get(language) or next(iter(near), None) or by_language.get("en")
    return found or next(iter(by_language.values()))


def links_of(campaign: Campaign) -> QuerySet[TrackedLink]:
    """Those in use first; with `n_applied` and `n_accepted`."""
    accepted = Q(applications__state=ApplicationState.ACCEPTED)
    links = campaign.links.select_related("referrer").annotate(
        n_applied=Count("applications"), n_accepted=Count("applications", filter=accepted)
    )
    return links.order_by("retired_at", "pk")


def referrals_of(contributor: Contributor) -> QuerySet[TrackedLink]:
    """The links that are this person's own, with who came on them as counts only."""
    accepted = Q(applications__state=ApplicationState.ACCEPTED)
    links = TrackedLink.objects.filter(referrer=contributor, retired_at=None).select_related(
        "campaign__market"
    )
    return links.annotate(
        n_applied=Count("applications"), n_accepted=Count("applications", filter=accepted)
    ).order_by("-pk")
