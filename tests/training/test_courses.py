"""Courses: lessons and practice on reserved gold, given to people, finished, and what that settles."""

from datetime import timedelta

import pytest
from django.db import Error, transaction

from assay.kit.reasons import NotFound, Refused
from assay.people.models import Contributor, ContributorMarket, InboxMessage, Market
from assay.quality.actions.standing import take_step
from assay.quality.enums import StepKind, StepState
from assay.quality.models import StandingStep
from assay.training.actions.assigning import assign_course, remind_due, withdraw_assignment
from assay.training.actions.courses import (
    CourseTerms,
    add_practice,
    change_course,
    confirm_lesson,
    make_course,
    move_step,
    retire_course,
    retire_step,
)
from assay.training.actions.exams import add_items
from assay.training.actions.sitting import begin
from assay.training.actions.taking import practise, read_lesson, start_course
from assay.training.models import Course, CourseAssignment, StepAnswer
from assay.training.queries.courses import kept_steps, learners, steps_in_use
from assay.training.queries.own_courses import own_assignment, own_courses, waiting_courses
from assay.work.enums import ItemState
from assay.work.models import QueueItem, Task
from tests.training.courses import SECTIONS, course_in, guideline_in, take
from tests.training.exams import exam_in
from tests.web.quality_cast import Cast, cast_of
from tests.work.world import NOW, World, later, make_world

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def world_of() -> tuple[World, Cast]:
    world = make_world(n_people=2, needs_acknowledgment=False, gold_share=0.5)
    cast = cast_of(world)
    for each in world.people:
        each.refresh_from_db()
    return world, cast


def given(course: Course, person: Contributor, **more: object) -> CourseAssignment:
    assign_course(course.created_by, course=course, people=[person], now=NOW, **more)  # type: ignore[arg-type]  # A day or none.
    return CourseAssignment.objects.get(course=course, contributor=person, finished_at=None)


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.reasons[0].code


def test_practice_leaves_production_comes_again_when_wrong_and_is_never_given_again() -> None:
    world, _cast = world_of()
    course = course_in(world)
    mine = given(course, world.people[0])
    golds = Task.objects.filter(is_gold=True)

    parked = set(QueueItem.objects.filter(task__in=golds).values_list("state", flat=True))
    take(mine, answer="no", n=2)
    after_wrong = own_assignment(world.people[0], mine.uid, today=TODAY)
    take(mine)
    after = own_assignment(world.people[0], mine.uid, today=TODAY)

    assert parked == {ItemState.PARKED}
    assert (after_wrong.n_done, after_wrong.next and after_wrong.next.step.position) == (1, 3)
    assert (after.n_done, after.next, after.state) == (3, None, "finished")
    tried = StepAnswer.objects.filter(is_right__isnull=False).order_by("pk")
    assert list(tried.values_list("step__position", "number", "is_right")) == [
        (2, 1, False),
        (3, 1, True),
        (2, 2, True),
    ]
    [row] = learners([after.assignment], today=TODAY) if after.assignment else []
    assert (row.n_done, row.first_right.value, row.first_right.n) == (3, 0.5, 2)
    retire_course(world.owner, course=course, reason="Over.", now=NOW)
    items = QueueItem.objects.filter(task__in=golds).order_by("pk")
    assert list(items.values_list("state", "excluded")) == [(ItemState.OPEN, [world.people[0].pk])] * 2


def test_steps_are_taken_in_their_order_and_answers_stay() -> None:
    world, _cast = world_of()
    course = course_in(world)
    mine = given(course, world.people[0])
    lesson, first, _second = steps_in_use(course)
    ana = world.people[0].user

    with pytest.raises(Refused) as early:
        practise(ana, assignment=mine, step=first, answers={"match": "yes"}, now=NOW)
    read_lesson(ana, assignment=mine, step=lesson, now=NOW)
    read_lesson(ana, assignment=mine, step=lesson, now=NOW)
    with pytest.raises(Refused):
        practise(ana, assignment=mine, step=first, answers={"match": "perhaps"}, now=NOW)
    with pytest.raises(NotFound):
        read_lesson(world.people[1].user, assignment=mine, step=lesson, now=NOW)

    assert (code(early), StepAnswer.objects.count()) == ("course.not_next", 1)
    with pytest.raises(Error), transaction.atomic():
        StepAnswer.objects.update(number=2)


def test_an_exam_waits_for_its_course_and_asks_nothing_that_was_practised() -> None:
    world, _cast = world_of()
    exam = exam_in(world)
    course = course_in(world, exam=exam, gates_exam=True)
    ana = world.people[0]
    mine = start_course(ana.user, course=course, now=NOW)

    with pytest.raises(Refused) as first:
        begin(ana.user, exam=exam, now=NOW)
    practised = steps_in_use(course)[1]
    assert practised.gold is not None
    with pytest.raises(Refused) as given_away:
        add_items(world.owner, exam=exam, external_ids=[practised.gold.task.external_id], now=NOW)
    asked = exam.items.all()[0].gold.task.external_id
    with pytest.raises(Refused) as asked_there:
        add_practice(world.owner, course=course, external_id=asked, now=NOW)
    take(mine)

    assert (code(first), code(given_away), code(asked_there)) == (
        "exam.course_first",
        "exam.no_gold",
        "course.no_gold",
    )
    assert begin(ana.user, exam=exam, now=NOW).state == "open"


