"""Budgets in somebody's sight, and who owns them."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from assay.kit.reasons import NotFound
from assay.money.models import Budget, BudgetVersion
from assay.people.models import User
from assay.people.queries.scope import may, scope_of
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import opened_projects


def budgets_for(person: User) -> QuerySet[Budget]:
    """Those of projects in which the person may see them; of the organisation for who sees all of it."""
    if scope_of(person, Permission.VIEW_BUDGETS).is_empty:
        raise NotFound
    found = _in_use()
    if may(person, Permission.VIEW_BUDGETS):
        return found
    return found.filter(project__in=opened_projects(person, [Permission.VIEW_BUDGETS]))


def budgets_of(project: Project) -> QuerySet[Budget]:
    """The project's own, and those of the organisation that cover it."""
    return _in_use().filter(Q(project=project) | Q(project=None))


def stopping_budget(project: Project) -> Budget | None:
    """One that is used up and stops all work of the project."""
    return budgets_of(project).filter(market=None, stopped_at__isnull=False).first()


def budget_for(person: User, uid: UUID) -> Budget:
    """One in sight, also when it was ended."""
    found = Budget.objects.select_related("project", "market", "set_by").filter(uid=uid).first()
    if found is None or not _may_see(person, found):
        raise NotFound
    return found


def versions_of(budget: Budget) -> QuerySet[BudgetVersion]:
    return budget.versions.select_related("set_by").order_by("-number")


def versions_set(project: Project, since: datetime, until: datetime) -> QuerySet[BudgetVersion]:
    """Of the project's own budgets, ended ones too, after one moment and up to another."""
    found = BudgetVersion.objects.filter(budget__project=project, set_at__gt=since, set_at__lte=until)
    return found.select_related("budget", "set_by").order_by("set_at", "pk")


def owners_of(budget: Budget) -> list[int]:
    """Whoever set it last, and whose project it is."""
    owner = budget.project.owner_id if budget.project else None
    return sorted({each for each in (budget.set_by_id, owner) if each is not None})


def may_edit(person: User, project: Project | None) -> bool:
    if project is None:
        return may(person, Permission.EDIT_BUDGETS)
    return opened_projects(person, [Permission.EDIT_BUDGETS]).filter(pk=project.pk).exists()


def _may_see(person: User, budget: Budget) -> bool:
    if budget.project is None:
        return may(person, Permission.VIEW_BUDGETS)
    return opened_projects(person, [Permission.VIEW_BUDGETS]).filter(pk=budget.project.pk).exists()


def _in_use() -> QuerySet[Budget]:
    found = Budget.objects.select_related("project", "market", "set_by").filter(retired_at=None)
    return found.order_by("project__name", "market__code", "starts_on", "pk")
