"""Contributors, as far as your scope goes: a site lead sees the own people, a contributor themselves."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates, creates_secret
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.projects.members import Member, member_out
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.people.actions import contributors as actions
from assay.people.actions.simulated import issue_work_tokens
from assay.people.enums import Standing
from assay.people.models import Contributor, User
from assay.people.queries.scope import one_of, visible_contributors

router = Router(tags=["people"])
MOST_SIMULATED = 2_000


class LanguageOut(Schema):
    language: str = Field(examples=["pt-BR"])
    level: int = Field(description="1 is A1, 6 is C2, 7 is native.", examples=[7])


class HeldSkillOut(Schema):
    code: str = Field(examples=["medical-terms"])
    score: int = Field(examples=[92])
    expires_at: datetime | None


class ContributorDetail(Member):
    standing_reason: str = Field(examples=[""])
    standing_until: datetime | None
    standing_way_back: str = Field(examples=[""])
    daily_cap: int | None
    languages: list[LanguageOut]
    markets: list[str] = Field(examples=[["BR-pt"]])
    skills: list[HeldSkillOut]


class StandingIn(Strict):
    standing: Standing = Field(examples=["paused"])
    reason: str = Field(min_length=1, max_length=2000, examples=["Gold accuracy fell below 70 %."])
    until: datetime | None = None
    way_back: str = Field("", max_length=2000, examples=["Pass the refresher course."])


class StandingOut(Schema):
    standing: str = Field(examples=["paused"])
    reason: str = Field(examples=["Gold accuracy fell below 70 %."])
    until: datetime | None
    way_back: str = Field(examples=["Pass the refresher course."])
    changed_at: datetime


class SimulatedIn(Strict):
    pseudonyms: list[str] = Field(
        min_length=1, max_length=MOST_SIMULATED, examples=[["replay-1", "replay-2"]]
    )
    days: int = Field(1, description="How long their tokens live.")


class Simulated(Schema):
    uid: UUID
    pseudonym: str = Field(examples=["replay-1"])
    token: str = Field(description="Shown this once.", examples=["assay_4f0…"])


class SimulatedOut(Schema):
    contributors: list[Simulated]


@router.get("", response=Page[Member], operation_id="contributors_list")
def list_contributors(request: HttpRequest, paging: Query[Paging]) -> Page[Member]:
    """The contributors in your scope, newest first."""
    return page(visible_contributors(person_of(request)), paging, member_out)


@router.get("/{uuid:contributor}", response=ContributorDetail, operation_id="contributors_get")
def get(request: HttpRequest, contributor: UUID) -> ContributorDetail:
    """One contributor: languages, markets, skills and standing."""
    return detail(contributor_for(person_of(request), contributor))


@router.get("/{uuid:contributor}/standing", response=Page[StandingOut], operation_id="standing_list")
def list_standing(request: HttpRequest, contributor: UUID, paging: Query[Paging]) -> Page[StandingOut]:
    """Every change of standing, with its reason and the way back, newest first."""
    found = contributor_for(person_of(request), contributor)
    return page(
        found.standing_changes.all(),
        paging,
        lambda change: StandingOut(
            standing=change.standing,
            reason=change.reason,
            until=change.until,
            way_back=change.way_back,
            changed_at=change.changed_at,
        ),
    )


@router.post(
    "/{uuid:contributor}/standing", response={201: ContributorDetail}, operation_id="standing_change"
)
@creates
def change_standing(request: HttpRequest, contributor: UUID, asked: StandingIn) -> ContributorDetail:
    """Change who may work. The person is told the reason, the end and the way back."""
    user = person_of(request)
    found = contributor_for(user, contributor)
    actions.change_standing(
        user,
        contributor=found,
        standing=asked.standing,
        reason=asked.reason,
        until=asked.until,
        way_back=asked.way_back,
        now=now(),
    )
    return detail(contributor_for(user, contributor))


@router.post("/simulated", response={201: SimulatedOut}, operation_id="contributors_simulate")
@creates_secret
def simulate(request: HttpRequest, asked: SimulatedIn) -> SimulatedOut:
    """Contributors for replays and trials: no password, a token each that can work and nothing else."""
    user, at = person_of(request), now()
    with transaction.atomic():
        people = actions.create_simulated_contributors(user, pseudonyms=asked.pseudonyms, now=at)
        tokens = issue_work_tokens(user, contributors=people, days=asked.days, now=at)
    return SimulatedOut(
        contributors=[
            Simulated(uid=each.uid, pseudonym=each.pseudonym, token=tokens[each.pk]) for each in people
        ]
    )


def contributor_for(user: User, uid: UUID) -> Contributor:
    return one_of(visible_contributors(user), uid)


def detail(contributor: Contributor) -> ContributorDetail:
    skills = contributor.skills.select_related("skill").order_by("skill__code")
    return ContributorDetail(
        **member_out(contributor).dict(),
        standing_reason=contributor.standing_reason,
        standing_until=contributor.standing_until,
        standing_way_back=contributor.standing_way_back,
        daily_cap=contributor.daily_cap,
        languages=[
            LanguageOut(language=each.language, level=each.level)
            for each in contributor.languages.order_by("language")
        ],
        markets=list(contributor.markets.order_by("market__code").values_list("market__code", flat=True)),
        skills=[
            HeldSkillOut(code=each.skill.code, score=each.score, expires_at=each.expires_at)
            for each in skills
        ],
    )
