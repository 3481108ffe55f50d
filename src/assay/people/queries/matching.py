"""People by what is known of them: the conditions by which pools and segments of the crowd are made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from assay.kit.ids import parse_uid
from assay.people.enums import LanguageLevel, Standing
from assay.people.models import (
    Contributor,
    ContributorLanguage,
    ContributorMarket,
    ContributorSkill,
    Market,
    Site,
    Skill,
    User,
    Vendor,
)

WORKING = (Standing.ACTIVE.value, Standing.PROBATION.value)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is empty asks for nothing. Of languages, markets and places one is enough; of skills every one is asked.

    Skills are keys with the least score; vendors and sites are keys; markets are codes.
    """

    languages: tuple[str, ...] = ()
    level: int = LanguageLevel.B2
    markets: tuple[str, ...] = ()
    skills: Mapping[int, int] = field(default_factory=dict)
    vendors: tuple[int, ...] = ()
    sites: tuple[int, ...] = ()
    standings: tuple[str, ...] = WORKING


@dataclass(frozen=True, slots=True)
class Known:
    """Keys by identifier, and the codes of markets that there are."""

    markets: frozenset[str]
    skills: Mapping[UUID, int]
    vendors: Mapping[UUID, int]
    sites: Mapping[UUID, int]


def known(
    *, markets: Iterable[str], skills: Iterable[UUID], vendors: Iterable[UUID], sites: Iterable[UUID]
) -> Known:
    """What there is of what somebody named, retired or not."""
    codes = Market.objects.filter(code__in=list(markets)).values_list("code", flat=True)
    return Known(
        frozenset(codes),
        dict(Skill.objects.filter(uid__in=list(skills)).values_list("uid", "pk")),
        dict(Vendor.objects.filter(uid__in=list(vendors)).values_list("uid", "pk")),
        dict(Site.objects.filter(uid__in=list(sites)).values_list("uid", "pk")),
    )


def uids_in(names: Iterable[str]) -> list[UUID]:
    """Those of the names that are identifiers."""
    return [uid for uid in map(parse_uid, names) if uid]


def key_of(found: Mapping[UUID, int], name: str) -> int:
    """The key of what is named; 0, which nothing has, where it is not there."""
    uid = parse_uid(name)
    return found.get(uid, 0) if uid else 0


def everybody() -> QuerySet[Contributor]:
    """All contributors, for higher domains to narrow by what they know."""
    return Contributor.objects.all()


def matching(
    wanted: Wanted, now: datetime, among: QuerySet[Contributor] | None = None
) -> QuerySet[Contributor]:
    """Who fits, in no order. A pause that is over counts as active; whoever cannot sign in fits nothing."""
    over = Q(standing=Standing.PAUSED, standing_until__lte=now)
    standing = Q(standing__in=wanted.standings)
    if Standing.ACTIVE in wanted.standings:
        standing |= over
    # Few cannot: to leave them out costs less than to look everybody up.
    gone = User.objects.filter(pk=OuterRef("user"), is_active=False)
    found = (everybody() if among is None else among).filter(standing, ~Exists(gone))
    if wanted.languages:
        found = found.filter(Exists(_speaking(wanted)))
    if wanted.markets:
        serving = ContributorMarket.objects.filter(
            contributor=OuterRef("pk"), market__code__in=wanted.markets
        )
        found = found.filter(Exists(serving))
    for skill, score in sorted(wanted.skills.items()):
        found = found.filter(Exists(_skilled(skill, score, now)))
    if wanted.vendors or wanted.sites:
        found = found.filter(Q(vendor__in=wanted.vendors) | Q(site__in=wanted.sites))
    return found


def _speaking(wanted: Wanted) -> QuerySet[ContributorLanguage]:
    """In the language itself, or in the one that its tag narrows: pt covers pt-BR."""
    tags = {
        "-".join(parts[:n])
        for parts in (each.split("-") for each in wanted.languages)
        for n in range(1, len(parts) + 1)
    }
    return ContributorLanguage.objects.filter(
        contributor=OuterRef("pk"), language__in=sorted(tags), level__gte=wanted.level
    )


def _skilled(skill: int, score: int, now: datetime) -> QuerySet[ContributorSkill]:
    lasting = Q(expires_at=None) | Q(expires_at__gt=now)
    return ContributorSkill.objects.filter(lasting, contributor=OuterRef("pk"), skill=skill, score__gte=score)
