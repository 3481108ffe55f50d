"""What a category means: who answers first and then, how soon, and whether a site lead ever sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assay.people.enums import Role
from assay.support.enums import ClockKind, TicketCategory

LEAD, CROWD, OPERATIONS = Role.SITE_LEAD.value, Role.CROWD_MANAGER.value, Role.OPERATIONS_LEAD.value
LEVELS = (LEAD, CROWD, OPERATIONS)


@dataclass(frozen=True, slots=True)
class Terms:
    """`hours` count in the working time of the person's site, or around the clock where it cannot wait.

    So many days without an answer of the person close a ticket; None: silence closes nothing.
    """

    path: tuple[str, ...]
    answer_hours: int
    solution_hours: int
    is_private: bool = False
    is_around_the_clock: bool = False
    closes_after_days: int | None = 7

    def hours(self, kind: str) -> int:
        return self.answer_hours if kind == ClockKind.ANSWER else self.solution_hours


C = TicketCategory
TERMS: Mapping[str, Terms] = {
    C.TASK: Terms((LEAD, CROWD, OPERATIONS), 8, 24),
    C.PAY: Terms((CROWD, OPERATIONS), 9, 45),
    C.TIME: Terms((LEAD, CROWD, OPERATIONS), 9, 27),
    C.ACCOUNT: Terms((CROWD, OPERATIONS), 9, 27),
    C.TECHNICAL: Terms((CROWD, OPERATIONS), 9, 45),
    C.TREATMENT: Terms(
        (CROWD, OPERATIONS), 24, 120, is_private=True, is_around_the_clock=True, closes_after_days=None
    ),
    C.WELLBEING: Terms(
        (CROWD, OPERATIONS), 12, 72, is_private=True, is_around_the_clock=True, closes_after_days=None
    ),
    C.OTHER: Terms((LEAD, CROWD, OPERATIONS), 9, 45),
}
PRIVATE = tuple(category.value for category in C if TERMS[category].is_private)


def first_level(category: str, manned: Sequence[str]) -> str:
    """Who answers first: the lowest level of the path that somebody holds over the person; else its last."""
    path = TERMS[category].path
    return next((level for level in path if level in manned), path[-1])


def next_level(category: str, level: str, manned: Sequence[str]) -> str | None:
    """Where a ticket goes from a level; None: nobody stands above.

    From a level that is not on the path, because the category was another one, it goes to the path's first above it.
    """
    above = LEVELS[LEVELS.index(level) + 1 :]
    return next((each for each in TERMS[category].path if each in above and each in manned), None)
