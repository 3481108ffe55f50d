"""Users and their roles: for administrators."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.people.shapes import (
    GrantIn,
    GrantOut,
    PasswordIn,
    UserIn,
    UserOut,
    grant_out,
    user_out,
)
from assay.api.v1.projects.tasks import Reasoned
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.actions import access
from assay.people.actions import users as actions
from assay.people.models import Grant, Market, User
from assay.people.queries.organisation import placed_at
from assay.people.queries.scope import require_everywhere
from assay.people.rules.roles import Permission
from assay.projects.models import Project

router = Router(tags=["people"])


@router.get("/users", response=Page[UserOut], operation_id="users_list")
def list_users(request: HttpRequest, paging: Query[Paging]) -> Page[UserOut]:
    """Everybody who can sign in or could once, newest first."""
    _administrator(request)
    return page(User.objects.all(), paging, user_out)  # type: ignore[type-var]  # Has a uid like Identified rows.


@router.post("/users", response={201: UserOut}, operation_id="users_create")
@creates
def create(request: HttpRequest, asked: UserIn) -> UserOut:
    """Somebody who signs in, with the first role or none yet."""
    by = _administrator(request)
    with transaction.atomic():
        user = actions.create_user(by, now=now(), **asked.dict(exclude={"grant"}))
        if asked.grant is not None:
            _give(by, user, asked.grant)
    return user_out(user)


@router.get("/users/{uuid:user}", response=UserOut, operation_id="users_get")
def get(request: HttpRequest, user: UUID) -> UserOut:
    """One user."""
    _administrator(request)
    return user_out(_user(user))


@router.get("/users/{uuid:user}/grants", response=Page[GrantOut], operation_id="grants_list")
def list_grants(request: HttpRequest, user: UUID, paging: Query[Paging]) -> Page[GrantOut]:
    """What they were given, newest first, with what was taken away since."""
    _administrator(request)
    grants = Grant.objects.filter(user=_user(user)).select_related("vendor", "site", "team")
    projects = _projects(grants.values("project_id"))
    return page(grants, paging, lambda grant: grant_out(grant, projects))


@router.post("/users/{uuid:user}/grants", response={201: GrantOut}, operation_id="grants_create")
@creates
def give(request: HttpRequest, user: UUID, asked: GrantIn) -> GrantOut:
    """Give a role, everywhere or narrowed."""
    grant = _give(_administrator(request), _user(user), asked)
    return grant_out(grant, _projects([grant.project_id]))


@router.post("/grants/{uuid:grant}/retire", response={204: None}, operation_id="grants_retire")
def take(request: HttpRequest, grant: UUID, asked: Reasoned) -> HttpResponse:
    """Take a role away; the last administrator stays one."""
    by = _administrator(request)
    found = Grant.objects.select_related("user").filter(uid=grant, retired_at=None).first()
    if found is None:
        raise NotFound
    actions.retire_grant(by, grant=found, reason=asked.reason, now=now())
    return HttpResponse(status=204)


@router.post("/users/{uuid:user}/deactivate", response=UserOut, operation_id="users_deactivate")
def deactivate(request: HttpRequest, user: UUID, asked: Reasoned) -> UserOut:
    """Sessions end and tokens are revoked at once."""
    by = _administrator(request)
    return user_out(access.deactivate_user(by, user=_user(user), reason=asked.reason, now=now()))


@router.post("/users/{uuid:user}/reactivate", response=UserOut, operation_id="users_reactivate")
def reactivate(request: HttpRequest, user: UUID, asked: Reasoned) -> UserOut:
    """They may sign in again; tokens and sessions of before stay ended."""
    by = _administrator(request)
    return user_out(access.reactivate_user(by, user=_user(user), reason=asked.reason, now=now()))


@router.post("/users/{uuid:user}/password", response={204: None}, operation_id="users_password")
def set_password(request: HttpRequest, user: UUID, asked: PasswordIn) -> HttpResponse:
    """Set a password; their sessions end."""
    actions.set_password(_administrator(request), user=_user(user), password=asked.password)
    return HttpResponse(status=204)


def _administrator(request: HttpRequest) -> User:
    person = person_of(request)
    require_everywhere(person, Permission.ADMINISTER)
    return person


def _user(uid: UUID) -> User:
    found = User.objects.filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def _give(by: User, user: User, asked: GrantIn) -> Grant:
    placed = placed_at(asked.place)
    return actions.grant_role(
        by,
        user=user,
        role=asked.role,
        project_id=_project(asked.project),
        vendor=None if placed.site else placed.vendor,
        site=None if placed.team else placed.site,
        team=placed.team,
        markets=_markets(asked.markets),
        now=now(),
    )


def _project(uid: UUID | None) -> int | None:
    if uid is None:
        return None
    found: int | None = Project.objects.filter(uid=uid).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound
    return found


def _markets(codes: list[str]) -> list[str]:
    """All of them must exist."""
    wanted = set(codes)
    if Market.objects.filter(code__in=wanted).count() != len(wanted):
        raise NotFound
    return sorted(wanted)


def _projects(ids: object) -> dict[int, UUID]:
    return dict(Project.objects.filter(pk__in=ids).values_list("pk", "uid"))
