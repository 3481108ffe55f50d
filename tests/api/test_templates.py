"""The gallery over the API, and the check of a document before it is published."""

import copy
from typing import Any  # Documents are JSON.

import pytest

from assay.people.enums import Role
from assay.people.models import Grant
from assay.projects.models import LabelSchemaVersion
from assay.projects.rules.gallery import CODES, template
from tests.api.calling import Api, token_of
from tests.work.world import NOW, SCHEMA, World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = make_world(n_people=1)
    Grant.objects.create(user=made.owner, role=Role.PROJECT_OWNER, project_id=made.project.pk, granted_at=NOW)
    return made


@pytest.fixture
def lea(world: World) -> Api:
    return Api(token_of(world.owner))


def test_the_gallery_is_listed_and_each_template_is_whole(lea: Api) -> None:
    listed = lea.get("/templates").json()["items"]
    found = lea.get("/templates/search-relevance").json()

    expected = template("search-relevance")
    assert expected is not None
    assert [each["code"] for each in listed] == list(CODES)
    assert found["document"] == expected.schema
    assert [each["title"] for each in found["guideline"]["sections"]] == [
        each.title for each in expected.guideline.sections
    ]
    assert [each["external_id"] for each in found["examples"]] == [
        "bike-repair",
        "lemon-cake",
        "broken-list",
    ]
    assert lea.get("/templates/nothing").status_code == 404


def test_a_document_is_checked_and_nothing_is_stored(world: World, lea: Api) -> None:
    document: dict[str, Any] = copy.deepcopy(SCHEMA)
    document["questions"][0]["options"][1].update(retired=True, maps_to="yes")
    address = f"/projects/{world.project.uid}/schema-versions/check"

    changed = lea.post(address, {"document": document}).json()
    del document["questions"][0]["options"][0]["label"]
    broken = lea.post(address, {"document": document}).json()
    lost = lea.post(address, {"document": _with_another_option(SCHEMA)}).json()

    assert [(each["code"], each["is_breaking"]) for each in changed["changes"]] == [
        ("option.retired", False),
        ("option.mapped", False),
    ]
    assert [(each["field"], each["code"]) for each in broken["problems"]] == [
        ("/questions/0/options/0", "schema.missing_key")
    ]
    assert [each["code"] for each in lost["problems"]] == ["schema.answer_lost"]
    assert [each["is_breaking"] for each in lost["changes"]] == [False, True]
    assert LabelSchemaVersion.objects.count() == 1


def _with_another_option(schema: dict[str, Any]) -> dict[str, Any]:
    document = copy.deepcopy(schema)
    document["questions"][0]["options"][1]["id"] = "never"
    return document


def test_only_who_manages_the_project_checks_its_next_version(world: World) -> None:
    ana = Api(token_of(world.people[0].user))

    answer = ana.post(f"/projects/{world.project.uid}/schema-versions/check", {"document": SCHEMA})

    assert answer.status_code == 404
