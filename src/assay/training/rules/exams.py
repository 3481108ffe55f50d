"""When somebody may sit an exam, which questions they get, and whether they have passed."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from assay.kit.reasons import Moment, Reason, declare
from assay.stats.sampling import Share
from assay.stats.testing import ItemStatistics
from assay.training.enums import AttemptState, ItemSign

# A qualification can be renewed so long before it ends; the person is told as early.
RENEW = timedelta(days=14)
# An attempt that is left alone ends by itself; what was not answered is wrong.
MOST_OPEN = timedelta(hours=24)
MOST_QUESTIONS, MOST_ATTEMPTS, MOST_HOURS, MOST_DAYS, MOST_NAME, MOST_NOTE = 100, 20, 2160, 1830, 160, 4000
# Below so many answers a figure says nothing of a question.
FEWEST = 20
EASY, HARD, WEAK = 0.95, 0.2, 0.15

NO_NAME = declare("exam.no_name", "Give the exam a name of 1 to {most} characters.", status=422)
OUT_OF_RANGE = declare("exam.out_of_range", "{name} must be from {least} to {most}.", status=422)
NO_SKILL = declare("exam.no_skill", "There is no skill {code}.", status=422)
NO_SCHEMA = declare("exam.no_schema", "Publish a label schema before you make an exam.", status=409)
NO_GOLD = declare("exam.no_gold", "{id} is no gold in use of this project.", status=422)
IN_HANDS = declare(
    "exam.in_hands", "{id} is in somebody's hands right now: try again when it has come back.", status=409
)
RETIRED = declare("exam.retired", "This exam is not held any more.", status=409)
NEEDS_REASON = declare("exam.needs_reason", "Say why it is not held any more.", status=422)
TOO_FEW = declare(
    "exam.too_few", "This exam has too few questions at present: ask the project owner.", status=409
)
PASSED = declare("exam.passed", "You have passed this exam already.", status=409)
PASSED_UNTIL = declare(
    "exam.passed_until", "You have passed this exam; you can renew it from {at} on.", status=409
)
NO_ATTEMPT_LEFT = declare("exam.no_attempt_left", "You have used all {n} attempts of this exam.", status=409)
COOLING = declare("exam.cooling", "You can try again from {at} on.", status=409)
STILL_LEFT = declare("exam.still_left", "They can begin an attempt as it is.", status=409)
HOLDS_ALREADY = declare("exam.holds_already", "They have passed this exam.", status=409)
NOT_YOURS = declare("exam.not_yours", "Choose somebody of this project whom you look after.", status=422)
WHY_EXTRA = declare("exam.why_extra", "Say why they get another attempt.", status=422)
OVER = declare("exam.over", "This attempt is over.", status=409)
ANSWERED = declare("exam.answered", "This question is answered already.", status=409)


@dataclass(frozen=True, slots=True)
class Terms:
    n_questions: int
    n_attempts: int
    cool: timedelta


@dataclass(frozen=True, slots=True)
class Past:
    """An attempt that is over; of one that passed until when it counts (None: for good)."""

    is_passed: bool
    finished_at: datetime
    expires_at: datetime | None = None


def refuse_start(
    terms: Terms, past: Sequence[Past], *, n_items: int, now: datetime, extra: Sequence[datetime] = ()
) -> Reason | None:
    """Attempts in their order. Once passed, they are counted anew; `extra` are attempts that were given besides."""
    passed = max((nth for nth, each in enumerate(past) if each.is_passed), default=None)
    since = past if passed is None else past[passed + 1 :]
    if passed is not None and (refused := _still_holds(past[passed], now)):
        return refused
    if n_attempts_left(terms, past, extra=extra) == 0:
        return NO_ATTEMPT_LEFT(n=terms.n_attempts)
    # An attempt that was given after the last one failed begins at once.
    is_given = bool(since) and any(at >= since[-1].finished_at for at in extra)
    if since and not is_given and now < since[-1].finished_at + terms.cool:
        return COOLING(at=Moment((since[-1].finished_at + terms.cool).isoformat()))
    return TOO_FEW() if n_items < terms.n_questions else None


def _still_holds(passed: Past, now: datetime) -> Reason | None:
    if passed.expires_at is None:
        return PASSED()
    if now < passed.expires_at - RENEW:
        return PASSED_UNTIL(at=Moment((passed.expires_at - RENEW).isoformat()))
    return None


def n_attempts_left(terms: Terms, past: Sequence[Past], *, extra: Sequence[datetime] = ()) -> int:
    passed = max((nth for nth, each in enumerate(past) if each.is_passed), default=-1)
    since = past[passed].finished_at if passed >= 0 else None
    n_extra = sum(since is None or at >= since for at in extra)
    return max(0, terms.n_attempts + n_extra - (len(past) - passed - 1))


def n_needed(pass_share: float, n_questions: int) -> int:
    """The fewest right answers that pass."""
    return ceil(pass_share * n_questions - 1e-9)


def result_of(n_right: int, *, pass_share: float, n_questions: int) -> AttemptState:
    passed = n_right >= n_needed(pass_share, n_questions)
    return AttemptState.PASSED if passed else AttemptState.FAILED


def drawn(attempt: UUID, items: Iterable[tuple[UUID, int]], n: int) -> list[UUID]:
    """`n` of the items, those first that the person had least often; by lot among those, the attempt deciding."""

    def lot(item: tuple[UUID, int]) -> tuple[int, bytes]:
        return item[1], hashlib.sha256(attempt.bytes + item[0].bytes).digest()

    chosen = sorted(items, key=lot)[:n]
    return [uid for uid, _n_had in sorted(chosen, key=lambda each: lot((each[0], 0)))]


def bad_sign(signs: Sequence[ItemSign]) -> ItemSign | None:
    """The sign that its keepers are told of: a wrong key, or one that is out of reach; the worst first."""
    return next((each for each in (ItemSign.REVERSED, ItemSign.HARD) if each in signs), None)


def is_bad_practice(first_right: Share) -> bool:
    """Of first answers so few are right that the key, the hint or the lesson is at fault."""
    return first_right.n >= FEWEST and first_right.value is not None and first_right.value < HARD


def signs_of(found: ItemStatistics) -> tuple[ItemSign, ...]:
    """What the figures of a question say against it."""
    if found.difficulty.n < FEWEST or found.difficulty.value is None:
        return (ItemSign.FEW,)
    signs = []
    if found.discrimination is not None and found.discrimination < 0:
        signs.append(ItemSign.REVERSED)
    elif found.discrimination is not None and found.discrimination < WEAK:
        signs.append(ItemSign.WEAK)
    if found.difficulty.value > EASY:
        signs.append(ItemSign.EASY)
    if found.difficulty.value < HARD:
        signs.append(ItemSign.HARD)
    return tuple(signs)
