"""Who is there without an account: when the form was shown to them, and how often their network sends it."""

import hashlib
from datetime import UTC, datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest

from assay.kit.rates import seconds_to_wait
from assay.kit.reasons import Refused
from assay.recruiting.rules import reasons
from assay.recruiting.rules.applying import Sent

_SALT = "assay.joining.shown"


def stamp(code: str, now: datetime) -> str:
    """Stands in the form, signed: when it was shown, and of which link."""
    return Signer(salt=_SALT).sign(f"{code}.{now.timestamp():.0f}")


def sent_of(request: HttpRequest, code: str, now: datetime) -> Sent:
    """A stamp that is not ours, or is of another link, tells nothing."""
    try:
        of, _, shown = Signer(salt=_SALT).unsign(request.POST.get("shown", "")).rpartition(".")
    except BadSignature:
        return Sent(None)
    trap = request.POST.get("website", "")
    return Sent(now - datetime.fromtimestamp(int(shown), UTC) if of == code else None, trap)


def spend(request: HttpRequest, now: datetime) -> None:
    """Refused when more forms came from this network than people send in a minute. The address is not kept."""
    most = settings.ASSAY_APPLICATIONS_PER_MINUTE
    if most and seconds_to_wait(_subject(request), most=most, at=now.timestamp()):
        raise Refused(reasons.TOO_MANY())


def _subject(request: HttpRequest) -> str:
    keyed = f"{settings.SECRET_KEY}:{_address(request)}".encode()
    return f"join:{hashlib.sha256(keyed).hexdigest()[:40]}"


def _address(request: HttpRequest) -> str:
    """Behind so many proxies of our own, the address that the outermost of them saw."""
    hops = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
    n = settings.ASSAY_PROXIES
    return hops[-n] if 0 < n <= len(hops) else str(request.META.get("REMOTE_ADDR", ""))
