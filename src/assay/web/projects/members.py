"""Who works on a project and why somebody gets nothing; people are added and taken off."""

import re
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.reasons import NEEDS_REASON, NOBODY_CHOSEN
from assay.people.rules.roles import Permission
from assay.projects.actions import members as actions
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in, project_for
from assay.projects.queries.staffing import addable_by, joinable, members_seen_by
from assay.web.projects.member_rows import candidate_rows, member_rows
from assay.web.requests import done, page_of, signed_in, user_of
from assay.work.queries.members import openings_of_members

MOST_CANDIDATES = 100


@signed_in
@require_GET
def members(request: HttpRequest, project: UUID) -> HttpResponse:
    """The members in the person's sight, each with what they may work on, or why they get nothing."""
    person = user_of(request)
    found = project_for(person, project)
    text = request.GET.get("q", "").strip().replace("\0", "")[:60]
    page = page_of(request, members_seen_by(person, found, text))
    openings = openings_of_members(found.pk, [each.pk for each in page])
    context = {
        "project": found,
        "tab": "members",
        "page": page,
        "rows": member_rows(page, openings, now()),
        "text": text,
        "kept": f"q={text}" if text else "",
        "may_assign": Permission.ASSIGN_WORK in permissions_in(person, found),
    }
    return render(request, "web/projects/members.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, project: UUID) -> HttpResponse:
    """Find people by pseudonym, one or many, and add those that are ticked."""
    person = user_of(request)
    found = project_for(person, project, Permission.ASSIGN_WORK)
    if request.method == "POST":
        return _added(request, person, found)
    text, names = _wanted(request.GET)
    people = addable_by(person, found, names, text)
    context = {
        "project": found,
        "tab": "members",
        "text": request.GET.get("q", ""),
        "candidates": candidate_rows(people[: MOST_CANDIDATES + 1], MOST_CANDIDATES, now()),
        "unknown": _unknown(person, found, names),
        "are_named": bool(names),
    }
    return render(request, "web/projects/members_add.html", context)


def _added(request: HttpRequest, person: User, project: Project) -> HttpResponse:
    """How many are new: who was ticked twice, or was added meanwhile, is not counted again."""
    try:
        n_new = _add(person, project, request.POST)
    except Refused as why:
        for reason in why.reasons:
            messages.error(request, reason.said)
    else:
        sentence = ngettext("%(n)s person was added.", "%(n)s people were added.", n_new)
        messages.success(request, sentence % {"n": n_new})
    return redirect("project-members", project=project.uid)


@signed_in
@require_POST
def retire(request: HttpRequest, project: UUID) -> HttpResponse:
    """Take the ticked people off the project, with one reason."""
    person = user_of(request)
    found = project_for(person, project, Permission.ASSIGN_WORK)
    return done(
        request,
        lambda: _retire(person, found, request.POST),
        _("Taken off the project. Their answers stay, and so does the reason."),
        reverse("project-members", args=[project]),
    )


def _add(person: User, project: Project, posted: QueryDict) -> int:
    uids = _chosen(posted)
    people = list(joinable(person, project).filter(uid__in=uids))
    if not people:
        raise Refused(NOBODY_CHOSEN(field="contributor"))
    return actions.add_members(person, project=project, contributors=people, now=now())


def _retire(person: User, project: Project, posted: QueryDict) -> int:
    people = list(members_seen_by(person, project).filter(uid__in=_chosen(posted)))
    reason = posted.get("reason", "").strip().replace("\0", "")[:2000]
    if not people:
        raise Refused(NOBODY_CHOSEN(field="contributor"))
    if not reason:
        raise Refused(NEEDS_REASON(field="reason"))
    return actions.retire_members(person, project=project, contributors=people, reason=reason, now=now())


def _chosen(posted: QueryDict) -> list[UUID]:
    return [uid for uid in map(parse_uid, posted.getlist("contributor")) if uid]


def _wanted(asked: QueryDict) -> tuple[str, list[str]]:
    """One word is looked for anywhere in a pseudonym; several are pseudonyms as they stand."""
    words = [word[:60] for word in re.split(r"[\s,;]+", asked.get("q", "").replace("\0", "")) if word]
    return (words[0], []) if len(words) == 1 else ("", list(dict.fromkeys(words))[:1000])


def _unknown(person: User, project: Project, names: list[str]) -> list[str]:
    """Those of the named who are neither members nor to be found."""
    if not names:
        return []
    members = members_seen_by(person, project).filter(pseudonym__in=names)
    known = {each.pseudonym for each in members} | {
        each.pseudonym for each in addable_by(person, project, names)
    }
    return [name for name in names if name not in known]
