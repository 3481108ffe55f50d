"""Whoever is shown a link of a project may open it."""

import re

import pytest

from assay.kit.clock import now
from assay.people.enums import Role
from assay.people.models import User
from tests.quality.review_world import waiting
from tests.web.quality_cast import address, cast_of, member, signed_in, somebody, text
from tests.work.world import World

pytestmark = pytest.mark.django_db
PEOPLE = ("lea", "ben", "rita", "ravi", "noor", "nuno")


def people_of(world: World) -> dict[str, User]:
    """Noor reviews for the project, Nuno for the site that Ravi leads."""
    cast = cast_of(world)
    world.people[0].refresh_from_db()
    site = world.people[0].site
    nuno = somebody("Nuno", now(), role=Role.REVIEWER, site=site)
    noor = member(world, "Noor", Role.REVIEWER, now())
    return {"noor": noor, "nuno": nuno, **{name: getattr(cast, name) for name in PEOPLE[:4]}}


@pytest.mark.parametrize("name", PEOPLE)
def test_every_link_of_overview_and_quality_opens(name: str) -> None:
    world = waiting(n_tasks=2, n_people=2, has_site=True)[0]
    client = signed_in(people_of(world)[name])
    place = re.escape(f"/projects/{world.project.uid}/")

    found = set(re.findall(f'href="({place}[a-z/-]*)"', text(client, address("project", world.project.uid))))
    if address("quality", world.project.uid) in found:
        first = client.get(address("quality", world.project.uid), follow=True)
        found |= set(re.findall(f'href="({place}[a-z/-]*)"', first.content.decode()))

    assert len(found) >= 4
    assert {each: client.get(each, follow=True).status_code for each in sorted(found)} == dict.fromkeys(
        sorted(found), 200
    )
