"""People of the talent pool are invited to a campaign, each once, and answer: who accepts works for its market, too."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.actions.contributors import set_markets
from assay.people.actions.inbox import tell
from assay.people.enums import WorkKind
from assay.people.models import Market, User
from assay.people.queries.recipients import recipients_of
from assay.recruiting.actions.links import new_link
from assay.recruiting.enums import ApplicationState, CampaignState, RecruitingChannel
from assay.recruiting.models import Application, Campaign, Invitation, TalentSegment, TrackedLink
from assay.recruiting.queries.campaigns import require_recruiting
from assay.recruiting.queries.links import text_in
from assay.recruiting.queries.talent import searched, unknown_in
from assay.recruiting.rules import reasons
from assay.recruiting.rules.campaigns import state_of
from assay.recruiting.rules.talent import MOST_INVITED, Invited, Search, problems


def invite_to_campaign(
    by: User, *, campaign: Campaign, search: Search, now: datetime, segment: TalentSegment | None = None
) -> Invited:
    """Everybody in sight who fits, 2,000 at a time; whoever came by this campaign or opted out hears nothing.

    Of the answer `n_members` are those who came by the campaign.
    """
    require_recruiting(by, campaign.market)
    if found := [*problems(search), *unknown_in(search)]:
        raise Refused(*found)
    if not _is_open(campaign, now):
        raise Refused(reasons.CAMPAIGN_NOT_OPEN(field="campaign"))
    with transaction.atomic():
        act_as(by)
        # Two who invite at once wait for each other, so that nobody is told twice.
        Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
        link = campaign.links.filter(channel=RecruitingChannel.POOL).first() or new_link(
            campaign, name=RecruitingChannel.POOL.label, channel=RecruitingChannel.POOL, now=now
        )
        users, n_before, n_came = _chosen(by, link, search, now)
        told = recipients_of(users.values(), WorkKind.INVITATION)
        willing = [pk for pk, user in users.items() if user in told and told[user].wants_inbox]
        asked = willing[:MOST_INVITED]
        Invitation.objects.bulk_create(
            Invitation(contributor_id=each, link=link, segment=segment, invited_at=now, invited_by=by)
            for each in asked
        )
        _tell(campaign, [users[each] for each in asked], now)
    return Invited(len(asked), n_before, n_came, len(users) - len(willing), len(willing) - len(asked))


def accept_campaign(invitation: Invitation, *, now: datetime) -> None:
    """Whoever invited recruits for the market, and that is what the answer completes."""
    assert invitation.link is not None
    campaign = invitation.link.campaign
    if not _is_open(campaign, now):
        raise Refused(reasons.NOT_OPEN())
    contributor = invitation.contributor
    served = Market.objects.filter(pk__in=contributor.markets.values("market"))
    if not served.filter(pk=campaign.market_id).exists():
        set_markets(None, contributor=contributor, markets=[*served, campaign.market], now=now)


def _is_open(campaign: Campaign, now: datetime) -> bool:
    state = state_of(campaign.opens_on, campaign.closes_on, campaign.closed_at, now.date())
    return state == CampaignState.OPEN


def _chosen(by: User, link: TrackedLink, search: Search, now: datetime) -> tuple[dict[int, int], int, int]:
    """Who can be invited, contributor to user; how many were invited before, and how many came by the campaign."""
    fits = searched(by, search, now).select_related(None).order_by("pk")
    before = Invitation.objects.filter(link=link).values("contributor")
    applied = Application.objects.filter(campaign=link.campaign, state=ApplicationState.ACCEPTED)
    came = applied.exclude(contributor=None).values("contributor")
    free = fits.exclude(pk__in=before).exclude(pk__in=came)
    n_before = fits.filter(pk__in=before).exclude(pk__in=came).count()
    return dict(free.values_list("pk", "user_id")), n_before, fits.filter(pk__in=came).count()


def _tell(campaign: Campaign, users: Iterable[int], now: datetime) -> None:
    """With the title of the campaign's page in each person's language, or the nearest there is."""
    by_language: dict[str, list[int]] = {}
    for user, locale in User.objects.filter(pk__in=list(users)).values_list("pk", "locale"):
        by_language.setdefault(locale, []).append(user)
    for locale, pks in sorted(by_language.items()):
        tell(
            pks,
            kind=WorkKind.INVITATION.value,
            sentence=_("You are invited: {title}"),
            about={"title": text_in(campaign, locale).title},
            address="/invitations/",
            now=now,
        )
