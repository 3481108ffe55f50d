"""Tracked links: one for each way on which people hear of a campaign, or of each contributor who recommends it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.ids import new_uid
from assay.kit.money import MOST as MOST_MICRO
from assay.kit.reasons import Refused
from assay.people.actions.inbox import tell
from assay.people.enums import WorkKind
from assay.people.models import Contributor, User
from assay.people.rules.words import refuse_name
from assay.recruiting.enums import RecruitingChannel
from assay.recruiting.models import Campaign, TrackedLink
from assay.recruiting.queries.campaigns import require_recruiting
from assay.recruiting.rules import reasons

# Codes are read out and typed: nothing that looks like something else.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH = 8


def add_link(
    by: User | None, *, campaign: Campaign, name: str, channel: RecruitingChannel, now: datetime
) -> TrackedLink:
    """A way of its own, so that who comes on it is counted apart."""
    require_recruiting(by, campaign.market)
    _refuse(campaign, name)
    with transaction.atomic():
        act_as(by)
        return new_link(campaign, name=name.strip(), channel=channel, now=now)


def add_referral(
    by: User | None, *, campaign: Campaign, referrer: Contributor, reward_micro: int, now: datetime
) -> TrackedLink:
    """A contributor's own link. The reward is what they are promised for each who is accepted."""
    require_recruiting(by, campaign.market)
    _refuse(campaign, referrer.pseudonym)
    if not 0 <= reward_micro <= MOST_MICRO or (reward_micro and not campaign.currency):
        raise Refused(reasons.REWARD_INVALID(field="reward"))
    link = _link(campaign, referrer.pseudonym, RecruitingChannel.REFERRAL, now)
    link.referrer, link.reward_micro = referrer, reward_micro
    try:
        with transaction.atomic():
            act_as(by)
            link.save()
            _tell(referrer, now)
    except IntegrityError as error:
        raise Refused(reasons.REFERRED_ALREADY(field="referrer", name=referrer.pseudonym)) from error
    return link


def retire_link(by: User | None, *, link: TrackedLink, now: datetime) -> None:
    """Nobody comes on it any more; who came is still counted."""
    require_recruiting(by, link.campaign.market)
    with transaction.atomic():
        act_as(by)
        TrackedLink.objects.filter(pk=link.pk, retired_at=None).update(retired_at=now)


def new_link(campaign: Campaign, *, name: str, channel: RecruitingChannel, now: datetime) -> TrackedLink:
    link = _link(campaign, name, channel, now)
    link.save()
    return link


def _tell(referrer: Contributor, now: datetime) -> None:
    kind, sentence = WorkKind.OTHER.value, _("You can recommend this work with a link of your own")
    tell([referrer.user_id], kind=kind, sentence=sentence, about={}, address="/recommend/", now=now)


def _link(campaign: Campaign, name: str, channel: RecruitingChannel, now: datetime) -> TrackedLink:
    uid = new_uid()
    return TrackedLink(
        uid=uid, campaign=campaign, code=_code(uid.int), name=name, channel=channel, created_at=now
    )


def _code(number: int) -> str:
    """Out of the random half of the uid: codes are public, but no two are near each other."""
    signs = []
    for _nth in range(_LENGTH):
        number, nth = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[nth])
    return "".join(signs)


def _refuse(campaign: Campaign, name: str) -> None:
    if campaign.closed_at is not None:
        raise Refused(reasons.CLOSED())
    if refuse_name(name):
        raise Refused(reasons.NAMELESS(field="name", most=120))
