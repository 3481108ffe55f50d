"""One thing looks the same whether it was just made or is read."""

import pytest

from assay.people.enums import Role
from assay.people.models import Grant
from tests.api.calling import Api, token_of
from tests.work.world import NOW, World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = make_world(n_people=0)
    Grant.objects.create(user=made.owner, role=Role.PROJECT_OWNER, granted_at=NOW)
    return made


def test_what_was_made_looks_as_it_is_read_later(world: World) -> None:
    lea = Api(token_of(world.owner))

    made = lea.post(f"/projects/{world.project.uid}/batches", {"name": "Week 12"}).json()

    assert made == lea.get(f"/batches/{made['uid']}").json()
    assert len(made["created_at"]) == len("2026-03-02T09:00:00.000Z")
