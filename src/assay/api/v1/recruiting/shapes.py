"""Campaigns, links and applications as the API shows them."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from ninja import Schema
from pydantic import Field

from assay.api.v1.projects.shapes import Strict
from assay.projects.enums import Segment
from assay.recruiting.enums import (
    ApplicationState,
    CampaignState,
    Device,
    RecruitingChannel,
    ScreeningFact,
    ScreeningOutcome,
    Tie,
)
from assay.recruiting.models import Application, Campaign, TrackedLink
from assay.recruiting.queries.entries import MOST_SHOWN, budgets_of, rounds_of, spendings_of
from assay.recruiting.rules import campaigns as rules
from assay.recruiting.rules.campaigns import Terms, Wording
from assay.recruiting.rules.entries import Cost
from assay.recruiting.rules.funnel import Funnel, FunnelStep, Reached

_ENTERED = ("uid", "note", "entered_at")
_SPENT, _INVITED = (*_ENTERED, "amount_micro", "currency", "spent_on"), (*_ENTERED, "n", "invited_on")


class CampaignTermsIn(Strict):
    name: str = Field(min_length=1, max_length=rules.MOST_NAME, examples=["Portuguese spring"])
    opens_on: date = Field(examples=["2026-03-02"])
    closes_on: date = Field(description="The last day.", examples=["2026-04-01"])
    n_wanted: int = Field(ge=1, le=rules.MOST_WANTED, description="People.", examples=[20])
    budget_micro: int | None = Field(
        None, ge=0, description="Millionths of the currency.", examples=[500_000_000]
    )
    currency: str = Field("", max_length=3, description="Also of rewards.", examples=["EUR"])
    languages: dict[str, int] = Field(
        default_factory=dict, description="Tag to the least CEFR level, 1 (A1) to 7.", examples=[{"pt-BR": 5}]
    )
    skills: list[str] = Field(
        default_factory=list, description="Codes: who has one is qualified.", examples=[[]]
    )
    device: Device | None = Field(None, description="Empty: any.")
    least_age: int = Field(rules.OF_AGE, ge=rules.OF_AGE, le=rules.MOST_AGE)


class CampaignWordingIn(Strict):
    language: str = Field(max_length=20, examples=["en"])
    title: str = Field(min_length=1, max_length=rules.MOST_TITLE, examples=["Judge search results"])
    markdown: str = Field(min_length=1, max_length=rules.MOST_TEXT, examples=["Work when you like."])


class CampaignIn(CampaignTermsIn):
    market: str = Field(description="Its code.", max_length=20, examples=["BR-pt"])
    segment: Segment
    channel: RecruitingChannel = Field(description="Of its first link.")
    text: CampaignWordingIn


class CampaignClosingIn(Strict):
    reason: str = Field(min_length=1, max_length=2000, examples=["We have enough."])


class TrackedLinkIn(Strict):
    """Of a channel with a name; or of a contributor who recommends the campaign."""

    name: str = Field("", max_length=120, examples=["Fair in Recife"])
    channel: RecruitingChannel = Field(RecruitingChannel.OTHER)
    referrer: UUID | None = Field(None, description="A contributor.", examples=[None])
    reward_micro: int = Field(0, ge=0, description="Promised for each who is accepted.", examples=[0])


class ScreeningRuleIn(Strict):
    """`value` is a language tag, a tie, a device or the code of a skill; `level` (1 to 7) only of languages.

    `says` only of refusals.
    """

    fact: ScreeningFact
    value: str = Field(max_length=60, examples=["pt-BR"])
    level: int = Field(0, ge=0, le=7, examples=[5])
    then: ScreeningOutcome
    says: str = Field("", max_length=500, examples=[""])


class CampaignOut(Schema):
    uid: UUID
    name: str = Field(examples=["Portuguese spring"])
    market: str = Field(examples=["BR-pt"])
    segment: Segment
    channel: RecruitingChannel
    state: CampaignState
    opens_on: date
    closes_on: date
    n_wanted: int = Field(examples=[20])
    budget_micro: int | None = Field(examples=[500_000_000])
    currency: str = Field(examples=["EUR"])
    languages: dict[str, int] = Field(examples=[{"pt-BR": 5}])
    skills: list[str]
    device: str = Field(examples=[""])
    least_age: int = Field(examples=[18])
    closed_reason: str
    screening: list[ScreeningRuleIn]
    otherwise: ScreeningOutcome
    n_applied: int = Field(examples=[31])
    n_waiting: int = Field(description="For a decision.", examples=[4])
    n_accepted: int = Field(examples=[12])


class TrackedLinkOut(Schema):
    uid: UUID
    name: str = Field(examples=["Fair in Recife"])
    channel: RecruitingChannel
    address: str = Field(examples=["https://assay.example.org/join/abcd2345/"])
    referrer: UUID | None
    reward_micro: int
    n_applied: int
    n_accepted: int
    retired_at: datetime | None


class TrackedLinksOut(Schema):
    links: list[TrackedLinkOut]


class ChosenIn(Strict):
    applications: list[UUID] = Field(min_length=1, max_length=200)


class RefusalIn(ChosenIn):
    why: str = Field(min_length=1, max_length=500, examples=["We look for people who live there."])


class RecognitionIn(Strict):
    contributor: UUID


class ScreeningIn(Strict):
    rules: list[ScreeningRuleIn] = Field(default_factory=list, max_length=20, examples=[[]])
    otherwise: ScreeningOutcome = Field(ScreeningOutcome.PERSON, description="Accept, or a person.")


class FunnelStepOut(Schema):
    """Of those who took the step before, and could take this one."""

    step: FunnelStep
    n: int = Field(examples=[12])
    of: int | None = Field(description="Who took the step before; empty of the first.", examples=[30])
    share: float | None = Field(examples=[0.4])
    low: float | None = Field(description="95 %, Wilson.", examples=[0.25])
    high: float | None = Field(examples=[0.58])


class RecruitingCostOut(Schema):
    """In one currency: what was spent and promised, and what that comes to per person; empty of nobody."""

    currency: str = Field(examples=["EUR"])
    spent_micro: int = Field(examples=[300_000_000])
    rewards_micro: int = Field(description="Promised for those who were accepted.", examples=[15_000_000])
    per_applied_micro: int | None = Field(examples=[10_500_000])
    per_qualified_micro: int | None = Field(examples=[26_250_000])
    per_productive_micro: int | None = Field(examples=[63_000_000])


class FunnelOut(Schema):
    group: str = Field(examples=["Social network"])
    steps: list[FunnelStepOut]
    costs: list[RecruitingCostOut]


class SpendingIn(Strict):
    """Money that was spent on a link."""

    link: UUID
    amount_micro: int = Field(gt=0, description="Millionths of the currency.", examples=[120_500_000])
    currency: str = Field(min_length=3, max_length=3, examples=["EUR"])
    spent_on: date = Field(examples=["2026-03-04"])
    note: str = Field("", max_length=300, examples=["Advertisement, first week"])


class InvitationRoundIn(Strict):
    """People who were invited to a link outside Assay, as a count."""

    link: UUID
    n: int = Field(gt=0, description="People.", examples=[250])
    invited_on: date = Field(examples=["2026-03-04"])
    note: str = Field("", max_length=300, examples=["Newsletter"])


class SpendingOut(Schema):
    uid: UUID
    link: UUID
    amount_micro: int = Field(examples=[120_500_000])
    currency: str = Field(examples=["EUR"])
    spent_on: date
    note: str
    entered_at: datetime
    is_taken_back: bool


class InvitationRoundOut(Schema):
    uid: UUID
    link: UUID
    n: int = Field(examples=[250])
    invited_on: date
    note: str
    entered_at: datetime
    is_taken_back: bool


class CampaignEntriesOut(Schema):
    """The newest 200 of each; `used_micro` is in the currency of the campaign, with rewards promised."""

    spendings: list[SpendingOut]
    rounds: list[InvitationRoundOut]
    used_micro: int = Field(examples=[135_500_000])
    budget_micro: int | None = Field(examples=[500_000_000])
    days_share: float = Field(description="How much of the campaign's days is over.", examples=[0.4])


class FunnelsOut(Schema):
    funnels: list[FunnelOut]


class NotDecidedOut(Schema):
    application: UUID
    code: str = Field(examples=["state.not_from_here"])
    text: str


class DecidedOut(Schema):
    n: int = Field(description="How many were decided.", examples=[3])
    refused: list[NotDecidedOut]


class ApplicationOut(Schema):
    """What is personal is empty once it was erased. The address stays sealed."""

    uid: UUID
    state: ApplicationState
    name: str = Field(examples=["Ana Souza"])
    languages: dict[str, int] = Field(examples=[{"pt-BR": 7}])
    skills: list[str] = Field(description="Codes that were ticked: nothing is proven.", examples=[[]])
    device: Device | None
    tie: Tie | None
    link: UUID
    channel: RecruitingChannel
    contributor: UUID | None
    why: str = Field(description="What the applicant reads of a refusal.")
    due_at: datetime | None = Field(
        description="The decision becomes true then; until then it is taken back."
    )
    problem: str = Field(description="Why a decision could not become true.")
    applied_at: datetime
    verified_at: datetime | None
    ended_at: datetime | None


def terms_of(asked: CampaignTermsIn) -> Terms:
    return Terms(
        name=asked.name,
        opens_on=asked.opens_on,
        closes_on=asked.closes_on,
        n_wanted=asked.n_wanted,
        budget_micro=asked.budget_micro,
        currency=asked.currency,
        languages=asked.languages,
        skills=tuple(asked.skills),
        device=asked.device or "",
        least_age=asked.least_age,
    )


def wording_of(asked: CampaignWordingIn) -> Wording:
    return Wording(asked.language, asked.title, asked.markdown)


def campaign_out(row: Campaign, today: date) -> CampaignOut:
    """A row with its counts (queries.campaigns.with_counts)."""
    counts = {name: getattr(row, name) for name in ("n_applied", "n_waiting", "n_accepted")}
    return CampaignOut(
        uid=row.uid,
        name=row.name,
        market=row.market.code,
        segment=Segment(row.segment),
        channel=RecruitingChannel(row.channel),
        state=rules.state_of(row.opens_on, row.closes_on, row.closed_at, today),
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        n_wanted=row.n_wanted,
        budget_micro=row.budget_micro,
        currency=row.currency,
        languages=row.languages,
        skills=row.skills,
        device=row.device,
        least_age=row.least_age,
        closed_reason=row.closed_reason,
        screening=[ScreeningRuleIn(**each) for each in row.screening],
        otherwise=ScreeningOutcome(row.otherwise),
        **counts,
    )


def link_out(row: TrackedLink) -> TrackedLinkOut:
    """A row with its counts (queries.links.links_of)."""
    counts = {name: getattr(row, name) for name in ("n_applied", "n_accepted")}
    return TrackedLinkOut(
        uid=row.uid,
        name=row.name,
        channel=RecruitingChannel(row.channel),
        address=f"{settings.ASSAY_ADDRESS}/join/{row.code}/",
        referrer=row.referrer.uid if row.referrer else None,
        reward_micro=row.reward_micro,
        retired_at=row.retired_at,
        **counts,
    )


def application_out(row: Application) -> ApplicationOut:
    return ApplicationOut(
        uid=row.uid,
        state=ApplicationState(row.state),
        name=row.name,
        languages=row.languages,
        skills=row.skills,
        device=Device(row.device) if row.device else None,
        tie=Tie(row.tie) if row.tie else None,
        link=row.link.uid,
        channel=RecruitingChannel(row.link.channel),
        contributor=row.contributor.uid if row.contributor else None,
        why=row.why,
        due_at=row.due_at,
        problem=row.problem,
        applied_at=row.applied_at,
        verified_at=row.verified_at,
        ended_at=row.ended_at,
    )


def funnel_out(found: Funnel, costs: Iterable[Cost]) -> FunnelOut:
    steps = (FunnelStep.APPLIED, FunnelStep.QUALIFIED, FunnelStep.PRODUCTIVE)
    return FunnelOut(
        group=found.group,
        steps=[step_out(step) for step in found.steps],
        costs=[
            RecruitingCostOut(
                currency=cost.currency,
                spent_micro=cost.spent_micro,
                rewards_micro=cost.rewards_micro,
                **{f"per_{step}_micro": cost.per(found.n_of(step)) for step in steps},
            )
            for cost in costs
        ],
    )


def entries_out(campaign: Campaign, today: date) -> CampaignEntriesOut:
    budget = budgets_of([campaign], today)[campaign.pk]
    return CampaignEntriesOut(
        spendings=[
            SpendingOut(
                link=row.link.uid,
                is_taken_back=hasattr(row, "reversal"),
                **{name: getattr(row, name) for name in _SPENT},
            )
            for row in spendings_of(campaign).filter(reverses=None)[:MOST_SHOWN]
        ],
        rounds=[
            InvitationRoundOut(
                link=row.link.uid,
                is_taken_back=hasattr(row, "reversal"),
                **{name: getattr(row, name) for name in _INVITED},
            )
            for row in rounds_of(campaign).filter(reverses=None)[:MOST_SHOWN]
        ],
        used_micro=budget.used_micro,
        budget_micro=budget.budget_micro,
        days_share=budget.days_share,
    )


def step_out(found: Reached) -> FunnelStepOut:
    share = found.of_before
    return FunnelStepOut(
        step=found.step,
        n=found.n,
        of=share.n if share else None,
        share=share.value if share else None,
        low=share.low if share else None,
        high=share.high if share else None,
    )
