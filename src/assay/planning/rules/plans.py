"""Plans: what a version must have, where a milestone stands, and who is responsible for what."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assay.kit.reasons import Reason, Word, declare
from assay.planning.enums import MilestoneState, Raci
from assay.planning.rules.staffing import Assumptions, Volume, refuse_assumptions

NEEDS_REASON = declare(
    "plans.needs_reason",
    "Say why it is planned anew: the baseline stays, and both are compared from now on.",
    status=422,
)
NEEDS_VOLUME = declare(
    "plans.needs_volume", "A plan says how many tasks are wanted in at least one week.", status=422
)
NOT_A_MONDAY = declare(
    "plans.not_a_monday", "A week of a plan begins on a Monday of the years 2000 to 2199.", status=422
)
VOLUME_TWICE = declare("plans.volume_twice", "{market} is planned twice in the week of {week}.", status=422)
UNKNOWN_MARKET = declare("plans.unknown_market", "The project does not serve {market}.", status=422)
BAD_VOLUME = declare(
    "plans.bad_volume", "Tasks of a week are whole numbers from 0 to 100,000,000.", status=422
)
BAD_PEOPLE = declare("plans.bad_people", "People of a week are a whole number from 0 to 100,000.", status=422)
PEOPLE_NEED_REASON = declare(
    "plans.people_need_reason",
    "Say why {market} is planned with other people than reckoned in the week of {week}.",
    status=422,
)
TOO_LONG = declare("plans.too_long", "A plan has at most {most} weeks.", status=422)
MILESTONE_TWICE = declare("plans.milestone_twice", "The milestone {name} is there twice.", status=422)
MILESTONE_NEEDS = declare(
    "plans.milestone_needs", "Every milestone has a name and a date of the years 2000 to 2199.", status=422
)
NOT_AN_OWNER = declare("plans.not_an_owner", "{name} has no role in this project.", status=422)
BAD_BUDGET = declare(
    "plans.bad_budget", "A budget is an amount above 0 with its currency as three letters.", status=422
)
NO_SUCH_MILESTONE = declare("plans.no_such_milestone", "The plan in force has no such milestone.", status=422)
DONE_LATER = declare("plans.done_later", "A milestone is done today or was before, not later.", status=422)
DONE_WHEN = declare(
    "plans.done_when", "Say the day on which it was done, as a date such as 2026-03-31.", status=422
)
ONE_ACCOUNTABLE = declare(
    "raci.one_accountable", "{activity}: exactly one person is accountable, here it is {n}.", status=422
)
NOBODY_RESPONSIBLE = declare(
    "raci.nobody_responsible", "{activity}: somebody has to do it (responsible).", status=422
)
ACTIVITY_TWICE = declare("raci.activity_twice", "{activity} is there twice.", status=422)
ACTIVITY_NEEDS_NAME = declare("raci.activity_needs_name", "Every activity has a name.", status=422)
UNKNOWN_PERSON = declare(
    "raci.unknown_person", "A person of the matrix has no role in this project.", status=422
)
MOST_WEEKS, MOST_TASKS, MOST_PEOPLE = 104, 100_000_000, 100_000
ALL_TASKS = "the work"
MOST_BUDGET = 10**18
# What was typed as no date lies long before them; days after them could not be counted on from.
FIRST_YEAR, LAST_YEAR = 2000, 2199
_CURRENCY = re.compile(r"[A-Z]{3}")
# What every project has to settle, to begin with.
ACTIVITIES = (
    "Guideline and changes of it",
    "Recruiting and staffing",
    "Training and qualification",
    "Daily production",
    "Quality: review, calibration, gold",
    "Delivery and acceptance",
    "Budget and invoices",
    "Wellbeing and escalations",
)


@dataclass(frozen=True, slots=True)
class Milestone:
    """`key` is the same in every version of the plan; `owner` is a user's identifier inside the database."""

    key: str
    kind: str
    name: str
    due_on: date
    owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """In micro-units of the currency."""

    micros: int
    currency: str


def milestone_state(due_on: date, done_on: date | None, today: date) -> MilestoneState:
    """Done on its day is in time; it is overdue once its day has passed."""
    if done_on is not None:
        return MilestoneState.DONE if done_on <= due_on else MilestoneState.DONE_LATE
    return MilestoneState.AHEAD if today <= due_on else MilestoneState.OVERDUE


