"""The working time that tickets are answered in, and how long they may take: as Assay brings it, and what is set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from assay.kit.calendars import Calendar, Shift
from assay.kit.reasons import Reason
from assay.support.rules import reasons

MOST_HOURS, LEAST_DAYS, MOST_DAYS, MOST_HOLIDAYS = 1_000, 3, 90, 400
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class WorkHours:
    """On `days` (0 Monday to 6 Sunday); `ends` not after `begins` is on the next day."""

    days: frozenset[int]
    begins: time
    ends: time
    holidays: frozenset[date] = frozenset()


USUAL = WorkHours(frozenset(range(5)), time(9), time(18))


@dataclass(frozen=True, slots=True)
class Typed:
    """Hours as somebody wrote them."""

    days: Sequence[str]
    begins: str
    ends: str
    holidays: Sequence[str] = ()


def office_hours(zone: str, hours: WorkHours = USUAL) -> Calendar:
    """By the clock on the wall where the person works."""
    shift = Shift(hours.begins, hours.ends)
    return Calendar(zone, dict.fromkeys(sorted(hours.days), (shift,)), hours.holidays)


def around_the_clock() -> Calendar:
    return Calendar("UTC", {day: (Shift(time(0), time(0)),) for day in range(7)})


def read_hours(typed: Typed) -> tuple[WorkHours, list[Reason]]:
    """What was written, and what is wrong with it; where something is, the hours mean nothing."""
    days = frozenset(int(each) for each in typed.days if each in set("0123456"))
    problems = [] if days else [reasons.BAD_DAYS(field="day")]
    times = {"begins": _time(typed.begins), "ends": _time(typed.ends)}
    for name, found in times.items():
        if found is None:
            problems.append(reasons.BAD_TIME(field=name, value=getattr(typed, name)[:20]))
    written = [each.strip() for each in typed.holidays if each.strip()]
    dates = [_day(each) for each in written]
    if wrong := [each for each, found in zip(written, dates, strict=True) if found is None]:
        problems.append(reasons.BAD_HOLIDAY(field="holidays", value=wrong[0][:20]))
    if len(written) > MOST_HOLIDAYS:
        problems.append(reasons.BAD_NUMBER_OF_HOLIDAYS(field="holidays", most=MOST_HOLIDAYS))
    begins, ends = times["begins"] or USUAL.begins, times["ends"] or USUAL.ends
    return WorkHours(days, begins, ends, frozenset(each for each in dates if each)), problems


def refuse_terms(answer_hours: int, solution_hours: int, closes_after_days: int | None) -> list[Reason]:
    """Hours of an answer and of the solution, and the days after which silence closes a ticket."""
    given = {"answer_hours": answer_hours, "solution_hours": solution_hours}
    problems = [
        reasons.BAD_HOURS(field=name, most=MOST_HOURS)
        for name, hours in given.items()
        if not 1 <= hours <= MOST_HOURS
    ]
    if not problems and solution_hours < answer_hours:
        problems.append(reasons.BAD_ORDER(field="solution_hours"))
    if closes_after_days is not None and not LEAST_DAYS <= closes_after_days <= MOST_DAYS:
        problems.append(reasons.BAD_CLOSING(field="closes_after_days", least=LEAST_DAYS, most=MOST_DAYS))
    return problems


def _time(text: str) -> time | None:
    try:
        found = time.fromisoformat(text.strip())
    except ValueError:
        return None
    return found.replace(second=0, microsecond=0) if found.tzinfo is None else None


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year < LAST_YEAR else None
