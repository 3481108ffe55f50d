"""Ways in: a token in the Authorization header, else the session of the pages with its CSRF token."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja.utils import check_csrf

from assay.api.frame import reasons
from assay.api.frame.callers import Caller
from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.people.enums import TokenScope
from assay.people.models import Contributor, User
from assay.people.queries.tokens import TokenHolder, authenticate_token, authenticate_worker

READING = frozenset({"GET", "HEAD"})
WayIn = Callable[[HttpRequest], Caller | None]


class Authenticate(Protocol):
    def __call__(self, secret: str, *, now: datetime) -> TokenHolder | None: ...


def by_method(request: HttpRequest) -> Caller | None:
    """Reading needs the scope `read`, everything else `write`."""
    return _caller(request, TokenScope.READ if request.method in READING else TokenScope.WRITE)


def working(request: HttpRequest) -> Caller | None:
    """What contributors do needs the scope `work`."""
    return _caller(request, TokenScope.WORK, authenticate_worker)


def _caller(
    request: HttpRequest, scope: TokenScope, authenticate: Authenticate = authenticate_token
) -> Caller | None:
    """None: nobody known. A token that is sent but wrong never falls back to the session."""
    header = request.headers.get("Authorization")
    if header is None:
        return _by_session(request)
    kind, _, secret = header.partition(" ")
    if kind.lower() != "bearer":
        return None
    holder = authenticate(secret.strip(), now=now())
    if holder is None:
        return None
    if scope not in holder.scopes:
        raise Refused(reasons.SCOPE_MISSING(scope=scope.value))
    subject = f"token:{holder.token_id}"
    return Caller(holder.user_id, subject, holder.contributor_id, holder.time_zone, holder.scopes)


def _by_session(request: HttpRequest) -> Caller | None:
    user: User | AnonymousUser = request.user
    if not isinstance(user, User) or not user.is_active:
        return None
    if request.method not in READING and check_csrf(request):
        raise Refused(reasons.CSRF())
    contributor_id = Contributor.objects.filter(user=user).values_list("pk", flat=True).first()
    return Caller(user.pk, f"user:{user.pk}", contributor_id, user.time_zone, None)
