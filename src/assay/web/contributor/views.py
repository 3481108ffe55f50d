"""Where contributors work: the workbench, and the guideline with its acknowledgment."""

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods

from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import Contributor, User
from assay.projects.actions import versions as actions
from assay.projects.models import GuidelineVersion
from assay.projects.queries.guideline_translations import read_in
from assay.projects.queries.guidelines import guideline_for, readable_project, reading_of
from assay.projects.queries.markets import markets_of_work
from assay.web.contributor.reading import answered, changes_since, questions_of
from assay.web.contributor.words import words
from assay.web.requests import signed_in, user_of
from assay.wellbeing.queries.counsellors import counsellor_on
from assay.wellbeing.queries.own import worker_for
from assay.wellbeing.queries.viewing import viewing_of
from assay.work.enums import ReportKind, SkipReason


@signed_in
@ensure_csrf_cookie
@require_GET
def workbench(request: HttpRequest, project: UUID | None = None) -> HttpResponse:
    """The page the workbench runs in; it claims, submits and skips over the API. Who does not work goes elsewhere."""
    person = user_of(request)
    found = readable_project(person, project) if project else None
    contributor = Contributor.objects.filter(user=person).first()
    if contributor is None:
        return redirect("project", project=project) if project else redirect("home")
    config = {
        "project": str(project) if project else None,
        "person": str(person.uid),
        "api": "/api/v1",
        "language": get_language() or "en",
        "words": words(),
        "skipReasons": [(each.value, gettext(each.label)) for each in SkipReason],
        "reportKinds": [(each.value, gettext(each.label)) for each in ReportKind],
        "markets": markets_of_work(person),
        "viewing": asdict(viewing_of(person)),
    }
    counsellor = counsellor_on(contributor, worker_for(person, now()))
    context = {"project": found, "config": config, "counsellor": counsellor}
    return render(request, "web/workbench.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def guideline(request: HttpRequest, version: UUID) -> HttpResponse:
    """One version of a guideline; posting answers its questions, and says that it was read."""
    person = user_of(request)
    found = guideline_for(person, version)
    reading = reading_of(person, found)
    tried: dict[str, str] | None = None
    if request.method == "POST":
        tried = answered(request.POST.dict())
        if reading.quiz is None or _passes(person, reading.quiz, tried):
            return _noted(request, person, found)
    context = {
        "version": found,
        "guideline": (shown := read_in(found, get_language() or "en")),
        "is_fallback": any(section.is_fallback for section in shown.sections),
        "reading": reading,
        "changes": changes_since(reading, found),
        "questions": questions_of(reading.quiz, tried),
        "is_tried": tried is not None,
    }
    return render(request, "web/guideline.html", context, status=422 if tried is not None else 200)


def _passes(person: User, quiz: GuidelineVersion, tried: dict[str, str]) -> bool:
    return actions.take_quiz(person, version=quiz, answers=tried, now=now()).is_passed


def _noted(request: HttpRequest, person: User, found: GuidelineVersion) -> HttpResponse:
    """It is acknowledged, unless the questions of another version come next."""
    if reading_of(person, found).quiz is not None:
        messages.success(request, gettext("Right. A few more questions, on an earlier change."))
        return redirect("guideline", version=found.uid)
    actions.acknowledge(person, version=found, now=now())
    messages.success(request, gettext("Noted. Tasks that waited for this come to you now."))
    return redirect("workbench-of", project=found.project.uid)


@signed_in
@require_GET
def guideline_of_project(request: HttpRequest, project: UUID) -> HttpResponse:
    """To the version in force."""
    version = readable_project(user_of(request), project).guideline_version
    if version is None:
        raise NotFound
    return redirect("guideline", version=version.uid)
