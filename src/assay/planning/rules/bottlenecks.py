"""Who has no work from which day on, and whose work waits for how many days: from hours by day, given and needed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from assay.planning.enums import FindingKind

# Less than an afternoon is neither idle capacity nor a backlog, and neither is what half a day of work does away with.
LEAST_HOURS, LEAST_DAYS = 4.0, 0.5


@dataclass(frozen=True, slots=True)
class Free:
    """Somebody's hours by day from Monday on, and how many of them are given out."""

    place: str
    languages: str
    days: Sequence[float]
    given: float


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a project needs in a language ('' without one) in that week, and what it gets."""

    language: str
    project: str
    hours: float
    served: float
    n_able: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Idle people of a place and their languages from a day on; or hours that wait in a language.

    `days` is what waits at the pace of that week; None: nobody works on it.
    """

    kind: FindingKind
    place: str
    languages: str
    n_people: int
    hours: float
    day_on: date | None = None
    days: float | None = None
    projects: tuple[str, ...] = ()


def findings_of(people: Iterable[Free], needs: Iterable[Waiting], week_on: date) -> list[Finding]:
    """What is idle and what waits, most hours first."""
    people = list(people)
    found = [*_backlogs(list(needs), _n_days(people)), *_idle(people, week_on)]
    return sorted(found, key=lambda each: (-each.hours, each.kind, each.place, each.languages))


def free_by_day(days: Sequence[float], given: float) -> list[float]:
    """Work that is given out is done as early as it can be; what is left of each day is free."""
    done = [min(total, given) for total in accumulate(days)]
    used = [now - before for now, before in zip(done, [0.0, *done], strict=False)]
    return [day - taken for day, taken in zip(days, used, strict=True)]


def _idle(people: Sequence[Free], week_on: date) -> Iterable[Finding]:
    groups: dict[tuple[str, str], list[list[float]]] = defaultdict(list)
    for each in people:
        groups[each.place, each.languages].append(free_by_day(each.days, each.given))
    for (place, languages), rows in groups.items():
        n_people, hours, day = max(
            (_from_day(rows, nth) for nth in range(len(rows[0]))), key=lambda found: (found[1], -found[2])
        )
        if hours >= LEAST_HOURS:
            day_on = week_on + timedelta(days=day)
            yield Finding(FindingKind.IDLE, place, languages, n_people, hours, day_on)


def _from_day(rows: Sequence[Sequence[float]], day: int) -> tuple[int, float, int]:
    """Whoever has a day or more to themselves by then counts with what is free from that day on."""
    idle = [sum(row[day:]) for row in rows if row[day] > 0 and not _is_busy(row, day)]
    return len(idle), sum(idle), day


def _is_busy(row: Sequence[float], day: int) -> bool:
    """Half a day of work comes before whole days that are free: then the person is idle from the next day on."""
    later = max(row[day + 1 :], default=0.0)
    return row[day] < later / 2


def _backlogs(needs: Sequence[Waiting], n_days: int) -> Iterable[Finding]:
    groups: dict[str, list[Waiting]] = defaultdict(list)
    for each in needs:
        groups[each.language].append(each)
    for language, own in groups.items():
        short = sum(max(0.0, each.hours - each.served) for each in own)
        served = sum(each.served for each in own)
        days = short / (served / n_days) if served and n_days else None
        if short >= LEAST_HOURS and (days is None or days >= LEAST_DAYS):
            names = tuple(dict.fromkeys(each.project for each in own if each.hours > each.served))
            n_able = max(each.n_able for each in own)
            yield Finding(FindingKind.BACKLOG, "", language, n_able, short, days=days, projects=names)


def _n_days(people: Sequence[Free]) -> int:
    """On how many days of that week anybody works."""
    return sum(any(each.days[nth] > 0 for each in people) for nth in range(7)) if people else 0
