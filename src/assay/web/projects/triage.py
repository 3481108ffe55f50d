"""Triage: reports that cannot wait, questions of contributors, tasks that people skip."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.reasons import NEEDS_REASON
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import project_for
from assay.web.projects.triage_rows import report_rows, skipped_rows
from assay.web.requests import done, signed_in, user_of
from assay.work.actions import asking, reporting, triaging
from assay.work.actions.withdrawing import withdraw_tasks
from assay.work.enums import ReportOutcome, SkipReason
from assay.work.models import Task
from assay.work.queries.triage import questions_of, reports_of
from assay.work.rules.changing import NO_TASK_CHOSEN

MOST = 100


@signed_in
@require_GET
def triage(request: HttpRequest, project: UUID) -> HttpResponse:
    """Everything that waits for somebody to look at it, the most urgent first."""
    found = project_for(user_of(request), project, Permission.MANAGE_TASKS)
    asked = request.GET.get("reason", "")
    reason = asked if asked in SkipReason.values else ""
    context = {
        "project": found,
        "tab": "triage",
        "reports": report_rows(reports_of(found, is_open=True)[:MOST], now()),
        "closed": report_rows(reports_of(found, is_open=False)[:10], now()),
        "questions": questions_of(found, is_open=True)[:MOST],
        "answered": questions_of(found, is_open=False)[:10],
        "rows": skipped_rows(found, reason),
        "reason": reason,
        "skip_reasons": [each for each in SkipReason if each != SkipReason.NOT_COMFORTABLE],
        "markets": [each.market for each in found.markets.select_related("market").order_by("market__code")],
        "outcomes": ReportOutcome,
    }
    return render(request, "web/projects/triage.html", context)


@signed_in
@require_POST
def decide(request: HttpRequest, project: UUID) -> HttpResponse:
    """The ticked tasks go back into the queue, to another market, or out of the work."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_TASKS)
    decision = request.POST.get("decision", "")
    return done(
        request,
        lambda: _DECISIONS.get(decision, _requeue)(person, found, request.POST),
        _SAID.get(decision, _SAID["requeue"])(len(_chosen(request.POST))),
        reverse("project-triage", args=[project]),
    )


@signed_in
@require_POST
def answer(request: HttpRequest, question: UUID) -> HttpResponse:
    """Answer once; it goes to the inbox of whoever asked."""
    person = user_of(request)
    text = request.POST.get("answer", "").replace("\0", "")
    return done(
        request,
        lambda: asking.answer_question(person, question=question, answer=text, now=now()),
        _("Answered. It is in the inbox of whoever asked."),
        _back(request),
    )


@signed_in
@require_POST
def take(request: HttpRequest, report: UUID) -> HttpResponse:
    """Take a report in hand; nobody else is called any more."""
    person = user_of(request)
    return done(
        request,
        lambda: reporting.take_report(person, report=report, now=now()),
        _("It is in your hands. Nobody else is called any more."),
        _back(request),
    )


@signed_in
@require_POST
def close(request: HttpRequest, report: UUID) -> HttpResponse:
    """Confirm a report, or find it unfounded."""
    person = user_of(request)
    is_unfounded = request.POST.get("outcome") == ReportOutcome.UNFOUNDED
    outcome = ReportOutcome.UNFOUNDED if is_unfounded else ReportOutcome.CONFIRMED
    note = request.POST.get("note", "").replace("\0", "")
    return done(
        request,
        lambda: reporting.close_report(person, report=report, outcome=outcome, note=note, now=now()),
        _("Closed. The task comes back.") if is_unfounded else _("Closed. The task stays out of the work."),
        _back(request),
    )


def _back(request: HttpRequest) -> str:
    """The triage page the form stood on; never an address of somebody's choice."""
    project = parse_uid(request.POST.get("project", ""))
    return reverse("project-triage", args=[project]) if project else reverse("projects")


def _chosen(posted: QueryDict) -> list[UUID]:
    return [uid for uid in map(parse_uid, posted.getlist("task")) if uid]


def _tasks(posted: QueryDict) -> list[UUID]:
    if not (chosen := _chosen(posted)):
        raise Refused(NO_TASK_CHOSEN(field="task"))
    return chosen


def _requeue(person: User, project: Project, posted: QueryDict) -> int:
    return triaging.requeue_tasks(person, project=project, tasks=_tasks(posted), now=now())


def _send(person: User, project: Project, posted: QueryDict) -> int:
    market = posted.get("market", "")[:20]
    return triaging.send_to_market(person, project=project, tasks=_tasks(posted), market=market, now=now())


def _withdraw(person: User, project: Project, posted: QueryDict) -> int:
    reason = posted.get("reason", "").strip().replace("\0", "")[:2000]
    if not reason:
        raise Refused(NEEDS_REASON(field="reason"))
    names = Task.objects.filter(project=project, uid__in=_tasks(posted)).values_list("external_id", flat=True)
    return withdraw_tasks(person, project=project, external_ids=list(names), reason=reason, now=now())


_DECISIONS: dict[str, Callable[[User, Project, QueryDict], int]] = {
    "requeue": _requeue,
    "market": _send,
    "withdraw": _withdraw,
}
_SAID: dict[str, Callable[[int], str]] = {
    "requeue": lambda n: ngettext("%(n)s task is back in its queue.", "%(n)s tasks are back.", n) % {"n": n},
    "market": lambda n: ngettext("%(n)s task was sent on.", "%(n)s tasks were sent on.", n) % {"n": n},
    "withdraw": lambda n: ngettext("%(n)s task was withdrawn.", "%(n)s tasks were withdrawn.", n) % {"n": n},
}
