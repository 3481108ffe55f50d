"""What a session may say, and whether a goal's metric has moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isfinite
from uuid import UUID

from assay.kit.reasons import Reason, declare
from assay.partners.enums import CoachedAs, GoalMetric, Movement
from assay.stats.sampling import Estimate, Share, difference

# Of fewer on either side nothing is said: the interval would be wider than any change that coaching brings.
LEAST = 10
BEFORE = timedelta(days=28)
# Written down so long after at most, and followed up within so long.
BACK, AHEAD = timedelta(days=31), timedelta(days=366)
MOST_EVIDENCE, MOST_GOALS = 30, 5
MOST_IN_NOTES, MOST_IN_TOPIC, MOST_IN_REMARK = 4000, 160, 2000
NOT_YOURS = declare(
    "partners.coaching_not_yours",
    "You coach the people of your own site or team, and never yourself.",
    status=403,
)
TOPIC = declare("partners.coaching_topic", "Say in 1 to {most} characters what it was about.", status=422)
NOTES = declare("partners.coaching_notes", "Notes have at most {most} characters.", status=422)
HELD = declare(
    "partners.coaching_held",
    "A session is written down when it was held, at most {days} days later.",
    status=422,
)
FOLLOW_UP = declare(
    "partners.coaching_follow_up", "A follow-up lies after the session, within {days} days.", status=422
)
GOAL_TARGET = declare("partners.goal_target", "A target is above 0 % and at most 100 %.", status=422)
GOAL_DATE = declare(
    "partners.goal_date", "A goal is reached after the session, within {days} days.", status=422
)
GOAL_ERROR = declare(
    "partners.goal_error", "Name the error type where the goal is about one, and nowhere else.", status=422
)
GOAL_OF_OTHERS = declare(
    "partners.goal_of_others",
    "Audits measure QAs; accuracy, gold and errors measure agents. A team lead has no figure of their own.",
    status=422,
)
GOALS_TOO_MANY = declare("partners.goals_too_many", "At most {most} goals: fewer are reached.", status=422)
EVIDENCE_NOT_THEIRS = declare(
    "partners.evidence_not_theirs",
    "Only the person's own reviews and answers of the last months, and errors of their projects, are pinned.",
    status=422,
)
REMARK_EMPTY = declare("partners.remark_empty", "Write 1 to {most} characters.", status=422)
NOT_PART_OF_IT = declare(
    "partners.not_part_of_it", "Only the two people of a session write about it.", status=403
)
FOLLOWED_UP = declare("partners.followed_up", "That session was followed up already.", status=409)
OF_AGENTS = frozenset({GoalMetric.ACCURACY, GoalMetric.GOLD, GoalMetric.WITHOUT_ERROR})
OF_QAS = frozenset({GoalMetric.UPHELD})


@dataclass(frozen=True, slots=True)
class Said:
    """A session as its coach writes it down."""

    topic: str
    notes: str
    held_at: datetime
    follow_up_on: date | None


@dataclass(frozen=True, slots=True)
class Aim:
    metric: GoalMetric
    project: int
    target: float
    by_on: date
    error_key: str = ""


@dataclass(frozen=True, slots=True)
class Pins:
    """What was looked at together: reviews and judgments by uid, error types by project and key."""

    reviews: Sequence[UUID] = ()
    judgments: Sequence[UUID] = ()
    errors: Sequence[tuple[int, str]] = ()


NO_PINS = Pins()


@dataclass(frozen=True, slots=True)
class Progress:
    """A goal's metric in the four weeks before the session and since; `change` is after minus before."""

    before: Share
    after: Share
    change: Estimate
    movement: Movement
    is_reached: bool


def refuse_session(said: Said, *, now: datetime) -> list[Reason]:
    """Every problem of what was written, all at once."""
    problems = []
    if not 1 <= len(said.topic.strip()) <= MOST_IN_TOPIC or "\0" in said.topic:
        problems.append(TOPIC(field="topic", most=MOST_IN_TOPIC))
    if len(said.notes) > MOST_IN_NOTES or "\0" in said.notes:
        problems.append(NOTES(field="notes", most=MOST_IN_NOTES))
    if not now - BACK <= said.held_at <= now:
        return [*problems, HELD(field="held_at", days=BACK.days)]
    if said.follow_up_on is not None and not _follows(said.follow_up_on, said.held_at):
        problems.append(FOLLOW_UP(field="follow_up_on", days=AHEAD.days))
    return problems


def refuse_aims(aims: list[Aim], coached_as: CoachedAs, held_at: datetime) -> list[Reason]:
    if len(aims) > MOST_GOALS:
        return [GOALS_TOO_MANY(field="goals", most=MOST_GOALS)]
    return [reason for nth, aim in enumerate(aims) for reason in _refuse(aim, nth, coached_as, held_at)]


def _refuse(aim: Aim, nth: int, coached_as: CoachedAs, held_at: datetime) -> list[Reason]:
    where, problems = f"goals.{nth}", []
    if not (isfinite(aim.target) and 0 < aim.target <= 1):
        problems.append(GOAL_TARGET(field=where))
    if not _follows(aim.by_on, held_at):
        problems.append(GOAL_DATE(field=where, days=AHEAD.days))
    if (aim.metric is GoalMetric.WITHOUT_ERROR) != bool(aim.error_key):
        problems.append(GOAL_ERROR(field=where))
    allowed = {CoachedAs.AGENT: OF_AGENTS, CoachedAs.QA: OF_QAS}.get(coached_as, frozenset())
    if aim.metric not in allowed:
        problems.append(GOAL_OF_OTHERS(field=where))
    return problems


def _follows(day: date, held_at: datetime) -> bool:
    return held_at.date() < day <= held_at.date() + AHEAD


def refuse_remark(text: str) -> Reason | None:
    if 1 <= len(text.strip()) <= MOST_IN_REMARK and "\0" not in text:
        return None
    return REMARK_EMPTY(field="text", most=MOST_IN_REMARK)


def progress_of(before: Share, after: Share, target: float) -> Progress:
    """Better or worse where the interval of the change leaves out 0; a change by itself proves no cause.

    Reached is told of the value since the session, once it rests on enough.
    """
    change = difference(after, before)
    is_enough = before.n >= LEAST and after.n >= LEAST
    if not is_enough or change.low is None or change.high is None:
        movement = Movement.NOT_ENOUGH
    elif change.low > 0:
        movement = Movement.BETTER
    else:
        movement = Movement.WORSE if change.high < 0 else Movement.UNCLEAR
    is_reached = after.n >= LEAST and after.value is not None and after.value >= target
    return Progress(before, after, change, movement, is_reached)
