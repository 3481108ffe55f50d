"""Lea's project and everybody around it, for the pages of projects."""

from dataclasses import dataclass

from django.test import Client

from assay.kit.clock import now
from assay.people.enums import Role
from assay.people.models import User
from assay.projects.models import Project
from tests.web.quality_cast import Cast, cast_of, member, signed_in, somebody
from tests.work.world import World


@dataclass(frozen=True)
class People:
    """Lea owns the project, Mia manages the crowd everywhere, Omar leads operations, Ana works here."""

    cast: Cast
    mia: User
    omar: User
    ana: User


def people_of(world: World) -> People:
    moment = now()
    return People(
        cast=cast_of(world),
        mia=somebody("Mia", moment, role=Role.CROWD_MANAGER),
        omar=member(world, "Omar", Role.OPERATIONS_LEAD, moment),
        ana=world.people[1].user,
    )


def statuses(people: People, address: str) -> dict[str, int]:
    """What everybody gets at an address; anonymous people are sent to the sign-in page (302)."""
    cast = people.cast
    users = {"nobody": None, "lea": cast.lea, "ben": cast.ben, "rita": cast.rita, "ravi": cast.ravi}
    users |= {"mia": people.mia, "omar": people.omar, "ana": people.ana, "zoe": cast.zoe}
    return {name: signed_in(user).get(address).status_code for name, user in users.items()}


def text(client: Client, address: str, status: int = 200) -> str:
    """The page as one line."""
    response = client.get(address)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def owned_project(owner: User, name: str, **fields: object) -> Project:
    return Project.objects.create(name=name, owner=owner, created_at=now(), created_by=owner, **fields)
