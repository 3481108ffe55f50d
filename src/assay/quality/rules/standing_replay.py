"""What standing rules would have done: the same function as the job's, day by day over what is known now."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assay.quality.enums import Measure, StepKind
from assay.quality.rules.standing import (
    NOTHING,
    Finding,
    Measured,
    Past,
    Result,
    StandingRule,
    advance,
    after,
)

# In a simulation, who is told to read again has done so a day later.
READING = timedelta(days=1)
# Signals compare everybody with everybody: in a simulation every third day, counted back from the last one.
SIGNALS_EVERY = 3
# Signals of several people at a moment, each counted from a moment of their own.
Signals = Callable[[StandingRule, Mapping[int, datetime], datetime], Mapping[int, Finding]]


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody would have been told this, then, because of that."""

    person: int
    rule: str
    step: StepKind
    at: datetime
    finding: Finding


def replay(
    rules: Sequence[StandingRule],
    results: Mapping[Measure, Mapping[int, Sequence[Result]]],
    signals: Signals,
    *,
    people: Sequence[int],
    days: Sequence[datetime],
) -> Iterator[Hit]:
    """Every step the rules would have taken, in order of time."""
    pasts: dict[tuple[str, int], Past] = {}
    for left, day in zip(range(len(days) - 1, -1, -1), days, strict=True):
        for rule in rules:
            if rule.measure == Measure.INTEGRITY and left % SIGNALS_EVERY:
                continue
            since = {person: pasts.get((rule.key, person), NOTHING).since for person in people}
            found = signals(rule, since, day) if rule.measure == Measure.INTEGRITY else {}
            for person in people:
                past = _read_again(pasts.get((rule.key, person), NOTHING), day)
                of_person = Measured(results.get(rule.measure, {}).get(person, ()), found.get(person))
                move = advance(rule, past, of_person, day)
                pasts[rule.key, person] = after(past, move, rule, day) if move else past
                if move and move.step and move.finding:
                    yield Hit(person, rule.key, move.step, day, move.finding)


def _read_again(past: Past, now: datetime) -> Past:
    if past.is_open and past.rung == StepKind.RETRAIN and past.since + READING <= now:
        return Past(past.rung, now)
    return past


def the_days(until: datetime, n: int) -> list[datetime]:
    """The last n days at this time of day, the oldest first; the last one is now."""
    return [until - timedelta(days=nth) for nth in range(n - 1, -1, -1)]
