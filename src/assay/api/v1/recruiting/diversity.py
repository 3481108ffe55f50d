"""What people say of themselves: their own words to them, figures to those who recruit, and what projects need."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.recruiting.actions.diversity import say_of_oneself, set_need
from assay.recruiting.enums import NeedState, SelfQuestion
from assay.recruiting.queries.diversity import MarketDiversity, need_of, own_answers, pool_diversity
from assay.recruiting.rules.diversity import Compared, Groups

router = Router(tags=["recruiting"])


class SelfAnswersIO(Strict):
    """Each may be left empty."""

    gender: str = Field("", max_length=20, description="woman, man or another.")
    age: str = Field("", max_length=20, description="A band of years, such as 25-34.")
    variety: str = Field("", max_length=20, description="Of a language, such as pt-BR.")


class DiversityNeedIO(Strict):
    """Question to answer to share, from 0 to 1; what is not named is no wish."""

    shares: dict[SelfQuestion, dict[str, float]] = Field(examples=[{"gender": {"woman": 0.5}}])


class DiversityGroupsOut(Schema):
    """Only groups of ten or more; nobody is in two of them."""

    question: SelfQuestion
    counted_on: date | None
    answers: dict[str, int] = Field(examples=[{"woman": 41, "man": 32}])
    n_others: int = Field(description="Rarer answers together, where ten gave one.", examples=[0])
    n_pool: int = Field(description="People in the market when it was counted.", examples=[96])


class DiversityComparedOut(Schema):
    """No share: the group is not shown."""

    project: UUID
    question: SelfQuestion
    answer: str = Field(examples=["woman"])
    needed: float = Field(examples=[0.5])
    share: float | None = Field(examples=[0.56])
    low: float | None = Field(examples=[0.45])
    high: float | None = Field(examples=[0.67])
    n: int | None = Field(examples=[73])
    state: NeedState


class MarketDiversityOut(Schema):
    market: str = Field(examples=["BR-pt"])
    groups: list[DiversityGroupsOut]
    needs: list[DiversityComparedOut]


class PoolDiversityOut(Schema):
    markets: list[MarketDiversityOut]


@router.get("/diversity", response=PoolDiversityOut, operation_id="diversity")
def diversity(request: HttpRequest) -> PoolDiversityOut:
    """Who the people of the markets you recruit for are, as they say, against what projects need."""
    return PoolDiversityOut(markets=[_market(each) for each in pool_diversity(person_of(request))])


@router.get(
    "/projects/{uuid:project}/diversity-need", response=DiversityNeedIO, operation_id="diversity_need"
)
def need(request: HttpRequest, project: UUID) -> DiversityNeedIO:
    """Which share of each group the project needs."""
    found = project_for(person_of(request), project, Permission.MANAGE_PROJECT)
    return DiversityNeedIO.model_validate({"shares": need_of(found)})


@router.put(
    "/projects/{uuid:project}/diversity-need", response=DiversityNeedIO, operation_id="diversity_need_set"
)
def change_need(request: HttpRequest, project: UUID, asked: DiversityNeedIO) -> DiversityNeedIO:
    """Instead of what was said before."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_PROJECT)
    shares = {question.value: wanted for question, wanted in asked.shares.items()}
    return DiversityNeedIO.model_validate(
        {"shares": set_need(user, project=found, shares=shares, now=now()).shares}
    )


@router.get("/me/about", response=SelfAnswersIO, operation_id="me_about")
def about(request: HttpRequest) -> SelfAnswersIO:
    """What you said of yourself; nobody else reads it."""
    return SelfAnswersIO.model_validate(own_answers(person_of(request)))


@router.put("/me/about", response=SelfAnswersIO, operation_id="me_about_set")
def say(request: HttpRequest, asked: SelfAnswersIO) -> SelfAnswersIO:
    """These answers and no others; empty ones take back what was said."""
    user = person_of(request)
    say_of_oneself(user, answers=asked.model_dump())
    return about(request)


def _market(found: MarketDiversity) -> MarketDiversityOut:
    return MarketDiversityOut(
        market=found.market.code,
        groups=[_groups(each.question, each.counted_on, each.groups) for each in found.shown if each.groups],
        needs=[_compared(each.project.uid, row) for each in found.wished for row in each.rows],
    )


def _groups(question: str, counted_on: date | None, groups: Groups) -> DiversityGroupsOut:
    return DiversityGroupsOut(
        question=SelfQuestion(question),
        counted_on=counted_on,
        answers=dict(groups.answers),
        n_others=groups.n_others,
        n_pool=groups.n_pool,
    )


def _compared(project: UUID, row: Compared) -> DiversityComparedOut:
    share = row.share
    return DiversityComparedOut(
        project=project,
        question=SelfQuestion(row.question),
        answer=row.answer,
        needed=row.needed,
        share=share.value if share else None,
        low=share.low if share else None,
        high=share.high if share else None,
        n=share.n if share else None,
        state=row.state,
    )
