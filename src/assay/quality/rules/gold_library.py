"""The gold library: who may propose, when experts agree, and what an item's record says about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assay.kit.reasons import Reason, declare
from assay.people.enums import LanguageLevel
from assay.quality.enums import GoldAdvice, GoldOrigin, GoldSign
from assay.stats.sampling import Share, wilson

NOT_NATIVE = declare(
    "gold.not_native",
    "{name} does not speak {language} as a first language: gold of a market is proposed by somebody who does.",
)
ONLY_TRANSLATED = declare(
    "gold.only_translated",
    "Gold that was only translated is refused: it measures how well people read a translation. Have a native "
    "speaker write it anew.",
    status=422,
)
NO_MARKET = declare(
    "gold.no_market", "Task {id} has no market, so that nobody can say whose language it is in."
)
PROPOSED_ALREADY = declare("gold.proposed_already", "This task is proposed as gold already.", status=409)
OWN_PROPOSAL = declare("gold.own_proposal", "You proposed this item, so others say what is right.")
HAD_THE_TASK = declare("gold.had_the_task", "You were given this task yourself.")
ANSWERED_ALREADY = declare("gold.answered_already", "You have answered this item already.", status=409)
NOT_OPEN = declare("gold.not_open", "This proposal is not open any more.", status=409)
NOT_ANSWERED = declare(
    "gold.not_answered", "Answer {id}, too: the proposal says what is right there.", status=422
)
TOO_FEW_EXPERTS = declare("gold.too_few_experts", "At least two experts must agree.", status=422)

FEWEST_EXPERTS = 2
# A sign needs so many answers before, and as many after.
FEWEST_OF_HALF = 10
# A later half that takes so little of the earlier half's time.
FASTER = 0.7
FEWEST_SCORES = 10
WORN_SHARE = 0.8
OLD = timedelta(days=180)
EASY = 0.02


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words an item is in; `level` is their level of the market's language, None for none."""

    name: str
    level: int | None


def may_propose(speaker: Speaker, language: str, origin: str) -> Iterator[Reason]:
    """An item in words that nobody grew up with measures the wrong thing."""
    if origin == GoldOrigin.TRANSLATED:
        yield ONLY_TRANSLATED(field="origin")
    if speaker.level is None or speaker.level < LanguageLevel.NATIVE:
        yield NOT_NATIVE(field="speaker", name=speaker.name, language=language)


@dataclass(frozen=True, slots=True)
class Expert:
    """What is known of somebody who wants to answer a proposal: of the user, whatever their role is now."""

    is_proposer: bool
    had_the_task: bool
    has_answered: bool


def may_answer(expert: Expert, *, is_open: bool) -> Reason | None:
    if not is_open:
        return NOT_OPEN()
    if expert.is_proposer:
        return OWN_PROPOSAL()
    if expert.had_the_task:
        return HAD_THE_TASK()
    return ANSWERED_ALREADY() if expert.has_answered else None


@dataclass(frozen=True, slots=True)
class Record:
    """How an item was answered, the earlier half of the answers and the later one apart."""

    created_at: datetime
    n_shown: int
    n_people: int
    right: Share
    early: Share
    late: Share
    early_seconds: float | None
    late_seconds: float | None
    is_before_guideline: bool

    @property
    def missed(self) -> Share:
        return wilson(self.right.n - self.right.k, self.right.n)


def signs_of(record: Record, now: datetime) -> tuple[GoldSign, ...]:
    """What an item's record says; getting better and getting faster are only together a sign of a leak."""
    return tuple(_signs(record, now))


def _signs(record: Record, now: datetime) -> Iterator[GoldSign]:
    halves = min(record.early.n, record.late.n) >= FEWEST_OF_HALF
    if halves and (record.late.low or 0.0) > (record.early.high or 1.0):
        yield GoldSign.BETTER
    if halves and record.early_seconds and (record.late_seconds or 0.0) < FASTER * record.early_seconds:
        yield GoldSign.FASTER
    if record.right.n >= FEWEST_SCORES and (record.missed.low or 0.0) > 0.5:
        yield GoldSign.MISSED
    if record.missed.is_defined and (record.missed.high or 1.0) < EASY:
        yield GoldSign.EASY
    if record.n_people and record.n_shown >= WORN_SHARE * record.n_people:
        yield GoldSign.WORN
    if record.is_before_guideline:
        yield GoldSign.BEFORE_GUIDELINE
    if now - record.created_at >= OLD:
        yield GoldSign.OLD


def advice_of(signs: Sequence[GoldSign]) -> GoldAdvice | None:
    """What to do about an item, the most urgent first; None where it may stay."""
    if GoldSign.BETTER in signs and GoldSign.FASTER in signs:
        return GoldAdvice.KNOWN
    urgent = {
        GoldSign.MISSED: GoldAdvice.CHECK,
        GoldSign.WORN: GoldAdvice.REPLACE,
        GoldSign.EASY: GoldAdvice.TOO_EASY,
        GoldSign.BEFORE_GUIDELINE: GoldAdvice.GUIDELINE,
        GoldSign.OLD: GoldAdvice.AGED,
    }
    return next((advice for sign, advice in urgent.items() if sign in signs), None)


@dataclass(frozen=True, slots=True)
class Unseen:
    """How long one person's unseen gold lasts at their pace; None for somebody who meets none."""

    n_unseen: int
    per_day: float

    @property
    def days(self) -> float | None:
        return self.n_unseen / self.per_day if self.per_day else None