def test_who_is_asked_to_read_again_is_given_the_course_and_goes_on_once_it_is_finished() -> None:
    world, _cast = world_of()
    course_in(world, is_retraining=True, is_open=False)
    ana, ade = world.people

    take_step(
        world.owner, project=world.project, contributor=ana, step=StepKind.RETRAIN, reason="Hues.", now=NOW
    )
    mine = CourseAssignment.objects.get()
    take(mine)

    assert (mine.contributor, mine.through, mine.due_on) == (ana, "standing", later(days=7).date())
    assert StandingStep.objects.get().state == StepState.CONFIRMED
    assert own_courses(ade, today=TODAY) == []
    with pytest.raises(NotFound):
        start_course(ade.user, course=mine.course, now=NOW)


def test_a_changed_section_marks_its_lesson_and_a_gone_one_is_not_taught() -> None:
    world, _cast = world_of()
    course = course_in(world)
    mine = given(course, world.people[0])
    lesson = steps_in_use(course)[0]

    guideline_in(world, [{**SECTIONS[0], "markdown": "Red is not blue."}])
    course = Course.objects.get(pk=course.pk)
    changed = kept_steps(course)[0].sign
    confirm_lesson(world.owner, step=lesson)
    confirmed = kept_steps(course)[0].sign
    guideline_in(world, [{**SECTIONS[0], "id": "other"}])
    gone = kept_steps(Course.objects.get(pk=course.pk))[0].sign

    assert (changed, confirmed, gone) == ("changed", "current", "gone")
    assert [each.step.kind for each in own_assignment(world.people[0], mine.uid, today=TODAY).steps] == [
        "practice",
        "practice",
    ]


def test_who_assigns_to_whom() -> None:
    world, cast = world_of()
    course = course_in(world)
    ana, ade = world.people

    assert assign_course(cast.ravi, course=course, people=[ana], reason="Look again.", now=NOW) == 1
    for user, person in ((cast.ravi, ade), (cast.rita, ana), (cast.zoe, ana)):
        with pytest.raises(Refused) as refused:
            assign_course(user, course=course, people=[person], now=NOW)
        assert code(refused) == "course.nobody"
    assert assign_course(cast.ben, course=course, people=[ana, ade], due_on=TODAY, now=NOW) == 1

    assert list(CourseAssignment.objects.order_by("pk").values_list("contributor", "due_on")) == [
        (ana.pk, TODAY),
        (ade.pk, TODAY),
    ]
    told = InboxMessage.objects.filter(kind="training.course").order_by("pk")
    assert list(told.values_list("user", "title", "body")) == [
        (ana.user_id, "A course for you: First steps", "Look again."),
        (ade.user_id, "A course for you: First steps", ""),
    ]


def test_who_is_late_is_told_once_and_what_was_taken_back_is_gone() -> None:
    world, _cast = world_of()
    course = course_in(world, is_open=False)
    mine = given(course, world.people[0], due_on=later(days=3).date())

    n_told = [remind_due(now=later(days=day)) for day in (1, 2, 3)]
    late = waiting_courses(world.people[0], today=later(days=4).date())[0].state
    withdraw_assignment(world.owner, assignment=mine, reason="A mistake.", now=NOW)

    assert (n_told, late) == ([0, 1, 0], "overdue")
    assert waiting_courses(world.people[0], today=TODAY) == []
    with pytest.raises(NotFound):
        own_assignment(world.people[0], mine.uid, today=TODAY)


def test_practice_of_a_market_is_for_its_people() -> None:
    world, _cast = world_of()
    course = course_in(world)
    brazil = Market.objects.create(code="BR-pt", name="Brazil", region="BR", language="pt-BR")
    step = steps_in_use(course)[2]
    assert step.gold is not None
    Task.objects.filter(pk=step.gold.task_id).update(market=brazil)
    ana, ade = world.people
    ContributorMarket.objects.create(contributor=ade, market=brazil)

    n = [len(own_courses(each, today=TODAY)[0].steps) for each in (ana, ade)]

    assert n == [2, 3]


def test_what_is_refused_of_courses() -> None:
    world, cast = world_of()
    course = course_in(world, is_retraining=True)
    steps = list(steps_in_use(course))
    terms = CourseTerms("", gates_exam=True, is_retraining=True)

    with pytest.raises(Refused) as made:
        make_course(world.owner, project=world.project, terms=terms, now=NOW)
    with pytest.raises(Refused):
        make_course(cast.ravi, project=world.project, terms=CourseTerms("C"), now=NOW)
    move_step(world.owner, step=steps[0], up=False)
    moved = [each.pk for each in steps_in_use(course)]
    retire_step(world.owner, step=steps[1], now=NOW)
    change_course(world.owner, course=course, terms=CourseTerms("Next", is_open=False))
    with pytest.raises(Refused) as past:
        assign_course(
            world.owner, course=course, people=world.people, due_on=TODAY - timedelta(days=1), now=NOW
        )

    assert [each.code for each in made.value.reasons] == [
        "course.no_name",
        "course.gate_needs_exam",
        "course.other_retraining",
    ]
    assert (moved, code(past)) == ([steps[1].pk, steps[0].pk, steps[2].pk], "course.due_past")
    assert [each.pk for each in steps_in_use(course)] == [steps[0].pk, steps[2].pk]
