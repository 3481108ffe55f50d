"""The API of exams: kept by who keeps gold, sat by oneself."""

import pytest

from assay.people.models import ContributorSkill, Skill, User
from tests.api.calling import Api, token_of
from tests.training.exams import exam_in, gold_in
from tests.web.quality_cast import cast_of
from tests.work.world import make_world

pytestmark = pytest.mark.django_db


def as_(user: User) -> Api:
    return Api(token_of(user))


def test_an_exam_is_made_sat_and_retired() -> None:
    world = make_world()
    ben, ana = as_(cast_of(world).ben), as_(world.people[0].user)
    Skill.objects.create(code="colours", name="Colours")
    golds = gold_in(world, 3)
    asked = {"name": "E", "skill": "colours", "n_questions": 2, "pass_share": 0.5}

    unknown = ben.post(f"/projects/{world.project.uid}/exams", {**asked, "skill": "no"})
    made = ben.post(f"/projects/{world.project.uid}/exams", asked)
    where = f"/exams/{made.json()['uid']}"
    added = ben.post(f"{where}/items", {"external_ids": [golds[0].task.external_id], "n_least_shown": 5})
    [own] = ana.get("/me/exams").json()["exams"]
    begun = ana.post(f"/me/exams/{own['uid']}/attempts")
    attempt = f"/me/exam-attempts/{begun.json()['uid']}"
    for _ in range(2):
        question = ana.get(attempt).json()["question"]
        answered = ana.post(f"{attempt}/answers", {"question": question["uid"], "answers": {"match": "yes"}})
    again = ana.post(f"{attempt}/answers", {"question": question["uid"], "answers": {"match": "yes"}})
    [row] = ben.get(f"{where}/attempts").json()["items"]
    figures = ben.get(f"{where}/items").json()["items"]
    changed = ben.call("PUT", where, {"name": "Exam", "n_questions": 3})
    fewer = ben.post(f"{where}/items/{figures[0]['uid']}/retire", {})
    retired = ben.post(f"{where}/retire", {"reason": "Over."})

    assert (unknown.status_code, unknown.json()["code"]) == (422, "exam.no_skill")
    assert (made.status_code, made.json()["is_asked_for"], len(added.json()["items"])) == (201, False, 3)
    assert (own["n_needed"], own["n_left"], own["why_not"]) == (1, 3, "")
    assert "It does." not in begun.content.decode()
    assert (answered.json()["state"], answered.json()["n_right"]) == ("passed", 2)
    assert (again.status_code, again.json()["code"]) == (409, "exam.over")
    assert (row["state"], ContributorSkill.objects.get().score) == ("passed", 100)
    assert sorted(each["n"] for each in figures) == [0, 1, 1]
    assert (changed.json()["name"], len(fewer.json()["items"])) == ("Exam", 2)
    assert retired.json()["retired_at"] is not None


def test_who_sees_and_keeps_what() -> None:
    world = make_world()
    cast = cast_of(world)
    exam = exam_in(world)
    rita, ravi, zoe, ana = (as_(each) for each in (cast.rita, cast.ravi, cast.zoe, world.people[0].user))
    callers = (rita, ravi, zoe, ana)

    for where in ("", "/items", "/attempts"):
        assert [each.get(f"/exams/{exam.uid}{where}").status_code for each in callers] == [403, 403, 404, 404]
    assert [each.post(f"/exams/{exam.uid}/retire", {"reason": "No."}).status_code for each in callers] == [
        403,
        403,
        404,
        404,
    ]
    assert [each.get(f"/projects/{world.project.uid}/exams").status_code for each in callers] == [
        403,
        403,
        404,
        404,
    ]
    assert [each.post(f"/me/exams/{exam.uid}/attempts").status_code for each in (rita, ravi, zoe)] == [
        404
    ] * 3
    begun = ana.post(f"/me/exams/{exam.uid}/attempts").json()["uid"]
    other = as_(world.people[1].user)
    assert [each.get(f"/me/exam-attempts/{begun}").status_code for each in (rita, zoe, other)] == [404] * 3
