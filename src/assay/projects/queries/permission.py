"""Which projects a person may see, and what they may do there."""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.queries.permissions import reaches_by_permission
from assay.people.queries.scope import scope_of
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.people.rules.scope import Reach
from assay.projects.models import Membership, Project, ProjectMarket

# What a grant over the people of a vendor, a site or a team gives in a project: over those people alone.
_OF_PEOPLE = frozenset(
    {Permission.VIEW_PROJECT, Permission.VIEW_PEOPLE, Permission.REVIEW, Permission.DISPUTE}
)


def visible_projects(user: User, permission: Permission = Permission.VIEW_PROJECT) -> QuerySet[Project]:
    """Projects in the person's scope: by grant, or because their own people work there."""
    scope = scope_of(user, permission)
    if scope.is_everywhere:
        return Project.objects.all()
    nothing = Q(pk__in=[])
    return Project.objects.filter(reduce(or_, (_condition(reach) for reach in scope.reaches), nothing))


def opened_projects(user: User, permissions: Iterable[Permission]) -> QuerySet[Project]:
    """Projects in which the person has one of the permissions; a grant over people opens nothing there."""
    reaches = [reach for each in permissions for reach in scope_of(user, each).reaches]
    if any(reach.is_everywhere for reach in reaches):
        return Project.objects.all()
    opening = (_condition(reach) for reach in reaches if not reach.names_people)
    return Project.objects.filter(reduce(or_, opening, Q(pk__in=[])))


def _condition(reach: Reach) -> Q:
    """A project fits when everything the grant names fits; of people, that some of them work there."""
    condition = Q() if reach.project is None else Q(pk=reach.project)
    if reach.markets:
        served = ProjectMarket.objects.filter(project=OuterRef("pk"), market__code__in=reach.markets)
        condition &= Q(Exists(served))
    if reach.names_people:
        places = {"vendor": reach.vendor, "site": reach.site, "team": reach.team}
        own = {f"contributor__{name}": place for name, place in places.items() if place is not None}
        working = Membership.objects.filter(project=OuterRef("pk"), retired_at=None, **own)
        condition &= Q(Exists(working))
    return condition


def project_for(user: User, uid: UUID, permission: Permission = Permission.VIEW_PROJECT) -> Project:
    """The project, if it is in scope (else NotFound) and the permission is given there (else Refused)."""
    project = (
        visible_projects(user)
        .select_related("schema_version", "guideline_version", "owner")
        .filter(uid=uid)
        .first()
    )
    if project is None:
        raise NotFound
    require(user, project, permission)
    return project


def require(user: User | None, project: Project, permission: Permission) -> None:
    """Refuse unless the person has the permission in this project (None: the system acts)."""
    if user is None or is_allowed(user, project, permission):
        return
    if not visible_projects(user).filter(pk=project.pk).exists():
        raise NotFound
    raise Refused(NOT_ALLOWED(sentence=SENTENCES[permission]))


def is_allowed(user: User, project: Project, permission: Permission) -> bool:
    """Site leads see a project through their people, and may do nothing else there."""
    scope = scope_of(user, permission)
    if scope.is_everywhere:
        return True
    opening = [
        reach for reach in scope.reaches if permission == Permission.VIEW_PROJECT or not reach.names_people
    ]
    condition = reduce(or_, (_condition(reach) for reach in opening), Q(pk__in=[]))
    return Project.objects.filter(condition, pk=project.pk).exists()


def permissions_in(user: User, project: Project) -> frozenset[Permission]:
    """Everything the person may do in this project, in two queries.

    A grant over people only opens the project itself and those people, whose work it lets one review or dispute.
    """
    reaches = reaches_by_permission(user)
    conditions = {
        reach: Q() if reach.is_everywhere else _condition(reach)
        for found in reaches.values()
        for reach in found
    }
    fitting = _fitting(project, conditions)
    return frozenset(
        permission
        for permission, found in reaches.items()
        if any(reach in fitting and (permission in _OF_PEOPLE or not reach.names_people) for reach in found)
    )


def _fitting(project: Project, conditions: Mapping[Reach, Q]) -> set[Reach]:
    """Those of the reaches that include the project."""
    if not conditions:
        return set()
    names = {f"fits_{nth}": reach for nth, reach in enumerate(conditions)}
    flags = {name: _flag(conditions[reach]) for name, reach in names.items()}
    row = Project.objects.filter(pk=project.pk).annotate(**flags).values(*flags).first() or {}
    return {names[name] for name, fits in row.items() if fits}


def _flag(condition: Q) -> Value | Case:
    """Whether a row fits; an empty condition, which every row fits, is none for a database."""
    if not condition:
        return Value(value=True, output_field=BooleanField())
    return Case(
        When(condition, then=Value(value=True)), default=Value(value=False), output_field=BooleanField()
    )
