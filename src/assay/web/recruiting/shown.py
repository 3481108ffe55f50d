"""Campaigns, links and applications as their pages show them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from assay.kit.money import MICRO, text_of
from assay.people.enums import LanguageLevel
from assay.recruiting.enums import (
    ApplicationState,
    CampaignState,
    Device,
    RecruitingChannel,
    ScreeningFact,
    ScreeningOutcome,
    Tie,
)
from assay.recruiting.models import Application, Campaign, InvitationRound, Spending, TrackedLink
from assay.recruiting.rules.campaigns import state_of
from assay.recruiting.rules.entries import BudgetState, Cost
from assay.recruiting.rules.funnel import Funnel, FunnelStep
from assay.recruiting.rules.screening import ScreeningRule, rules_of
from assay.web.templatetags.figures import count

TONES = {
    CampaignState.OPEN: "good",
    CampaignState.PLANNED: "",
    CampaignState.OVER: "",
    CampaignState.CLOSED: "",
}
STATES = {
    ApplicationState.APPLIED: "",
    ApplicationState.VERIFIED: "warn",
    ApplicationState.ACCEPTED: "good",
    ApplicationState.REFUSED: "",
    ApplicationState.WITHDRAWN: "",
    ApplicationState.LAPSED: "",
}


@dataclass(frozen=True, slots=True)
class ShownCampaign:
    row: Campaign
    state: str
    tone: str
    segment: str
    budget: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class ShownCost:
    """Of one currency; per person a dash where there is nobody."""

    total: str
    rewards: str
    per_applied: str
    per_qualified: str
    per_productive: str


@dataclass(frozen=True, slots=True)
class ShownEntry:
    row: Spending | InvitationRound
    on: date
    amount: str
    is_taken_back: bool


@dataclass(frozen=True, slots=True)
class ShownBudget:
    used: str
    used_share: float | None
    days_share: float
    is_over: bool


@dataclass(frozen=True, slots=True)
class ShownLink:
    row: TrackedLink
    address: str
    channel: str
    reward: str


@dataclass(frozen=True, slots=True)
class ShownApplication:
    """`skills` are names of what was ticked, and whether the campaign looks for it still; none of it is proven."""

    row: Application
    state: str
    tone: str
    languages: list[tuple[str, str]]
    skills: list[tuple[str, bool]]
    n_matched: int
    device: str
    tie: str
    can_be_decided: bool


@dataclass(frozen=True, slots=True)
class ShownRule:
    sentence: str
    then: str
    says: str


def shown_rules(campaign: Campaign, names: Mapping[str, str]) -> list[ShownRule]:
    """In words, in their order; `names` is what codes of skills are called."""
    return [
        ShownRule(_rule(each, names), _(ScreeningOutcome(each.then).label), each.says)
        for each in rules_of(campaign.screening)
    ]


def _rule(rule: ScreeningRule, names: Mapping[str, str]) -> str:
    fact = ScreeningFact(rule.fact)
    if fact == ScreeningFact.TIE:
        value = _(Tie(rule.value).label)
    elif fact == ScreeningFact.DEVICE:
        value = _(Device(rule.value).label)
    elif fact in {ScreeningFact.SKILL, ScreeningFact.SKILL_MISSING}:
        value = names.get(rule.value, rule.value)
    else:
        value = f"{rule.value} {LanguageLevel(rule.level).label}"
    return f"{_(fact.label)}: {value}"


def shown_campaign(campaign: Campaign, today: date) -> ShownCampaign:
    state = state_of(campaign.opens_on, campaign.closes_on, campaign.closed_at, today)
    budget = "" if campaign.budget_micro is None else f"{text_of(campaign.budget_micro)} {campaign.currency}"
    segment = _(campaign.get_segment_display())
    return ShownCampaign(
        campaign, _(state.label), TONES[state], segment, budget, state == CampaignState.CLOSED
    )


def shown_costs(found: Funnel, costs: Iterable[Cost]) -> list[ShownCost]:
    return [
        ShownCost(
            _money(cost.total_micro, cost.currency),
            _money(cost.rewards_micro, cost.currency) if cost.rewards_micro else "",
            *(
                _per(cost, found.n_of(step))
                for step in (FunnelStep.APPLIED, FunnelStep.QUALIFIED, FunnelStep.PRODUCTIVE)
            ),
        )
        for cost in costs
    ]


def shown_spendings(rows: Iterable[Spending]) -> list[ShownEntry]:
    return [
        ShownEntry(each, each.spent_on, _money(each.amount_micro, each.currency), hasattr(each, "reversal"))
        for each in rows
    ]


def shown_rounds(rows: Iterable[InvitationRound]) -> list[ShownEntry]:
    return [ShownEntry(each, each.invited_on, count(each.n), hasattr(each, "reversal")) for each in rows]


def shown_budget(campaign: Campaign, state: BudgetState) -> ShownBudget | None:
    """Nothing where neither a budget nor spending is."""
    if state.budget_micro is None and not state.used_micro:
        return None
    used = f"{text_of(state.used_micro)} {campaign.currency}"
    return ShownBudget(used, state.used_share, state.days_share, state.is_over)


def _money(micro: int, currency: str) -> str:
    return f"{text_of(micro)} {currency}"


def _per(cost: Cost, n: int) -> str:
    """To the cent: of a share of a sum nothing finer is meant."""
    each = cost.per(n)
    return "–" if each is None else f"{each / MICRO:.2f} {cost.currency}"


def shown_links(campaign: Campaign, links: Iterable[TrackedLink]) -> list[ShownLink]:
    return [
        ShownLink(
            each,
            f"{settings.ASSAY_ADDRESS}/join/{each.code}/",
            _(RecruitingChannel(each.channel).label),
            f"{text_of(each.reward_micro)} {campaign.currency}" if each.reward_micro else "",
        )
        for each in links
    ]


def shown_application(
    application: Application, wanted: Collection[str] = (), names: Mapping[str, str] | None = None
) -> ShownApplication:
    """`wanted` are the codes of the campaign's profile, `names` what codes are called."""
    skills = [((names or {}).get(code, code), code in wanted) for code in application.skills]
    state = ApplicationState(application.state)
    is_due = application.due_at is not None
    levels = [(tag, str(LanguageLevel(level).label)) for tag, level in application.languages.items()]
    return ShownApplication(
        application,
        _("Will be accepted" if state == ApplicationState.ACCEPTED else "Will be refused")
        if is_due
        else _(state.label),
        "warn" if is_due else STATES[state],
        levels,
        skills,
        sum(is_wanted for _name, is_wanted in skills),
        _(application.get_device_display()) if application.device else "",
        _(application.get_tie_display()) if application.tie else "",
        is_due or state == ApplicationState.VERIFIED,
    )
