"""A contributor's own courses: how far one is, lessons to read, and practice with what is right after each answer."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.projects.rules.markdown import to_html
from assay.training.actions.taking import practise, read_lesson, start_course
from assay.training.enums import CourseStepKind
from assay.training.models import StepAnswer
from assay.training.queries.own import contributor_of
from assay.training.queries.own_courses import (
    OwnCourse,
    OwnStep,
    courses_open_to,
    last_try,
    lesson_of,
    own_assignment,
    section_titles,
)
from assay.training.rules.courses import MOST_TRIES
from assay.web.calibration.forms import question_form, read_answers
from assay.web.quality.golds import accepted_answers
from assay.web.requests import signed_in, user_of
from assay.web.wording import wording_of


@signed_in
@require_POST
def start(request: HttpRequest, course: UUID) -> HttpResponse:
    """Begin a course that is open to everybody of the project."""
    person = user_of(request)
    found = courses_open_to(contributor_of(person)).filter(uid=course).first()
    if found is None:
        raise NotFound
    begun = start_course(person, course=found, now=now())
    return redirect("own-course", assignment=begun.uid)


@signed_in
@require_GET
def course(request: HttpRequest, assignment: UUID) -> HttpResponse:
    """All steps with what is done, and the way on; at the end the way to the exam."""
    own = _own(request, assignment)
    titles = section_titles(own.course, language=get_language() or "en")
    rows = [(each, titles.get(each.step.section, "")) for each in own.steps]
    return render(request, "web/training/own_course.html", {"own": own, "course": own.course, "rows": rows})


@signed_in
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, assignment: UUID, step: UUID) -> HttpResponse:
    """One step; after an answer what was right, and why."""
    own = _own(request, assignment)
    row = next((each for each in own.steps if each.step.uid == step), None)
    if row is None:
        raise NotFound
    if row.step.kind == CourseStepKind.LESSON:
        return _lesson(request, own, row)
    answered = last_try(own, row.step)
    is_again = request.GET.get("again") == "1" and not row.taken.is_done
    if request.method == "GET" and answered is not None and not is_again:
        return _explained(request, own, row, answered)
    return _asked(request, own, row)


def _lesson(request: HttpRequest, own: OwnCourse, row: OwnStep) -> HttpResponse:
    person = user_of(request)
    if request.method == "POST":
        assert own.assignment is not None
        try:
            after = read_lesson(person, assignment=own.assignment, step=row.step, now=now())
        except Refused:
            return redirect("own-course", assignment=own.assignment.uid)
        return _on(after)
    language = get_language() or "en"
    context = {
        **_context(own, row),
        "sections": lesson_of(row.step, contributor_of(person), language=language),
    }
    return render(request, "web/training/own_lesson.html", context)


def _asked(request: HttpRequest, own: OwnCourse, row: OwnStep) -> HttpResponse:
    version, gold = own.course.project.schema_version, row.step.gold
    assert own.assignment is not None
    if version is None or gold is None:
        raise NotFound
    refused: Refused | None = None
    given: dict[str, object] = {}
    if request.method == "POST":
        try:
            given = read_answers(request.POST)
            practise(user_of(request), assignment=own.assignment, step=row.step, answers=given, now=now())
        except Refused as why:
            refused = why
        else:
            return redirect("own-course-step", assignment=own.assignment.uid, step=row.step.uid)
    context = {
        **_context(own, row),
        "config": question_form(version, gold.task, given),
        "hint": row.step.hint,
        "reasons": refused.reasons if refused else (),
    }
    status = refused.status if refused else 200
    return render(request, "web/training/own_practice.html", context, status=status)


def _explained(request: HttpRequest, own: OwnCourse, row: OwnStep, answered: StepAnswer) -> HttpResponse:
    """What one answered beside what is right, in the reader's words."""
    gold = row.step.gold
    assert gold is not None
    wording = wording_of(answered.schema_version_id or 0)
    context = {
        **_context(own, row),
        "answered": answered,
        "given": wording.all_of(answered.answers or {}),
        "right": accepted_answers(gold.answers, wording),
        "explanation": to_html(row.step.note or gold.reason),
        "n_left": 0 if row.taken.is_done else MOST_TRIES - row.taken.n_tries,
    }
    return render(request, "web/training/own_explained.html", context)


def _context(own: OwnCourse, row: OwnStep) -> dict[str, object]:
    return {
        "own": own,
        "course": own.course,
        "row": row,
        "place": own.steps.index(row) + 1,
        "guideline": own.course.project.guideline_version,
    }


def _on(own: OwnCourse) -> HttpResponse:
    """To the step that comes next, or to the end."""
    assert own.assignment is not None
    if own.next is None:
        return redirect("own-course", assignment=own.assignment.uid)
    return redirect("own-course-step", assignment=own.assignment.uid, step=own.next.step.uid)


def _own(request: HttpRequest, assignment: UUID) -> OwnCourse:
    return own_assignment(contributor_of(user_of(request)), assignment, today=now().date())
