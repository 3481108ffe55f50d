"""Exams as they are kept in a project: their questions with figures, who has sat them, and how they are changed."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Reason, Refused
from assay.people.models import Skill
from assay.people.queries.organisation import skills
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import project_for
from assay.training.actions import exams as actions
from assay.training.actions.exams import ExamTerms
from assay.training.models import Exam
from assay.training.queries.exams import attempts_of, exam_for, exams_of, is_asked_for, kept_items
from assay.training.rules.exams import NO_SKILL, n_needed
from assay.web.requests import done, page_of, signed_in, user_of

# What a form leaves empty is out of every range, so that the refusal says which.
NONE = -1


@signed_in
@require_GET
def exams(request: HttpRequest, project: UUID) -> HttpResponse:
    """The exams of a project, in use first."""
    found = project_for(user_of(request), project, Permission.MANAGE_GOLD)
    page = page_of(request, exams_of(user_of(request), found))
    return render(request, "web/training/exams.html", {**_at(found), "page": page})


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, project: UUID) -> HttpResponse:
    """A new exam; its questions are chosen afterwards."""
    found = project_for(user_of(request), project, Permission.MANAGE_GOLD)

    def make() -> HttpResponse:
        made = actions.make_exam(
            user_of(request),
            project=found,
            name=request.POST.get("name", ""),
            note=request.POST.get("note", ""),
            skill=_skill(request.POST),
            terms=_terms(request.POST),
            shares_gold=request.POST.get("shares_gold") == "on",
            now=now(),
        )
        return redirect("exam", exam=made.uid)

    context = {**_at(found), "skills": skills().filter(retired_at=None), "usual": ExamTerms()}
    return _form(request, "new_exam", context, make)


@signed_in
@require_GET
def exam(request: HttpRequest, exam: UUID) -> HttpResponse:
    """One exam: its questions with their figures, and every attempt."""
    found = exam_for(user_of(request), exam)
    page = page_of(request, attempts_of(found))
    context = {
        **_at(found.project),
        "exam": found,
        "items": kept_items(found),
        "n_needed": n_needed(found.pass_share, found.n_questions),
        "is_asked_for": is_asked_for(found),
        "page": page,
    }
    return render(request, "web/training/exam.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, exam: UUID) -> HttpResponse:
    """New terms for attempts that begin from now on."""
    found = _used(request, exam)

    def save() -> HttpResponse:
        actions.change_exam(
            user_of(request),
            exam=found,
            name=request.POST.get("name", ""),
            note=request.POST.get("note", ""),
            terms=_terms(request.POST),
            now=now(),
        )
        messages.success(request, _("Saved. It holds for attempts that begin from now on."))
        return redirect("exam", exam=found.uid)

    return _form(request, "change_exam", {**_at(found.project), "exam": found, "usual": found}, save)


@signed_in
@require_POST
def add(request: HttpRequest, exam: UUID) -> HttpResponse:
    """Named gold tasks, or the least shown ones."""
    person, found = user_of(request), exam_for(user_of(request), exam)
    names = request.POST.get("external_ids", "").split()
    n = request.POST.get("n", "").strip()
    if names:
        return done(
            request,
            lambda: actions.add_items(person, exam=found, external_ids=names, now=now()),
            _("The questions are in the exam."),
            reverse("exam", args=[found.uid]),
        )
    n_wanted = int(n) if n.isascii() and n.isdigit() and len(n) < 4 else 0
    return done(
        request,
        lambda: actions.add_least_shown(person, exam=found, n=n_wanted, now=now()),
        _("The questions are in the exam."),
        reverse("exam", args=[found.uid]),
    )


@signed_in
@require_POST
def retire_item(request: HttpRequest, exam: UUID, item: UUID) -> HttpResponse:
    """The question is drawn no more."""
    found = exam_for(user_of(request), exam)
    row = found.items.filter(uid=item).select_related("gold", "exam__project").first()
    if row is None:
        raise NotFound
    return done(
        request,
        lambda: actions.retire_item(user_of(request), item=row, now=now()),
        _("The question is asked no more."),
        reverse("exam", args=[found.uid]),
    )


@signed_in
@require_POST
def retire(request: HttpRequest, exam: UUID) -> HttpResponse:
    """Nobody begins it any more."""
    found, reason = exam_for(user_of(request), exam), request.POST.get("reason", "")
    return done(
        request,
        lambda: actions.retire_exam(user_of(request), exam=found, reason=reason, now=now()),
        _("Nobody begins this exam any more; who has passed keeps what they hold."),
        reverse("exam", args=[found.uid]),
    )


def _at(project: Project) -> dict[str, object]:
    return {"project": project, "tab": "quality", "part": "exams"}


def _used(request: HttpRequest, uid: UUID) -> Exam:
    found = exam_for(user_of(request), uid)
    if found.retired_at is not None:
        raise NotFound
    return found


def _skill(form: QueryDict) -> Skill:
    code = form.get("skill", "")
    found = Skill.objects.filter(code=code, retired_at=None).first()
    if found is None:
        raise Refused(NO_SKILL(field="skill", code=code[:60]))
    return found


def _terms(form: QueryDict) -> ExamTerms:
    days = form.get("valid_days", "").strip()
    return ExamTerms(
        pass_share=_number(form, "pass_share") / 100,
        n_questions=_number(form, "n_questions"),
        n_attempts=_number(form, "n_attempts"),
        cool_hours=_number(form, "cool_hours"),
        valid_days=_number(form, "valid_days") if days else None,
    )


def _number(form: QueryDict, name: str) -> int:
    typed = form.get(name, "").strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else NONE


def _form(
    request: HttpRequest, page: str, context: dict[str, object], act: Callable[[], HttpResponse]
) -> HttpResponse:
    """Do it when something is posted; a refusal is shown beside what was typed."""
    refused: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            return act()
        except Refused as refusal:
            refused = refusal.reasons
    usual = context["usual"]
    assert isinstance(usual, Exam | ExamTerms)
    context = {
        **context,
        "usual_percent": round(usual.pass_share * 100),
        "reasons": refused,
        "typed": request.POST,
    }
    return render(request, f"web/training/{page}.html", context, status=422 if refused else 200)
