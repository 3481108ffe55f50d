"""The plans of many projects against what was done, in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assay.planning.enums import MilestoneState
from assay.planning.models import MilestoneDone, PlanMilestone, PlanVersion, PlanWeek
from assay.planning.queries.plans import MilestoneStanding
from assay.planning.queries.progress import monday_of
from assay.planning.queries.standing import today_of
from assay.planning.rules.plans import milestone_state, slip_days
from assay.planning.rules.staffing import Volume
from assay.projects.models import Project
from assay.work.queries.weekly import tasks_done_of


@dataclass(frozen=True, slots=True)
class Schedule:
    """The plan in force. `n_due` tasks were planned up to the end of the last whole week, `n_done` are done now."""

    version: PlanVersion
    volumes: tuple[Volume, ...]
    milestones: tuple[MilestoneStanding, ...]
    n_planned: int
    n_due: int
    n_done: int

    @property
    def overdue(self) -> tuple[MilestoneStanding, ...]:
        return tuple(each for each in self.milestones if each.state == MilestoneState.OVERDUE)

    @property
    def next_milestone(self) -> MilestoneStanding | None:
        ahead = (each for each in self.milestones if each.state == MilestoneState.AHEAD)
        return next(ahead, None)


def newest_plans(project_ids: Iterable[int], until: datetime) -> dict[int, PlanVersion]:
    """By project, the version in force at a moment; one without a plan is left out."""
    found = PlanVersion.objects.filter(project__in=sorted(project_ids), published_at__lte=until)
    newest = found.order_by("project_id", "-number").distinct("project_id")
    return {each.project_id: each for each in newest}


def schedules_of(projects: Sequence[Project], now: datetime) -> dict[int, Schedule]:
    """By project; one without a plan is left out."""
    plans = newest_plans((each.pk for each in projects), now)
    today = {each.pk: today_of(each, now) for each in projects if each.pk in plans}
    if not plans:
        return {}
    done = tasks_done_of(plans, max(today.values()))
    volumes, milestones = _volumes(plans), _milestones(plans, today)
    return {
        pk: _schedule(version, volumes[version.pk], milestones[version.pk], done.get(pk, {}), today=today[pk])
        for pk, version in plans.items()
    }


def _schedule(
    version: PlanVersion,
    volumes: Sequence[Volume],
    milestones: Sequence[MilestoneStanding],
    done: Mapping[tuple[date, str], int],
    *,
    today: date,
) -> Schedule:
    return Schedule(
        version,
        tuple(volumes),
        tuple(milestones),
        sum(each.n_tasks for each in volumes),
        sum(each.n_tasks for each in volumes if each.week_on < monday_of(today)),
        sum(done.values()),
    )


def _volumes(plans: Mapping[int, PlanVersion]) -> Mapping[int, list[Volume]]:
    """By the plan's key."""
    found: dict[int, list[Volume]] = defaultdict(list)
    weeks = PlanWeek.objects.filter(plan__in=plans.values()).order_by("week_on", "market__code")
    for plan, week_on, market, n in weeks.values_list("plan_id", "week_on", "market__code", "n_tasks"):
        found[plan].append(Volume(week_on, market or "", n))
    return found


def _milestones(
    plans: Mapping[int, PlanVersion], today: Mapping[int, date]
) -> Mapping[int, list[MilestoneStanding]]:
    """By the plan's key; slips count from the first version."""
    done = _days(MilestoneDone.objects.filter(project__in=plans).values_list("project_id", "key", "done_on"))
    baselines = PlanMilestone.objects.filter(plan__project__in=plans, plan__number=1)
    first = _days(baselines.values_list("plan__project_id", "key", "due_on"))
    found: dict[int, list[MilestoneStanding]] = defaultdict(list)
    milestones = PlanMilestone.objects.filter(plan__in=plans.values()).select_related("owner", "plan")
    for each in milestones.order_by("due_on", "pk"):
        project = each.plan.project_id
        done_on = done.get((project, each.key))
        state = milestone_state(each.due_on, done_on, today[project])
        slip = slip_days(each.due_on, first.get((project, each.key)))
        found[each.plan_id].append(MilestoneStanding(each, done_on, state, slip))
    return found


def _days(found: Iterable[tuple[int, str, date]]) -> dict[tuple[int, str], date]:
    return {(project, key): on for project, key, on in found}
