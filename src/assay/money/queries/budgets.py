"""Budgets in somebody's sight, and who owns them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from assay.kit.reasons import NotFound
from assay.money.models import Budget, BudgetProject, BudgetVersion
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
    opened = opened_projects(person, [Permission.VIEW_BUDGETS])
    return found.filter(Q(project__in=opened) | _of_requests_within(opened))


def open_request_budgets() -> list[tuple[Budget, set[int]]]:
    """Budgets of requests that are in use, each with the projects that it covers."""
    budgets = list(Budget.objects.filter(retired_at=None, request_uid__isnull=False).order_by("pk"))
    covered: dict[int, set[int]] = {each.pk: set() for each in budgets}
    for budget, project in BudgetProject.objects.filter(budget__in=budgets).values_list("budget", "project"):
        covered[budget].add(project)
    return [(each, covered[each.pk]) for each in budgets]


def budgets_of(project: Project) -> QuerySet[Budget]:
    """The project's own, that of its request, and those of the organisation that cover it."""
    theirs = Exists(BudgetProject.objects.filter(budget=OuterRef("pk"), project=project))
    return _in_use().filter(Q(project=project) | Q(project=None, request_uid=None) | Q(theirs))


def budgets_until(project: Project, moment: datetime) -> QuerySet[Budget]:
    """The project's own, those too that were ended after a moment."""
    found = Budget.objects.select_related("project", "market", "set_by").filter(project=project)
    used = found.filter(Q(retired_at=None) | Q(retired_at__gt=moment))
    return used.order_by("market__code", "starts_on", "pk")


def amounts_at(budgets: Iterable[Budget], moment: datetime) -> dict[int, int]:
    """By budget, what it was set to at a moment; one that was set later is left out."""
    found = BudgetVersion.objects.filter(budget__in=list(budgets), set_at__lte=moment)
    newest = found.order_by("budget", "-number").distinct("budget")
    return dict(newest.values_list("budget", "amount_micro"))


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
    covered = BudgetProject.objects.filter(budget=budget).values_list("project__owner", flat=True)
    owners = [budget.project.owner_id] if budget.project else list(covered)
    return sorted({each for each in (budget.set_by_id, *owners) if each is not None})


def may_edit_budget(person: User, budget: Budget) -> bool:
    """That of a request by who may in every project of it."""
    if budget.request_uid is None:
        return may_edit(person, budget.project)
    return _within(budget, opened_projects(person, [Permission.EDIT_BUDGETS])) or may_edit(person, None)


def may_edit(person: User, project: Project | None) -> bool:
    if project is None:
        return may(person, Permission.EDIT_BUDGETS)
    return opened_projects(person, [Permission.EDIT_BUDGETS]).filter(pk=project.pk).exists()


def _may_see(person: User, budget: Budget) -> bool:
    opened = opened_projects(person, [Permission.VIEW_BUDGETS])
    if budget.project is not None:
        return opened.filter(pk=budget.project.pk).exists()
    is_within = budget.request_uid is not None and _within(budget, opened)
    return is_within or may(person, Permission.VIEW_BUDGETS)


def _of_requests_within(opened: QuerySet[Project]) -> Q:
    """Budgets of requests all of whose projects are open: the sum of some tells of the others."""
    covered = BudgetProject.objects.filter(budget=OuterRef("pk"))
    return Q(Exists(covered)) & ~Q(Exists(covered.exclude(project__in=opened)))


def _within(budget: Budget, opened: QuerySet[Project]) -> bool:
    return Budget.objects.filter(_of_requests_within(opened), pk=budget.pk).exists()


def _in_use() -> QuerySet[Budget]:
    found = Budget.objects.select_related("project", "market", "set_by").filter(retired_at=None)
    return found.order_by("project__name", "market__code", "starts_on", "pk")
