"""Courses as they are kept in a project, and the board of who stands where; a site lead sees the own people."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound, Reason, Refused
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import project_for
from assay.projects.rules.guideline_parts import parts_of
from assay.training.actions import courses as actions
from assay.training.actions.courses import CourseTerms
from assay.training.models import Course, CourseStep, Exam
from assay.training.queries.courses import (
    assignable,
    assignments_of,
    course_for,
    courses_of,
    kept_steps,
    learners,
    learning_project,
    sees_all_learners,
    usable_for_practice,
)
from assay.training.rules.courses import NO_EXAM
from assay.web.requests import done, page_of, signed_in, user_of

MOST_OFFERED = 300


@signed_in
@require_GET
def courses(request: HttpRequest, project: UUID) -> HttpResponse:
    """The courses of a project, in use first."""
    person = user_of(request)
    found = learning_project(person, project)
    page = page_of(request, courses_of(person, found))
    context = {**_at(found), "page": page, "may_keep": sees_all_learners(person, found)}
    return render(request, "web/training/courses.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, project: UUID) -> HttpResponse:
    """A draft; its steps are chosen afterwards."""
    found = project_for(user_of(request), project, Permission.MANAGE_GOLD)

    def make() -> HttpResponse:
        made = actions.make_course(
            user_of(request), project=found, terms=_terms(request.POST, found), now=now()
        )
        return redirect("course", course=made.uid)

    return _form(request, found, CourseTerms(""), make, course=None)


@signed_in
@require_GET
def course(request: HttpRequest, course: UUID) -> HttpResponse:
    """One course: its steps for who keeps it, and who stands where."""
    person = user_of(request)
    found = course_for(person, course)
    sees_all = sees_all_learners(person, found.project)
    page = page_of(request, assignments_of(person, found))
    to_choose = assignable(person, found.project) if _is_given(found) else None
    context = {
        **_at(found.project),
        "course": found,
        "may_keep": sees_all and found.retired_at is None,
        "shows_gold": sees_all,
        "steps": kept_steps(found),
        "page": page,
        "learners": learners(list(page), today=now().date()),
        "people": list(to_choose.select_related("site").order_by("site__name", "pseudonym")[:MOST_OFFERED])
        if to_choose is not None
        else [],
        **(_choices(found) if sees_all else {}),
    }
    return render(request, "web/training/course.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, course: UUID) -> HttpResponse:
    """What it is called, whom it is for, and where it leads."""
    found = _kept(request, course)

    def save() -> HttpResponse:
        actions.change_course(user_of(request), course=found, terms=_terms(request.POST, found.project))
        messages.success(request, _("Saved."))
        return redirect("course", course=found.uid)

    return _form(request, found.project, found, save, course=found)


@signed_in
@require_POST
def lesson(request: HttpRequest, course: UUID) -> HttpResponse:
    """One more section."""
    person, found, form = user_of(request), _kept(request, course), request.POST
    return done(
        request,
        lambda: actions.add_lesson(
            person, course=found, section=form.get("section", ""), note=form.get("note", ""), now=now()
        ),
        _("The lesson is in the course."),
        _back(found),
    )


@signed_in
@require_POST
def practice(request: HttpRequest, course: UUID) -> HttpResponse:
    """One more gold task to practise on."""
    person, found, form = user_of(request), _kept(request, course), request.POST
    return done(
        request,
        lambda: actions.add_practice(
            person,
            course=found,
            external_id=form.get("external_id", "").replace("\0", ""),
            explanation=form.get("explanation", ""),
            hint=form.get("hint", ""),
            now=now(),
        ),
        _("The practice task is in the course, and out of production."),
        _back(found),
    )


@signed_in
@require_POST
def step(request: HttpRequest, course: UUID, step: UUID, move: str) -> HttpResponse:
    """Up, down, confirmed as it is in force now, or taken out."""
    person, found = user_of(request), _kept(request, course)
    row = _step(found, step)
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "up": (lambda: actions.move_step(person, step=row, up=True), _("Moved.")),
        "down": (lambda: actions.move_step(person, step=row, up=False), _("Moved.")),
        "confirm": (
            lambda: actions.confirm_lesson(person, step=row),
            _("The lesson is linked to the version in force."),
        ),
        "retire": (
            lambda: actions.retire_step(person, step=row, now=now()),
            _("The step is taken no more."),
        ),
    }
    if move not in acts:
        raise NotFound
    act, said = acts[move]
    return done(request, act, said, _back(found) + "#steps")


@signed_in
@require_POST
def publish(request: HttpRequest, course: UUID) -> HttpResponse:
    """From now on it can be begun and assigned."""
    person, found = user_of(request), _kept(request, course)
    return done(
        request,
        lambda: actions.publish_course(person, course=found, now=now()),
        _("Published: it can be assigned."),
        _back(found),
    )


@signed_in
@require_POST
def retire(request: HttpRequest, course: UUID) -> HttpResponse:
    """Nobody takes it any more."""
    person, found = user_of(request), _kept(request, course)
    reason = request.POST.get("reason", "")
    return done(
        request,
        lambda: actions.retire_course(person, course=found, reason=reason, now=now()),
        _("Nobody takes this course any more; what was done stays."),
        _back(found),
    )


def _at(project: Project) -> dict[str, object]:
    return {"project": project, "tab": "quality", "part": "courses"}


def _back(course: Course) -> str:
    return reverse("course", args=[course.uid])


def _is_given(course: Course) -> bool:
    return course.published_at is not None and course.retired_at is None


def _kept(request: HttpRequest, uid: UUID) -> Course:
    found = course_for(user_of(request), uid)
    project_for(user_of(request), found.project.uid, Permission.MANAGE_GOLD)
    return found


def _step(course: Course, uid: UUID) -> CourseStep:
    found = course.steps.filter(uid=uid).select_related("course__project", "gold").first()
    if found is None:
        raise NotFound
    return found


def _choices(course: Course) -> dict[str, object]:
    """What can still be added: sections that are no lesson yet, and the gold that fewest people were shown."""
    version = course.project.guideline_version
    taken = set(course.steps.filter(retired_at=None).values_list("section", flat=True))
    sections = {part.section: part.title for part in parts_of(version.sections if version else [])}
    return {
        "sections": [(key, title) for key, title in sections.items() if key not in taken],
        "golds": [each.task.external_id for each in usable_for_practice(course)[:MOST_OFFERED]],
    }


def _terms(form: QueryDict, project: Project) -> CourseTerms:
    return CourseTerms(
        form.get("name", "").replace("\0", ""),
        note=form.get("note", "").replace("\0", ""),
        exam=_exam(form.get("exam", ""), project),
        gates_exam=form.get("gates_exam") == "on",
        is_open=form.get("is_open") == "on",
        is_retraining=form.get("is_retraining") == "on",
    )


def _exam(text: str, project: Project) -> Exam | None:
    if not text:
        return None
    uid = parse_uid(text)
    found = Exam.objects.filter(uid=uid, project=project).first() if uid else None
    if found is None:
        raise Refused(NO_EXAM(field="exam"))
    return found


def _form(
    request: HttpRequest,
    project: Project,
    usual: Course | CourseTerms,
    act: Callable[[], HttpResponse],
    *,
    course: Course | None,
) -> HttpResponse:
    """Do it when something is posted; a refusal is shown beside what was typed."""
    refused: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            return act()
        except Refused as refusal:
            refused = refusal.reasons
    context = {
        **_at(project),
        "course": course,
        "usual": usual,
        "typed": request.POST,
        "exams": Exam.objects.filter(project=project, retired_at=None).order_by("name"),
        "reasons": refused,
    }
    return render(request, "web/training/course_form.html", context, status=422 if refused else 200)
