"""Finding contributors by what they are and can."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from assay.people.models import Contributor, ContributorLanguage, ContributorMarket, ContributorSkill


@dataclass(frozen=True, slots=True)
class Criteria:
    """What is empty narrows nothing. `language` also finds its narrower tags: pt finds pt-BR."""

    pseudonym: str = ""
    standing: str = ""
    language: str = ""
    market: UUID | None = None
    skill: UUID | None = None
    place: UUID | None = None


def search(people: QuerySet[Contributor], criteria: Criteria) -> QuerySet[Contributor]:
    """Those of `people` whom all criteria fit, by pseudonym."""
    for condition in _conditions(criteria):
        people = people.filter(condition)
    return people.order_by("pseudonym")


def with_abilities(people: QuerySet[Contributor]) -> QuerySet[Contributor]:
    """Languages, markets and skills in three queries, however many people."""
    return people.prefetch_related("languages", "markets__market", "skills__skill")


def _conditions(criteria: Criteria) -> list[Q]:
    of_person = {"contributor": OuterRef("pk")}
    conditions = []
    if criteria.pseudonym:
        conditions.append(Q(pseudonym__icontains=criteria.pseudonym))
    if criteria.standing:
        conditions.append(Q(standing=criteria.standing))
    if criteria.language:
        tags = Q(language__iexact=criteria.language) | Q(language__istartswith=f"{criteria.language}-")
        conditions.append(Q(Exists(ContributorLanguage.objects.filter(tags, **of_person))))
    if criteria.market:
        found = ContributorMarket.objects.filter(market__uid=criteria.market, **of_person)
        conditions.append(Q(Exists(found)))
    if criteria.skill:
        conditions.append(Q(Exists(ContributorSkill.objects.filter(skill__uid=criteria.skill, **of_person))))
    if criteria.place:
        place = criteria.place
        conditions.append(Q(vendor__uid=place) | Q(site__uid=place) | Q(team__uid=place))
    return conditions
