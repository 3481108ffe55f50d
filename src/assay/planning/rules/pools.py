"""Who a project is for: by rule and by hand, with what priority and how many hours."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assay.kit.reasons import Reason, declare
from assay.people.enums import LanguageLevel, Standing
from assay.planning.enums import Placing
from assay.projects.enums import Segment

BAD_LEVEL = declare("pools.bad_level", "A level goes from 1 (A1) to 7 (native).", status=422)
BAD_SCORE = declare("pools.bad_score", "A least score lies between 0 and 100.", status=422)
BAD_SEGMENT = declare("pools.bad_segment", "There is no segment {segment}.", status=422)
BAD_STANDING = declare(
    "pools.bad_standing", "Only active people and those on probation can be asked for.", status=422
)
BAD_PRIORITY = declare("pools.bad_priority", "A priority goes from 1 (can wait) to 5 (first).", status=422)
BAD_HOURS = declare(
    "pools.bad_hours", "Hours of a week lie between 0 and {most}, in quarters of an hour.", status=422
)
PIN_NEEDS_HOURS = declare("pools.pin_needs_hours", "Say how many hours a week are pinned.", status=422)
NEEDS_REASON = declare("pools.needs_reason", "Say why: whoever plans next week reads it.", status=422)
UNKNOWN = declare("pools.unknown", "There is no {what} {name}.", status=422)
CHOICE_OVER = declare("pools.choice_over", "This was ended already.", status=409)
NOT_A_MONDAY = declare("pools.not_a_monday", "A week begins on a Monday.", status=422)
PRIORITIES = (1, 2, 3, 4, 5)
USUAL_PRIORITY = 3
# Hours are counted in quarters: 60 hours a week are more than anybody may be planned for.
PER_HOUR, MOST_HOURS = 4, 60
MAY_WORK = (Standing.ACTIVE.value, Standing.PROBATION.value)


@dataclass(frozen=True, slots=True)
class PoolRule:
    """What is empty asks for nothing; empty altogether, the project is for its members.

    Of each list one is enough; of skills (identifier to least score) every one is asked. `segments`: has worked in a
    project of one of them. `talent`: fits one of these saved segments of the talent pool now.
    """

    languages: tuple[str, ...] = ()
    level: int = int(LanguageLevel.B2)
    markets: tuple[str, ...] = ()
    skills: Mapping[str, int] = field(default_factory=dict)
    vendors: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    talent: tuple[str, ...] = ()
    standings: tuple[str, ...] = MAY_WORK

    @property
    def asks_for_something(self) -> bool:
        asked = (
            self.languages,
            self.markets,
            self.skills,
            self.vendors,
            self.sites,
            self.segments,
            self.talent,
        )
        return any(asked) or set(self.standings) != set(MAY_WORK)


def refuse_pool(rule: PoolRule, priority: int) -> list[Reason]:
    """Everything that cannot be meant."""
    found = []
    if not LanguageLevel.A1 <= rule.level <= LanguageLevel.NATIVE:
        found.append(BAD_LEVEL(field="level"))
    if any(not 0 <= score <= 100 for score in rule.skills.values()):
        found.append(BAD_SCORE(field="skills"))
    found += [
        BAD_SEGMENT(field="segments", segment=each) for each in rule.segments if each not in Segment.values
    ]
    if not rule.standings or not set(rule.standings) <= set(MAY_WORK):
        found.append(BAD_STANDING(field="standings"))
    if priority not in PRIORITIES:
        found.append(BAD_PRIORITY(field="priority"))
    return found


def refuse_choice(kind: Placing, hours: float | None, reason: str) -> list[Reason]:
    """Only a pin has hours, and it needs them; every choice by hand needs a reason."""
    found = []
    if kind == Placing.PINNED:
        found += [PIN_NEEDS_HOURS(field="hours")] if hours is None else refuse_hours(hours)
    if not reason.strip():
        found.append(NEEDS_REASON(field="reason"))
    return found


def refuse_hours(hours: float) -> list[Reason]:
    is_whole = 0 <= hours <= MOST_HOURS and float(hours * PER_HOUR).is_integer()
    return [] if is_whole else [BAD_HOURS(field="hours", most=MOST_HOURS)]
