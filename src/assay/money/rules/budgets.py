"""Budgets: what one may say, what is used of it, what it comes to in the end, and when it stops work."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assay.kit.money import MOST
from assay.kit.reasons import Reason, declare
from assay.money.rules.ledger import CURRENCY

NEEDS_NAME = declare("budgets.needs_name", "Give the budget a name of up to 120 characters.", status=422)
NEEDS_AMOUNT = declare("budgets.needs_amount", "Say an amount above zero, such as 5000.", status=422)
NEEDS_CURRENCY = declare(
    "budgets.needs_currency", "Say the currency as three letters, such as EUR.", status=422
)
NEEDS_REASON = declare("budgets.needs_reason", "Say why: whoever waits for it will ask.", status=422)
BAD_PERIOD = declare("budgets.bad_period", "A period ends on the day it begins or later.", status=422)
BAD_WARNINGS = declare(
    "budgets.bad_warnings", "Say up to five thresholds in percent, from 1 to 100, such as 80, 95.", status=422
)
SAME_BUDGET = declare(
    "budgets.same", "There is a budget for that already ({name}): change its amount instead."
)
ONE_SCOPE = declare("budgets.one_scope", "A budget is of a project or of a request, not of both.", status=422)
RETIRED = declare("budgets.retired", "That budget was ended: set a new one.")
LONGEST_NAME, MOST_WARNINGS = 120, 5
LEAST_DAYS = 5
# The 97.5 % quantile of Student's t by degrees of freedom; beyond 27 the normal one's neighbour.
_T = (
    *(
        12.706,
        4.303,
        3.182,
        2.776,
        2.571,
        2.447,
        2.365,
        2.306,
        2.262,
        2.228,
        2.201,
        2.179,
        2.160,
        2.145,
        2.131,
    ),
    *(2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052),
)


@dataclass(frozen=True, slots=True)
class Worked:
    """A day: tasks that were done, and what work cost on it."""

    n_done: int
    micro: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a budget comes to when the tasks that are left are done: an estimate with its 95 % interval."""

    micro: int
    low: int
    high: int
    n_days: int
    n_tasks: int


@dataclass(frozen=True, slots=True)
class Use:
    """Of one budget, in millionths.

    `accrued` is earned for work; `spent` of it is final. `under_way` is not earned yet: answers that accrual has not
    come to, and tasks in people's hands. `committed` is what open tasks will cost.
    """

    amount: int
    accrued: int = 0
    spent: int = 0
    under_way: int = 0
    committed: int | None = None
    each: int | None = None

    @property
    def used(self) -> int:
        return self.accrued + self.under_way

    @property
    def left(self) -> int:
        return self.amount - self.used

    @property
    def percent(self) -> float:
        return 100 * self.used / self.amount


def is_used_up(use: Use) -> bool:
    """Not one more judgment fits: it stops before it is overdrawn."""
    return use.left < max(1, use.each or 0)


def passed(use: Use, warn_at: Sequence[int]) -> list[int]:
    """Thresholds that are reached, the lowest first."""
    return [percent for percent in sorted(set(warn_at)) if use.percent >= percent]


def forecast(use: Use, days: Sequence[Worked], n_tasks: int) -> Ahead | None:
    """The ratio estimator: cost per finished task over days, times the tasks that are left (Cochran 1977, §6.4).

    Its variance is the linearised one of a ratio of means; None before five days on which something was done.
    """
    counted = [day for day in days if day.n_done or day.micro]
    done = sum(day.n_done for day in counted)
    if len([day for day in counted if day.n_done]) < LEAST_DAYS or not done:
        return None
    n = len(counted)
    ratio = sum(day.micro for day in counted) / done
    spread = sum((day.micro - ratio * day.n_done) ** 2 for day in counted) / (n - 1)
    error = math.sqrt(spread / n) / (done / n)
    half = _T[min(n - 1, len(_T)) - 1] * error * n_tasks
    middle = use.used + ratio * n_tasks
    return Ahead(round(middle), max(use.used, round(middle - half)), round(middle + half), n, n_tasks)


@dataclass(frozen=True, slots=True)
class BudgetTerms:
    """What somebody wants to set; `micro` None: no amount was read."""

    name: str
    micro: int | None
    currency: str
    reason: str
    starts_on: date | None = None
    ends_on: date | None = None
    warn_at: tuple[int, ...] = (80, 95)
    stops_work: bool = True


def refuse_budget(terms: BudgetTerms) -> list[Reason]:
    """Every problem of it."""
    problems = []
    if not 0 < len(terms.name.strip()) <= LONGEST_NAME:
        problems.append(NEEDS_NAME(field="name"))
    if not CURRENCY.fullmatch(terms.currency):
        problems.append(NEEDS_CURRENCY(field="currency"))
    if terms.starts_on and terms.ends_on and terms.ends_on < terms.starts_on:
        problems.append(BAD_PERIOD(field="ends_on"))
    if len(terms.warn_at) > MOST_WARNINGS or not all(1 <= percent <= 100 for percent in terms.warn_at):
        problems.append(BAD_WARNINGS(field="warn_at"))
    return [*problems, *refuse_amount(terms.micro, terms.reason)]


def refuse_amount(micro: int | None, reason: str) -> list[Reason]:
    problems = []
    if micro is None or not 0 < micro <= MOST:
        problems.append(NEEDS_AMOUNT(field="amount"))
    if not reason.strip():
        problems.append(NEEDS_REASON(field="reason"))
    return problems
