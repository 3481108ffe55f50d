"""Questions of contributors: who answers by when, one answer for everybody, tasks that wait, what seems to fail."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.projects.models import Project
from assay.projects.queries.guidelines import readable_project
from assay.quality.actions import clarifying as actions
from assay.quality.actions.holding_similar import start_holding
from assay.quality.enums import ProposalSource
from assay.quality.models import BoardPair, Clarification
from assay.quality.queries.clarification import (
    answering_for,
    clarification_for,
    clarifications_of,
    clusters_of,
    mixed_up,
    n_held,
    question_for,
    similar_to,
    waiting,
    who_may_answer,
)
from assay.stats.sampling import Share, wilson
from assay.web.content import ShownContent, shown_content
from assay.web.jobs.starting import to_job
from assay.web.requests import done, page_of, signed_in, user_of
from assay.web.wording import Wording, wording_of
from assay.work.models import TaskQuestion


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    question: TaskQuestion
    owner: str
    due_at: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that speaks for an edit of the guideline, with the address of a proposal that says so."""

    text: str
    share: Share | None
    address: str


@dataclass(frozen=True, slots=True)
class ShownClarification:
    clarification: Clarification
    section: str


@signed_in
@require_GET
def questions(request: HttpRequest, project: UUID) -> HttpResponse:
    """What waits, by its clock; what was answered for everybody; where the guideline seems to fail."""
    found = answering_for(user_of(request), project)
    text = request.GET.get("q", "").strip()[:100]
    page = page_of(request, clarifications_of(found, text))
    context = {
        "project": found,
        "tab": "quality",
        "part": "questions",
        "waiting": [_shown(each, now()) for each in waiting(found)[:100]],
        "q": text,
        "page": page,
        "rows": [_clarified(each, found) for each in page],
        "kept": urlencode({"q": text}) if text else "",
        "hints": _hints(found),
    }
    return render(request, "web/feedback/questions.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, question: UUID) -> HttpResponse:
    """One question beside its task; posting answers it, and those that ask the same, for everybody."""
    person = user_of(request)
    found = question_for(person, question)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            _answer(person, found, request)
        except Refused as why:
            refused = why
        else:
            messages.success(request, _("Answered. Whoever works on the project is told."))
            return redirect("questions", project=found.project.uid)
    version = found.project.guideline_version
    context = {
        "project": found.project,
        "tab": "quality",
        "part": "questions",
        "shown": _shown(found, now()),
        "content": _content(found),
        "similar": similar_to(found) if found.answered_at is None else [],
        "n_held": n_held(found),
        "people": who_may_answer(found.project),
        "sections": version.sections if version else [],
        "given": {key: request.POST.get(key, "") for key in ("answer", "section", "provisional")}
        | {"asked": request.POST.get("asked", found.text)},
        "reasons": refused.reasons if refused else (),
    }
    return render(request, "web/feedback/question.html", context, status=refused.status if refused else 200)


@signed_in
@require_POST
def hold(request: HttpRequest, question: UUID) -> HttpResponse:
    """Tasks with this phrase wait for the answer."""
    person = user_of(request)
    found = question_for(person, question)
    phrase = request.POST.get("phrase", "").replace("\0", "")
    return to_job(
        request,
        lambda: start_holding(person, question=found, phrase=phrase, now=now()),
        otherwise=reverse("question", args=[question]),
    )


@signed_in
@require_POST
def release(request: HttpRequest, question: UUID) -> HttpResponse:
    person = user_of(request)
    found = question_for(person, question)
    return done(
        request,
        lambda: actions.release_tasks(person, question=found, now=now()),
        _("They are back in their queues."),
        reverse("question", args=[question]),
    )


@signed_in
@require_POST
def hand_over(request: HttpRequest, question: UUID) -> HttpResponse:
    """Somebody else answers it."""
    person = user_of(request)
    found = question_for(person, question)
    uid = parse_uid(request.POST.get("to", ""))
    to = (User.objects.filter(uid=uid, is_active=True).first() if uid else None) or person
    return done(
        request,
        lambda: actions.hand_over(person, question=found, to=to, now=now()),
        _("Handed over."),
        reverse("question", args=[question]),
    )


@signed_in
@require_POST
def settle(request: HttpRequest, clarification: UUID) -> HttpResponse:
    """For now becomes for good."""
    person = user_of(request)
    found = clarification_for(person, clarification)
    answer = request.POST.get("answer", "").replace("\0", "")
    return done(
        request,
        lambda: actions.settle(person, clarification=found, answer=answer, now=now()),
        _("It is final now."),
        reverse("questions", args=[found.project.uid]),
    )


@signed_in
@require_POST
def retire(request: HttpRequest, clarification: UUID) -> HttpResponse:
    person = user_of(request)
    found = clarification_for(person, clarification)
    reason = request.POST.get("reason", "").replace("\0", "")
    return done(
        request,
        lambda: actions.retire_clarification(person, clarification=found, reason=reason, now=now()),
        _("Retired. Nobody finds it any more."),
        reverse("questions", args=[found.project.uid]),
    )


@signed_in
@require_GET
def answered(request: HttpRequest, project: UUID) -> HttpResponse:
    """For who works on the project: every answer, to be searched."""
    found = readable_project(user_of(request), project)
    text = request.GET.get("q", "").strip()[:100]
    page = page_of(request, clarifications_of(found, text))
    context = {
        "project": found,
        "q": text,
        "page": page,
        "rows": [_clarified(each, found) for each in page],
        "kept": urlencode({"q": text}) if text else "",
    }
    return render(request, "web/feedback/answered.html", context)


def _answer(person: User, found: TaskQuestion, request: HttpRequest) -> None:
    form = request.POST
    uids = [uid for each in form.getlist("also") if (uid := parse_uid(each))]
    actions.clarify(
        person,
        project=found.project,
        questions=[found.uid, *uids],
        asked=form.get("asked", "").replace("\0", ""),
        answer=form.get("answer", "").replace("\0", ""),
        section=form.get("section", ""),
        is_provisional=form.get("provisional") == "on",
        now=now(),
    )


def _content(found: TaskQuestion) -> ShownContent | None:
    version = found.project.schema_version_id
    return shown_content(wording_of(version), found.task) if version else None


def _shown(found: TaskQuestion, at: datetime) -> ShownQuestion:
    """Questions from before there were owners are the project owner's."""
    case = getattr(found, "case", None)
    owner = case.owner.name if case else found.project.owner.name
    due_at = case.due_at if case else None
    return ShownQuestion(found, owner, due_at, due_at is not None and due_at <= at)


def _clarified(found: Clarification, project: Project) -> ShownClarification:
    sections = project.guideline_version.sections if project.guideline_version else ()
    title = next((each["title"] for each in sections if each["id"] == found.section), found.section)
    return ShownClarification(found, title)


def _hints(project: Project) -> list[Hint]:
    """Answers that are mistaken for each other, and questions that several people ask."""
    found = list(_mixed_up(project)) if project.schema_version_id else []
    for cluster in clusters_of(project):
        asked = {"n": len(cluster.questions), "question": cluster.first.text}
        text = _("Asked %(n)s times: %(question)s") % asked
        found.append(Hint(text, None, _proposal(project, text)))
    return found


def _mixed_up(project: Project) -> Iterator[Hint]:
    wording = wording_of(project.schema_version_id or 0)
    for pair in mixed_up(project):
        text = _mistaken(pair, wording)
        yield Hint(text, wilson(pair.n_units, pair.n_paired), _proposal(project, text))


def _mistaken(pair: BoardPair, wording: Wording) -> str:
    """Of a choice of several, an option that some choose and others do not."""
    one, other = (wording.class_or_option(pair.question, each) for each in (pair.one, pair.other))
    said = {"one": one, "other": other, "question": wording.question(pair.question)}
    if not pair.other:
        return _("Some choose “%(one)s”, others do not: %(question)s") % said
    return _("“%(one)s” and “%(other)s” are mistaken for each other: %(question)s") % said


def _proposal(project: Project, because: str) -> str:
    given = urlencode({"source": ProposalSource.CLUSTER.value, "because": because})
    return f"{reverse('proposal-new', args=[project.uid])}?{given}"
