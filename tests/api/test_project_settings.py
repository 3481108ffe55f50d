"""A project's own settings over the API: time limits and what they must be."""

import pytest

from assay.people.enums import Role
from assay.people.models import Grant, Skill, User
from assay.projects.models import Project
from tests.api.calling import Api, token_of
from tests.work.world import NOW, World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = make_world(n_tasks=1)
    Grant.objects.create(user=made.owner, role=Role.PROJECT_OWNER, project_id=made.project.pk, granted_at=NOW)
    return made


def test_only_what_is_given_is_changed(world: World) -> None:
    api, where = Api(token_of(world.owner)), f"/projects/{world.project.uid}"
    before = api.get(where).json()

    made = api.patch(where, {"dispute_days": 10, "answer_hours": 48})

    assert made.json() == {**before, "dispute_days": 10, "answer_hours": 48}
    assert (before["dispute_days"], before["appeal_days"], before["ruling_days"], before["answer_hours"]) == (
        7,
        30,
        3,
        24,
    )


@pytest.mark.parametrize(("field", "value"), [("dispute_days", 0), ("appeal_days", 1000), ("name", " ")])
def test_what_cannot_be_is_refused_at_its_field(world: World, field: str, value: object) -> None:
    said = Api(token_of(world.owner)).patch(f"/projects/{world.project.uid}", {field: value})

    assert (said.status_code, said.json()["reasons"][0]["field"]) == (422, field)


@pytest.mark.parametrize(("role", "status"), [(Role.REVIEWER, 403), (None, 404)])
def test_who_does_not_manage_the_project_changes_nothing(
    world: World, role: Role | None, status: int
) -> None:
    zoe = User.objects.create(email="zoe@example.org", name="Zoe", created_at=NOW)
    if role is not None:
        Grant.objects.create(user=zoe, role=role, project_id=world.project.pk, granted_at=NOW)

    said = Api(token_of(zoe)).patch(f"/projects/{world.project.uid}", {"dispute_days": 1})

    assert (said.status_code, Project.objects.get().dispute_days) == (status, 7)


def test_the_skills_a_stage_asks_for_are_set_as_a_whole(world: World) -> None:
    lea, ana = Api(token_of(world.owner)), Api(token_of(world.people[0].user))
    where = f"/projects/{world.project.uid}/stages/{world.stage.uid}/skills"
    for code in ("colours", "shapes"):
        Skill.objects.create(code=code, name=code)

    both = lea.call("PUT", where, {"skills": {"colours": 80, "shapes": 0}})
    one = lea.call("PUT", where, {"skills": {"colours": 70}})
    unknown = lea.call("PUT", where, {"skills": {"none": 70}})
    high = lea.call("PUT", where, {"skills": {"colours": 101}})

    assert (both.json(), one.json()) == (
        {"skills": {"colours": 80, "shapes": 0}},
        {"skills": {"colours": 70}},
    )
    assert [each.json()["code"] for each in (unknown, high)] == ["project.no_skill", "people.score_invalid"]
    assert lea.get(where).json() == {"skills": {"colours": 70}}
    assert (ana.get(where).status_code, ana.call("PUT", where, {"skills": {}}).status_code) == (404, 404)
