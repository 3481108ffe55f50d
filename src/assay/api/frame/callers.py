"""Who calls: found once per request, by a token or by the session of the pages."""

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest

from assay.people.models import User


@dataclass(frozen=True, slots=True)
class Caller:
    """The person behind a request. `subject` is what rate limits count; `scopes` is None for a session."""

    user_id: int
    subject: str
    contributor_id: int | None
    time_zone: str
    scopes: frozenset[str] | None


def caller_of(request: HttpRequest) -> Caller:
    return cast(Caller, request.auth)  # type: ignore[attr-defined]  # ninja puts it there.


def person_of(request: HttpRequest) -> User:
    """The acting user, as actions and queries want them."""
    return User.objects.get(pk=caller_of(request).user_id)
