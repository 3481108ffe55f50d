"""Links that stop e-mails without signing in: signed, for one person, one way and one kind."""

from dataclasses import dataclass

from django.core.signing import BadSignature, dumps, loads

from assay.kit.reasons import NotFound
from assay.people.enums import NoticeChannel
from assay.people.models import User

# Instead of a kind: whatever leaves gathered, in digests.
GATHERED = "*"
_SALT = "assay.people.stop"


@dataclass(frozen=True, slots=True)
class Stop:
    user: User
    channel: NoticeChannel
    what: str


def stop_token(user: User, channel: NoticeChannel, what: str) -> str:
    return dumps([user.uid.hex, channel.value, what], salt=_SALT)


def stop_of(token: str) -> Stop:
    """What a link stops. It is valid for ever: who wants no e-mail should not have to sign in for it."""
    try:
        uid, channel, what = loads(token, salt=_SALT)
    except BadSignature:
        raise NotFound from None
    user = User.objects.filter(uid=uid, is_active=True).first()
    if user is None:
        raise NotFound
    return Stop(user, NoticeChannel(channel), what)
