"""Rate cards: which line pays a piece of work, what a card may say, and what an hour comes to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assay.kit.reasons import Reason, declare
from assay.money.enums import RateUnit
from assay.money.rules.ledger import CURRENCY

NEEDS_GENERAL = declare(
    "rates.needs_general",
    "A card needs one line without conditions, which pays what no other line names.",
    status=422,
)
LINE_TWICE = declare(
    "rates.line_twice", "Two lines have the same conditions: one of them must go.", status=422
)
OUT_OF_RANGE = declare(
    "rates.out_of_range", "A line pays from a millionth up to 1,000 of the currency.", status=422
)
NEEDS_CURRENCY = declare(
    "rates.needs_currency", "Say the currency as three letters, such as EUR.", status=422
)
NOT_BEFORE_TODAY = declare(
    "rates.not_before_today", "A card holds from today or later: work is paid by what was promised when it was done.",
    status=422,
)  # fmt: skip
NEEDS_REASON = declare("rates.needs_reason", "Say why: whoever is paid by it will ask.", status=422)
HOUR_CONDITIONS = declare(
    "rates.hour_conditions", "An hour is paid by market and language only: it is not of one skill or severity.",
    status=422,
)  # fmt: skip
TOO_MANY = declare("rates.too_many", "A card has at most {most} lines.", status=422)
MOST_LINES = 200
MOST_MICRO = 1_000_000_000
SECONDS_OF_HOUR = 3600


@dataclass(frozen=True, slots=True)
class RateTerms:
    """What a judgment, a task or an hour pays under these conditions; an empty condition fits everything."""

    micro: int
    market: str = ""
    language: str = ""
    skill: str = ""
    severity: int | None = None
    unit: RateUnit = RateUnit.JUDGMENT

    @property
    def is_hourly(self) -> bool:
        return self.unit == RateUnit.HOUR

    @property
    def is_minimum(self) -> bool:
        """It pays nothing by itself: it says what an hour of work by the piece comes to at least."""
        return self.unit == RateUnit.MINIMUM

    @property
    def pays_for(self) -> RateUnit:
        """Lines that pay for the same thing exclude each other: of a piece, answer and task do."""
        return RateUnit.JUDGMENT if self.unit == RateUnit.TASK else self.unit

    @property
    def conditions(self) -> tuple[str, str, str, int | None]:
        return (self.market, self.language, self.skill, self.severity)

    @property
    def rank(self) -> tuple[int, bool, bool, bool, bool]:
        """The most conditions win; among as many, market before skill before severity before language."""
        given = (self.market != "", self.skill != "", self.severity is not None, self.language != "")
        return (sum(given), *given)


@dataclass(frozen=True, slots=True)
class Piece:
    """What is known of a judgment when it is paid."""

    market: str = ""
    language: str = ""
    skills: frozenset[str] = frozenset()
    severity: int = 0


@dataclass(frozen=True, slots=True)
class CardVersion:
    """When a card was promised and from which day on (UTC) it holds."""

    number: int
    effective_on: date
    published_at: datetime


def fits(line: RateTerms, piece: Piece) -> bool:
    return (
        line.market in ("", piece.market)
        and line.language in ("", piece.language)
        and (not line.skill or line.skill in piece.skills)
        and line.severity in (None, piece.severity)
    )


def line_for(lines: Iterable[RateTerms], piece: Piece) -> RateTerms | None:
    """The most specific line that fits, of those that pay by the piece."""
    return _fitting(lines, piece, RateUnit.JUDGMENT)


def hour_line_for(lines: Iterable[RateTerms], piece: Piece) -> RateTerms | None:
    """The most specific line that fits, of those that pay by the hour."""
    return _fitting(lines, piece, RateUnit.HOUR)


def minimum_line_for(lines: Iterable[RateTerms], piece: Piece) -> RateTerms | None:
    """The most specific line that fits, of those that say what an hour comes to at least."""
    return _fitting(lines, piece, RateUnit.MINIMUM)


def _fitting(lines: Iterable[RateTerms], piece: Piece, pays_for: RateUnit) -> RateTerms | None:
    fitting = (line for line in lines if line.pays_for == pays_for and fits(line, piece))
    return max(fitting, key=lambda line: line.rank, default=None)


def piece_micro(line: RateTerms, overlap: int) -> int:
    """What one judgment earns: the rate of a task is shared by as many judgments as its stage asks for."""
    return max(1, round(line.micro / overlap)) if line.unit == RateUnit.TASK else line.micro


def is_overruled(line: RateTerms, market: str, lines: Iterable[RateTerms]) -> bool:
    """Whether the market has the same line of its own, so that this one never pays there."""
    own = (market, *line.conditions[1:])
    return line.market != market and any(
        each.conditions == own and each.pays_for == line.pays_for for each in lines
    )


def in_force(cards: Iterable[CardVersion], at: datetime) -> CardVersion | None:
    """The newest card that was promised by then and whose day had come: nothing is paid by a later promise."""
    day = at.date()
    come = [each for each in cards if each.effective_on <= day and each.published_at <= at]
    return max(come, key=lambda each: (each.effective_on, each.number), default=None)


def refuse_card(
    lines: Sequence[RateTerms], *, currency: str, effective_on: date, today: date, reason: str
) -> list[Reason]:
    """Every problem of a card that somebody wants to publish."""
    problems = []
    if not any(line.rank[0] == 0 and not line.is_minimum for line in lines):
        problems.append(NEEDS_GENERAL(field="lines"))
    if any(
        (line.is_hourly or line.is_minimum) and (line.skill or line.severity is not None) for line in lines
    ):
        problems.append(HOUR_CONDITIONS(field="lines"))
    if len({(line.pays_for, *line.conditions) for line in lines}) < len(lines):
        problems.append(LINE_TWICE(field="lines"))
    if len(lines) > MOST_LINES:
        problems.append(TOO_MANY(field="lines", most=MOST_LINES))
    if any(not 0 < line.micro <= MOST_MICRO for line in lines):
        problems.append(OUT_OF_RANGE(field="lines"))
    if not CURRENCY.fullmatch(currency):
        problems.append(NEEDS_CURRENCY(field="currency"))
    if effective_on < today:
        problems.append(NOT_BEFORE_TODAY(field="effective_on"))
    if not reason.strip():
        problems.append(NEEDS_REASON(field="reason"))
    return problems


def hourly_micro(micro: int, seconds: float) -> int | None:
    """What an hour of active work comes to at so many seconds a judgment; None where no time was measured."""
    return round(micro * SECONDS_OF_HOUR / seconds) if seconds > 0 else None
