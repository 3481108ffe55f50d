"""Headcount of sites: committed and active, week by week."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.partners.actions.headcount import commit_headcount
from assay.partners.enums import HeadcountGap
from assay.partners.queries import headcount as queries
from assay.partners.queries.headcount import Headline, SiteHeadcount
from assay.partners.rules.headcount import MOST_LINES, MOST_PEOPLE, Commitment

router = Router(tags=["partners"])


class HeadlineOut(Schema):
    language: str = Field(description="BCP 47; empty: everybody.", examples=["pt"])
    committed: int | None = Field(description="Null: nothing was.", examples=[12])
    active: int = Field(
        description="Answered a task, has a shift, or an approved day in that week.", examples=[11]
    )
    gap: HeadcountGap


class HeadcountWeekOut(Schema):
    week_on: date
    whole: HeadlineOut
    languages: list[HeadlineOut]
    joined: int
    left: int


class SiteHeadcountOut(Schema):
    site: UUID
    site_name: str
    vendor_name: str
    weeks: list[HeadcountWeekOut] = Field(description="From eight weeks back to four ahead.")


class HeadcountOut(Schema):
    sites: list[SiteHeadcountOut]


class CommitmentIn(Strict):
    site: UUID
    language: str = Field("", max_length=20, description="BCP 47; empty: everybody.")
    week_on: date = Field(description="Its Monday.", examples=["2027-01-04"])
    people: int = Field(ge=0, le=MOST_PEOPLE, description="0 takes the commitment away.", examples=[12])


class CommitmentsIn(Strict):
    lines: list[CommitmentIn] = Field(min_length=1, max_length=MOST_LINES)


class CommittedOut(Schema):
    changed: int = Field(description="Lines that changed what was committed.", examples=[1])


@router.get("/headcount", response=HeadcountOut, operation_id="headcount")
def listed(request: HttpRequest) -> HeadcountOut:
    """Of every whole site in your sight."""
    found = queries.headcounts(person_of(request), now().date())
    return HeadcountOut(sites=[_site(each) for each in found])


@router.get("/sites/{uuid:site}/headcount", response=SiteHeadcountOut, operation_id="headcount_of_site")
def of_site(request: HttpRequest, site: UUID) -> SiteHeadcountOut:
    return _site(queries.headcount_of(person_of(request), site, now().date()))


@router.put("/headcount", response=CommittedOut, operation_id="headcount_commit")
def commit(request: HttpRequest, body: CommitmentsIn) -> CommittedOut:
    """All lines or none; each replaces what was committed for its site, language and week."""
    person = person_of(request)
    sites = {each.uid: each for each in queries.headcount_sites(person)}
    if any(each.site not in sites for each in body.lines):
        raise NotFound
    lines = [Commitment(sites[each.site].pk, each.language, each.week_on, each.people) for each in body.lines]
    return CommittedOut(changed=commit_headcount(person, lines=lines, now=now()))


def _site(found: SiteHeadcount) -> SiteHeadcountOut:
    return SiteHeadcountOut(
        site=found.site.uid,
        site_name=found.site.name,
        vendor_name=found.site.vendor.name,
        weeks=[
            HeadcountWeekOut(
                week_on=each.week_on,
                whole=_line(each.whole),
                languages=[_line(line) for line in each.languages],
                joined=each.joined,
                left=each.left,
            )
            for each in found.weeks
        ],
    )


def _line(found: Headline) -> HeadlineOut:
    return HeadlineOut(language=found.language, committed=found.committed, active=found.active, gap=found.gap)
