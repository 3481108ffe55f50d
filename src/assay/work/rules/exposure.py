"""How much content that is hard to look at a person gets: what it counts as, what an answer adds, what refuses more.

The claim does the same in SQL (work/actions/sql: allowed, exposure); a property test holds the two together. Limits
protect; blurring a picture is a comfort and changes none of this.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from assay.kit.reasons import Moment, Reason, Word
from assay.work.enums import ContentCategory, ContentSeverity
from assay.work.facts import Sensitivity
from assay.work.rules import reasons

# Where harm is what is looked for, content of which nobody has said anything may be the worst.
SAFETY_SEGMENTS = frozenset({"trust_and_safety"})


@dataclass(frozen=True, slots=True)
class ContentDefault:
    """What a project's tasks are where they come in without saying."""

    severity: int = 0
    category: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """The limits in force in a project. A minute at full weight is one of the severest content."""

    weights: tuple[int, ...] = (0, 25, 50, 75, 100)
    day_minutes: int = 300
    week_minutes: int = 1_500
    run_minutes: int = 60
    break_minutes: int = 10
    cool_minutes: int = 20
    from_hour: int = 0
    until_hour: int = 24


@dataclass(frozen=True, slots=True)
class Exposed:
    """Where a person stands; seconds of another day or week than the one asked about count as none."""

    day_on: date | None = None
    day_seconds: float = 0.0
    week_on: date | None = None
    week_seconds: float = 0.0
    run_seconds: float = 0.0
    last_at: datetime | None = None
    break_until: datetime | None = None
    cool_until: datetime | None = None
    opted_out: frozenset[str] = frozenset()

    def on(self, day: date) -> float:
        return self.day_seconds if self.day_on == day else 0.0

    def in_week_of(self, day: date) -> float:
        return self.week_seconds if self.week_on == monday(day) else 0.0


@dataclass(frozen=True, slots=True)
class Instant:
    """The moment, and the person's day and time zone in it."""

    now: datetime
    day: date
    zone: str = "UTC"


def default_of(segment: str, severity: int | None, category: str) -> ContentDefault:
    """The project's word where it has one; else unknown is high where harm is what is looked for."""
    unknown = ContentSeverity.HIGH if segment in SAFETY_SEGMENTS else ContentSeverity.NONE
    return ContentDefault(unknown if severity is None else severity, category)


def sensitivity(default: ContentDefault, severity: int | None, category: str) -> Sensitivity:
    """What a task counts as."""
    return Sensitivity(default.severity if severity is None else int(severity), category or default.category)


def after(state: Exposed, terms: Terms, at: Instant, *, severity: int, seconds: float) -> Exposed:
    """The state once so many active seconds were spent on a task of this severity."""
    weighted = seconds * terms.weights[severity] / 100
    pause = at.now - timedelta(seconds=seconds) - state.last_at if state.last_at else None
    rested = pause is None or pause >= timedelta(minutes=terms.break_minutes)
    run = seconds if rested else state.run_seconds + seconds
    counted = replace(
        state,
        day_on=at.day,
        day_seconds=state.on(at.day) + weighted,
        week_on=monday(at.day),
        week_seconds=state.in_week_of(at.day) + weighted,
        run_seconds=run,
        last_at=at.now,
    )
    if run < terms.run_minutes * 60:
        return counted
    until = at.now + timedelta(minutes=terms.break_minutes)
    cool = until + timedelta(minutes=terms.cool_minutes)
    return replace(counted, run_seconds=0.0, break_until=until, cool_until=cool)


def refusal(
    state: Exposed, terms: Terms, at: Instant, *, content: Sensitivity, in_hand: bool = False
) -> Reason | None:
    """Why no task of such content is given now; None: one is. A break keeps everything back, all else what is hard."""
    if content.category and content.category in state.opted_out:
        return reasons.OPTED_OUT(category=Word(ContentCategory(content.category).label))
    if state.break_until and state.break_until > at.now:
        return reasons.EXPOSURE_BREAK(until=_moment(state.break_until))
    if content.severity == ContentSeverity.NONE:
        return None
    return _refusal(state, terms, at) or (reasons.EXPOSURE_ONE() if in_hand else None)


def _refusal(state: Exposed, terms: Terms, at: Instant) -> Reason | None:
    if state.on(at.day) >= terms.day_minutes * 60:
        return reasons.EXPOSURE_DAY(n=terms.day_minutes)
    if state.in_week_of(at.day) >= terms.week_minutes * 60:
        return reasons.EXPOSURE_WEEK(n=terms.week_minutes)
    if state.cool_until and state.cool_until > at.now:
        return reasons.EXPOSURE_COOLING(until=_moment(state.cool_until))
    if not terms.from_hour <= at.now.astimezone(ZoneInfo(at.zone)).hour < terms.until_hour:
        return reasons.EXPOSURE_HOURS(from_hour=terms.from_hour, until_hour=terms.until_hour)
    return None


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _moment(at: datetime) -> Moment:
    return Moment(at.isoformat(timespec="seconds"))


# For each limit whether less is stricter; a project's own only ever tightens the organisation's.
LESS_IS_STRICTER = {
    "day_minutes": True,
    "week_minutes": True,
    "run_minutes": True,
    "break_minutes": False,
    "cool_minutes": False,
    "from_hour": False,
    "until_hour": True,
}


def looser(own: dict[str, int | None], above: Terms) -> Sequence[str]:
    """The names of a project's own limits that would allow more than the organisation's."""
    return [
        name
        for name, less in LESS_IS_STRICTER.items()
        if (value := own.get(name)) is not None
        and (value > getattr(above, name) if less else value < getattr(above, name))
    ]
