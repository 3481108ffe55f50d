"""A site's shifts out of those of its people, and whether each of them is there."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from assay.people.enums import Presence, TimeKind
from assay.people.rules.time import PAID, Period, Stretch

# Who begins so much later than the first of a shift belongs to the next one.
APART = timedelta(hours=3)
# Nobody is missed before: the first answer may take that long, and traces are read every few minutes.
GRACE = timedelta(minutes=30)
DECLARED = frozenset({TimeKind.SICK, TimeKind.ABSENT, TimeKind.LEAVE})


def turns(spans: Iterable[Period]) -> list[Period]:
    """The shifts of a site: people who begin within three hours of the first begin together.

    Each lasts from its first beginning to its last end, so that two of them may overlap: that is the hand-over.
    """
    found: list[Period] = []
    for span in sorted(spans, key=lambda each: (each.started_at, each.ended_at)):
        if found and span.started_at < found[-1].started_at + APART:
            found[-1] = Period(found[-1].started_at, max(found[-1].ended_at, span.ended_at))
        else:
            found.append(span)
    return found


def turn_at(found: Sequence[Period], moment: datetime) -> int | None:
    """Which of them it is then: the one that began last of those going on, else the next, else the last one."""
    on = [nth for nth, each in enumerate(found) if each.covers(moment)]
    if on:
        return on[-1]
    ahead = next((nth for nth, each in enumerate(found) if each.started_at > moment), None)
    return ahead if ahead is not None else (len(found) - 1 if found else None)


def presence_of(
    shift: Period,
    *,
    activity: Iterable[Period],
    said: Sequence[Stretch],
    now: datetime,
    is_declared_away: bool = False,
) -> tuple[Presence, TimeKind | None]:
    """Whether somebody is there for a shift; `said` in the order in which it was said, the last one holds.

    Who said before to be away that day is away, not missing, unless there are signs of work.
    """
    for words in reversed([each for each in said if _meets(each, shift)]):
        if words.kind is TimeKind.RECORDED:
            break
        if words.kind in DECLARED:
            return Presence.AWAY, words.kind
        if words.kind in PAID:
            return Presence.THERE, None
    if any(_meets(each, shift) for each in activity):
        return Presence.THERE, None
    if is_declared_away:
        return Presence.AWAY, None
    return (Presence.EXPECTED if now < shift.started_at + GRACE else Presence.MISSING), None


def _meets(one: Period | Stretch, shift: Period) -> bool:
    return one.started_at < shift.ended_at and shift.started_at < one.ended_at
