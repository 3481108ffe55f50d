"""The quality of one site in a project: what its lead may read of the own site, and of no other."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.v1.quality.share_shapes import ShareOut, share_out
from assay.kit.clock import now
from assay.projects.queries.permission import project_for
from assay.quality.queries.site_quality import SiteQuality, TierScore, site_quality, site_sight

router = Router(tags=["quality"])


class TierOut(Schema):
    """As reviewers said, and after disputes; critical errors are those that stand."""

    raw: ShareOut
    adjusted: ShareOut
    n_critical: int = Field(examples=[1])


class SitePersonOut(Schema):
    contributor: UUID
    pseudonym: str = Field(examples=["Amsel"])
    accuracy: ShareOut
    n_critical: int = Field(examples=[0])
    gold: ShareOut


class SiteWeekOut(Schema):
    begins_on: date
    accuracy: ShareOut


class SiteLotOut(Schema):
    """`defective` of the site's own tasks that were looked at."""

    number: int = Field(examples=[3])
    state: str = Field(examples=["accepted"])
    batch: str = Field(examples=["Reported in May"])
    market: str = Field(examples=["de-DE"])
    defective: ShareOut


class SiteQualityOut(Schema):
    """The last four weeks; `disputes` by state."""

    site: UUID
    name: str = Field(examples=["Lisbon"])
    client: TierOut
    own: TierOut
    people: list[SitePersonOut]
    weeks: list[SiteWeekOut]
    disputes: dict[str, int] = Field(examples=[{"open": 1}])
    lots: list[SiteLotOut]


class SitesOut(Schema):
    sites: list[SiteQualityOut]


@router.get("/projects/{uuid:project}/site-quality", response=SitesOut, operation_id="site_quality_list")
def list_sites(request: HttpRequest, project: UUID) -> SitesOut:
    """Every site the caller may see: a site lead the own one, who sees the project's answers all."""
    user = person_of(request)
    found = project_for(user, project)
    sight = site_sight(user, found)
    at = now()
    return SitesOut(sites=[_out(site_quality(found, site, sight.part(site), now=at)) for site in sight.sites])


def _out(found: SiteQuality) -> SiteQualityOut:
    return SiteQualityOut(
        site=found.site.uid,
        name=found.site.name,
        client=_tier(found.client),
        own=_tier(found.own),
        people=[
            SitePersonOut(
                contributor=each.uid,
                pseudonym=each.pseudonym,
                accuracy=share_out(each.accuracy),
                n_critical=each.n_critical,
                gold=share_out(each.gold),
            )
            for each in found.people
        ],
        weeks=[
            SiteWeekOut(begins_on=each.begins_on, accuracy=share_out(each.accuracy)) for each in found.weeks
        ],
        disputes=found.disputes,
        lots=[
            SiteLotOut(
                number=each.number,
                state=each.state,
                batch=each.batch,
                market=each.market,
                defective=share_out(each.defective),
            )
            for each in found.lots
        ],
    )


def _tier(found: TierScore) -> TierOut:
    return TierOut(raw=share_out(found.raw), adjusted=share_out(found.adjusted), n_critical=found.n_critical)
