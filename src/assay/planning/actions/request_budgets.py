"""Budgets of requests: they cover the project that a request became and its pilot, together."""

from datetime import datetime

from assay.intake.models import Request
from assay.money.actions.budgets import OfRequest, cover_projects, set_budget
from assay.money.models import Budget
from assay.money.queries.budgets import open_request_budgets
from assay.money.rules.budgets import BudgetTerms
from assay.people.models import Market, User
from assay.planning.queries.request_budgets import projects_of_requests


def set_request_budget(
    by: User | None, *, request: Request, terms: BudgetTerms, now: datetime, market: Market | None = None
) -> Budget:
    """By who may set budgets in each of its projects; before there is one, by who may for all."""
    [projects] = projects_of_requests([request.uid]).values()
    of = OfRequest(request.uid, request.title, projects)
    return set_budget(by, project=None, request=of, terms=terms, market=market, now=now)


def cover_requests() -> None:
    """Once a minute: a request that became a project, or got a pilot, is covered with it."""
    covered = open_request_budgets()
    projects = projects_of_requests([budget.request_uid for budget, _ in covered if budget.request_uid])
    for budget, before in covered:
        wanted = {each.pk for each in projects.get(budget.request_uid, [])} if budget.request_uid else set()
        if wanted != before:
            cover_projects(budget=budget, projects=wanted)
