"""One task: what it shows, where it stands, who has it, what was answered; withdrawn and assigned from here."""

import re
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.kit.clock import working_day
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.rules.reasons import NEEDS_REASON, NOBODY_CHOSEN
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import permissions_in, require
from assay.projects.queries.staffing import members_seen_by
from assay.quality.models import Label
from assay.web.content import shown_content
from assay.web.projects.moments import NOT_IN_FUTURE, moment_of, typed
from assay.web.projects.task_history import history_of, is_blind
from assay.web.projects.task_shown import ASSIGNED, shown_claims, shown_judgments, shown_places, tomorrow
from assay.web.projects.words import PRIORITIES, choices
from assay.web.requests import done, signed_in, user_of
from assay.web.wording import wording_of
from assay.work.actions.assigning import assign
from assay.work.actions.queues import label_stage
from assay.work.actions.reinstating import reinstate_tasks
from assay.work.actions.withdrawing import withdraw_tasks
from assay.work.models import Task
from assay.work.queries.batches import batches_of
from assay.work.queries.tasks import claims_of, judgments_of, places_of, task_for

MOST_PEOPLE, MOST_BATCHES = 200, 200


@signed_in
@require_GET
def task(request: HttpRequest, task: UUID) -> HttpResponse:
    """Answers and their authors only for those who may see answers."""
    person = user_of(request)
    found = task_for(person, task)
    given = permissions_in(person, found.project)
    may_assign, may_manage = Permission.ASSIGN_WORK in given, Permission.MANAGE_TASKS in given
    is_kept = Permission.VIEW_ANSWERS in given and is_blind(person, found)
    sees_answers = Permission.VIEW_ANSWERS in given and not is_kept
    context = {
        "project": found.project,
        "tab": "tasks",
        "task": found,
        "content": shown_content(wording_of(found.project.schema_version_id or 0), found),
        "places": shown_places(places_of(found)),
        "claims": shown_claims(claims_of(found)) if sees_answers or may_assign else (),
        "has_label": sees_answers and Label.objects.filter(task=found).exists(),
        "judgments": shown_judgments(judgments_of(found)) if sees_answers else None,
        "is_kept": is_kept,
        "history": history_of(found, given, is_blind=is_kept),
        "may_withdraw": may_manage and found.withdrawn_at is None,
        "may_bring_back": may_manage and found.withdrawn_at is not None and found.purged_at is None,
        "steering": _steering(found, given)
        if may_manage and not found.withdrawn_at and not found.is_gold
        else None,
        "assignable": _assignable(person, found) if may_assign and found.withdrawn_at is None else None,
        "until": typed(tomorrow(the_time()), found.project.time_zone),
    }
    return render(request, "web/projects/task.html", context)


@signed_in
@require_POST
def withdraw(request: HttpRequest, task: UUID) -> HttpResponse:
    """Take the task out of the work; what was answered stays."""
    person = user_of(request)
    found = task_for(person, task)
    require(person, found.project, Permission.MANAGE_TASKS)
    reason = request.POST.get("reason", "").strip().replace("\0", "")[:2000]
    return done(
        request,
        lambda: _withdraw(person, found, reason),
        _("Withdrawn. Nobody gets this task any more; answers given so far stay."),
        reverse("task", args=[task]),
    )


@signed_in
@require_POST
def bring_back(request: HttpRequest, task: UUID) -> HttpResponse:
    """A withdrawn task goes back to its queues, where its content is still there."""
    person = user_of(request)
    found = task_for(person, task)
    require(person, found.project, Permission.MANAGE_TASKS)
    if found.purged_at is not None:
        raise NotFound
    return done(
        request,
        lambda: reinstate_tasks(person, project=found.project, task_ids=[found.pk], now=the_time()),
        _("It is back, and asks for what it still lacks."),
        reverse("task", args=[task]),
    )


def _steering(task: Task, given: frozenset[Permission]) -> dict[str, object]:
    """What can be changed for this task alone: the same as for many."""
    batches = batches_of(task.project, given).exclude(pk=task.batch_id).filter(is_gold=False)[:MOST_BATCHES]
    return {
        "overlap_max": label_stage(task.project).overlap_max,
        "priorities": choices(PRIORITIES),
        "batches": list(batches),
    }


def _withdraw(person: User, task: Task, reason: str) -> None:
    if not reason:
        raise Refused(NEEDS_REASON(field="reason"))
    withdraw_tasks(
        person, project=task.project, external_ids=[task.external_id], reason=reason, now=the_time()
    )


@signed_in
@require_POST
def assign_by_hand(request: HttpRequest, task: UUID) -> HttpResponse:
    """Give the task to people by name; each outcome is said."""
    person = user_of(request)
    found = task_for(person, task)
    require(person, found.project, Permission.ASSIGN_WORK)
    try:
        outcomes = _assign(person, found, request.POST)
    except Refused as why:
        for reason in why.reasons:
            messages.error(request, reason.said)
    else:
        for pseudonym, outcome in outcomes:
            say = messages.success if outcome == "assigned" else messages.error
            say(request, f"{pseudonym}: {_(ASSIGNED[outcome])}")
    return redirect("task", task=task)


def _assign(person: User, task: Task, posted: QueryDict) -> list[tuple[str, str]]:
    """The outcome of everybody named, in the order in which they were named."""
    names = list(dict.fromkeys(re.split(r"[\s,;]+", posted.get("people", "").strip().replace("\0", ""))))[:50]
    if names == [""]:
        raise Refused(NOBODY_CHOSEN(field="people"))
    now = the_time()
    until = moment_of(posted.get("until", ""), task.project.time_zone, field="until") or tomorrow(now)
    if until <= now:
        raise Refused(NOT_IN_FUTURE(field="until"))
    members = members_seen_by(person, task.project).filter(pseudonym__in=names)
    known = dict(members.values_list("pseudonym", "pk"))
    found = assign(
        person,
        stage=label_stage(task.project),
        pairs=[(task.pk, known[name]) for name in names if name in known],
        until=until,
        day_on=working_day(now, task.project.time_zone),
        now=now,
    )
    outcomes = {each.contributor_id: each.outcome for each in found}
    return [(name, outcomes[known[name]] if name in known else "unknown") for name in names]


def _assignable(person: User, task: Task) -> list[str]:
    """Members to choose from; of many the first ones, others are typed."""
    names = members_seen_by(person, task.project).values_list("pseudonym", flat=True)
    return list(names[:MOST_PEOPLE])
