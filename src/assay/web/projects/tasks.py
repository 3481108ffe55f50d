"""The tasks of a project: found, listed, changed many at once, undone, and taken along as a file."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.downloads import download_of
from assay.kit.ids import parse_uid
from assay.kit.models import Job, StoredFile
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import project_for
from assay.quality.actions.listing import LIST, start_listing
from assay.quality.queries.labelled import labels_by_task, latest_run
from assay.web.jobs.starting import to_job
from assay.web.projects.task_filters import address_of, filters_of
from assay.web.projects.task_rows import fields_of
from assay.web.projects.tasks_shown import change_rows, listed_tasks
from assay.web.requests import page_of, signed_in, user_of
from assay.work.actions.changing import Wish, change_chosen, change_for, start_change, undo_change
from assay.work.models import TaskChange
from assay.work.queries.narrowing import Narrowing, narrowing_of
from assay.work.queries.task_list import SORTS, tasks_of
from assay.work.queries.tasks import require_tasks
from assay.work.rules.changing import NO_TASK_CHOSEN, TaskAction

# So long a change is offered to be undone above the list; later on the page of all changes.
FRESH = timedelta(hours=1)


@signed_in
@require_GET
def tasks(request: HttpRequest, project: UUID) -> HttpResponse:
    """What was asked for stands in the address; a page looks through a bounded number of tasks."""
    person = user_of(request)
    found = project_for(person, project)
    given = require_tasks(person, found)
    narrowing, sort = _asked(request.GET, given)
    after = request.GET.get("after", "")
    page = tasks_of(found, narrowing, given, sort=sort, after=after)
    run = latest_run(found) if Permission.VIEW_ANSWERS in given else None
    may_manage = Permission.MANAGE_TASKS in given
    context = {
        "project": found,
        "tab": "tasks",
        "page": page,
        "rows": listed_tasks(
            page.tasks, fields_of(found), labels_by_task(run, [task.pk for task in page.tasks]), found
        ),
        "filters": filters_of(found, narrowing, sort, given),
        "kept": address_of(narrowing, sort),
        "is_first": not after,
        "sees_answers": Permission.VIEW_ANSWERS in given,
        "may_manage": may_manage,
        "change": _fresh_change(person, found) if may_manage else None,
    }
    return render(request, "web/projects/tasks.html", context)


@signed_in
@require_POST
def change(request: HttpRequest, project: UUID) -> HttpResponse:
    """The chosen tasks at once, or all that fit as a job; either can be undone."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_TASKS)
    given = require_tasks(person, found)
    narrowing, sort = _asked(request.POST, given)
    back = _back(request.POST, found, address_of(narrowing, sort))
    wish = _wish(request.POST)
    if request.POST.get("which") == "all":
        return to_job(
            request,
            lambda: start_change(person, project=found, narrowing=narrowing, wish=wish, now=now())[1],
            otherwise=back,
        )
    try:
        made = _change_chosen(person, found, request.POST, wish)
    except Refused as why:
        for reason in why.reasons:
            messages.error(request, reason.said)
    else:
        messages.success(request, _said(made))
    return redirect(back)


@signed_in
@require_GET
def changes(request: HttpRequest, project: UUID) -> HttpResponse:
    """Every change of many tasks, newest first, each with its undo."""
    found = project_for(user_of(request), project, Permission.MANAGE_TASKS)
    made = TaskChange.objects.filter(project=found).select_related("created_by", "undone_by").order_by("-pk")
    page = page_of(request, made)
    context = {"project": found, "tab": "tasks", "page": page, "rows": change_rows(page)}
    return render(request, "web/projects/changes.html", context)


@signed_in
@require_POST
def undo(request: HttpRequest, project: UUID, change: UUID) -> HttpResponse:
    """Put back what a change has changed."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_TASKS)
    made = change_for(person, change, found)
    back = reverse("project-changes", args=[project])
    try:
        undone = undo_change(person, change=made, now=now())
    except Refused as why:
        for reason in why.reasons:
            messages.error(request, reason.said)
        return redirect(back)
    if isinstance(undone, Job):
        return redirect("job", job=undone.uid)
    n = undone.n_restored
    messages.success(
        request, ngettext("%(n)s task is as it was.", "%(n)s tasks are as they were.", n) % {"n": n}
    )
    return redirect("project-tasks", project=project)


@signed_in
@require_POST
def listing(request: HttpRequest, project: UUID) -> HttpResponse:
    """The whole list as CSV, written by a job."""
    person = user_of(request)
    found = project_for(person, project)
    narrowing, sort = _asked(request.POST, require_tasks(person, found))
    return to_job(
        request,
        lambda: start_listing(person, project=found, narrowing=narrowing, sort=sort, now=now()),
        otherwise=reverse("project-tasks", args=[project]),
    )


@signed_in
@require_GET
def listing_file(request: HttpRequest, job: UUID) -> HttpResponseBase:
    """Only for whoever asked for it: the list holds what they may see."""
    found = Job.objects.filter(uid=job, kind=LIST, created_by=user_of(request)).first()
    if found is None or "file" not in found.result:
        raise NotFound
    return download_of(StoredFile.objects.get(uid=found.result["file"]))


def _back(posted: QueryDict, project: Project, kept: str) -> str:
    """Where the change was asked for: the page of a task, or the list."""
    if posted.get("from") == "task" and (uid := parse_uid(posted.get("task", ""))):
        return reverse("task", args=[uid])
    return f"{reverse('project-tasks', args=[project.uid])}?{kept}"


def _asked(texts: QueryDict, given: frozenset[Permission]) -> tuple[Narrowing, str]:
    asked: Mapping[str, str] = {name: str(value) for name, value in texts.items()}
    sort = asked.get("sort", "")
    return narrowing_of(asked, given), sort if sort in SORTS else SORTS[0]


def _wish(posted: QueryDict) -> Wish:
    action = posted.get("action", "")
    if action not in set(TaskAction):
        raise NotFound
    return Wish(
        action=TaskAction(action),
        reason=posted.get("reason", "").replace("\0", "")[:2000],
        overlap=_number(posted.get("overlap", "")),
        priority=_number(posted.get("priority", "")),
        batch=parse_uid(posted.get("to_batch", "")),
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _change_chosen(person: User, project: Project, posted: QueryDict, wish: Wish) -> TaskChange:
    chosen = [uid for uid in map(parse_uid, posted.getlist("task")) if uid]
    if not chosen:
        raise Refused(NO_TASK_CHOSEN(field="task"))
    return change_chosen(person, project=project, tasks=chosen, wish=wish, now=now())


def _said(made: TaskChange) -> str:
    text = ngettext("%(n)s task was changed.", "%(n)s tasks were changed.", made.n_changed) % {
        "n": made.n_changed
    }
    if made.n_left:
        left = ngettext("%(n)s was left as it is.", "%(n)s were left as they are.", made.n_left)
        text = f"{text} {left % {'n': made.n_left}}"
    return text


def _fresh_change(person: User, project: Project) -> object:
    """The person's newest change, while it is fresh and not undone."""
    newest = TaskChange.objects.filter(project=project, created_by=person).order_by("-pk").first()
    is_fresh = newest is not None and newest.undone_at is None and newest.created_at > now() - FRESH
    return change_rows([newest])[0] if newest is not None and is_fresh else None
