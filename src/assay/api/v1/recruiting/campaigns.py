"""Campaigns over the API: made, changed and closed, with their links and who applied."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.recruiting import shapes
from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.models import Contributor, Market, User
from assay.people.queries.scope import one_of, others_visible
from assay.recruiting.actions import campaigns as actions
from assay.recruiting.actions.links import add_link, add_referral, retire_link
from assay.recruiting.enums import RecruitingChannel
from assay.recruiting.models import Campaign
from assay.recruiting.queries.applications import applications_of
from assay.recruiting.queries.campaigns import campaign_for, visible_campaigns, with_counts
from assay.recruiting.queries.entries import costs_of
from assay.recruiting.queries.funnel import funnel_of
from assay.recruiting.queries.links import links_of, referrals_of
from assay.recruiting.rules import reasons

router = Router(tags=["recruiting"])


@router.get("/campaigns", response=Page[shapes.CampaignOut], operation_id="campaigns")
def campaigns(request: HttpRequest, paging: Query[Paging]) -> Page[shapes.CampaignOut]:
    """The campaigns of your markets, the newest first."""
    rows, today = with_counts(visible_campaigns(person_of(request))), now().date()
    return page(rows, paging, lambda row: shapes.campaign_out(row, today))


@router.post("/campaigns", response={201: shapes.CampaignOut}, operation_id="campaigns_create")
@creates
def create(request: HttpRequest, asked: shapes.CampaignIn) -> shapes.CampaignOut:
    """A campaign with its page in one language and the link of its first channel."""
    user = person_of(request)
    visible_campaigns(user)
    market = Market.objects.filter(code=asked.market, retired_at=None).first()
    if market is None:
        raise Refused(reasons.CHOOSE_ONE(field="market"))
    made = actions.make_campaign(
        user,
        market=market,
        segment=asked.segment,
        channel=asked.channel,
        terms=shapes.terms_of(asked),
        wording=shapes.wording_of(asked.text),
        now=now(),
    )
    return _campaign(user, made.uid)


@router.get("/campaigns/{uuid:campaign}", response=shapes.CampaignOut, operation_id="campaigns_get")
def get(request: HttpRequest, campaign: UUID) -> shapes.CampaignOut:
    """One campaign, with how many applied, wait and were accepted."""
    return _campaign(person_of(request), campaign)


@router.put("/campaigns/{uuid:campaign}", response=shapes.CampaignOut, operation_id="campaigns_change")
def change(request: HttpRequest, campaign: UUID, asked: shapes.CampaignTermsIn) -> shapes.CampaignOut:
    """What it looks for from now on; who has applied stays."""
    user = person_of(request)
    actions.change_campaign(user, campaign=campaign_for(user, campaign), terms=shapes.terms_of(asked))
    return _campaign(user, campaign)


@router.post("/campaigns/{uuid:campaign}/close", response=shapes.CampaignOut, operation_id="campaigns_close")
def close(request: HttpRequest, campaign: UUID, asked: shapes.CampaignClosingIn) -> shapes.CampaignOut:
    """Nobody applies any more; who has applied is still decided."""
    user = person_of(request)
    found = campaign_for(user, campaign)
    actions.close_campaign(user, campaign=found, reason=asked.reason, now=now())
    return _campaign(user, campaign)


@router.put("/campaigns/{uuid:campaign}/texts", response=shapes.CampaignOut, operation_id="campaigns_text")
def text(request: HttpRequest, campaign: UUID, asked: shapes.CampaignWordingIn) -> shapes.CampaignOut:
    """What its page says in a language from now on."""
    user = person_of(request)
    wording = shapes.wording_of(asked)
    actions.write_text(user, campaign=campaign_for(user, campaign), wording=wording, now=now())
    return _campaign(user, campaign)


@router.get(
    "/campaigns/{uuid:campaign}/links", response=shapes.TrackedLinksOut, operation_id="campaigns_links"
)
def links(request: HttpRequest, campaign: UUID) -> shapes.TrackedLinksOut:
    """The ways on which people come, and how many came on each."""
    return _links(campaign_for(person_of(request), campaign))


@router.post(
    "/campaigns/{uuid:campaign}/links",
    response={201: shapes.TrackedLinksOut},
    operation_id="campaigns_add_link",
)
@creates
def add(request: HttpRequest, campaign: UUID, asked: shapes.TrackedLinkIn) -> shapes.TrackedLinksOut:
    """A link of a channel, or of a contributor who recommends the campaign."""
    user = person_of(request)
    found = campaign_for(user, campaign)
    if asked.referrer is None:
        add_link(user, campaign=found, name=asked.name, channel=asked.channel, now=now())
    else:
        referrer = one_of(others_visible(user), asked.referrer)
        add_referral(user, campaign=found, referrer=referrer, reward_micro=asked.reward_micro, now=now())
    return _links(found)


@router.post(
    "/campaigns/{uuid:campaign}/links/{uuid:link}/retire",
    response=shapes.TrackedLinksOut,
    operation_id="campaigns_retire_link",
)
def retire(request: HttpRequest, campaign: UUID, link: UUID) -> shapes.TrackedLinksOut:
    """Nobody comes on it any more."""
    user = person_of(request)
    found = campaign_for(user, campaign)
    row = found.links.select_related("campaign__market").filter(uid=link).first()
    if row is None:
        raise NotFound
    retire_link(user, link=row, now=now())
    return _links(found)


@router.get(
    "/campaigns/{uuid:campaign}/applications",
    response=Page[shapes.ApplicationOut],
    operation_id="campaigns_applications",
)
def applications(request: HttpRequest, campaign: UUID, paging: Query[Paging]) -> Page[shapes.ApplicationOut]:
    """Who applied, the newest first."""
    user = person_of(request)
    return page(applications_of(user, campaign_for(user, campaign)), paging, shapes.application_out)


@router.get("/campaigns/funnel", response=shapes.FunnelsOut, operation_id="campaigns_funnel")
def funnel(
    request: HttpRequest,
    *,
    by: Literal["campaign", "channel", "market", "week"] = "channel",
    channel: RecruitingChannel | None = None,
    market: str = "",
    campaign: UUID | None = None,
) -> shapes.FunnelsOut:
    """How far the applicants of your campaigns have come and what they cost, grouped; of one channel or market."""
    rows = visible_campaigns(person_of(request))
    rows = rows.filter(market__code=market.replace("\0", "")) if market else rows
    rows = rows.filter(uid=campaign) if campaign else rows
    found = funnel_of(rows, by=by, now=now(), channel=channel or "")
    costs = costs_of(rows, by=by, channel=channel or "")
    return shapes.FunnelsOut(funnels=[shapes.funnel_out(each, costs.get(each.group, [])) for each in found])


@router.get("/me/referrals", response=shapes.TrackedLinksOut, operation_id="me_referrals")
def referrals(request: HttpRequest) -> shapes.TrackedLinksOut:
    """Your own links to campaigns that you may recommend, with how many came."""
    contributor = Contributor.objects.filter(user=person_of(request)).first()
    if contributor is None:
        raise NotFound
    return shapes.TrackedLinksOut(
        links=[shapes.link_out(each) for each in referrals_of(contributor).select_related("referrer")]
    )


def _campaign(user: User, uid: UUID) -> shapes.CampaignOut:
    found = with_counts(visible_campaigns(user)).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return shapes.campaign_out(found, now().date())


def _links(campaign: Campaign) -> shapes.TrackedLinksOut:
    return shapes.TrackedLinksOut(links=[shapes.link_out(each) for each in links_of(campaign)])
