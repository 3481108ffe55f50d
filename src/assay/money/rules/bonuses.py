"""Bonuses for quality: what a rule may say, and what it gives for a month.

A rule asks how right somebody's reviewed answers were and how many were reviewed, and nothing else. It names no content
and no severity, and it never reads what somebody has opted out of: who opts out is held to the same share and the same
number as everybody, of the work that they do, and nobody learns of it from a bonus.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from assay.kit.reasons import Reason, declare
from assay.money.rules.ledger import CURRENCY
from assay.money.rules.periods import last_day

MOST_MICRO = 100_000_000_000
FEWEST = 10
PARTS = 10_000
NAME = declare("bonus.name", "Give the rule a name.", status=422)
SHARE = declare("bonus.share", "Quality is a share above 50 % and up to 100 %.", status=422)
NUMBER = declare("bonus.number", "At least {fewest} reviewed answers: fewer say nothing.", status=422)
BASIS = declare("bonus.basis", "Either an amount, or 1 to 100 % of what was earned.", status=422)
CAP = declare("bonus.cap", "Say the most that one person gets for a month, up to 100,000.", status=422)
BONUS_CURRENCY = declare("bonus.currency", "Say the currency as three letters, such as EUR.", status=422)
BONUS_REASON = declare("bonus.reason", "Say why: whoever works by it will ask.", status=422)
ENDED = declare("bonus.ended", "That rule was ended already.")
OWN_RULE = declare("bonus.own_rule", "You have made its rule, so somebody else decides.", status=403)


@dataclass(frozen=True, slots=True)
class BonusTerms:
    """From so large a share of so many reviewed answers: an amount, or percent of what was earned, up to the cap."""

    name: str
    least_share: float
    least_n: int
    cap_micro: int
    currency: str
    reason: str
    percent: int | None = None
    fixed_micro: int | None = None


@dataclass(frozen=True, slots=True)
class MonthOfWork:
    """Reviewed answers of a month after disputes, how many of them were right, and what the month has earned."""

    n: int
    n_right: int
    earned_micro: int


def bonus_micro(terms: BonusTerms, month: MonthOfWork) -> int:
    """Shares are compared as whole parts of ten thousand, so that 95 of 100 is 95 %."""
    is_enough = month.n >= terms.least_n and month.n > 0
    if not is_enough or month.n_right * PARTS < round(terms.least_share * PARTS) * month.n:
        return 0
    whole = terms.fixed_micro if terms.percent is None else month.earned_micro * terms.percent // 100
    return max(0, min(whole or 0, terms.cap_micro))


def holds_for(month: date, *, set_on: date, ended_on: date | None) -> bool:
    """From the month in which it was set; months that were over before it ended are kept to."""
    return set_on <= last_day(month) and (ended_on is None or last_day(month) < ended_on)


def months_settled(today: date, *, dispute_days: int, back: timedelta) -> list[date]:
    """Months of which every dispute window is over, and that are not too long ago."""
    months, month = [], (today - back).replace(day=1)
    while last_day(month) + timedelta(days=dispute_days + 1) < today:
        months.append(month)
        month = last_day(month) + timedelta(days=1)
    return months


def refuse_bonus(terms: BonusTerms) -> list[Reason]:
    """Every problem of a rule, all at once."""
    problems = []
    if not terms.name.strip():
        problems.append(NAME(field="name"))
    if not 0.5 < terms.least_share <= 1:
        problems.append(SHARE(field="share"))
    if not FEWEST <= terms.least_n <= 1_000_000:
        problems.append(NUMBER(field="least", fewest=FEWEST))
    is_percent = terms.percent is not None and 1 <= terms.percent <= 100 and terms.fixed_micro is None
    is_fixed = terms.fixed_micro is not None and 0 < terms.fixed_micro <= MOST_MICRO and terms.percent is None
    if not is_percent and not is_fixed:
        problems.append(BASIS(field="amount"))
    if not 0 < terms.cap_micro <= MOST_MICRO:
        problems.append(CAP(field="cap"))
    if not CURRENCY.fullmatch(terms.currency):
        problems.append(BONUS_CURRENCY(field="currency"))
    if not terms.reason.strip():
        problems.append(BONUS_REASON(field="reason"))
    return problems
