"""Plan against actual, week by week: tasks and judgments planned first, planned now, and really done."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assay.planning.models import PlanVersion
from assay.planning.queries.plans import WEEK, assumptions_of, volumes_of
from assay.planning.rules.staffing import Need, Volume, need_of
from assay.projects.models import Project
from assay.work.queries.weekly import Worked, tasks_done, worked_weeks

NOTHING = Worked(0, 0.0, 0)
Done = Mapping[tuple[date, str], int]


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """Tasks of one week: by the baseline, by the plan in force, and done (None while the week lies ahead).

    Judgments and hours hold those of gold, too: gold is work as any other.
    """

    week_on: date
    n_baseline: int
    n_planned: int
    n_done: int | None
    n_judgments_planned: int
    hours_planned: float
    worked: Worked | None
    n_people_planned: int = 0


@dataclass(frozen=True, slots=True)
class MarketProgress:
    """Planned up to the end of the last whole week, and done until now."""

    market: str
    n_due: int
    n_done: int


@dataclass(frozen=True, slots=True)
class Progress:
    """`n_due` tasks were planned up to the end of the last whole week; `n_done` are done until now."""

    weeks: tuple[PlannedWeek, ...]
    markets: tuple[MarketProgress, ...]
    n_planned: int
    n_due: int
    n_done: int

    @property
    def attainment(self) -> float | None:
        """Of what was due, what is done; None before anything was."""
        return self.n_done / self.n_due if self.n_due else None


def progress_of(project: Project, version: PlanVersion, baseline: PlanVersion, today: date) -> Progress:
    """From the first week that was planned or worked in to the last one."""
    planned, first = volumes_of(version), volumes_of(baseline)
    done, worked = tasks_done(project.pk, today), worked_weeks(project.pk, today)
    this_week = monday_of(today)
    given = assumptions_of(version)
    needs = [need_of(volume, given) for volume in planned]
    due = [volume for volume in planned if volume.week_on < this_week]
    return Progress(
        tuple(_weeks(needs, first, done, worked, until=this_week)),
        tuple(_markets(planned, due, done)),
        sum(volume.n_tasks for volume in planned),
        sum(volume.n_tasks for volume in due),
        sum(done.values()),
    )


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weeks(
    needs: Sequence[Need], first: Sequence[Volume], done: Done, worked: Mapping[date, Worked], *, until: date
) -> Iterator[PlannedWeek]:
    """Every week, those without anything too, so that the line of the chart is one of time."""
    now, judgments, then, by_week = Counter[date](), Counter[date](), Counter[date](), Counter[date]()
    people = Counter[date]()
    hours: dict[date, float] = {}
    for need in needs:
        now[need.week_on] += need.n_tasks
        people[need.week_on] += need.n_people
        judgments[need.week_on] += need.n_judgments + need.n_gold_judgments
        hours[need.week_on] = hours.get(need.week_on, 0.0) + need.hours
    for volume in first:
        then[volume.week_on] += volume.n_tasks
    for (week_on, _market), n in done.items():
        by_week[week_on] += n
    for week_on in _between([*now, *then, *by_week, *worked]):
        has_come = week_on <= until
        yield PlannedWeek(
            week_on=week_on,
            n_baseline=then[week_on],
            n_planned=now[week_on],
            n_done=by_week[week_on] if has_come else None,
            n_judgments_planned=judgments[week_on],
            hours_planned=hours.get(week_on, 0.0),
            worked=worked.get(week_on, NOTHING) if has_come else None,
            n_people_planned=people[week_on],
        )


def _between(weeks: Iterable[date]) -> Iterator[date]:
    known = sorted(weeks)
    if not known:
        return
    week_on = known[0]
    while week_on <= known[-1]:
        yield week_on
        week_on += WEEK


def _markets(planned: Sequence[Volume], due: Sequence[Volume], done: Done) -> Iterator[MarketProgress]:
    """Every market of the plan, and those that were worked in without one."""
    n_due, n_done = Counter[str](), Counter[str]()
    for volume in due:
        n_due[volume.market] += volume.n_tasks
    for (_week, market), n in done.items():
        n_done[market] += n
    for market in sorted({*(volume.market for volume in planned), *n_done}):
        yield MarketProgress(market, n_due[market], n_done[market])
