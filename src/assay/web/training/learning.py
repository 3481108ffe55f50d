"""A contributor's learning and exams: what comes next, the rules of an exam, its questions, and how it went."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import Refused
from assay.training.actions.sitting import answer, begin
from assay.training.enums import AttemptState
from assay.training.models import ExamAnswer, ExamAttempt
from assay.training.queries.live import own_live_sessions
from assay.training.queries.own import contributor_of
from assay.training.queries.own_courses import own_courses
from assay.training.queries.own_exams import next_answer, own_attempt, own_exam, own_exams
from assay.training.queries.ramp import own_buddies
from assay.training.rules.exams import n_needed
from assay.web.calibration.forms import question_form, read_answers
from assay.web.requests import signed_in, user_of


@signed_in
@require_GET
def learn(request: HttpRequest) -> HttpResponse:
    """What to learn next, and what the person is qualified for."""
    contributor = contributor_of(user_of(request))
    own = own_exams(contributor, now=now())
    waiting = [each for each in own if each.is_next and not each.is_held]
    renewing = [each for each in own if each.is_next and each.is_held]
    context = {
        "live": own_live_sessions(contributor, now=now()),
        "courses": own_courses(contributor, today=now().date()),
        "buddies": own_buddies(contributor),
        "to_do": waiting + renewing,
        "others": [each for each in own if not each.is_next],
    }
    return render(request, "web/training/own_learning.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def exam(request: HttpRequest, exam: UUID) -> HttpResponse:
    """The rules of one exam and one's attempts; posting begins, or goes on."""
    person = user_of(request)
    found = own_exam(contributor_of(person), exam, now=now())
    refused: Refused | None = None
    if request.method == "POST":
        try:
            attempt = begin(person, exam=found.exam, now=now())
            return redirect("own-attempt", attempt=attempt.uid)
        except Refused as why:
            refused = why
    context = {"own": found, "exam": found.exam, "reasons": refused.reasons if refused else ()}
    return render(request, "web/training/own_exam.html", context, status=refused.status if refused else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def attempt(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Question after question; once the last is answered, how it went."""
    found = own_attempt(contributor_of(user_of(request)), attempt)
    waiting = next_answer(found) if found.state == AttemptState.OPEN else None
    if waiting is None:
        context = {
            "attempt": found,
            "exam": found.exam,
            "n_needed": n_needed(found.pass_share, found.n_questions),
        }
        return render(request, "web/training/own_result.html", context)
    return _asked(request, found, waiting)


def _asked(request: HttpRequest, found: ExamAttempt, waiting: ExamAnswer) -> HttpResponse:
    refused: Refused | None = None
    given: dict[str, object] = {}
    if request.method == "POST":
        # Who sends a page twice has answered once, and is asked the next question.
        if parse_uid(request.POST.get("question", "")) != waiting.uid:
            return redirect("own-attempt", attempt=found.uid)
        try:
            given = read_answers(request.POST)
            answer(user_of(request), given=waiting, answers=given, now=now())
        except Refused as why:
            refused = why
        else:
            messages.success(request, _("Noted."))
            return redirect("own-attempt", attempt=found.uid)
    context = {
        "attempt": found,
        "exam": found.exam,
        "question": waiting,
        "guideline": found.exam.project.guideline_version,
        "config": question_form(found.schema_version, waiting.item.gold.task, given),
        "reasons": refused.reasons if refused else (),
    }
    return render(
        request, "web/training/own_question.html", context, status=refused.status if refused else 200
    )
