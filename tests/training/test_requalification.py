"""From a qualification that runs out to the next one: tasks stop with a reason, and come again once it is renewed."""

from datetime import datetime, timedelta

import msgspec
import pytest

from assay.kit.reasons import Refused
from assay.people.models import ContributorSkill
from assay.training.actions.courses import CourseTerms, change_course
from assay.training.actions.sitting import begin
from assay.training.actions.taking import start_course
from assay.training.queries.own_exams import own_exam
from assay.work.actions.claiming import claim
from assay.work.facts import Worker
from assay.work.jobs import keep_queues_true
from assay.work.queries.nothing import why_nothing
from tests.training.courses import course_in, take
from tests.training.exams import exam_in, sit
from tests.web.quality_cast import cast_of
from tests.work.world import World, later, make_world


def n_given(world: World, at: datetime) -> int:
    worker = Worker(world.people[0].pk, at.date())
    return len(msgspec.json.decode(claim(worker, n=1, now=at).tasks))


@pytest.mark.django_db
def test_an_expired_qualification_stops_tasks_until_it_is_passed_again() -> None:
    world = make_world(n_tasks=2, needs_acknowledgment=False)
    cast_of(world)
    exam = exam_in(world)
    course = course_in(world, n_practice=1)
    gate = CourseTerms(course.name, exam=exam, gates_exam=True)
    ana = world.people[0]
    sit(ana, exam, n_right=4)
    change_course(world.owner, course=course, terms=gate)
    before, ended = later(days=99), later(days=100, minutes=1)

    given = n_given(world, before)
    keep_queues_true(ended)
    stopped = n_given(world, ended)
    why = why_nothing(Worker(ana.pk, ended.date()), now=ended)
    with pytest.raises(Refused) as course_first:
        begin(ana.user, exam=exam, now=ended)
    take(start_course(ana.user, course=course, now=ended), at=ended)
    ready = own_exam(ana, exam.uid, now=ended)
    renewed = sit(ana, exam, n_right=4, at=ended + timedelta(hours=1))

    assert (given, stopped) == (1, 0)
    assert "work.skill" in {each.reason.code for each in why.obstacles}
    assert course_first.value.reasons[0].code == "exam.course_first"
    assert (ready.refused, ready.is_held, renewed.state) == (None, False, "passed")
    assert ContributorSkill.objects.get().expires_at == ended + timedelta(days=100, hours=1)
    assert n_given(world, ended + timedelta(hours=2)) == 1
