"""Which requests a person sees, and which part they have in one."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from assay.intake.enums import Part
from assay.intake.models import Party, Request, Volume
from assay.kit.reasons import NotFound, Refused
from assay.people.models import Grant, User
from assay.people.queries.scope import scope_of
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission, roles_with
from assay.people.rules.scope import Reach

# Whoever has one of them takes part in requests; a grant over the people of a vendor or site opens none.
TAKING_PART = (Permission.FILE_REQUEST, Permission.VIEW_REQUESTS)


def may_take_part(user: User) -> bool:
    return any(_opening(user, permission) for permission in TAKING_PART)


def may_file(user: User) -> bool:
    return bool(_opening(user, Permission.FILE_REQUEST))


def sees_all_requests(user: User) -> bool:
    """Whether requests of others are open to the person, too, once they were submitted."""
    return bool(_opening(user, Permission.VIEW_REQUESTS))


def require_filing(user: User | None) -> None:
    """Refuse unless the person may file requests (None: the system acts)."""
    if user is not None and not may_file(user):
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.FILE_REQUEST]))


def visible_requests(user: User) -> QuerySet[Request]:
    """Those the person is named in; submitted ones in the scope of a role that sees all of them."""
    if not may_take_part(user):
        return Request.objects.none()
    named = Exists(Party.objects.filter(request=OuterRef("pk"), user=user))
    seen = _reached(_opening(user, Permission.VIEW_REQUESTS)) & Q(submitted_at__isnull=False)
    found = Request.objects.select_related("owner", "project", "calendar", "created_by", "sample")
    return found.filter(named | seen)


def request_for(user: User, uid: UUID) -> Request:
    """The request, if the person may see it; NotFound otherwise."""
    found = visible_requests(user).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def parts_of(user: User | None, request: Request) -> frozenset[Part]:
    """Every part somebody has: who asks for it neither judges nor approves it. The system has all of them."""
    if user is None:
        return frozenset(Part)
    party = Party.objects.filter(request=request, user=user).first()
    if party is not None and party.part == Part.REQUESTER:
        return frozenset({Part.REQUESTER})
    found = {Part.APPROVER} if party is not None else set()
    if _reaches(user, request, Permission.JUDGE_REQUEST):
        found.add(Part.JUDGE)
    if _reaches(user, request, Permission.APPROVE_REQUEST):
        found.add(Part.APPROVER)
    return frozenset(found)


def taking_part() -> QuerySet[User]:
    """Who may be named in a request, by name."""
    roles = {role for permission in TAKING_PART for role in roles_with(permission)}
    grants = Grant.objects.filter(
        user=OuterRef("pk"), role__in=roles, retired_at=None, vendor=None, site=None, team=None
    )
    return User.objects.filter(Exists(grants), is_active=True, is_simulated=False).order_by("name", "pk")


def judges_of(request: Request) -> list[int]:
    """Who is told that a request waits for a project owner: its owner, else everybody who may judge it."""
    if request.owner_id is not None:
        return [request.owner_id]
    named = set(Party.objects.filter(request=request).values_list("user_id", flat=True))
    roles = roles_with(Permission.JUDGE_REQUEST)
    grants = Grant.objects.filter(user=OuterRef("pk"), role__in=roles, retired_at=None)
    people = User.objects.filter(Exists(grants), is_active=True, is_simulated=False).exclude(pk__in=named)
    return [each.pk for each in people.order_by("pk") if _reaches(each, request, Permission.JUDGE_REQUEST)]


def _opening(user: User, permission: Permission) -> list[Reach]:
    return [reach for reach in scope_of(user, permission).reaches if not reach.names_people]


def _reaches(user: User, request: Request, permission: Permission) -> bool:
    reaches = _opening(user, permission)
    return bool(reaches) and Request.objects.filter(_reached(reaches), pk=request.pk).exists()


def _reached(reaches: Iterable[Reach]) -> Q:
    return reduce(or_, (_condition(reach) for reach in reaches), Q(pk__in=[]))


def _condition(reach: Reach) -> Q:
    """A request fits when everything the grant names fits: its project, and one of its markets."""
    condition = Q(pk__isnull=False) if reach.project is None else Q(project_id=reach.project)
    if reach.markets:
        asked = Volume.objects.filter(request=OuterRef("pk"), market__code__in=reach.markets)
        condition &= Q(Exists(asked))
    return condition
