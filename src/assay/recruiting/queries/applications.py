"""Applications: found by the secret of their letter, by their address's digest, or in a campaign's list."""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound
from assay.kit.sealing import Unreadable, unseal
from assay.people.models import User
from assay.recruiting.models import Application, Campaign
from assay.recruiting.models.application import OPEN
from assay.recruiting.queries.campaigns import campaign_for, may_recruit
from assay.recruiting.rules.addresses import normalised

SEALED_FOR = "recruiting.email"
_DIGEST, _TOKEN = "assay.recruiting.email", "assay.recruiting.application"


def token_of(application: Application) -> str:
    """The secret in the address of an application's own page: only its letters have it."""
    return Signer(salt=_TOKEN).sign(application.uid.hex)


def application_at(token: str) -> Application:
    try:
        uid = parse_uid(Signer(salt=_TOKEN).unsign(token))
    except BadSignature:
        raise NotFound from None
    rows = Application.objects.select_related("campaign__market", "link", "contributor__user")
    found = rows.filter(uid=uid).first() if uid else None
    if found is None:
        raise NotFound
    return found


def digest_of(email: str) -> bytes:
    return digests_of(email)[0]


def digests_of(email: str) -> list[bytes]:
    """Under the key in force, then under those before it: who has the database alone can try no addresses."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    text = normalised(email)
    return [salted_hmac(_DIGEST, text, secret=key, algorithm="sha256").digest() for key in keys]


def email_of(application: Application) -> str:
    """The address, or nothing once it was erased or its key is gone."""
    if not application.email_sealed:
        return ""
    try:
        return unseal(application.email_sealed, purpose=SEALED_FOR)
    except Unreadable:
        return ""


def open_of(email: str) -> Application | None:
    """The application of this mailbox that has not ended."""
    mine = Application.objects.filter(email_digest__in=digests_of(email), state__in=OPEN)
    return mine.order_by("-pk").first()


def applications_of(user: User, campaign: Campaign) -> QuerySet[Application]:
    """The newest first, for who recruits for the market; who only sees counts does not find them."""
    if not may_recruit(user, campaign.market):
        raise NotFound
    rows = campaign.applications.select_related("link", "contributor", "decided_by")
    return rows.order_by("-pk")


def application_for(user: User, campaign: UUID, uid: UUID) -> Application:
    found = applications_of(user, campaign_for(user, campaign)).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found
