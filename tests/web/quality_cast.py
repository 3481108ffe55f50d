"""The cast around one project, each signed in: for the pages of quality, delivery and jobs."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assay.kit.clock import now
from assay.people.enums import Role
from assay.people.models import Grant, Site, User, Vendor
from tests.work.world import World


@dataclass(frozen=True)
class Cast:
    """Lea owns the project, Ben is its QA analyst, Rita its requester; Ravi leads a site; Zoe has no grant."""

    lea: User
    ben: User
    rita: User
    ravi: User
    zoe: User


def cast_of(world: World) -> Cast:
    moment = now()
    Grant.objects.create(
        user=world.owner, role=Role.PROJECT_OWNER, project_id=world.project.pk, granted_at=moment
    )
    site = site_of(world)
    return Cast(
        lea=world.owner,
        ben=member(world, "Ben", Role.QA_ANALYST, moment),
        rita=member(world, "Rita", Role.REQUESTER, moment),
        ravi=somebody("Ravi", moment, role=Role.SITE_LEAD, site=site, vendor=site.vendor),
        zoe=somebody("Zoe", moment),
    )


def site_of(world: World) -> Site:
    """The first contributor works at Ravi's site."""
    vendor = Vendor.objects.create(name="Lingua", created_at=now())
    site = Site.objects.create(vendor=vendor, name="Lisbon")
    type(world.people[0]).objects.filter(pk=world.people[0].pk).update(vendor=vendor, site=site)
    return site


def member(world: World, name: str, role: Role, moment: datetime) -> User:
    return somebody(name, moment, role=role, project_id=world.project.pk)


def somebody(name: str, moment: datetime, *, role: Role | None = None, **where: object) -> User:
    user = User.objects.create(email=f"{name.lower()}@example.org", name=name, created_at=moment)
    if role is not None:
        Grant.objects.create(user=user, role=role, granted_at=moment, **where)
    return user


def signed_in(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def statuses(cast: Cast, address: str) -> dict[str, int]:
    """What everybody gets at an address; anonymous people are sent to the sign-in page (302)."""
    people = {"nobody": None, "lea": cast.lea, "ben": cast.ben, "rita": cast.rita}
    people |= {"ravi": cast.ravi, "zoe": cast.zoe}
    return {name: signed_in(user).get(address).status_code for name, user in people.items()}


def address(page: str, uid: UUID, *more: str) -> str:
    from django.urls import reverse

    return reverse(page, args=[uid, *more])


def text(client: Client, where: str) -> str:
    """The page with its white space evened out."""
    response = client.get(where)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def n_queries(client: Client, where: str) -> int:
    """How often a page asks the database, once the session is warm."""
    assert client.get(where).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(where)
    return len(asked)
