"""Languages and skills of a site's people, counted; person by person they are at /contributors."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.kit.clock import now
from assay.people.queries.matrix import ability_counts
from assay.people.queries.site_parts import site_part

router = Router(tags=["partners"])


class AbilityCountOut(Schema):
    kind: str = Field(description="language or skill", examples=["skill"])
    key: str = Field(examples=["search-quality"])
    name: str = Field(examples=["Search quality"])
    n: int = Field(description="People who have it today.", examples=[12])
    n_ending: int = Field(description="Of them, whom it leaves within 30 days.", examples=[2])
    n_expired: int = Field(description="Whom it has left.", examples=[0])


class SiteAbilitiesOut(Schema):
    abilities: list[AbilityCountOut]


@router.get("/sites/{uuid:site}/abilities", response=SiteAbilitiesOut, operation_id="abilities_of_site")
def of_site(request: HttpRequest, site: UUID) -> SiteAbilitiesOut:
    """Of everybody there who was not off-boarded; a team lead's are those of the team."""
    part = site_part(person_of(request), site)
    counts = ability_counts(part.people, now())
    return SiteAbilitiesOut(
        abilities=[
            AbilityCountOut(
                kind=each.kind,
                key=each.key,
                name=each.name,
                n=each.n,
                n_ending=each.n_ending,
                n_expired=each.n_expired,
            )
            for each in counts
        ]
    )
