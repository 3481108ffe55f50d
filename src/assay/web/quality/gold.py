"""Gold: tasks with a known answer, how people do on them, adding and retiring them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.quality.actions import gold as actions
from assay.quality.queries.gold import accuracy_by_contributor, gold_for, gold_of, scored_contributors
from assay.quality.queries.gold_library import records_of
from assay.web.quality.answering import read_answers
from assay.web.quality.golds import WINDOWS, gold_summary, shown_gold, window_of
from assay.web.quality.new_gold import new_gold
from assay.web.requests import done, page_of, signed_in, user_of
from assay.web.wording import wording_of


@signed_in
@require_GET
def gold(request: HttpRequest, project: UUID) -> HttpResponse:
    """Every gold task with its accepted answers, its reason and how people answered it."""
    found = project_for(user_of(request), project, Permission.MANAGE_GOLD)
    page = page_of(request, gold_of(found.pk))
    wording = wording_of(found.schema_version_id or 0) if page.object_list else None
    records, moment = records_of(page.object_list), now()
    context = {
        "project": found,
        "tab": "gold",
        "summary": gold_summary(found),
        "page": page,
        "rows": [shown_gold(each, wording, records[each.pk], moment) for each in page if wording],
    }
    return render(request, "web/quality/gold.html", context)


@signed_in
@require_GET
def people(request: HttpRequest, project: UUID) -> HttpResponse:
    """How every contributor did on the newest gold they answered."""
    found = project_for(user_of(request), project, Permission.MANAGE_GOLD)
    window = window_of(request.GET.get("window", ""))
    page = page_of(request, scored_contributors(found.pk))
    context = {
        "project": found,
        "tab": "gold",
        "summary": gold_summary(found),
        "page": page,
        "rows": accuracy_by_contributor(found.pk, [each.pk for each in page], window),
        "window": window,
        "windows": WINDOWS,
        "kept": f"window={window}",
    }
    return render(request, "web/quality/gold_people.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, project: UUID) -> HttpResponse:
    """First the task of a gold batch, then its accepted answers and the reason."""
    person = user_of(request)
    found = project_for(person, project, Permission.MANAGE_GOLD)
    form = new_gold(found, request.POST or request.GET)
    if request.method == "POST" and form.task is not None:
        try:
            actions.add_gold(
                person,
                project=found,
                external_id=form.external_id,
                answers=read_answers(form.questions, request.POST),
                reason=request.POST.get("reason", "").strip(),
                now=now(),
            )
        except Refused as refused:
            context = {"project": found, "tab": "gold", "form": form, "reasons": refused.reasons}
            return render(request, "web/quality/gold_add.html", context, status=refused.status)
        messages.success(
            request, _("Noted. The task is gold from now on; nobody can tell it from the others.")
        )
        return redirect("gold", project=project)
    return render(request, "web/quality/gold_add.html", {"project": found, "tab": "gold", "form": form})


@signed_in
@require_POST
def retire(request: HttpRequest, gold: UUID) -> HttpResponse:
    """Take a gold task out of use; scores given so far stay."""
    person = user_of(request)
    found = gold_for(person, gold)
    reason = request.POST.get("reason", "").strip()
    return done(
        request,
        lambda: actions.retire_gold(person, gold=found, reason=reason, now=now()),
        _("Retired. Nobody is shown it any more; scores given so far stay."),
        then=reverse("gold", args=[found.project.uid]),
    )


@signed_in
@require_POST
def restore(request: HttpRequest, gold: UUID) -> HttpResponse:
    """Take a retired gold task into use again."""
    person = user_of(request)
    found = gold_for(person, gold)
    return done(
        request,
        lambda: actions.restore_gold(person, gold=found, now=now()),
        _("In use again. Whoever was shown it before is not shown it again."),
        then=reverse("gold", args=[found.project.uid]),
    )
