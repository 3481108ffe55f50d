"""The gold library: proposals answered blind, and how long gold lasts."""

from datetime import datetime
from typing import Any  # Answers are JSON.
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.shapes import Strict
from assay.api.v1.projects.tasks import Reasoned
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import Contributor
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.quality.actions import gold_library as actions
from assay.quality.enums import GoldOrigin, GoldProposalState
from assay.quality.models import GoldProposal
from assay.quality.queries import gold_library as queries

router = Router(tags=["quality"])
ACCEPTED = {"relevance": ["good", "excellent"]}


class GoldProposalIn(Strict):
    external_id: str = Field(description="Of a task in a gold batch.", examples=["gold-17"])
    answers: dict[str, list[Any]] = Field(description="Question id to accepted answers.", examples=[ACCEPTED])
    reason: str = Field(max_length=4000, examples=["The query names the brand."])
    origin: GoldOrigin = Field(examples=["original"])
    speaker: str = Field(
        description="Pseudonym of the native speaker whose words it is in.", examples=["Ana"]
    )
    n_wanted: int = Field(2, ge=2, le=9, description="Experts who must agree.")


class OpinionIn(Strict):
    answers: dict[str, Any] = Field(
        description="One answer to each question.", examples=[{"relevance": "good"}]
    )
    comment: str = Field("", max_length=2000, examples=["The brand is misspelt."])


class BlindProposalOut(Schema):
    """What an expert may see: the task, and which questions to answer."""

    uid: UUID
    task: UUID
    external_id: str = Field(examples=["gold-17"])
    market: str = Field(examples=["DE-de"])
    questions: list[str] = Field(examples=[["relevance"]])
    content: dict[str, Any] = Field(examples=[{"text": "Blue shoes"}])


class GoldProposalOut(Schema):
    uid: UUID
    task: UUID
    external_id: str = Field(examples=["gold-17"])
    market: str = Field(examples=["DE-de"])
    origin: str = Field(examples=["original"])
    speaker: str = Field(examples=["Ana"])
    state: str = Field(examples=["open"])
    n_wanted: int
    n_opinions: int
    answers: dict[str, Any] = Field(examples=[ACCEPTED])
    reason: str = Field(examples=["The query names the brand."])
    proposed_at: datetime
    closed_at: datetime | None


class MarketGoldOut(Schema):
    market: str = Field(examples=["DE-de"])
    language: str = Field(examples=["de"])
    n_in_use: int
    n_retired: int
    n_proposed: int
    n_scores: int = Field(description="Of the gold in use.")
    n_missed: int


class UnseenOut(Schema):
    contributor: UUID
    pseudonym: str = Field(examples=["Ana"])
    n_unseen: int
    per_day: float = Field(description="Gold met on a day of work, in the past fortnight.")
    days: float | None = Field(description="Days of work until the unseen gold is used up.")


class LibraryOut(Schema):
    markets: list[MarketGoldOut]
    people: list[UnseenOut] = Field(description="Who runs out first on top.")


@router.get("/projects/{uuid:project}/gold-library", response=LibraryOut, operation_id="gold_library")
def library(request: HttpRequest, project: UUID) -> LibraryOut:
    """How much gold each market has, and for how many days each person has unseen gold left."""
    found = project_for(person_of(request), project, Permission.MANAGE_GOLD)
    return LibraryOut(
        markets=[
            MarketGoldOut(
                market=each.code,
                language=each.language,
                n_in_use=each.n_in_use,
                n_retired=each.n_retired,
                n_proposed=each.n_proposed,
                n_scores=each.missed.n,
                n_missed=each.missed.k,
            )
            for each in queries.gold_by_market(found)
        ],
        people=[
            UnseenOut(
                contributor=each.contributor,
                pseudonym=each.pseudonym,
                n_unseen=each.unseen.n_unseen,
                per_day=each.unseen.per_day,
                days=each.unseen.days,
            )
            for each in queries.unseen_gold(found, now())
        ],
    )


@router.get(
    "/projects/{uuid:project}/gold-proposals",
    response=Page[GoldProposalOut],
    operation_id="gold_proposals_list",
)
def list_proposals(
    request: HttpRequest, project: UUID, paging: Query[Paging], state: GoldProposalState | None = None
) -> Page[GoldProposalOut]:
    """The project's proposals with their answers: for who keeps gold, not for the experts."""
    found = project_for(person_of(request), project, Permission.MANAGE_GOLD)
    return page(queries.proposals_of(found, state), paging, _proposal)


@router.post(
    "/projects/{uuid:project}/gold-proposals",
    response={201: GoldProposalOut},
    operation_id="gold_proposals_create",
)
@creates
def propose(request: HttpRequest, project: UUID, asked: GoldProposalIn) -> GoldProposalOut:
    """Propose a task of a gold batch, in a native speaker's words. Only translated items are refused."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_GOLD)
    speaker = Contributor.objects.select_related("user").filter(pseudonym=asked.speaker).first()
    if speaker is None:
        raise NotFound
    given = asked.dict() | {"speaker": speaker}
    return _proposal(actions.propose_gold(user, project=found, now=now(), **given))


@router.post(
    "/projects/{uuid:project}/gold-proposals/next",
    response=BlindProposalOut,
    operation_id="gold_proposals_next",
)
def following(request: HttpRequest, project: UUID) -> BlindProposalOut:
    """The oldest proposal the caller may answer, without what was proposed; 404 when nothing is left."""
    user = person_of(request)
    found = project_for(user, project, Permission.REVIEW)
    proposal = queries.open_to_expert(user, found).first()
    if proposal is None:
        raise NotFound
    return _blind(proposal)


@router.post(
    "/gold-proposals/{uuid:proposal}/opinions",
    response={204: None},
    operation_id="gold_proposals_answer",
)
def answer(request: HttpRequest, proposal: UUID, asked: OpinionIn) -> HttpResponse:
    """Say what is right. Refused to whoever proposed it or had the task. What others hold for right stays unsaid."""
    user = person_of(request)
    found = queries.proposal_for(user, proposal, Permission.REVIEW)
    actions.give_opinion(user, proposal=found, answers=asked.answers, comment=asked.comment, now=now())
    return HttpResponse(status=204)


@router.post(
    "/gold-proposals/{uuid:proposal}/withdraw", response={204: None}, operation_id="gold_proposals_withdraw"
)
def withdraw(request: HttpRequest, proposal: UUID, asked: Reasoned) -> HttpResponse:
    """Take a proposal back while it is open."""
    user = person_of(request)
    found = queries.proposal_for(user, proposal, Permission.MANAGE_GOLD)
    actions.withdraw_proposal(user, proposal=found, reason=asked.reason, now=now())
    return HttpResponse(status=204)


def _blind(proposal: GoldProposal) -> BlindProposalOut:
    return BlindProposalOut(
        uid=proposal.uid,
        task=proposal.task.uid,
        external_id=proposal.task.external_id,
        market=proposal.market.code,
        questions=list(proposal.answers),
        content=proposal.task.content,
    )


def _proposal(proposal: GoldProposal) -> GoldProposalOut:
    return GoldProposalOut(
        uid=proposal.uid,
        task=proposal.task.uid,
        external_id=proposal.task.external_id,
        market=proposal.market.code,
        origin=proposal.origin,
        speaker=proposal.speaker.pseudonym,
        state=proposal.state,
        n_wanted=proposal.n_wanted,
        n_opinions=getattr(proposal, "n_opinions", 0),
        answers=proposal.answers,
        reason=proposal.reason,
        proposed_at=proposal.proposed_at,
        closed_at=proposal.closed_at,
    )
