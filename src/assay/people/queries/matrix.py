"""Who can what at a site: languages and skills, counted and person by person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from assay.people.enums import Standing
from assay.people.models import Contributor, ContributorLanguage, ContributorSkill
from assay.people.queries.search import with_abilities

# A skill that ends within so long is told.
SOON = timedelta(days=30)
LANGUAGE, SKILL = "language", "skill"


@dataclass(frozen=True, slots=True)
class AbilityCount:
    """How many have it and may use it today; of those whom it leaves soon; and whom it has left."""

    site: int
    kind: str
    key: str
    name: str
    n: int
    n_ending: int = 0
    n_expired: int = 0


@dataclass(frozen=True, slots=True)
class AbilityFilter:
    """`key` of a language (and its varieties) or a skill; `is_ending`: of skills that end soon or have ended."""

    kind: str = ""
    key: str = ""
    is_ending: bool = False


def staffed(people: QuerySet[Contributor]) -> QuerySet[Contributor]:
    """Whoever was not off-boarded."""
    return people.exclude(standing=Standing.OFF_BOARDED)


def ability_counts(people: QuerySet[Contributor], now: datetime) -> list[AbilityCount]:
    """By site, the most frequent first; two queries however many sites and people."""
    found = staffed(people).order_by()
    tags = ContributorLanguage.objects.filter(contributor__in=found).values_list(
        "contributor__site", "language"
    )
    skills = ContributorSkill.objects.filter(contributor__in=found)
    holds = Q(expires_at=None) | Q(expires_at__gt=now)
    counted = skills.values_list("contributor__site", "skill__code", "skill__name").annotate(
        n=Count("pk", filter=holds),
        n_ending=Count("pk", filter=Q(expires_at__gt=now, expires_at__lte=now + SOON)),
        n_expired=Count("pk", filter=Q(expires_at__lte=now)),
    )
    rows = [
        *(AbilityCount(site, LANGUAGE, tag, tag, n) for site, tag, n in tags.annotate(n=Count("pk"))),
        *(AbilityCount(site, SKILL, code, name, *counts) for site, code, name, *counts in counted),
    ]
    return sorted(rows, key=lambda each: (each.kind, -each.n, each.name, each.site))


def able(people: QuerySet[Contributor], wanted: AbilityFilter, now: datetime) -> QuerySet[Contributor]:
    """Those whom the filter fits, with what they can: by pseudonym."""
    found = staffed(people)
    of_person = {"contributor": OuterRef("pk")}
    if wanted.kind == LANGUAGE:
        tags = Q(language__iexact=wanted.key) | Q(language__istartswith=f"{wanted.key}-")
        found = found.filter(Exists(ContributorLanguage.objects.filter(tags, **of_person)))
    skills = ContributorSkill.objects.filter(**of_person)
    if wanted.kind == SKILL:
        skills = skills.filter(skill__code=wanted.key)
    if wanted.is_ending:
        skills = skills.filter(expires_at__lte=now + SOON)
    if wanted.kind == SKILL or wanted.is_ending:
        found = found.filter(Exists(skills))
    return with_abilities(found.select_related("user", "site", "team", "vendor")).order_by("pseudonym")


def columns_of(counts: Iterable[AbilityCount], most: int) -> Sequence[AbilityCount]:
    """What a table can show beside each other: so many languages, so many skills."""
    by_kind: dict[str, list[AbilityCount]] = {}
    for each in counts:
        by_kind.setdefault(each.kind, []).append(each)
    return [each for kind in (LANGUAGE, SKILL) for each in by_kind.get(kind, [])[:most]]
