"""What is entered about a link: rounds of invitations and money; and what the money comes to per person."""

from dataclasses import dataclass
from datetime import date, timedelta

from assay.kit.money import MOST as MOST_MICRO
from assay.kit.reasons import Reason
from assay.recruiting.rules import reasons
from assay.recruiting.rules.campaigns import is_currency

MOST_NOTE, MOST_INVITED = 300, 10_000_000
# A stand is paid for long before its campaign opens.
BEFORE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one currency: what was spent, and what referrers were promised for those who were accepted."""

    currency: str
    spent_micro: int
    rewards_micro: int

    @property
    def total_micro(self) -> int:
        return self.spent_micro + self.rewards_micro

    def per(self, n: int) -> int | None:
        """Undefined of nobody; to the nearest millionth."""
        return (self.total_micro * 2 + n) // (n * 2) if n > 0 else None


@dataclass(frozen=True, slots=True)
class BudgetState:
    """How much of a budget is used, and how much of its days. Other currencies are no part of it."""

    used_micro: int
    budget_micro: int | None
    days_share: float

    @property
    def used_share(self) -> float | None:
        return self.used_micro / self.budget_micro if self.budget_micro else None

    @property
    def is_over(self) -> bool:
        return self.budget_micro is not None and self.used_micro > self.budget_micro


def days_share(opens_on: date, closes_on: date, today: date) -> float:
    """How much of the days is over, both of them counted."""
    n_days = (closes_on - opens_on).days + 1
    return min(1.0, max(0.0, ((today - opens_on).days + 1) / n_days))


def refuse_spending(
    *, amount_micro: int | None, currency: str, spent_on: date | None, note: str, opens_on: date, today: date
) -> list[Reason]:
    found = []
    if amount_micro is None or not 0 < amount_micro <= MOST_MICRO or not is_currency(currency):
        found.append(reasons.AMOUNT_INVALID(field="amount"))
    return [*found, *_refuse_entry(spent_on, note, opens_on, today)]


def refuse_round(*, n: int, invited_on: date | None, note: str, opens_on: date, today: date) -> list[Reason]:
    found = []
    if not 0 < n <= MOST_INVITED:
        found.append(reasons.INVITED_RANGE(field="n", most=MOST_INVITED))
    return [*found, *_refuse_entry(invited_on, note, opens_on, today)]


def _refuse_entry(on: date | None, note: str, opens_on: date, today: date) -> list[Reason]:
    found = []
    first = max(opens_on.toordinal() - BEFORE.days, 1)
    if on is None or not first <= on.toordinal() <= today.toordinal():
        found.append(reasons.ENTRY_DAY(field="on"))
    if len(note) > MOST_NOTE or "\0" in note:
        found.append(reasons.TEXT_TOO_LONG(field="note", most=MOST_NOTE))
    return found
