"""Courses on pages: taken by contributors, kept by who keeps gold, watched by site leads."""

import json

import pytest

from assay.kit.clock import now
from assay.people.models import Contributor
from assay.training.actions.assigning import assign_course
from assay.training.models import Course, CourseAssignment, CourseStep
from assay.training.queries.courses import steps_in_use
from tests.training.courses import course_in, guideline_in, practice_gold, take
from tests.training.exams import exam_in
from tests.web.quality_cast import cast_of, n_queries, signed_in, statuses, text
from tests.work.world import World, make_world, person

pytestmark = pytest.mark.django_db
YES = {"answers": json.dumps({"match": "yes"})}
NO = {"answers": json.dumps({"match": "no"})}


def world_of(n_people: int = 2) -> World:
    return make_world(n_people=n_people, needs_acknowledgment=False)


def where_is(assignment: CourseAssignment, step: CourseStep) -> str:
    return f"/learn/courses/{assignment.uid}/steps/{step.uid}/"


def test_ana_learns_practises_and_comes_to_the_exam() -> None:
    world = world_of()
    cast_of(world)
    exam = exam_in(world)
    course = course_in(world, n_practice=1, exam=exam, gates_exam=True)
    ana = signed_in(world.people[0].user)

    home, locked = text(ana, "/"), text(ana, f"/exams/{exam.uid}/")
    begun = ana.post(f"/learn/open/{course.uid}/").headers["Location"]
    mine = CourseAssignment.objects.get()
    lesson, practice = steps_in_use(course)
    read = text(ana, where_is(mine, lesson))
    on = ana.post(where_is(mine, lesson)).headers["Location"]
    asked = text(ana, on)
    empty = ana.post(on, {"answers": "{}"})
    ana.post(on, NO)
    explained = text(ana, on)
    again = text(ana, f"{on}?again=1")
    ana.post(on, YES)
    right, over = text(ana, on), text(ana, begun)

    assert ("First steps" in home, "Finish the course First steps first." in locked) == (True, True)
    assert ("Look at red." in read, "Red is red." in read) == (True, True)
    assert (on, empty.status_code) == (where_is(mine, practice), 422)
    assert ("Look twice." in asked, "It is red." in asked) == (True, False)
    assert ("Not right yet." in explained, "It is red." in explained) == (True, True)
    assert ("Not right yet." in again, "Right." in right, "Finished." in over) == (False, True, True)
    assert "Finish the course" not in text(ana, f"/exams/{exam.uid}/")


def test_nobody_takes_anothers_course_or_one_elsewhere() -> None:
    world = world_of()
    cast = cast_of(world)
    course = course_in(world)
    assign_course(world.owner, course=course, people=[world.people[0]], now=now())
    mine = CourseAssignment.objects.get()
    step = steps_in_use(course)[1]
    other, stranger = signed_in(world.people[1].user), signed_in(person(9).user)

    for where in (f"/learn/courses/{mine.uid}/", where_is(mine, step)):
        assert (other.get(where).status_code, stranger.get(where).status_code) == (404, 404)
        assert set(statuses(cast, where).values()) == {302, 404}
    assert stranger.post(f"/learn/open/{course.uid}/").status_code == 404
    assert other.post(where_is(mine, step), YES).status_code == 404


def test_who_sees_courses_and_whom() -> None:
    world = world_of()
    cast = cast_of(world)
    course = course_in(world)
    assign_course(world.owner, course=course, people=world.people, now=now())

    sees = {"nobody": 302, "lea": 200, "ben": 200, "rita": 403, "ravi": 200, "zoe": 404}
    for where in (f"/projects/{world.project.uid}/courses/", f"/project-courses/{course.uid}/"):
        assert statuses(cast, where) == sees
    keeps = {**sees, "ravi": 403}
    for where in (f"/projects/{world.project.uid}/courses/new/", f"/project-courses/{course.uid}/change/"):
        assert statuses(cast, where) == keeps
    lea, ravi = (text(signed_in(each), f"/project-courses/{course.uid}/") for each in (cast.lea, cast.ravi))
    assert [name in lea for name in ("p0", "p1")] == [True, True]
    assert [name in ravi for name in ("p0", "p1", "Take out")] == [True, False, False]
    draft = Course.objects.filter(pk=course.pk)
    draft.update(published_at=None)
    assert signed_in(cast.ravi).get(f"/project-courses/{course.uid}/").status_code == 404


def test_ben_makes_fills_orders_assigns_and_retires() -> None:
    world = world_of()
    ben = signed_in(cast_of(world).ben)
    guideline_in(world)
    [gold] = practice_gold(world, 1)
    where = f"/projects/{world.project.uid}/courses/new/"

    refused = ben.post(where, {"name": "", "gates_exam": "on"})
    page = ben.post(where, {"name": "Basics", "is_open": "on"}).headers["Location"]
    course = Course.objects.get()
    ben.post(f"{page}lessons/", {"section": "hues", "note": "Look."})
    ben.post(f"{page}practice/", {"external_id": gold.task.external_id, "hint": "Twice."})
    ben.post(f"{page}practice/", {"external_id": "none"})
    first, second = steps_in_use(course)
    ben.post(f"{page}steps/{second.uid}/up/")
    odd = ben.post(f"{page}steps/{second.uid}/sideways/")
    ben.post(f"{page}publish/")
    bad = ben.post(f"{page}assign/", {"everybody": "on", "due_on": "9999-99-99"}, follow=True)
    ben.post(f"{page}assign/", {"person": [world.people[0].uid, "x"], "due_on": "9999-12-31"})
    given = CourseAssignment.objects.get()
    ben.post(f"/course-assignments/{given.uid}/withdraw/", {"reason": "Too early."})
    shown = text(ben, page)
    ben.post(f"{page}change/", {"name": "Basics 2"})
    ben.post(f"{page}retire/", {"reason": "Over."})

    course.refresh_from_db()
    assert (refused.status_code, "Say which exam waits" in refused.content.decode()) == (422, True)
    assert [each.pk for each in steps_in_use(course)] == [second.pk, first.pk]
    assert (odd.status_code, "Give a day." in bad.content.decode()) == (404, True)
    assert ("Too early." in shown, given.contributor.pseudonym) == (True, "p0")
    assert (course.name, course.is_open, course.retired_reason) == ("Basics 2", False, "Over.")


def test_the_board_asks_the_database_as_often_for_one_learner_as_for_three() -> None:
    world = world_of(3)
    lea = signed_in(cast_of(world).lea)
    course = course_in(world)

    def given_to(people: list[Contributor]) -> int:
        assign_course(world.owner, course=course, people=people, now=now())
        for each in CourseAssignment.objects.filter(contributor__in=people):
            take(each)
        return n_queries(lea, f"/project-courses/{course.uid}/")

    assert given_to(world.people[:1]) == given_to(world.people[1:])
    assert n_queries(signed_in(world.people[0].user), "/learn/") <= 20
