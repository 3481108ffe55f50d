"""Budgets as their pages show them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assay.money.models import Budget, BudgetVersion
from assay.money.queries.budget_use import Used
from assay.money.rules.budgets import Ahead
from assay.web.money.amounts import amount

CENT = -4


@dataclass(frozen=True, slots=True)
class ShownBudget:
    """`tone` and `state` say in a word how it is; figures are rounded to the cent, `percent` to the whole."""

    budget: Budget
    covers: str
    period: str
    state: str
    tone: str
    amount: str
    accrued: str
    spent: str
    under_way: str
    committed: str
    left: str
    percent: float
    bar: int
    forecast: str
    interval: str
    ahead: Ahead | None
    n_tasks: int


@dataclass(frozen=True, slots=True)
class ShownVersion:
    version: BudgetVersion
    amount: str


def shown_budget(each: Used) -> ShownBudget:
    budget, use, ahead = each.budget, each.use, each.ahead
    state, tone = _state(each)
    return ShownBudget(
        budget=budget,
        covers=covers(budget),
        period=period(budget),
        state=state,
        tone=tone,
        amount=_cents(use.amount, budget),
        accrued=_cents(use.accrued, budget),
        spent=_cents(use.spent, budget),
        under_way=_cents(use.under_way, budget),
        committed=_("not priced") if use.committed is None else _cents(use.committed, budget),
        left=_cents(use.left, budget),
        percent=use.percent,
        bar=max(0, min(100, round(use.percent))),
        forecast=_cents(ahead.micro, budget) if ahead else "",
        interval=f"{_cents(ahead.low, budget)} – {_cents(ahead.high, budget)}" if ahead else "",
        ahead=ahead,
        n_tasks=each.n_tasks,
    )


def shown_version(version: BudgetVersion, currency: str) -> ShownVersion:
    return ShownVersion(version, amount(version.amount_micro, currency))


def covers(budget: Budget) -> str:
    """Shop search · BR-pt; a request says so, and what covers everything."""
    project = budget.project.name if budget.project else _("all projects")
    if budget.request_uid is not None:
        project = _("request %(title)s") % {"title": budget.request_title or "–"}
    return f"{project} · {budget.market.code}" if budget.market else project


def period(budget: Budget) -> str:
    if budget.starts_on is None and budget.ends_on is None:
        return _("no period")
    start, end = (day.isoformat() if day else "…" for day in (budget.starts_on, budget.ends_on))
    return f"{start} – {end}"


def _state(each: Used) -> tuple[str, str]:
    if each.budget.retired_at is not None:
        return _("ended"), ""
    if each.budget.stopped_at is not None:
        return _("used up: no new tasks"), "bad"
    if each.use.left <= 0:
        return _("used up"), "bad"
    if each.ahead is not None and each.ahead.micro > each.use.amount:
        return _("will not be enough"), "warn"
    if any(each.use.percent >= percent for percent in each.budget.warn_at):
        return _("nearly used up"), "warn"
    return _("enough"), "good"


def _cents(micro: int, budget: Budget) -> str:
    """To the cent: what is not earned yet is an estimate, its millionths are noise."""
    return amount(round(micro, CENT), budget.currency)
