"""A search over the talent pool: what it asks for, and what of it cannot be meant."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assay.kit.reasons import Reason
from assay.people.enums import LanguageLevel, Standing
from assay.people.rules.words import refuse_language, refuse_name
from assay.recruiting.enums import Device
from assay.recruiting.rules import reasons

WORKING = (Standing.ACTIVE.value, Standing.PROBATION.value)
MOST_NAME, MOST_DAYS, MOST_HOURS, MOST_INVITED = 120, 3650, 100, 2_000
# Accuracy on fewer known answers says too little of somebody to be searched by.
LEAST_GOLD = 10


@dataclass(frozen=True, slots=True)
class Search:
    """What is empty asks for nothing. Of languages, markets and places one is enough; of skills every one is asked.

    Skills (to the least score) and places (vendors, sites) are identifiers; `is_crowd` asks for people of no vendor.
    `declared` are skills that people ticked when they applied, each of which is asked: nothing is proven of them.
    `worked_within` and `idle_for` are days; hours are those of a week, over the last four weeks.
    """

    languages: tuple[str, ...] = ()
    level: int = int(LanguageLevel.B2)
    markets: tuple[str, ...] = ()
    skills: Mapping[str, int] = field(default_factory=dict)
    declared: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    is_crowd: bool = False
    standings: tuple[str, ...] = WORKING
    gold_least: float | None = None
    worked_within: int | None = None
    idle_for: int | None = None
    hours_least: float | None = None
    hours_most: float | None = None
    device: str = ""


@dataclass(frozen=True, slots=True)
class Invited:
    """Who fits and was not invited: invited before, a member already, or wants no invitations; `n_left` come next."""

    n: int
    n_before: int
    n_members: int
    n_unwilling: int
    n_left: int


def problems(search: Search) -> list[Reason]:
    """Everything that cannot be meant, each with its field."""
    found = [refused for each in search.languages if (refused := refuse_language(each, field="languages"))]
    if not LanguageLevel.A1 <= search.level <= LanguageLevel.NATIVE:
        found.append(reasons.RULE_LEVEL(field="level"))
    if any(not 0 <= score <= 100 for score in search.skills.values()):
        found.append(reasons.SEARCH_SCORE(field="skills"))
    if not search.standings or not set(search.standings) <= set(WORKING):
        found.append(reasons.CHOOSE_ONE(field="standings"))
    if search.device and search.device not in Device.values:
        found.append(reasons.CHOOSE_ONE(field="device"))
    if search.gold_least is not None and not 0 <= search.gold_least <= 1:
        found.append(reasons.SEARCH_SHARE(field="gold_least"))
    for name in ("worked_within", "idle_for"):
        days = getattr(search, name)
        if days is not None and not 1 <= days <= MOST_DAYS:
            found.append(reasons.SEARCH_DAYS(field=name, most=MOST_DAYS))
    for name in ("hours_least", "hours_most"):
        hours = getattr(search, name)
        if hours is not None and not 0 <= hours <= MOST_HOURS:
            found.append(reasons.SEARCH_HOURS(field=name, most=MOST_HOURS))
    return found


def refuse_segment(name: str, search: Search) -> list[Reason]:
    found = problems(search)
    if refuse_name(name, most=MOST_NAME):
        found.append(reasons.NAMELESS(field="name", most=MOST_NAME))
    return found
