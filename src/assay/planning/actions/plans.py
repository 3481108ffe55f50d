"""Planning and replanning, milestones that are reached, and who answers for what."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.models import Market, User
from assay.people.rules.roles import Permission
from assay.planning.models import MilestoneDone, PlanMilestone, PlanVersion, PlanWeek, RaciVersion
from assay.planning.queries.plans import markets_of, named_people, plan_in_force, raci_of
from assay.planning.queries.standing import today_of
from assay.planning.rules import plans as rules
from assay.planning.rules.plans import Budget, Milestone
from assay.planning.rules.staffing import Assumptions, Volume
from assay.projects.models import Project
from assay.projects.queries.permission import require


def publish_plan(
    by: User | None,
    *,
    project: Project,
    volumes: Sequence[Volume],
    milestones: Sequence[Milestone],
    assumptions: Assumptions,
    now: datetime,
    budget: Budget | None = None,
    reason: str = "",
) -> PlanVersion:
    """Approve a plan: the first is the baseline for ever, a later one says why it came."""
    require(by, project, Permission.MANAGE_PROJECT)
    with transaction.atomic():
        act_as(by)
        Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        newest = plan_in_force(project)
        problems = rules.refuse_plan(
            volumes,
            milestones,
            assumptions,
            markets=markets_of(project),
            budget=budget,
            is_first=newest is None,
            reason=reason,
        )
        if problems:
            raise Refused(*problems)
        _refuse_owners(project, milestones)
        version = PlanVersion.objects.create(
            project=project,
            number=newest.number + 1 if newest else 1,
            assumptions=asdict(assumptions),
            budget_micros=budget.micros if budget else None,
            currency=budget.currency if budget else "",
            reason=reason.strip()[:2000],
            published_at=now,
            published_by=by,
        )
        _fill(version, volumes, milestones)
        return version


def reach_milestone(by: User, *, project: Project, key: str, done_on: date, now: datetime) -> MilestoneDone:
    """A milestone is reached; said again, the day is corrected."""
    _require_milestone(by, project, key)
    if not rules.is_of_our_time(done_on):
        raise Refused(rules.DONE_WHEN(field="done_on"))
    if done_on > today_of(project, now):
        raise Refused(rules.DONE_LATER(field="done_on"))
    with transaction.atomic():
        act_as(by)
        done, _is_new = MilestoneDone.objects.update_or_create(
            project=project, key=key, defaults={"done_on": done_on, "noted_at": now, "noted_by": by}
        )
        return done


def set_raci(
    by: User | None,
    *,
    project: Project,
    activities: Sequence[tuple[str, Mapping[str, str]]],
    now: datetime,
) -> RaciVersion:
    """Who is responsible, accountable, consulted, informed: (activity, {user's uid: letter}), all of them at once."""
    require(by, project, Permission.MANAGE_PROJECT)
    people = [str(uid) for uid in named_people(project).values_list("uid", flat=True)]
    if problems := rules.refuse_raci(activities, people):
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        newest = raci_of(project)
        return RaciVersion.objects.create(
            project=project,
            number=newest.number + 1 if newest else 1,
            activities=[
                {"name": name.strip()[:120], "people": dict(letters)} for name, letters in activities
            ],
            published_at=now,
            published_by=by,
        )


def _fill(version: PlanVersion, volumes: Sequence[Volume], milestones: Sequence[Milestone]) -> None:
    """Weeks without a task, and without people set by hand, are left out: they say nothing."""
    codes = {volume.market for volume in volumes}
    markets = {market.code: market for market in Market.objects.filter(code__in=codes)}
    PlanWeek.objects.bulk_create(
        PlanWeek(
            plan=version,
            week_on=each.week_on,
            market=markets.get(each.market),
            n_tasks=each.n_tasks,
            n_people=each.n_people,
            people_reason=each.people_reason.strip()[:500] if each.n_people is not None else "",
        )
        for each in volumes
        if each.n_tasks or each.n_people is not None
    )
    PlanMilestone.objects.bulk_create(
        PlanMilestone(
            plan=version,
            key=each.key,
            kind=each.kind,
            name=each.name.strip()[:120],
            due_on=each.due_on,
            owner_id=each.owner_id,
        )
        for each in milestones
    )


def _refuse_owners(project: Project, milestones: Sequence[Milestone]) -> None:
    asked = {each.owner_id for each in milestones if each.owner_id is not None}
    strangers = asked - set(named_people(project).filter(pk__in=asked).values_list("pk", flat=True))
    if strangers:
        names = User.objects.filter(pk__in=strangers).order_by("name").values_list("name", flat=True)
        raise Refused(*(rules.NOT_AN_OWNER(field="milestones", name=name) for name in names))


def _require_milestone(by: User, project: Project, key: str) -> None:
    """Whoever manages the project, and the milestone's own owner."""
    plan = plan_in_force(project)
    milestone = PlanMilestone.objects.filter(plan=plan, key=key).first() if plan else None
    if milestone is None or milestone.owner_id != by.pk:
        require(by, project, Permission.MANAGE_PROJECT)
    if milestone is None:
        raise Refused(rules.NO_SUCH_MILESTONE(field="key"))