def slip_days(due_on: date, baseline_on: date | None) -> int | None:
    """How many days later than first planned; None where the baseline did not have it."""
    return None if baseline_on is None else (due_on - baseline_on).days


def refuse_plan(
    volumes: Sequence[Volume],
    milestones: Sequence[Milestone],
    given: Assumptions,
    *,
    markets: Sequence[str],
    budget: Budget | None,
    is_first: bool,
    reason: str,
) -> list[Reason]:
    """Every problem of a version, all at once."""
    problems = [] if is_first or reason.strip() else [NEEDS_REASON(field="reason")]
    problems += refuse_assumptions(given)
    problems += refuse_volumes(volumes, markets)
    problems += refuse_milestones(milestones)
    if budget is not None and not _is_budget(budget):
        problems.append(BAD_BUDGET(field="budget"))
    return problems


def refuse_volumes(volumes: Sequence[Volume], markets: Sequence[str]) -> list[Reason]:
    """Markets are those of the project; where it has none, tasks of all kinds are planned together."""
    known = set(markets) or {""}
    problems: list[Reason] = []
    seen: set[tuple[date, str]] = set()
    for each in volumes:
        if each.week_on.weekday() or not is_of_our_time(each.week_on):
            return [NOT_A_MONDAY(field="volumes")]
        if each.market not in known:
            return [UNKNOWN_MARKET(field="volumes", market=each.market or "tasks without a market")]
        if not 0 <= each.n_tasks <= MOST_TASKS:
            return [BAD_VOLUME(field="volumes")]
        if each.n_people is not None and not 0 <= each.n_people <= MOST_PEOPLE:
            return [BAD_PEOPLE(field="volumes")]
        if each.n_people is not None and not each.people_reason.strip():
            market = each.market or Word(ALL_TASKS)
            return [PEOPLE_NEED_REASON(field="volumes", market=market, week=each.week_on.isoformat())]
        if (each.week_on, each.market) in seen:
            problems.append(VOLUME_TWICE(field="volumes", market=each.market, week=each.week_on.isoformat()))
        seen.add((each.week_on, each.market))
    if not any(each.n_tasks for each in volumes):
        return [*problems, NEEDS_VOLUME(field="volumes")]
    weeks = [each.week_on for each in volumes]
    if (max(weeks) - min(weeks)).days // 7 >= MOST_WEEKS:
        problems.append(TOO_LONG(field="volumes", most=MOST_WEEKS))
    return problems


def refuse_milestones(milestones: Sequence[Milestone]) -> list[Reason]:
    problems: list[Reason] = []
    keys: set[str] = set()
    for each in milestones:
        if not each.name.strip() or not each.key or not is_of_our_time(each.due_on):
            problems.append(MILESTONE_NEEDS(field="milestones"))
        if each.key in keys:
            problems.append(MILESTONE_TWICE(field="milestones", name=each.name))
        keys.add(each.key)
    return problems


def refuse_raci(activities: Sequence[tuple[str, Mapping[str, str]]], people: Sequence[str]) -> list[Reason]:
    """Exactly one accountable person per activity, and somebody who does it."""
    problems: list[Reason] = []
    names: set[str] = set()
    known = set(people)
    for name, letters in activities:
        if not name.strip():
            problems.append(ACTIVITY_NEEDS_NAME(field="activities"))
            continue
        if name.strip() in names:
            problems.append(ACTIVITY_TWICE(field="activities", activity=name))
        names.add(name.strip())
        given = list(letters.values())
        n_accountable = given.count(Raci.ACCOUNTABLE)
        if n_accountable != 1:
            problems.append(ONE_ACCOUNTABLE(field="activities", activity=name, n=n_accountable))
        if Raci.RESPONSIBLE not in given:
            problems.append(NOBODY_RESPONSIBLE(field="activities", activity=name))
        if not set(letters) <= known:
            problems.append(UNKNOWN_PERSON(field="activities"))
    return problems


def is_of_our_time(day: date) -> bool:
    """Whether somebody can have meant that day."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _is_budget(budget: Budget) -> bool:
    return 0 < budget.micros <= MOST_BUDGET and _CURRENCY.fullmatch(budget.currency) is not None
