"""A person's own account as its page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import available_timezones

from django.conf import settings
from django.utils.translation import gettext as _

from assay.people.enums import TokenScope
from assay.people.models import ApiToken

SOON = timedelta(days=7)
DAYS = (7, 30, 90, 366)


@dataclass(frozen=True, slots=True)
class ShownToken:
    uid: UUID
    name: str
    scopes: str
    state: str
    tone: str
    expires_at: datetime
    last_used_on: date | None
    is_live: bool


def shown_tokens(tokens: Iterable[ApiToken], now: datetime) -> list[ShownToken]:
    return [_token(token, now) for token in tokens]


def _token(token: ApiToken, now: datetime) -> ShownToken:
    label, tone = _state(token, now)
    return ShownToken(
        token.uid,
        token.name,
        ", ".join(token.scopes),
        label,
        tone,
        token.expires_at,
        token.last_used_on,
        tone in {"good", "warn"},
    )


def _state(token: ApiToken, now: datetime) -> tuple[str, str]:
    if token.revoked_at is not None:
        return _("Revoked"), ""
    if token.expires_at <= now:
        return _("Expired"), ""
    return (_("Ends soon"), "warn") if token.expires_at - now <= SOON else (_("Works"), "good")


def languages() -> list[tuple[str, str]]:
    """Each in its own words; empty is the browser's."""
    return [("", _("As my browser says")), *settings.LANGUAGES]


def scopes() -> list[tuple[str, str]]:
    return [(scope.value, _(scope.label)) for scope in TokenScope]


@lru_cache(maxsize=1)
def zones() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """IANA zones by region; UTC first."""
    regions: dict[str, list[str]] = {"UTC": ["UTC"]}
    for name in sorted(available_timezones()):
        region, _slash, city = name.partition("/")
        if city and region not in {"Etc", "SystemV", "US", "Canada", "Brazil", "Chile", "Mexico"}:
            regions.setdefault(region, []).append(name)
    return tuple((region, tuple(names)) for region, names in regions.items())
