"""What a contract with a vendor may say, which version holds on a day, and whether a service level was attained."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite
from typing import Protocol, TypeVar
from uuid import UUID

from assay.kit.reasons import Reason, declare
from assay.money.rules.ledger import CURRENCY
from assay.partners.enums import Attained, ContractNear, ContractState, ScoreMeasure
from assay.partners.rules.scorecard import LEAST

# A contract is written down late at times, and signed before it begins.
BACK, AHEAD = timedelta(days=3 * 366), timedelta(days=3 * 366)
LONGEST = timedelta(days=10 * 366)
MOST_NOTICE = 365
# Whoever keeps a contract hears so long before its notice day, and before its end.
NEAR = timedelta(days=30)
MOST_IN_REASON = 2000
CONTRACT_DATES = declare(
    "partners.contract_dates",
    "A contract begins within three years of today, and ends after that, within ten years.",
    status=422,
)
CONTRACT_CURRENCY = declare(
    "partners.contract_currency", "Say the currency as three letters, such as EUR.", status=422
)
CONTRACT_NOTICE = declare("partners.contract_notice", "Notice is 0 to {most} days.", status=422)
CONTRACT_REASON = declare(
    "partners.contract_reason", "Say why it changes: whoever is bound by it will ask.", status=422
)
LEVEL_RANGE = declare(
    "partners.level_range",
    "A service level is a share above 0 % and up to 150 %, and what is at risk 0 to 100 % of the fee.",
    status=422,
)
AT_RISK = declare(
    "partners.at_risk", "Together {percent} % of the fee would be at risk; it is at most 100 %.", status=422
)
CREDIT_CAP = declare(
    "partners.credit_cap", "Credits take above 0 and at most 100 % of a month's fee.", status=422
)
CARD_CURRENCY = declare(
    "partners.card_currency", "That rate card pays in {card}, the contract is in {currency}.", status=422
)
NO_RATE_CARD = declare("partners.no_rate_card", "There is no such rate card.", status=422)
VENDOR_RETIRED = declare("partners.vendor_retired", "{name} is retired.", status=409)


class Version(Protocol):
    """What the rules read of a version."""

    @property
    def number(self) -> int: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def notice_days(self) -> int: ...


V = TypeVar("V", bound=Version)


@dataclass(frozen=True, slots=True)
class Level:
    """The share agreed of a measure, and the share of the fee that depends on it."""

    target: float
    at_risk: float


@dataclass(frozen=True, slots=True)
class NewContract:
    """`ends_on` is its last day; None: until notice is given."""

    starts_on: date
    ends_on: date | None
    currency: str
    rate_card: UUID | None
    notice_days: int
    levels: Mapping[ScoreMeasure, Level]
    reason: str
    credit_cap: float | None = None


def refuse_contract(wanted: NewContract, *, today: date) -> list[Reason]:
    """Every problem of a version, all at once."""
    problems = []
    if not _may_last(wanted.starts_on, wanted.ends_on, today):
        problems.append(CONTRACT_DATES(field="starts_on"))
    if not CURRENCY.fullmatch(wanted.currency):
        problems.append(CONTRACT_CURRENCY(field="currency"))
    if not 0 <= wanted.notice_days <= MOST_NOTICE:
        problems.append(CONTRACT_NOTICE(field="notice_days", most=MOST_NOTICE))
    if not wanted.reason.strip() or "\0" in wanted.reason or len(wanted.reason) > MOST_IN_REASON:
        problems.append(CONTRACT_REASON(field="reason"))
    if wanted.credit_cap is not None and not 0 < wanted.credit_cap <= 1:
        problems.append(CREDIT_CAP(field="credit_cap"))
    if not all(_may_be(each) for each in wanted.levels.values()):
        return [*problems, LEVEL_RANGE(field="levels")]
    total = at_risk(wanted.levels)
    if total > 1 + 1e-9:
        problems.append(AT_RISK(field="levels", percent=f"{total * 100:.6g}"))
    return problems


def at_risk(levels: Mapping[ScoreMeasure, Level]) -> float:
    """The share of the fee that depends on service levels."""
    return sum(each.at_risk for each in levels.values())


def _may_last(starts_on: date, ends_on: date | None, today: date) -> bool:
    """Differences of days, so that the years 1 and 9999 overflow nothing."""
    if not -BACK <= starts_on - today <= AHEAD:
        return False
    return ends_on is None or timedelta() <= ends_on - starts_on <= LONGEST


def _may_be(level: Level) -> bool:
    numbers_are = isfinite(level.target) and isfinite(level.at_risk)
    return numbers_are and 0 < level.target <= 1.5 and 0 <= level.at_risk <= 1


def in_force(versions: Iterable[V], day: date) -> V | None:
    """The newest that has begun; nothing where that one is over: what it superseded does not come back."""
    begun = [each for each in versions if each.starts_on <= day]
    newest = max(begun, key=lambda each: each.number, default=None)
    if newest is None or (newest.ends_on is not None and newest.ends_on < day):
        return None
    return newest


def state_of(version: V, versions: Iterable[V], day: date) -> ContractState:
    """`ENDING` from the day on which notice would have to be given."""
    begun = [each.number for each in versions if each.starts_on <= day]
    if version.starts_on > day:
        return ContractState.COMING
    if version.number < max(begun):
        return ContractState.SUPERSEDED
    if version.ends_on is None:
        return ContractState.IN_FORCE
    if version.ends_on < day:
        return ContractState.OVER
    is_near = version.ends_on - day <= timedelta(days=version.notice_days)
    return ContractState.ENDING if is_near else ContractState.IN_FORCE


def notice_day(version: Version) -> date | None:
    """The last day to give notice; None where it has no end, or needs no notice."""
    if version.ends_on is None or not version.notice_days:
        return None
    return version.ends_on - timedelta(days=version.notice_days)


def near(version: Version, versions: Iterable[Version], day: date) -> list[ContractNear]:
    """What is near on that day; nothing where a later version takes over before it ends."""
    ends_on = version.ends_on
    if ends_on is None or day < version.starts_on:
        return []
    if any(
        each.number > version.number and each.starts_on <= ends_on + timedelta(days=1) for each in versions
    ):
        return []
    last_days = ((ContractNear.NOTICE, notice_day(version)), (ContractNear.END, ends_on))
    return [what for what, last in last_days if last is not None and last - NEAR <= day <= last]


def attained(
    target: float, value: float | None, high: float | None, n: int, *, least: int = LEAST
) -> Attained:
    """Missed where all of the interval is below: a service level is not lost by chance alone."""
    if value is None or n < least:
        return Attained.NOT_ENOUGH
    if value >= target:
        return Attained.MET
    return Attained.MISSED if high is not None and high < target else Attained.UNCLEAR
