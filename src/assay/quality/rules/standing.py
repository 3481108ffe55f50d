"""Standing: what is measured of a person in a project, and which step of the ladder follows.

One pure function, `advance`, decides for the job that acts and for the simulation that only tells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from assay.kit.reasons import Reason, declare
from assay.quality.enums import Measure, StepKind, StepState
from assay.stats.sampling import Share, wilson

NO_STEP_OPEN = declare("standing.not_open", "This step has ended already.")
NEEDS_REASON = declare("standing.needs_reason", "Say why: the person reads it.", status=422)
NEEDS_A_WAY_BACK = declare(
    "standing.needs_a_way_back", "A pause or probation needs an end (days) or a way back.", status=422
)
NOT_TO_CONFIRM = declare(
    "standing.not_to_confirm", "There is nothing here that you were asked to read again."
)
NOT_SIMULATED = declare(
    "standing.not_simulated", "Look at what these rules would have done in the past month first."
)
ON_ALREADY = declare("standing.on_already", "These rules are in force already.")
ENDED_BEFORE = declare(
    "standing.ended_before", "These rules were in force before: make a new version of them."
)
NOT_ON = declare("standing.not_on", "These rules are not in force.")
NOT_A_MEMBER = declare("standing.not_a_member", "{contributor} does not work on this project.")

# How long a rung is remembered after its step has ended: whoever does well so long begins at the first rung.
MEMORY = timedelta(days=90)
HARD = frozenset({StepKind.PROBATION, StepKind.PAUSE})
# The person cannot work meanwhile, so nothing new can be measured.
STOPPING = frozenset({StepKind.RETRAIN, StepKind.PAUSE})
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
# What a later decision has found to be wrong is no rung.
UNDONE = frozenset({StepState.LIFTED, StepState.OVERTURNED})


@dataclass(frozen=True, slots=True)
class StandingRule:
    """`threshold` is a share; of integrity it is how many kinds of signals there must be (2 or more)."""

    key: str
    measure: Measure
    threshold: float
    window: int
    least: int
    ladder: tuple[StepKind, ...]
    days: int = 0
    way_back: str = ""
    takes_back: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """One answer that was measured."""

    at: datetime
    is_right: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule rests on: the newest results since the last step, or signals of several kinds."""

    n: int
    share: Share | None = None
    since: datetime | None = None
    families: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """What a rule has done about a person so far."""

    rung: StepKind | None = None
    since: datetime = LONG_AGO
    is_open: bool = False
    until: datetime | None = None


NOTHING = Past()


@dataclass(frozen=True, slots=True)
class Move:
    """What happens now: a step, or the end of one (`ends`)."""

    finding: Finding | None = None
    step: StepKind | None = None
    ends: StepState | None = None


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step as the database keeps it."""

    step: StepKind
    state: StepState
    taken_at: datetime
    until: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything of one person that a rule may look at: results, newest first, or what signals say."""

    results: Sequence[Result] = ()
    signals: Finding | None = None


def share_since(rule: StandingRule, results: Sequence[Result], since: datetime, now: datetime) -> Finding:
    """The newest `window` results after `since`, up to now; `results` are newest first."""
    fresh = [each for each in results if since < each.at <= now][: rule.window]
    share = wilson(sum(each.is_right for each in fresh), len(fresh))
    return Finding(share.n, share, fresh[-1].at if fresh else None)


def past_of(steps: Sequence[StepTaken], now: datetime) -> Past:
    """What the steps of one rule about one person amount to; in the order in which they were taken."""
    if not steps:
        return NOTHING
    last = steps[-1]
    since = last.ended_at or last.taken_at
    if last.state == StepState.OPEN:
        return Past(last.step, since, is_open=True, until=last.until)
    counted = [each for each in steps if each.state not in UNDONE]
    remembered = bool(counted) and (counted[-1].ended_at or since) > now - MEMORY
    return Past(counted[-1].step if remembered else None, since)


def advance(rule: StandingRule, past: Past, measured: Measured, now: datetime) -> Move | None:
    """What the rule does about a person now, or None."""
    if past.is_open and past.until is not None and past.until <= now:
        return Move(ends=StepState.EXPIRED)
    if past.is_open and past.rung in STOPPING:
        return None
    finding = measured.signals or share_since(rule, measured.results, past.since, now)
    if finding.n < rule.least:
        return None
    if not is_low(rule, finding):
        return Move(finding, ends=StepState.RECOVERED) if past.is_open else None
    step = _next_step(rule, past.rung, is_certain=is_certain(rule, finding))
    return Move(finding, step=step) if step else None


def is_low(rule: StandingRule, finding: Finding) -> bool:
    if rule.measure == Measure.INTEGRITY:
        return len(finding.families) >= rule.threshold
    return (
        finding.share is not None and finding.share.value is not None and finding.share.value < rule.threshold
    )


def is_certain(rule: StandingRule, finding: Finding) -> bool:
    """Whether the whole interval lies below the threshold; several kinds of signals are certain enough to act."""
    if rule.measure == Measure.INTEGRITY:
        return is_low(rule, finding)
    return (
        finding.share is not None and finding.share.high is not None and finding.share.high < rule.threshold
    )


def _next_step(rule: StandingRule, rung: StepKind | None, *, is_certain: bool) -> StepKind | None:
    """The rung after the last one, the last one again at the end; hard ones only where it is certain."""
    place = rule.ladder.index(rung) + 1 if rung in rule.ladder else 0
    step = rule.ladder[min(place, len(rule.ladder) - 1)]
    return None if step in HARD and not is_certain else step


def after(past: Past, move: Move, rule: StandingRule, now: datetime) -> Past:
    """The past once the move was made."""
    if move.step is None:
        return Past(past.rung, now)
    return Past(move.step, now, is_open=True, until=ends_at(rule, move.step, now))


def ends_at(rule: StandingRule, step: StepKind, now: datetime) -> datetime | None:
    """When probation or a pause ends by itself."""
    return now + timedelta(days=rule.days) if step in HARD and rule.days else None


def refuse_step(step: StepKind, *, reason: str, days: int, way_back: str) -> list[Reason]:
    """Why somebody cannot take this step by hand."""
    found = [] if reason.strip() else [NEEDS_REASON(field="reason")]
    if step in HARD and not days and not way_back.strip():
        found.append(NEEDS_A_WAY_BACK(field="way_back"))
    return found
