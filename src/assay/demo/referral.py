"""Tucano has recommended somebody, Mia has accepted her, and the reward that was promised waits for Omar."""

from datetime import datetime, timedelta

from assay.demo.people import Organisation
from assay.demo.recruits import send_application
from assay.planning.actions.referrals import propose_rewards
from assay.recruiting.actions.deciding import accept, carry_out
from assay.recruiting.actions.letters import send_letters
from assay.recruiting.actions.own import confirm
from assay.recruiting.models import TrackedLink

NAME = "Ines Braga"


def recommend_somebody(organisation: Organisation, now: datetime) -> None:
    """Without a password until she opens the letter: she is nobody to sign in as."""
    mia, since = organisation.users["mia"], now - timedelta(days=4)
    link = TrackedLink.objects.select_related("campaign__market").get(
        referrer=organisation.people["Tucano"], campaign__market__code="pt-BR"
    )
    sent = confirm(send_application(link, NAME, at=since), now=since + timedelta(minutes=20))
    decided_at = since + timedelta(days=1)
    accept(mia, campaign=link.campaign, applications=[sent], now=decided_at)
    carry_out(mia, campaign=link.campaign, now=decided_at + timedelta(minutes=10))
    send_letters(now=decided_at + timedelta(minutes=11))
    propose_rewards(mia, campaign=link.campaign, now=now - timedelta(hours=3))
