"""The talent pool over the API: searched, saved as segments, invited to projects; and one's own invitations."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.people.models import Contributor
from assay.people.queries.search import with_abilities
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.recruiting.actions.inviting import answer_invitation, invite
from assay.recruiting.actions.inviting_to_campaigns import invite_to_campaign
from assay.recruiting.actions.segments import change_segment, retire_segment, save_segment
from assay.recruiting.enums import Device, InvitationAnswer
from assay.recruiting.models import Invitation, TalentSegment
from assay.recruiting.queries.campaigns import campaign_for
from assay.recruiting.queries.invitations import (
    Answers,
    answers_of,
    answers_to_campaign,
    own_invitation,
    own_invitations,
)
from assay.recruiting.queries.links import text_in
from assay.recruiting.queries.talent import (
    gathered,
    search_of,
    searched,
    segment_for,
    segments_of,
    unknown_in,
)
from assay.recruiting.rules import reasons
from assay.recruiting.rules.talent import WORKING, Invited, Search, problems

router = Router(tags=["recruiting"])
Name = Annotated[str, Field(max_length=60)]


class TalentSearchIO(Strict):
    """What is empty asks for nothing. Of languages, markets and places one is enough; of skills every one is asked."""

    languages: list[Name] = Field(default_factory=list, max_length=20, examples=[["pt-BR"]])
    level: int = Field(4, description="Of the language: 1 (A1) to 6 (C2), 7 native.", examples=[4])
    markets: list[Name] = Field(default_factory=list, max_length=100, examples=[["BR-pt"]])
    skills: dict[str, int] = Field(default_factory=dict, description="Identifier to least score.")
    declared: list[Name] = Field(
        default_factory=list,
        max_length=20,
        description="Identifiers of skills that people said they have when they applied; nothing is proven.",
    )
    places: list[Name] = Field(
        default_factory=list, max_length=200, description="Identifiers of vendors and sites."
    )
    is_crowd: bool = Field(default=False, description="People of no vendor; beside places, one is enough.")
    standings: list[Name] = Field(default_factory=lambda: list(WORKING), max_length=2)
    gold_least: float | None = Field(None, description="Share right of the newest gold, from 10 on.")
    worked_within: int | None = Field(None, description="Days.", examples=[None])
    idle_for: int | None = Field(None, description="Days.", examples=[None])
    hours_least: float | None = Field(None, description="A week, over the last four.", examples=[None])
    hours_most: float | None = Field(None, examples=[None])
    device: Device | None = Field(None, description="Who works on both has each.")


NOTHING = TalentSearchIO.model_validate({})


class TalentOut(Schema):
    uid: UUID
    pseudonym: str = Field(examples=["amber-heron"])
    languages: dict[str, int] = Field(examples=[{"pt-BR": 7}])
    markets: list[str] = Field(examples=[["BR-pt"]])
    vendor: UUID | None
    site: UUID | None
    last_worked_on: date | None
    week_hours: float | None = Field(description="Empty: not measured yet.", examples=[12.5])
    n_gold: int = Field(description="Of the newest 50, how many were compared.", examples=[50])
    n_gold_right: int = Field(examples=[47])


class TalentCountOut(Schema):
    n: int = Field(description="People in your sight who fit.", examples=[412])


class TalentSegmentIn(Strict):
    name: str = Field(min_length=1, max_length=120, examples=["Portuguese, idle"])
    search: TalentSearchIO
    is_common: bool = Field(default=False, description="Whoever recruits may use it, and pools may name it.")


class TalentSegmentOut(Schema):
    uid: UUID
    name: str = Field(examples=["Portuguese, idle"])
    search: TalentSearchIO
    is_common: bool
    owner: UUID
    changed_at: datetime


class TalentSegmentsOut(Schema):
    segments: list[TalentSegmentOut]


class TalentInvitingIn(Strict):
    """A saved segment, or a search."""

    segment: UUID | None = Field(None, examples=[None])
    search: TalentSearchIO | None = Field(None)


class TalentInvitedOut(Schema):
    """`n_left` fit and come next time: 2,000 are invited at a time."""

    n: int = Field(examples=[38])
    n_before: int = Field(description="Invited before.", examples=[4])
    n_members: int = Field(examples=[9])
    n_unwilling: int = Field(description="Want no invitations, or cannot be told.", examples=[2])
    n_left: int = Field(examples=[0])


class ProjectInvitationsOut(Schema):
    n: int = Field(description="People who were invited.", examples=[38])
    n_opened: int = Field(description="Read in the inbox, or answered.", examples=[30])
    n_accepted: int = Field(examples=[21])
    n_declined: int = Field(examples=[5])


class OwnInvitationOut(Schema):
    uid: UUID
    project: str = Field(
        description="Its name; empty: you are invited to a campaign.", examples=["Shop search"]
    )
    campaign: str = Field(description="The title of its page; empty: to a project.", examples=[""])
    invited_at: datetime
    answer: InvitationAnswer | None


class InvitationAnswerIn(Strict):
    answer: InvitationAnswer


@router.post("/talent/search", response=Page[TalentOut], operation_id="talent_search")
def search(request: HttpRequest, paging: Query[Paging], asked: TalentSearchIO) -> Page[TalentOut]:
    """Who fits and is in your sight, the newest first."""
    found = searched(person_of(request), _search(asked), now())
    return page(with_abilities(gathered(found)), paging, _talent)


@router.post("/talent/count", response=TalentCountOut, operation_id="talent_count")
def count(request: HttpRequest, asked: TalentSearchIO) -> TalentCountOut:
    """How many fit and are in your sight."""
    return TalentCountOut(n=searched(person_of(request), _search(asked), now()).order_by().count())


@router.get("/talent/segments", response=TalentSegmentsOut, operation_id="talent_segments")
def segments(request: HttpRequest) -> TalentSegmentsOut:
    """Your saved searches, and those that are shared."""
    return TalentSegmentsOut(segments=[_segment(each) for each in segments_of(person_of(request))])


@router.post("/talent/segments", response={201: TalentSegmentOut}, operation_id="talent_segments_save")
@creates
def save(request: HttpRequest, asked: TalentSegmentIn) -> TalentSegmentOut:
    """A search under a name; it is live."""
    user, search = person_of(request), _read(asked.search)
    return _segment(save_segment(user, name=asked.name, search=search, is_common=asked.is_common, now=now()))


@router.put("/talent/segments/{uuid:saved}", response=TalentSegmentOut, operation_id="talent_segments_change")
def change(request: HttpRequest, saved: UUID, asked: TalentSegmentIn) -> TalentSegmentOut:
    """By its owner; whatever uses it has the new search at once."""
    user = person_of(request)
    old, search = segment_for(user, saved), _read(asked.search)
    return _segment(
        change_segment(
            user, segment=old, name=asked.name, search=search, is_common=asked.is_common, now=now()
        )
    )


@router.post(
    "/talent/segments/{uuid:saved}/retire", response=TalentSegmentsOut, operation_id="talent_segments_retire"
)
def retire(request: HttpRequest, saved: UUID) -> TalentSegmentsOut:
    """It is offered no more; pools that name it go on by it."""
    user = person_of(request)
    retire_segment(user, segment=segment_for(user, saved), now=now())
    return segments(request)


@router.post("/projects/{uuid:project}/invitations", response=TalentInvitedOut, operation_id="project_invite")
def invite_people(request: HttpRequest, project: UUID, asked: TalentInvitingIn) -> TalentInvitedOut:
    """Everybody in your sight who fits, each once; members and who wants no invitations hear nothing."""
    user = person_of(request)
    found = project_for(user, project, Permission.ALLOCATE_WORK)
    segment = segment_for(user, asked.segment) if asked.segment else None
    if segment is None and asked.search is None:
        raise Refused(reasons.CHOOSE_ONE(field="segment"))
    search = search_of(segment) if segment else _read(asked.search or NOTHING)
    done = invite(user, project=found, search=search, segment=segment, now=now())
    return _invited(done)


@router.get(
    "/projects/{uuid:project}/invitations",
    response=ProjectInvitationsOut,
    operation_id="project_invitations",
)
def invitations(request: HttpRequest, project: UUID) -> ProjectInvitationsOut:
    """How many were invited, and what they said."""
    return _answers(answers_of(project_for(person_of(request), project, Permission.ALLOCATE_WORK)))


@router.post(
    "/campaigns/{uuid:campaign}/invitations", response=TalentInvitedOut, operation_id="campaigns_invite"
)
def invite_to(request: HttpRequest, campaign: UUID, asked: TalentInvitingIn) -> TalentInvitedOut:
    """Everybody in your sight who fits, each once; of the answer `n_members` came by the campaign already."""
    user = person_of(request)
    found = campaign_for(user, campaign)
    segment = segment_for(user, asked.segment) if asked.segment else None
    if segment is None and asked.search is None:
        raise Refused(reasons.CHOOSE_ONE(field="segment"))
    search = search_of(segment) if segment else _read(asked.search or NOTHING)
    done = invite_to_campaign(user, campaign=found, search=search, segment=segment, now=now())
    return _invited(done)


@router.get(
    "/campaigns/{uuid:campaign}/invitations",
    response=ProjectInvitationsOut,
    operation_id="campaigns_invitations",
)
def campaign_invitations(request: HttpRequest, campaign: UUID) -> ProjectInvitationsOut:
    """How many people of the talent pool were invited, and what they said."""
    return _answers(answers_to_campaign(campaign_for(person_of(request), campaign)))


@router.get("/me/invitations", response=Page[OwnInvitationOut], operation_id="me_invitations")
def own(request: HttpRequest, paging: Query[Paging]) -> Page[OwnInvitationOut]:
    """To which projects you were invited, the newest first."""
    return page(own_invitations(person_of(request)), paging, _own)


@router.post(
    "/me/invitations/{uuid:invitation}/answer",
    response=OwnInvitationOut,
    operation_id="me_invitations_answer",
)
def answer(request: HttpRequest, invitation: UUID, asked: InvitationAnswerIn) -> OwnInvitationOut:
    """Once. Whoever accepts is a member of the project."""
    user = person_of(request)
    found = own_invitation(user, invitation)
    answer_invitation(user, invitation=found, answer=asked.answer, now=now())
    return _own(own_invitation(user, invitation))


def _invited(done: Invited) -> TalentInvitedOut:
    names = ("n", "n_before", "n_members", "n_unwilling", "n_left")
    return TalentInvitedOut(**{name: getattr(done, name) for name in names})


def _answers(found: Answers) -> ProjectInvitationsOut:
    return ProjectInvitationsOut(
        n=found.n, n_opened=found.opened.k, n_accepted=found.accepted.k, n_declined=found.declined.k
    )


def _read(asked: TalentSearchIO) -> Search:
    return msgspec.convert({**asked.model_dump(mode="json"), "device": asked.device or ""}, Search)


def _search(asked: TalentSearchIO) -> Search:
    found = _read(asked)
    if why := [*problems(found), *unknown_in(found)]:
        raise Refused(*why)
    return found


def _talent(row: Contributor) -> TalentOut:
    card = getattr(row, "talent_card", None)
    return TalentOut(
        uid=row.uid,
        pseudonym=row.pseudonym,
        languages={each.language: each.level for each in row.languages.all()},
        markets=sorted(each.market.code for each in row.markets.all()),
        vendor=row.vendor.uid if row.vendor else None,
        site=row.site.uid if row.site else None,
        last_worked_on=card.last_worked_on if card else None,
        week_hours=card.week_hours if card else None,
        n_gold=card.n_gold if card else 0,
        n_gold_right=card.n_gold_right if card else 0,
    )


def _segment(row: TalentSegment) -> TalentSegmentOut:
    search = msgspec.to_builtins(search_of(row))
    return TalentSegmentOut(
        uid=row.uid,
        name=row.name,
        search=TalentSearchIO(**{**search, "device": search["device"] or None}),
        is_common=row.is_common,
        owner=row.owner.uid,
        changed_at=row.changed_at,
    )


def _own(row: Invitation) -> OwnInvitationOut:
    answer = InvitationAnswer(row.answer) if row.answer else None
    return OwnInvitationOut(
        uid=row.uid,
        project=row.project.name if row.project else "",
        campaign=text_in(row.link.campaign, get_language() or "en").title if row.link else "",
        invited_at=row.invited_at,
        answer=answer,
    )
