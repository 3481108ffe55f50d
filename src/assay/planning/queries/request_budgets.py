"""Budgets of requests, and the projects that work for each."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from assay.intake.models import Request
from assay.intake.queries.projects import project_by_request
from assay.money.models import Budget
from assay.money.queries.budgets import budgets_for, may_edit
from assay.people.models import User
from assay.planning.models import Pilot
from assay.projects.models import Project


def projects_of_requests(uids: Sequence[UUID]) -> dict[UUID, list[Project]]:
    """What each became, and its pilot."""
    became = project_by_request(uids)
    found = {uid: [became[uid]] if uid in became else [] for uid in uids}
    for pilot in Pilot.objects.filter(request__uid__in=uids).select_related("project", "request"):
        found[pilot.request.uid].append(pilot.project)
    return found


def may_set_budget(person: User, request: Request) -> bool:
    """In each of its projects; before there is one, in all."""
    [projects] = projects_of_requests([request.uid]).values()
    return all(may_edit(person, each) for each in projects) if projects else may_edit(person, None)


def budgets_of_request(person: User, request: Request) -> QuerySet[Budget]:
    """Those in the person's sight."""
    return budgets_for(person).filter(request_uid=request.uid)
