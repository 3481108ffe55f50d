"""Proposals for a guideline: made by who manages quality, adopted or declined by who answers for the project."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.quality.actions import proposing as actions
from assay.quality.models import GuidelineProposal
from assay.quality.queries.proposals import proposal_for, proposals_of

router = Router(tags=["quality"])
TEXT = "Sub-brands count as the brand."


class GuidelineProposalIn(Strict):
    text: str = Field(max_length=20_000, description="What the guideline should say.", examples=[TEXT])
    section: str = Field("", max_length=60, description="Empty: a new section.", examples=["brands"])
    because: str = Field("", max_length=20_000, examples=["Half of the people in week 12 read it otherwise."])


class GuidelineProposalOut(Schema):
    uid: UUID
    section: str = Field(examples=["brands"])
    text: str = Field(examples=[TEXT])
    because: str = Field(examples=["Half of the people in week 12 read it otherwise."])
    source: str = Field(examples=["ruling"])
    state: str = Field(examples=["open"])
    note: str = Field(examples=[""])
    proposed_at: datetime
    decided_at: datetime | None
    guideline_version: UUID | None


class AdoptIn(Strict):
    title: str = Field(max_length=160, description="Of the section.", examples=["Brands"])
    markdown: str = Field(description="The section as it is published.", examples=[TEXT])


class DeclineIn(Strict):
    note: str = Field(min_length=1, max_length=4000, examples=["Section 1 says it already."])


@router.get(
    "/projects/{uuid:project}/guideline-proposals",
    response=Page[GuidelineProposalOut],
    operation_id="guideline_proposals_list",
)
def list_proposals(
    request: HttpRequest, project: UUID, paging: Query[Paging], *, is_open: bool | None = None
) -> Page[GuidelineProposalOut]:
    """Those of the project, newest first."""
    found = project_for(person_of(request), project, Permission.VIEW_ANSWERS)
    return page(proposals_of(found, is_open=is_open), paging, _out)


@router.post(
    "/projects/{uuid:project}/guideline-proposals",
    response={201: GuidelineProposalOut},
    operation_id="guideline_proposals_create",
)
@creates
def create(request: HttpRequest, project: UUID, asked: GuidelineProposalIn) -> GuidelineProposalOut:
    """Say what the guideline should say, and what shows it."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_QUALITY)
    return _out(actions.propose(user, project=found, now=now(), **asked.dict()))


@router.post(
    "/guideline-proposals/{uuid:proposal}/adopt",
    response=GuidelineProposalOut,
    operation_id="guideline_proposals_adopt",
)
def adopt(request: HttpRequest, proposal: UUID, asked: AdoptIn) -> GuidelineProposalOut:
    """Publish the guideline with the section as it should be."""
    user = person_of(request)
    found = proposal_for(user, proposal)
    adopted = actions.adopt(user, proposal=found, title=asked.title, markdown=asked.markdown, now=now())
    return _out(adopted)


@router.post(
    "/guideline-proposals/{uuid:proposal}/decline",
    response=GuidelineProposalOut,
    operation_id="guideline_proposals_decline",
)
def decline(request: HttpRequest, proposal: UUID, asked: DeclineIn) -> GuidelineProposalOut:
    """It stays as it is, and here is why."""
    user = person_of(request)
    return _out(actions.decline(user, proposal=proposal_for(user, proposal), note=asked.note, now=now()))


def _out(found: GuidelineProposal) -> GuidelineProposalOut:
    return GuidelineProposalOut(
        uid=found.uid,
        section=found.section,
        text=found.text,
        because=found.because,
        source=found.source,
        state=found.state,
        note=found.note,
        proposed_at=found.proposed_at,
        decided_at=found.decided_at,
        guideline_version=found.version.uid if found.version else None,
    )
