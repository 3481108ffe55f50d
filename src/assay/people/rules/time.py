"""What a person's day was: traces of work, laid over by what was said about it, measured against the shift."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assay.people.enums import TimeKind
from assay.stats.workforce import occupancy_of, shrinkage_of, utilization_of

K = TimeKind
HANDLING = frozenset({K.WORK, K.REVIEW})
PRODUCTIVE = HANDLING | {K.IDLE}
AWAY = frozenset({K.BREAK, K.TRAINING, K.MEETING, K.LEAVE})
# Wellbeing is paid, and left out of every target: nobody is measured by how well they look after themselves.
PAID = PRODUCTIVE | AWAY | {K.WELLBEING}
MISSING = frozenset({K.SICK, K.UNPAID, K.ABSENT})
OWN_WORDS = frozenset({K.BREAK, K.WELLBEING, K.TRAINING, K.MEETING, K.UNPAID})
# A shorter pause between two tasks is still work.
LONGEST_GAP = timedelta(minutes=5)
LONGEST_SHIFT = timedelta(hours=16)
LONGEST_SAID = timedelta(hours=24)
# Written down so long after, and planned so long before.
BACK, AHEAD = timedelta(days=31), timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one moment to a later one; of statements the later in a list was said later."""

    started_at: datetime
    ended_at: datetime
    kind: TimeKind

    @property
    def seconds(self) -> float:
        return (self.ended_at - self.started_at).total_seconds()


@dataclass(frozen=True, slots=True)
class Period:
    started_at: datetime
    ended_at: datetime

    def covers(self, moment: datetime) -> bool:
        return self.started_at <= moment < self.ended_at


def day_sheet(
    day: Period, *, shifts: Sequence[Period], activity: Sequence[Stretch], said: Sequence[Stretch]
) -> tuple[Stretch, ...]:
    """The stretches of a day, in order and without overlaps.

    What was said last of a moment holds (`RECORDED` takes back what was said before); then the trace of work; then,
    in a shift and between the first and the last sign of somebody, they were available.
    """
    bounds = [(each.started_at, each.ended_at) for each in (*activity, *said)]
    bounds += [(shift.started_at, shift.ended_at) for shift in shifts]
    cuts = sorted({min(max(moment, day.started_at), day.ended_at) for pair in bounds for moment in pair})
    kinds = [_kind_at(cut, activity, said) for cut in cuts[:-1]]
    there = [nth for nth, kind in enumerate(kinds) if kind in PAID]
    for nth in range(there[0], there[-1]) if there else ():
        if kinds[nth] is None and any(shift.covers(cuts[nth]) for shift in shifts):
            kinds[nth] = K.IDLE
    return _joined(zip(cuts, cuts[1:], kinds, strict=False))


def _kind_at(moment: datetime, activity: Sequence[Stretch], said: Sequence[Stretch]) -> TimeKind | None:
    for words in reversed(said):
        if words.started_at <= moment < words.ended_at:
            if words.kind is K.RECORDED:
                break
            return words.kind
    return next((each.kind for each in activity if each.started_at <= moment < each.ended_at), None)


def _joined(parts: Iterable[tuple[datetime, datetime, TimeKind | None]]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for start, end, kind in parts:
        if kind is None:
            continue
        if found and found[-1].kind is kind and found[-1].ended_at == start:
            found[-1] = Stretch(found[-1].started_at, end, kind)
        else:
            found.append(Stretch(start, end, kind))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Tally:
    """Seconds by kind, of the shifts, and of the shifts in which somebody was there (or away with pay)."""

    seconds: Mapping[TimeKind, float]
    shift_seconds: float = 0.0
    kept_seconds: float = 0.0

    def of(self, kinds: Iterable[TimeKind]) -> float:
        return sum(self.seconds.get(kind, 0.0) for kind in kinds)

    @property
    def paid(self) -> float:
        return self.of(PAID)

    @property
    def utilization(self) -> float | None:
        """Productive of paid time, without wellbeing: 1 - shrinkage."""
        return utilization_of(self._measured, self.of(AWAY))

    @property
    def occupancy(self) -> float | None:
        """At work of the time at work or available."""
        return occupancy_of(self.of(HANDLING), self.of({K.IDLE}))

    @property
    def shrinkage(self) -> float | None:
        return shrinkage_of(self._measured, self.of(AWAY))

    @property
    def adherence(self) -> float | None:
        """Of the shifts, the share in which somebody was there."""
        return self.kept_seconds / self.shift_seconds if self.shift_seconds else None

    @property
    def _measured(self) -> float:
        return self.of(PRODUCTIVE | AWAY)


def tally(sheet: Sequence[Stretch], shifts: Sequence[Period]) -> Tally:
    """What a sheet comes to."""
    seconds: dict[TimeKind, float] = {}
    for each in sheet:
        seconds[each.kind] = seconds.get(each.kind, 0.0) + each.seconds
    return Tally(
        seconds,
        sum((shift.ended_at - shift.started_at).total_seconds() for shift in shifts),
        sum(_overlap(each, shift) for each in sheet if each.kind in PAID for shift in shifts),
    )


def total(tallies: Iterable[Tally]) -> Tally:
    """Several together: shares are those of the sums, never means of shares."""
    seconds: dict[TimeKind, float] = {}
    shift_seconds = kept_seconds = 0.0
    for each in tallies:
        for kind, amount in each.seconds.items():
            seconds[kind] = seconds.get(kind, 0.0) + amount
        shift_seconds += each.shift_seconds
        kept_seconds += each.kept_seconds
    return Tally(seconds, shift_seconds, kept_seconds)


def _overlap(one: Stretch, other: Period) -> float:
    start, end = max(one.started_at, other.started_at), min(one.ended_at, other.ended_at)
    return max(0.0, (end - start).total_seconds())


def day_of(midnight: datetime, next_midnight: datetime, shifts: Iterable[Period]) -> Period:
    """A day belongs to the shifts that begin on it: one over midnight takes its night along.

    `shifts` are those that begin on this day or on the day before.
    """
    shifts = tuple(shifts)
    before = [shift.ended_at for shift in shifts if shift.started_at < midnight]
    own = [shift.ended_at for shift in shifts if midnight <= shift.started_at < next_midnight]
    return Period(max([midnight, *before]), max([next_midnight, *own]))
