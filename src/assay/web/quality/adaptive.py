"""Adaptive consensus of a project: what was saved, what was promised, and whether it is kept."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in, project_for
from assay.quality.enums import StoppingOutcome
from assay.quality.queries.stopping import QuestionFit, Stopping, stopping_of
from assay.web.requests import signed_in, user_of
from assay.web.wording import wording_of
from assay.work.actions.queues import label_stage

WORDS = {
    StoppingOutcome.TARGET: (
        gettext_noop("Sure enough"),
        gettext_noop("Stopped early: as probable as the target demands, by what gold has shown."),
    ),
    StoppingOutcome.FUTILITY: (
        gettext_noop("Nothing more to be gained"),
        gettext_noop("Stopped early: further judgments would hardly change the label."),
    ),
    StoppingOutcome.EXHAUSTED: (
        gettext_noop("All judgments collected"),
        gettext_noop("What is still unsure then goes to a reviewer."),
    ),
}


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    name: str
    sentence: str
    n_tasks: int
    n_judgments: int
    mean_overlap: float | None


@dataclass(frozen=True, slots=True)
class FitRow:
    question: str
    fit: QuestionFit


@signed_in
@require_GET
def adaptive(request: HttpRequest, project: UUID) -> HttpResponse:
    """Of the label stage; where it is not adaptive, what it would be."""
    person = user_of(request)
    found = project_for(person, project, Permission.VIEW_ANSWERS)
    stopping = stopping_of(label_stage(found))
    context = {
        "project": found,
        "tab": "adaptive",
        "stopping": stopping,
        "stage": stopping.stage,
        "rows": _rows(stopping),
        "fits": _fits(found, stopping),
        "may_set": Permission.MANAGE_PROJECT in permissions_in(person, found),
    }
    return render(request, "web/quality/adaptive.html", context)


def _rows(stopping: Stopping) -> list[OutcomeRow]:
    found = []
    for outcome, tally in stopping.ended.items():
        name, sentence = WORDS[outcome]
        found.append(OutcomeRow(_(name), _(sentence), tally.n_tasks, tally.n_judgments, tally.mean_overlap))
    return found


def _fits(project: Project, stopping: Stopping) -> list[FitRow]:
    wording = wording_of(project.schema_version_id or 0) if stopping.fits else None
    return [FitRow(wording.question(fit.question), fit) for fit in stopping.fits if wording]
