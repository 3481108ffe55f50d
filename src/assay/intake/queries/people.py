"""Who may undertake a request, the projects it may be taken up by, and the working times there are."""

from django.db.models import QuerySet

from assay.intake.enums import Part
from assay.intake.models import Request
from assay.intake.queries.scope import parts_of, taking_part
from assay.kit.models import BusinessCalendar
from assay.people.enums import Role
from assay.people.models import User
from assay.people.rules.roles import Permission, roles_with
from assay.projects.enums import ProjectState
from assay.projects.models import Project
from assay.projects.queries.permission import visible_projects


def owners_for(request: Request) -> list[User]:
    """By name: whoever may judge the request and does not ask for it."""
    roles = [role for role in roles_with(Permission.JUDGE_REQUEST) if role != Role.ADMINISTRATOR]
    people = taking_part().filter(grants__role__in=roles, grants__retired_at=None).distinct()
    return [each for each in people[:200] if Part.JUDGE in parts_of(each, request)]


def projects_for(user: User) -> QuerySet[Project]:
    """Those a request may be taken up by: at work or in preparation, and of no other request."""
    found = visible_projects(user, Permission.MANAGE_PROJECT)
    return found.filter(request=None).exclude(state=ProjectState.CLOSED).order_by("name", "pk")


def calendars() -> QuerySet[BusinessCalendar]:
    return BusinessCalendar.objects.order_by("name")
