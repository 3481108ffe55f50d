"""Applications: found by the secret of their letter, by their address's digest, or in a campaign's list."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet
from django.utils.crypto import salted_hmac

from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound
from assay.kit.sealing import Unreadable, unseal
from assay.people.models import User
from assay.recruiting.enums import ApplicationState
from assay.recruiting.models import Application, Campaign
from assay.recruiting.models.application import OPEN
from assay.recruiting.queries.campaigns import campaign_for, may_recruit
from assay.recruiting.rules.addresses import normalised

SEALED_FOR = "recruiting.email"
MOST_CHOSEN = 200
DUE, ALL = "due", "all"
_DIGEST, TOKEN = "assay.recruiting.email", "assay.recruiting.application"


def token_of(application: Application) -> str:
    """The secret in the address of an application's own page: only its letters have it."""
    return Signer(salt=TOKEN).sign(application.uid.hex)


def application_at(token: str) -> Application:
    try:
        uid = parse_uid(Signer(salt=TOKEN).unsign(token))
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
    """The application of this mailbox that has not ended, or whose end is not true yet."""
    mine = Application.objects.filter(email_digest__in=digests_of(email))
    return mine.filter(Q(state__in=OPEN) | Q(due_at__isnull=False)).order_by("-pk").first()


def was_refused(application: Application) -> bool:
    """Whether an application of the same mailbox was refused before, as long as that is remembered."""
    if application.email_digest is None:
        return False
    digests = digests_of(email_of(application))
    earlier = Application.objects.filter(email_digest__in=digests, state=ApplicationState.REFUSED)
    return earlier.exclude(pk=application.pk).exists()


def taken_on(campaign: Campaign, *, since: datetime) -> QuerySet[Application]:
    """Who was accepted from then on and is somebody here now."""
    taken = campaign.applications.filter(state=ApplicationState.ACCEPTED, due_at=None, ended_at__gte=since)
    return taken.exclude(contributor=None).select_related("contributor", "link")


def due_decisions(now: datetime) -> QuerySet[Application]:
    return Application.objects.filter(due_at__lte=now)


def locked_application(application: Application) -> Application:
    """To decide on; with its campaign."""
    rows = Application.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("campaign__market", "decided_by").get(pk=application.pk)


def chosen_of(user: User, campaign: Campaign, uids: Iterable[UUID]) -> list[Application]:
    """Those of the campaign's applications, for who recruits for its market."""
    return list(applications_of(user, campaign).filter(uid__in=list(uids)[:MOST_CHOSEN]))


def applications_of(user: User, campaign: Campaign) -> QuerySet[Application]:
    """The newest first, for who recruits for the market; who only sees counts does not find them."""
    if not may_recruit(user, campaign.market):
        raise NotFound
    rows = campaign.applications.select_related("link", "contributor", "decided_by")
    return rows.order_by("-pk")


def in_state(rows: QuerySet[Application], state: str) -> QuerySet[Application]:
    """`DUE`: what was decided and is not true yet; `ALL`: whatever it is."""
    if state == DUE:
        return rows.filter(due_at__isnull=False)
    return rows if state == ALL else rows.filter(state=state, due_at=None)


def counts_of(campaign: Campaign) -> dict[str, int]:
    """How many there are of each state, of those that are due, and of all."""
    is_due = ExpressionWrapper(Q(due_at__isnull=False), output_field=BooleanField())
    rows = (
        campaign.applications.annotate(is_due=is_due).values_list("state", "is_due").annotate(n=Count("pk"))
    )
    found = {ALL: 0, DUE: 0}
    for state, is_due, n in rows:
        key = DUE if is_due else state
        found[key], found[ALL] = found.get(key, 0) + n, found[ALL] + n
    return found


def application_for(user: User, campaign: UUID, uid: UUID) -> Application:
    found = applications_of(user, campaign_for(user, campaign)).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found
