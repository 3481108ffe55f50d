"""How many people a site commits to for a week, and how that stands against who was there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assay.kit.reasons import Reason, declare
from assay.partners.enums import HeadcountGap
from assay.people.rules.words import refuse_language

MOST_LINES, MOST_PEOPLE = 2_000, 100_000
BACK, AHEAD = timedelta(weeks=53), timedelta(weeks=105)
HEADCOUNT_WEEK = declare(
    "partners.headcount_week",
    "A week is named by its Monday, from a year back to two years ahead; {value} is none.",
    status=422,
)
HEADCOUNT_PEOPLE = declare(
    "partners.headcount_people", "People are 0 to {most}; 0 takes a commitment away.", status=422
)
HEADCOUNT_TWICE = declare(
    "partners.headcount_twice", "The same site, language and week stands there twice.", status=422
)
HEADCOUNT_LINES = declare("partners.headcount_lines", "1 to {most} lines at once.", status=422)
SITE_RETIRED = declare("partners.site_retired", "{name} is retired.", status=409)


@dataclass(frozen=True, slots=True)
class Commitment:
    """`language` empty: everybody of the site."""

    site: int
    language: str
    week_on: date
    people: int


def refuse_commitments(lines: Sequence[Commitment], *, today: date) -> list[Reason]:
    """Every problem of every line; a reason's field names the line."""
    if not 1 <= len(lines) <= MOST_LINES:
        return [HEADCOUNT_LINES(field="lines", most=MOST_LINES)]
    found: list[Reason] = []
    seen: set[tuple[int, str, date]] = set()
    for nth, each in enumerate(lines):
        key = (each.site, each.language.lower(), each.week_on)
        found += (
            [HEADCOUNT_TWICE(field=f"lines.{nth}")] if key in seen else _refuse(each, f"lines.{nth}", today)
        )
        seen.add(key)
    return found


def _refuse(line: Commitment, where: str, today: date) -> list[Reason]:
    found: list[Reason] = []
    if line.week_on.weekday() or not -BACK <= line.week_on - today <= AHEAD:
        found.append(HEADCOUNT_WEEK(field=where, value=line.week_on.isoformat()))
    if not 0 <= line.people <= MOST_PEOPLE:
        found.append(HEADCOUNT_PEOPLE(field=where, most=MOST_PEOPLE))
    if line.language and (refused := refuse_language(line.language, field=where)):
        found.append(refused)
    return found


def gap_of(committed: int | None, active: int, *, is_ahead: bool) -> HeadcountGap:
    """A week that has not begun and on whose roster nobody stands is no gap yet."""
    if committed is None:
        return HeadcountGap.NOTHING_COMMITTED
    if is_ahead and not active:
        return HeadcountGap.NO_ROSTER
    if active < committed:
        return HeadcountGap.MISSING
    return HeadcountGap.MORE if active > committed else HeadcountGap.AS_COMMITTED
