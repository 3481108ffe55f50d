"""Campaigns are made, changed and closed, and say what they are in several languages."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Reason, Refused
from assay.people.models import Market, User
from assay.people.queries.organisation import skills
from assay.people.rules.words import refuse_why
from assay.projects.enums import Segment
from assay.recruiting.actions.links import new_link
from assay.recruiting.enums import RecruitingChannel, ScreeningOutcome
from assay.recruiting.models import Campaign, CampaignText
from assay.recruiting.queries.campaigns import require_recruiting
from assay.recruiting.rules import reasons
from assay.recruiting.rules.campaigns import Terms, Wording, problems, refuse_wording
from assay.recruiting.rules.screening import ScreeningRule, default_rules
from assay.recruiting.rules.screening import problems as rule_problems


def make_campaign(
    by: User | None,
    *,
    market: Market,
    segment: Segment,
    channel: RecruitingChannel,
    terms: Terms,
    wording: Wording,
    now: datetime,
) -> Campaign:
    """With the page in one language, and the link of its first channel."""
    require_recruiting(by, market)
    _refuse(terms, market, *refuse_wording(wording))
    with transaction.atomic():
        act_as(by)
        campaign = Campaign(market=market, segment=segment, channel=channel, created_at=now, created_by=by)
        _set(campaign, terms)
        campaign.screening = [rule.as_json() for rule in default_rules(terms.languages, terms.device)]
        campaign.save()
        _write(by, campaign, wording, now)
        new_link(campaign, name=channel.label, channel=channel, now=now)
    return campaign


def change_campaign(by: User | None, *, campaign: Campaign, terms: Terms) -> Campaign:
    """What it looks for from now on; who has applied stays."""
    require_recruiting(by, campaign.market)
    _refuse(terms, campaign.market)
    with transaction.atomic():
        locked = _locked(by, campaign)
        _set(locked, terms)
        locked.save()
    return locked


def set_screening(
    by: User | None, *, campaign: Campaign, rules: Sequence[ScreeningRule], otherwise: ScreeningOutcome
) -> Campaign:
    """What becomes of applications that are confirmed from now on."""
    require_recruiting(by, campaign.market)
    if found := rule_problems(rules, campaign.skills):
        raise Refused(*found)
    if otherwise == ScreeningOutcome.REFUSE:
        raise Refused(reasons.REFUSAL_UNSAID(field="otherwise"))
    with transaction.atomic():
        locked = _locked(by, campaign)
        locked.screening, locked.otherwise = [rule.as_json() for rule in rules], otherwise
        locked.save(update_fields=["screening", "otherwise"])
    return locked


def close_campaign(by: User | None, *, campaign: Campaign, reason: str, now: datetime) -> None:
    """Nobody applies any more; who has applied is still decided."""
    require_recruiting(by, campaign.market)
    if refused := refuse_why(reason, field="reason"):
        raise Refused(refused)
    with transaction.atomic():
        locked = _locked(by, campaign)
        locked.closed_at, locked.closed_reason = now, reason.strip()
        locked.save(update_fields=["closed_at", "closed_reason"])


def write_text(by: User | None, *, campaign: Campaign, wording: Wording, now: datetime) -> CampaignText:
    """What the page says in a language from now on."""
    require_recruiting(by, campaign.market)
    if found := refuse_wording(wording):
        raise Refused(*found)
    with transaction.atomic():
        _locked(by, campaign)
        return _write(by, campaign, wording, now)


def drop_text(by: User | None, *, campaign: Campaign, language: str) -> None:
    """The page in this language; one is left."""
    require_recruiting(by, campaign.market)
    with transaction.atomic():
        _locked(by, campaign)
        others = campaign.texts.exclude(language=language)
        if not others.exists():
            raise Refused(reasons.LAST_TEXT())
        campaign.texts.filter(language=language).delete()


def _locked(by: User | None, campaign: Campaign) -> Campaign:
    act_as(by)
    locked = Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    if locked.closed_at is not None:
        raise Refused(reasons.CLOSED())
    return locked


def _refuse(terms: Terms, market: Market, *more: Reason) -> None:
    known = skills().filter(retired_at=None).values_list("code", flat=True)
    if found := [*problems(terms, region=market.region, skills=known), *more]:
        raise Refused(*found)


def _set(campaign: Campaign, terms: Terms) -> None:
    campaign.name, campaign.n_wanted = terms.name.strip(), terms.n_wanted
    campaign.opens_on, campaign.closes_on = terms.opens_on, terms.closes_on
    campaign.budget_micro, campaign.currency = terms.budget_micro, terms.currency
    campaign.languages, campaign.skills = dict(terms.languages), list(terms.skills)
    campaign.device, campaign.least_age = terms.device, terms.least_age


def _write(by: User | None, campaign: Campaign, wording: Wording, now: datetime) -> CampaignText:
    said = {"title": wording.title.strip(), "markdown": wording.markdown.strip()}
    text, _ = CampaignText.objects.update_or_create(
        campaign=campaign,
        language=wording.language,
        defaults={**said, "written_at": now, "written_by": by},
    )
    return text
