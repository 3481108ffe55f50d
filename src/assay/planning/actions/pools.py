"""Pools are set, kept true, and corrected by hand; routing holds back members who are not in them."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec
from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.models import Contributor, User
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.planning.enums import Placing
from assay.planning.models import Pool, PoolChoice
from assay.planning.queries.pools import (
    may_choose_for,
    people_in,
    unknown_in,
)
from assay.planning.rules.pools import (
    CHOICE_OVER,
    NOT_A_MONDAY,
    PER_HOUR,
    USUAL_PRIORITY,
    PoolRule,
    refuse_choice,
    refuse_pool,
)
from assay.projects.actions.members import allot_members
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.projects.queries.staffing import memberships_in_force
from assay.projects.queries.stages import label_stages_of
from assay.work.actions.eligibility import keep_holds
from assay.work.rules.eligibility import POOL_HOLD

# So many people are added at most at a time; whoever wants more presses again.
MOST_ADDED = 5_000


def set_pool(
    by: User | None, *, project: Project, rule: PoolRule, now: datetime, priority: int = USUAL_PRIORITY
) -> Pool:
    """Say who the project is for (an empty rule: its members), and how urgent it is beside others."""
    require(by, project, Permission.ALLOCATE_WORK)
    problems = [*refuse_pool(rule, priority), *unknown_in(rule)]
    if problems:
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        pool, _made = Pool.objects.update_or_create(
            project=project,
            defaults={
                "rule": msgspec.to_builtins(rule),
                "has_rule": rule.asks_for_something,
                "priority": priority,
                "changed_at": now,
                "changed_by": by,
                "kept_at": now,
            },
        )
        hold_outsiders(project, now=now)
        return pool


def fill_pool(by: User | None, *, project: Project, now: datetime) -> int:
    """Make members of those in the pool who are none yet, the longest known first; how many are new."""
    require(by, project, Permission.ALLOCATE_WORK)
    members = memberships_in_force([project.pk]).values("contributor")
    people = people_in(project, now).exclude(pk__in=members).order_by("pk")
    with transaction.atomic():
        act_as(by)
        ids = list(people.values_list("pk", flat=True)[:MOST_ADDED])
        return len(allot_members(by, project=project, contributor_ids=ids, now=now)) if ids else 0


def choose(
    by: User | None,
    *,
    project: Project,
    contributor: Contributor,
    kind: Placing,
    reason: str,
    now: datetime,
    hours: float | None = None,
    week_on: date | None = None,
) -> PoolChoice:
    """Put somebody in, keep them out, or pin hours; for a week, or until it is ended. Replaces what was chosen."""
    if not may_choose_for(by, project, contributor):
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.ALLOCATE_WORK]))
    problems = refuse_choice(kind, hours, reason)
    if week_on is not None and week_on.weekday():
        problems.append(NOT_A_MONDAY(field="week_on"))
    if problems:
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        before = PoolChoice.objects.filter(
            project=project, contributor=contributor, week_on=week_on, ended_at=None
        )
        before.update(ended_at=now, ended_by=by)
        made = PoolChoice.objects.create(
            project=project,
            contributor=contributor,
            kind=kind,
            quarters=round(hours * PER_HOUR) if kind == Placing.PINNED and hours is not None else None,
            week_on=week_on,
            reason=reason.strip().replace("\0", "")[:300],
            chosen_at=now,
            chosen_by=by,
        )
        hold_outsiders(project, now=now, contributor_ids=[contributor.pk])
        return made


def end_choice(by: User | None, *, choice: PoolChoice, now: datetime) -> None:
    """Back to the rule."""
    if not may_choose_for(by, choice.project, choice.contributor):
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.ALLOCATE_WORK]))
    with transaction.atomic():
        act_as(by)
        Project.objects.select_for_update(no_key=True).get(pk=choice.project_id)
        n = PoolChoice.objects.filter(pk=choice.pk, ended_at=None).update(ended_at=now, ended_by=by)
        if not n:
            raise Refused(CHOICE_OVER())
        hold_outsiders(choice.project, now=now, contributor_ids=[choice.contributor_id])


def hold_outsiders(project: Project, *, now: datetime, contributor_ids: Sequence[int] | None = None) -> int:
    """Members (of these people) who are not in the pool get no tasks of the project; how many pairs changed."""
    stages = label_stages_of(project)
    members = memberships_in_force([project.pk])
    if contributor_ids is not None:
        members = members.filter(contributor__in=list(contributor_ids))
    outside = members.exclude(contributor__in=people_in(project, now).values("pk"))
    people = list(outside.values_list("contributor_id", flat=True))
    return keep_holds(
        hold=POOL_HOLD,
        pairs={(who, stage.pk) for who in people for stage in stages},
        now=now,
        contributor_ids=contributor_ids,
        project_id=project.pk,
    )


def keep_oldest(*, before: datetime, now: datetime) -> bool:
    """Look again at the pool that was compared longest ago, if that was before; whether there was one."""
    with transaction.atomic():
        pool = (
            Pool.objects.select_for_update(of=["self"], no_key=True, skip_locked=True)
            .select_related("project")
            .filter(kept_at__lt=before, has_rule=True)
            .order_by("kept_at", "pk")
            .first()
        )
        if pool is None:
            return False
        hold_outsiders(pool.project, now=now)
        Pool.objects.filter(pk=pool.pk).update(kept_at=now)
        return True
