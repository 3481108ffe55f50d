"""What is known of many people at once, as higher domains compare it with what work asks for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from assay.people.models import (
    Contributor,
    ContributorLanguage,
    ContributorMarket,
    ContributorSkill,
    Market,
    Shift,
)


@dataclass(frozen=True, slots=True)
class Ability:
    """Skills are (score, end) by key; markets are keys. `site` is a name, or empty."""

    pk: int
    is_active: bool
    standing: str
    standing_until: datetime | None
    vendor: int | None
    site: str
    languages: Mapping[str, int] = field(default_factory=dict)
    markets: frozenset[int] = frozenset()
    skills: Mapping[int, tuple[int, datetime | None]] = field(default_factory=dict)


def abilities_of(people: Sequence[int]) -> list[Ability]:
    """By pseudonym; four queries however many people."""
    languages: dict[int, dict[str, int]] = defaultdict(dict)
    for who, tag, level in ContributorLanguage.objects.filter(contributor__in=people).values_list(
        "contributor_id", "language", "level"
    ):
        languages[who][tag] = level
    markets: dict[int, set[int]] = defaultdict(set)
    for who, market in ContributorMarket.objects.filter(contributor__in=people).values_list(
        "contributor_id", "market_id"
    ):
        markets[who].add(market)
    skills: dict[int, dict[int, tuple[int, datetime | None]]] = defaultdict(dict)
    for who, skill, score, end in ContributorSkill.objects.filter(contributor__in=people).values_list(
        "contributor_id", "skill_id", "score", "expires_at"
    ):
        skills[who][skill] = (score, end)
    found = Contributor.objects.filter(pk__in=people).order_by("pseudonym")
    columns = found.values_list(
        "pk", "user__is_active", "standing", "standing_until", "vendor_id", "vendor__name", "site__name"
    )
    return [
        Ability(
            pk,
            active,
            standing,
            until,
            vendor,
            _place(partner, site),
            languages[pk],
            frozenset(markets[pk]),
            skills[pk],
        )
        for pk, active, standing, until, vendor, partner, site in columns
    ]


def shift_hours(since: datetime, until: datetime) -> dict[int, float]:
    """Hours of shifts that are planned within a stretch, by person."""
    found: dict[int, float] = defaultdict(float)
    shifts = Shift.objects.filter(cancelled_at=None, starts_at__lt=until, ends_at__gt=since)
    for who, start, end in shifts.values_list("contributor_id", "starts_at", "ends_at"):
        found[who] += (min(end, until) - max(start, since)).total_seconds() / 3600
    return dict(found)


def market_keys() -> dict[str, tuple[int, str]]:
    """(key, language) by code."""
    return {code: (pk, tag) for pk, code, tag in Market.objects.values_list("pk", "code", "language")}


def _place(vendor: str | None, site: str | None) -> str:
    return " · ".join(each for each in (vendor, site) if each)
