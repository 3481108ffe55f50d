"""The API of courses: kept by who keeps gold, assigned to own people, taken by oneself."""

import pytest

from assay.people.models import User
from assay.training.models import CourseAssignment
from tests.api.calling import Api, token_of
from tests.training.courses import course_in, guideline_in, practice_gold
from tests.web.quality_cast import cast_of
from tests.work.world import make_world

pytestmark = pytest.mark.django_db


def as_(user: User) -> Api:
    return Api(token_of(user))


def test_a_course_is_made_published_and_retired() -> None:
    world = make_world(needs_acknowledgment=False)
    ben = as_(cast_of(world).ben)
    guideline_in(world)
    [gold] = practice_gold(world, 1)
    at = f"/projects/{world.project.uid}/courses"

    unknown = ben.post(at, {"name": "C", "exam": str(world.project.uid)})
    where = f"/courses/{ben.post(at, {'name': 'C'}).json()['uid']}"
    none = ben.post(f"{where}/lessons", {"section": "none"})
    lesson = ben.post(f"{where}/lessons", {"section": "hues", "note": "Look."}).json()["steps"][0]
    steps = ben.post(f"{where}/practice", {"external_id": gold.task.external_id}).json()["steps"]
    moved = ben.post(f"{where}/steps/{lesson['uid']}/move", {"up": False}).json()["steps"]
    early = ben.post(f"{where}/assignments", {"contributors": []})
    published = ben.post(f"{where}/publish")
    changed = ben.call("PUT", where, {"name": "D"})
    fewer = ben.post(f"{where}/steps/{lesson['uid']}/retire").json()["steps"]
    retired = ben.post(f"{where}/retire", {"reason": "Over."})

    assert [each.json()["code"] for each in (unknown, none, early)] == [
        "course.no_exam",
        "course.no_section",
        "course.not_published",
    ]
    assert [each["kind"] for each in steps] == ["lesson", "practice"]
    assert [each["kind"] for each in moved] == ["practice", "lesson"]
    assert (published.json()["n_steps"], changed.json()["name"], len(fewer)) == (2, "D", 1)
    assert retired.json()["retired_at"] is not None


def test_ana_takes_a_course_and_learns_at_once_what_is_right() -> None:
    world = make_world(needs_acknowledgment=False)
    ben, ana = as_(cast_of(world).ben), as_(world.people[0].user)
    course = course_in(world, n_practice=1)

    [own] = ana.get("/me/courses").json()["courses"]
    begun = ana.post(f"/me/courses/{own['course']}/start").json()
    mine = f"/me/course-assignments/{begun['assignment']}"
    read = ana.post(f"{mine}/answers", {"step": begun["next"]["uid"]}).json()
    asked = read["standing"]["next"]
    wrong = ana.post(f"{mine}/answers", {"step": asked["uid"], "answers": {"match": "no"}}).json()
    right = ana.post(f"{mine}/answers", {"step": asked["uid"], "answers": {"match": "yes"}}).json()
    [row] = ben.get(f"/courses/{course.uid}/assignments").json()["items"]

    assert begun["next"]["sections"][0]["html"] == "<p>Red is red.</p>\n"
    assert (asked["content"], "It is red." in str(asked)) == ({"text": "Task 0"}, False)
    told = wrong["is_right"], wrong["right"], wrong["explanation"]
    assert told == (False, {"match": ["yes"]}, "It is red.")
    over = right["standing"]
    assert (right["is_right"], over["state"], over["next"]) == (True, "finished", None)
    assert (row["n_done"], row["n_first"], row["first_right"]) == (2, 1, 0.0)


def test_who_sees_keeps_and_assigns_what() -> None:
    world = make_world(needs_acknowledgment=False)
    cast = cast_of(world)
    course = course_in(world, is_open=False)
    ana, ade = world.people
    ravi, rita, zoe = as_(cast.ravi), as_(cast.rita), as_(cast.zoe)
    callers = (as_(world.owner), ravi, rita, zoe, as_(ana.user))
    where = f"/courses/{course.uid}"

    for more in ("", "/steps", "/assignments"):
        assert [each.get(f"{where}{more}").status_code for each in callers] == [200, 200, 403, 404, 404]
    tasks = [
        [each["task"] for each in caller.get(f"{where}/steps").json()["steps"]] for caller in callers[:2]
    ]
    retired = [each.post(f"{where}/retire", {"reason": "No."}).status_code for each in callers[1:]]
    own = ravi.post(f"{where}/assignments", {"contributors": [str(ana.uid)]})
    other = ravi.post(f"{where}/assignments", {"contributors": [str(ade.uid)]})
    callers[0].post(f"{where}/assignments", {"contributors": []})
    seen = [
        [each["pseudonym"] for each in caller.get(f"{where}/assignments").json()["items"]]
        for caller in callers[:2]
    ]

    assert tasks == [["", "practice-0", "practice-1"], ["", "", ""]]
    assert retired == [403, 403, 404, 404]
    assert (own.json(), other.json()["code"]) == ({"n_new": 1}, "course.nobody")
    assert seen == [["p1", "p0"], ["p0"]]
    given = CourseAssignment.objects.get(contributor=ade)
    assert ravi.post(f"/course-assignments/{given.uid}/withdraw", {"reason": "No."}).status_code == 404
    assert as_(ana.user).get(f"/me/course-assignments/{given.uid}").status_code == 404
