"""Plans as their pages show them: milestones, weeks, staffing, and the matrix of who answers for what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.kit.money import MICRO
from assay.people.models import User
from assay.planning.models import PlanVersion, RaciVersion
from assay.planning.queries.plans import MilestoneStanding, Plan
from assay.planning.queries.progress import PlannedWeek
from assay.planning.rules.plans import ACTIVITIES
from assay.planning.rules.staffing import Assumptions, Need
from assay.web.planning import words
from assay.web.templatetags.figures import rounded


@dataclass(frozen=True, slots=True)
class ShownMilestone:
    key: str
    name: str
    owner: str
    due_on: date
    done_on: date | None
    state: str
    tone: str
    slip: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class ShownWeek:
    """`gap` of tasks done so far to those planned so far; empty while the week lies ahead, no verdict while it runs."""

    week: PlannedWeek
    sum_planned: int
    sum_done: int | None
    gap: int | None
    is_running: bool


@dataclass(frozen=True, slots=True)
class ShownMarket:
    """`n_short` people are missing in the busiest week."""

    market: str
    n_tasks: int
    hours: float
    n_people: int
    n_now: int
    n_short: int
    n_reviewers: int
    n_gold: int


@dataclass(frozen=True, slots=True)
class Staffing:
    """`rows`: a market, and what each week needs there (None: nothing is planned)."""

    weeks: tuple[date, ...]
    rows: tuple[tuple[str, tuple[Need | None, ...]], ...]
    by_hand: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class ShownAssumption:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class RaciRow:
    """An activity with the letter of each person, in the order of the columns."""

    name: str
    letters: tuple[str, ...]


def shown_milestone(each: MilestoneStanding, person: User) -> ShownMilestone:
    label, tone = words.MILESTONE_STATES[each.state]
    milestone = each.milestone
    return ShownMilestone(
        milestone.key,
        milestone.name,
        milestone.owner.name if milestone.owner else "",
        milestone.due_on,
        each.done_on,
        _(label),
        tone,
        _slip(each.slip),
        milestone.owner_id == person.pk,
    )


def _slip(days: int | None) -> str:
    if days is None:
        return _("not in the baseline")
    if days == 0:
        return _("as first planned")
    n = abs(days)
    if days > 0:
        return ngettext("%(n)s day later", "%(n)s days later", n) % {"n": n}
    return ngettext("%(n)s day earlier", "%(n)s days earlier", n) % {"n": n}


def shown_weeks(weeks: Sequence[PlannedWeek], today: date) -> list[ShownWeek]:
    planned = list(accumulate(week.n_planned for week in weeks))
    done = list(accumulate(week.n_done or 0 for week in weeks))
    return [
        ShownWeek(
            week,
            planned[nth],
            done[nth] if week.n_done is not None else None,
            done[nth] - planned[nth] if week.n_done is not None else None,
            week.week_on <= today < week.week_on + timedelta(days=7),
        )
        for nth, week in enumerate(weeks)
    ]


def shown_markets(plan: Plan) -> list[ShownMarket]:
    return [
        ShownMarket(
            each.market or _("All markets"),
            each.n_tasks,
            each.hours,
            each.n_people,
            plan.people_now.get(each.market, 0),
            max(0, each.n_people - plan.people_now.get(each.market, 0)),
            each.n_reviewers,
            each.n_gold,
        )
        for each in plan.markets
    ]


def shown_staffing(needs: Sequence[Need]) -> Staffing:
    """People per market and week, and every number that was set by hand."""
    weeks = sorted({need.week_on for need in needs})
    found = {(need.market, need.week_on): need for need in needs}
    rows = tuple(
        (market or _("All markets"), tuple(found.get((market, week)) for week in weeks))
        for market in sorted({need.market for need in needs})
    )
    return Staffing(tuple(weeks), rows, tuple(need for need in needs if need.by_hand is not None))


def shown_assumptions(given: Assumptions) -> list[ShownAssumption]:
    return [
        ShownAssumption(_(label), assumption_text(name, getattr(given, name)))
        for name, (label, _hint) in words.ASSUMPTIONS.items()
    ]


def assumption_text(name: str, value: float) -> str:
    scaled = value * 100 if name in words.PERCENT else value
    return rounded(scaled, 0 if scaled == round(scaled) else 1)


def budget_text(version: PlanVersion) -> str:
    if version.budget_micros is None:
        return "–"
    return f"{rounded(version.budget_micros / MICRO, 2)} {version.currency}"


def raci_people(raci: RaciVersion | None, people: Sequence[User], *, is_edited: bool) -> list[User]:
    """The columns: everybody who has a letter; while it is edited everybody who could have one."""
    if is_edited or raci is None:
        return list(people)
    named = {uid for each in raci.activities for uid in each["people"]}
    return [person for person in people if str(person.uid) in named]


def raci_rows(raci: RaciVersion | None, columns: Sequence[User]) -> list[RaciRow]:
    """The matrix; before the first one the activities that every project has to settle."""
    stored: Sequence[tuple[str, Mapping[str, str]]] = (
        [(each["name"], each["people"]) for each in raci.activities]
        if raci
        else [(name, {}) for name in ACTIVITIES]
    )
    return [
        RaciRow(name, tuple(letters.get(str(person.uid), "") for person in columns))
        for name, letters in stored
    ]
