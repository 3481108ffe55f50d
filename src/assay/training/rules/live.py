"""Live sessions: what may be planned, when attendance is taken, and whether a trained error became rarer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assay.kit.reasons import Reason, declare
from assay.people.rules.words import refuse_language
from assay.stats.sampling import Estimate, Share, difference
from assay.training.enums import LiveChange, LiveState

REMIND_BEFORE = timedelta(days=1)
MOST_TITLE, MOST_NOTE, MOST_PLACE, MOST_REASON, MOST_INVITED, MOST_QUIZ = 160, 4000, 300, 2000, 500, 20
LEAST_MINUTES, MOST_MINUTES = 5, 480
# One that was held already is written down so long after at most; so far ahead it is planned.
BACK, AHEAD = timedelta(days=7), timedelta(days=366)
# Who comes early is ticked off before it begins.
EARLY = timedelta(minutes=30)
# The errors of so long before are compared with those of so long after.
STRETCH = timedelta(days=28)
# Of fewer on either side nothing is said: the interval would be wider than any change that training brings.
LEAST = 10

NO_TITLE = declare("live.no_title", "Give the session a title of 1 to {most} characters.", status=422)
TOO_LONG = declare("live.too_long", "At most {most} characters.", status=422)
NO_PLACE = declare(
    "live.no_place", "Say where it is, or give its link, in 1 to {most} characters.", status=422
)
BAD_LENGTH = declare("live.bad_length", "A session takes from {least} to {most} minutes.", status=422)
BAD_TIME = declare(
    "live.bad_time", "A session begins at most {days} days ago, and at most {ahead} days ahead.", status=422
)
NO_ZONE = declare("live.no_zone", "There is no time zone {zone}.", status=422)
NO_ERROR_TYPE = declare("live.no_error_type", "The project has no error type {key}.", status=422)
NO_COURSE = declare("live.no_course", "There is no such course in use in this project.", status=422)
NO_QUIZ = declare(
    "live.no_quiz",
    "A check quiz is a published course of this project with tasks to practise on.",
    status=422,
)
NO_GOLD_LEFT = declare(
    "live.no_gold_left",
    "No gold is free for a quiz: every task is asked in an exam or practised.",
    status=409,
)
QUIZ_SIZE = declare("live.quiz_size", "A quiz has from 1 to {most} tasks.", status=422)
NO_TRAINER = declare("live.no_trainer", "Choose somebody who trains people of this project.", status=422)
NOBODY = declare("live.nobody", "Choose people of this project whom you look after.", status=422)
TOO_MANY = declare("live.too_many", "At most {most} people are invited to a session.", status=422)
NOT_INVITED = declare("live.not_invited", "{pseudonym} is not invited.", status=422)
NOT_YET = declare("live.not_yet", "Attendance is taken from half an hour before it begins on.", status=409)
CANCELLED = declare("live.cancelled", "This session was cancelled.", status=409)
OVER = declare("live.over", "This session has begun already.", status=409)
NEEDS_REASON = declare("live.needs_reason", "Say why.", status=422)


@dataclass(frozen=True, slots=True)
class LiveTerms:
    """When and where, in which time zone that is said, and which error types it is about (none: all errors)."""

    title: str
    starts_at: datetime
    minutes: int
    time_zone: str
    place: str
    note: str = ""
    language: str = ""
    error_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Effect:
    """Judgments without the trained errors before and since; `change` is after minus before."""

    before: Share
    after: Share
    change: Estimate
    said: LiveChange


def refuse_terms(terms: LiveTerms, *, known_errors: frozenset[str], now: datetime) -> list[Reason]:
    """Every problem of what is to be planned."""
    problems = []
    if not 1 <= len(terms.title.strip()) <= MOST_TITLE or "\0" in terms.title:
        problems.append(NO_TITLE(field="title", most=MOST_TITLE))
    if not 1 <= len(terms.place.strip()) <= MOST_PLACE or "\0" in terms.place:
        problems.append(NO_PLACE(field="place", most=MOST_PLACE))
    if len(terms.note) > MOST_NOTE or "\0" in terms.note:
        problems.append(TOO_LONG(field="note", most=MOST_NOTE))
    if not LEAST_MINUTES <= terms.minutes <= MOST_MINUTES:
        problems.append(BAD_LENGTH(field="minutes", least=LEAST_MINUTES, most=MOST_MINUTES))
    if not now - BACK <= terms.starts_at <= now + AHEAD:
        problems.append(BAD_TIME(field="starts_at", days=BACK.days, ahead=AHEAD.days))
    if not is_zone(terms.time_zone):
        problems.append(NO_ZONE(field="time_zone", zone=terms.time_zone[:64]))
    if terms.language and (refused := refuse_language(terms.language)):
        problems.append(refused)
    unknown = [key for key in terms.error_keys if key not in known_errors]
    return [*problems, *(NO_ERROR_TYPE(field="error_keys", key=key[:60]) for key in unknown)]


def is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        return False
    return True


def state_of(*, starts_at: datetime, ends_at: datetime, is_cancelled: bool, now: datetime) -> LiveState:
    if is_cancelled:
        return LiveState.CANCELLED
    if now < starts_at:
        return LiveState.PLANNED
    return LiveState.RUNNING if now < ends_at else LiveState.HELD


def refuse_marking(*, starts_at: datetime, is_cancelled: bool, now: datetime) -> Reason | None:
    if is_cancelled:
        return CANCELLED()
    return NOT_YET() if now < starts_at - EARLY else None


def effect_of(before: Share, after: Share) -> Effect:
    """Better or worse where the interval of the change leaves out 0; a change by itself proves no cause."""
    change = difference(after, before)
    if before.n < LEAST or after.n < LEAST or change.low is None or change.high is None:
        said = LiveChange.NOT_ENOUGH
    elif change.low > 0:
        said = LiveChange.BETTER
    else:
        said = LiveChange.WORSE if change.high < 0 else LiveChange.UNCLEAR
    return Effect(before, after, change, said)
