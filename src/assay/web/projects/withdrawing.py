"""Content is taken out by a list of names: which releases hold it is said, and it can be deleted for good."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assay.delivery.queries.holding import releases_holding
from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in, project_for
from assay.web.projects.forms import Filled, refused, texts_of
from assay.web.requests import signed_in, user_of
from assay.work.actions.purging import purge_tasks
from assay.work.actions.withdrawing import MOST_AT_ONCE, withdraw_named

FIELDS = ("external_ids", "reason", "purge")


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, project: UUID) -> HttpResponse:
    """The form, and after it what became of each name."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_TASKS)
    may_purge = Permission.PURGE_CONTENT in permissions_in(person, found)
    form, outcome = Filled({"external_ids": "\n".join(request.GET.getlist("id"))}), None
    if request.method == "POST":
        values = texts_of(request.POST, FIELDS)
        try:
            outcome = _withdraw(person, found, values)
        except Refused as why:
            form = refused(values, why, FIELDS)
    context = {
        "project": found,
        "tab": "batches",
        "form": form,
        "outcome": outcome,
        "may_purge": may_purge,
        "most": MOST_AT_ONCE,
    }
    return render(request, "web/projects/withdraw.html", context, status=form.status)


def _withdraw(person: User, project: Project, values: dict[str, str]) -> dict[str, object]:
    names = [line.strip() for line in values["external_ids"].splitlines() if line.strip()]
    at = now()
    done = withdraw_named(person, project=project, external_ids=names, reason=values["reason"], now=at)
    n_purged = purge_tasks(person, project=project, external_ids=names, now=at) if values["purge"] else None
    return {
        "done": done,
        "n_purged": n_purged,
        "releases": releases_holding(project, names),
        "sentence": _("Nobody gets them any more; whoever had one in hand is told so."),
    }
