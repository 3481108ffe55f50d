"""What is due from requesters, and who they are."""

from datetime import datetime, timedelta

from django.db.models import BooleanField, Case, QuerySet, Value, When

from assay.delivery.enums import AcceptanceState
from assay.delivery.models import Acceptance, DeliveryTerms, Release
from assay.delivery.rules.acceptance import usual_hours
from assay.kit.calendars import add_working_time
from assay.people.enums import Role
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import is_allowed, visible_projects

_WAITING = Case(
    When(state=AcceptanceState.AWAITED, then=Value(value=True)),
    default=Value(value=False),
    output_field=BooleanField(),
)


def acceptance_hours(project: Project) -> int:
    """How long a requester has, in hours of the project's working time."""
    terms = DeliveryTerms.objects.filter(project=project).first()
    return terms.acceptance_hours if terms else usual_hours(has_calendar=project.calendar_id is not None)


def due_at(project: Project, hours: int, since: datetime) -> datetime | None:
    """When the window ends; None where the calendar does not hold that much working time in five years."""
    if project.calendar is None:
        return since + timedelta(hours=hours)
    return add_working_time(project.calendar.calendar(), since, hours * 3600)


def requesters_of(project: Project) -> list[int]:
    """Who answers for the requester: people with that role whose grant reaches the project."""
    roles = User.objects.filter(grants__role=Role.REQUESTER, grants__retired_at=None, is_active=True)
    return [user.pk for user in roles.distinct() if is_allowed(user, project, Permission.ACCEPT_DELIVERIES)]


def acceptance_of(release: Release) -> Acceptance | None:
    """None while the release is not ready."""
    found = Acceptance.objects.select_related("decided_by", "superseded_by").filter(release=release)
    return found.first()


def overdue(now: datetime) -> QuerySet[Acceptance]:
    """Nobody has answered, and the time is over."""
    return Acceptance.objects.filter(state=AcceptanceState.AWAITED, due_at__lte=now).order_by("pk")


def deliveries_for(user: User) -> QuerySet[Acceptance]:
    """Every ready release of the projects whose deliveries the person may see: what waits for an answer first."""
    visible = visible_projects(user, Permission.VIEW_DELIVERIES)
    found = Acceptance.objects.filter(release__project__in=visible)
    found = found.select_related(
        "release__project", "release__run", "release__corrects", "release__created_by"
    )
    found = found.select_related("decided_by", "superseded_by")
    return found.annotate(is_waiting=_WAITING).order_by("-is_waiting", "-release_id")


def answered_in(project: Project, since: datetime, until: datetime) -> QuerySet[Acceptance]:
    """What requesters, or the clock, said of releases after one moment and up to another, whatever came later."""
    found = Acceptance.objects.filter(release__project=project, decided_at__gt=since, decided_at__lte=until)
    return found.exclude(said="").select_related("release", "decided_by").order_by("decided_at", "pk")
