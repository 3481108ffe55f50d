"""Plans as people see them: the version in force and the baseline, what they need, who answers for what."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from assay.kit.reasons import Refused
from assay.people.enums import Role
from assay.people.models import User
from assay.people.queries.holders import holders_of
from assay.people.queries.users import named
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.planning.enums import MilestoneState
from assay.planning.models import MilestoneDone, PlanMilestone, PlanVersion, PlanWeek, RaciVersion
from assay.planning.rules.plans import milestone_state, slip_days
from assay.planning.rules.staffing import Assumptions, MarketNeed, Need, Volume, market_needs, need_of
from assay.projects.models import Project
from assay.projects.queries.markets import market_codes_of
from assay.projects.queries.permission import permissions_in, project_for
from assay.projects.queries.staffing import memberships_in_force
from assay.quality.enums import ReviewTier
from assay.quality.queries.plans import plans_of as review_plans_of
from assay.quality.queries.plans import progress_of as review_progress_of

# Who staffs a project plans with it; a vendor's people do not see what is planned beside them.
SEES = frozenset({Permission.VIEW_ANSWERS, Permission.MANAGE_PROJECT, Permission.ASSIGN_WORK})
NAMED = (
    *(Role.PROJECT_OWNER, Role.QA_ANALYST, Role.CROWD_MANAGER, Role.OPERATIONS_LEAD),
    *(Role.REQUESTER, Role.ADMINISTRATOR),
)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class MilestoneStanding:
    """`slip` is how many days later than first planned; None where the baseline did not have it."""

    milestone: PlanMilestone
    done_on: date | None
    state: MilestoneState
    slip: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """One version with all that it needs. `people_now` are members who serve each market."""

    version: PlanVersion
    assumptions: Assumptions
    needs: tuple[Need, ...]
    markets: tuple[MarketNeed, ...]
    people_now: Mapping[str, int]


def plan_project_for(user: User, uid: UUID) -> Project:
    """The project, if it is in scope (else NotFound) and its plan may be seen there (else Refused)."""
    project = project_for(user, uid)
    if not permissions_in(user, project) & SEES:
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.VIEW_ANSWERS]))
    return project


def plans_of(project: Project) -> QuerySet[PlanVersion]:
    """Newest first."""
    return PlanVersion.objects.filter(project=project).select_related("published_by").order_by("-number")


def plan_in_force(project: Project) -> PlanVersion | None:
    return plans_of(project).first()


def baseline_of(project: Project) -> PlanVersion | None:
    """The version that was approved first."""
    return plans_of(project).last()


def assumptions_of(version: PlanVersion) -> Assumptions:
    """As they were stored; what a newer Assay knows beside them has its usual value."""
    known = {each.name for each in fields(Assumptions)}
    return Assumptions(**{name: value for name, value in version.assumptions.items() if name in known})


def volumes_of(version: PlanVersion) -> list[Volume]:
    found = PlanWeek.objects.filter(plan=version).select_related("market").order_by("week_on", "market__code")
    return [
        Volume(
            each.week_on,
            each.market.code if each.market else "",
            each.n_tasks,
            each.n_people,
            each.people_reason,
        )
        for each in found
    ]


def plan_of(version: PlanVersion, project: Project) -> Plan:
    """What the version needs, recomputed from its volumes and assumptions."""
    given = assumptions_of(version)
    needs = tuple(need_of(volume, given) for volume in volumes_of(version))
    return Plan(version, given, needs, tuple(market_needs(needs, given)), people_now(project))


def people_now(project: Project) -> dict[str, int]:
    """Members by market they serve; '' are all members."""
    members = memberships_in_force([project.pk])
    serving = members.values_list("contributor__markets__market__code").annotate(n=Count("pk")).order_by()
    found = {code: n for code, n in serving if code}
    return found | {"": members.count()}


def markets_of(project: Project) -> list[str]:
    """The codes of the markets that the project serves, in order."""
    return market_codes_of([project])[project.pk]


def milestones_of(version: PlanVersion) -> list[PlanMilestone]:
    return list(PlanMilestone.objects.filter(plan=version).select_related("owner").order_by("due_on", "pk"))


def milestones_standing(version: PlanVersion, baseline: PlanVersion, today: date) -> list[MilestoneStanding]:
    """Each milestone of a version by its date: done, ahead or overdue, and how far it has slipped."""
    done = dict(MilestoneDone.objects.filter(project_id=version.project_id).values_list("key", "done_on"))
    first = dict(PlanMilestone.objects.filter(plan=baseline).values_list("key", "due_on"))
    return [
        MilestoneStanding(
            each,
            done.get(each.key),
            milestone_state(each.due_on, done.get(each.key), today),
            slip_days(each.due_on, first.get(each.key)),
        )
        for each in milestones_of(version)
    ]


def named_people(project: Project) -> QuerySet[User]:
    """Who can stand in a plan: everybody with a role in the project that is not a contributor's or a vendor's."""
    people = {project.owner_id, *holders_of(NAMED, project.pk)}
    return named(people)


def review_share_of(project: Project) -> float | None:
    """What share of judgments the client's review plan takes, by what its rules have taken; None without one."""
    plan = review_plans_of(project).filter(tier=ReviewTier.CLIENT).first()
    if plan is None:
        return None
    rules = review_progress_of(plan)
    n_seen = max((rule.n_seen for rule in rules), default=0)
    if n_seen:
        return min(1.0, sum(rule.n_taken for rule in rules) / n_seen)
    return max((rule.share for rule in rules), default=0.0)


def raci_of(project: Project) -> RaciVersion | None:
    """Who answers for what, now."""
    found = RaciVersion.objects.filter(project=project).select_related("published_by")
    return found.order_by("-number").first()
