"""Who recommended somebody that was accepted gets the reward that was promised, once."""

from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.money.actions.manual import Wanted, propose
from assay.money.enums import AccountKind
from assay.money.queries.accounts import Named
from assay.people.models import User
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission
from assay.planning.models import ReferralReward
from assay.planning.queries.referrals import to_reward
from assay.recruiting.models import Application, Campaign
from assay.recruiting.queries.campaigns import require_recruiting

MOST_AT_ONCE = 200


def propose_rewards(by: User, *, campaign: Campaign, now: datetime) -> int:
    """Entries by hand, which somebody else approves; how many. Nobody learns from one who it was that came."""
    require_recruiting(by, campaign.market)
    require_everywhere(by, Permission.POST_MANUAL)
    with transaction.atomic():
        act_as(by)
        # Two who press the button at once: the second finds nothing left.
        locked = Campaign.objects.select_for_update(no_key=True).select_related("market").get(pk=campaign.pk)
        waiting = list(to_reward(locked).select_related("link__referrer")[:MOST_AT_ONCE])
        for application in waiting:
            _propose(by, locked, application, now)
    return len(waiting)


def _propose(by: User, campaign: Campaign, application: Application, now: datetime) -> None:
    referrer = application.link.referrer
    assert referrer is not None
    wanted = Wanted(
        debit=Named(AccountKind.FEES.value),
        credit=Named(AccountKind.AVAILABLE.value, referrer.pseudonym),
        micro=application.link.reward_micro,
        currency=campaign.currency,
        booked_on=now.date(),
        reason=f"Recommended somebody who was accepted: {campaign.name}",
    )
    ReferralReward.objects.create(
        application=application, entry=propose(by, wanted=wanted, now=now), proposed_at=now
    )
