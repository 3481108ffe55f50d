"""Disputes: for who is charged and who leads them, and for who arbitrates, one case after the other."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assay.kit.clock import now as the_time
from assay.kit.reasons import NotFound, Refused
from assay.people.queries.scope import led_by
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import is_allowed, project_for, require
from assay.quality.actions import disputing as actions
from assay.quality.queries.disputes import (
    arbitrator_of,
    charged_to,
    dispute_for,
    disputes_of,
    open_to,
)
from assay.quality.queries.scores import disputes_by_reviewer, score_of_project, scores_of_people
from assay.quality.rules.disputes import NO_RULING, refuse_arbitrator
from assay.web.content import shown_content
from assay.web.disputes.shown import shown_case, shown_review, shown_row
from assay.web.requests import page_of, signed_in, user_of
from assay.web.wording import wording_of


@signed_in
@require_GET
def of_site(request: HttpRequest, project: UUID) -> HttpResponse:
    """The same for who leads a site: its people's errors in one project, and how they score."""
    person, now = user_of(request), the_time()
    found = project_for(person, project)
    led = list(led_by(person).values_list("pk", flat=True))
    if not led:
        raise NotFound
    page = page_of(request, charged_to(person, found).filter(contributor__in=led), 20)
    context = {
        "project": found,
        "page": page,
        "rows": [shown_review(person, each, now) for each in page],
        "total": score_of_project(found.pk, led),
        "scores": scores_of_people(found.pk, led),
    }
    return render(request, "web/disputes/site.html", context)


@signed_in
@require_GET
def disputes(request: HttpRequest, project: UUID) -> HttpResponse:
    """What waits for an arbitrator, what was decided, and how often reviewers are overturned."""
    person, now = user_of(request), the_time()
    found = project_for(person, project)
    if not is_allowed(person, found, Permission.ARBITRATE) and led_by(person).exists():
        return redirect("site-disputes", project=project)
    require(person, found, Permission.ARBITRATE)
    state = request.GET.get("state")
    context: dict[str, object] = {
        "project": found,
        "state": state if state in {"decided", "reviewers"} else "open",
    }
    if context["state"] == "reviewers":
        context |= {"reviewers": disputes_by_reviewer(found.pk), "total": score_of_project(found.pk)}
    else:
        page = page_of(request, disputes_of(found, is_open=context["state"] == "open"))
        context |= {
            "page": page,
            "rows": [shown_row(each, now) for each in page],
            "kept": f"state={context['state']}",
        }
    context["has_next"] = open_to(person, found).exists()
    return render(request, "web/disputes/disputes.html", context)


@signed_in
@require_POST
def following(request: HttpRequest, project: UUID) -> HttpResponse:
    """On to the dispute that is due first, of those the person may decide."""
    person = user_of(request)
    found = project_for(person, project, Permission.ARBITRATE)
    first = open_to(person, found).first()
    if first is None:
        messages.info(
            request, _("Nothing waits for you: what is left is about your own work, review or dispute.")
        )
        return redirect("disputes", project=project)
    return redirect("dispute", dispute=first.uid)


@signed_in
@require_http_methods(["GET", "POST"])
def dispute(request: HttpRequest, dispute: UUID) -> HttpResponse:
    """One case; posting decides it and goes on to the next."""
    person = user_of(request)
    found = dispute_for(person, dispute)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            actions.decide_dispute(
                person,
                dispute=found,
                is_overturned=_ruled(request.POST.get("ruled", "")),
                ruling=request.POST.get("ruling", ""),
                now=the_time(),
            )
        except Refused as why:
            refused = why
        else:
            messages.success(request, _("Decided."))
            return following(request, found.project.uid)
    why_not = refuse_arbitrator(arbitrator_of(person, found))
    wording = wording_of(found.review.judgment.schema_version_id)
    context = {
        "project": found.project,
        "case": shown_case(found),
        "content": shown_content(wording, found.review.judgment.task),
        "guideline": found.review.judgment.guideline_version,
        "why_not": why_not.said if why_not else "",
        "ruling": request.POST.get("ruling", ""),
        "reasons": refused.reasons if refused else (),
    }
    return render(request, "web/disputes/dispute.html", context, status=refused.status if refused else 200)


def _ruled(text: str) -> bool:
    if text not in {"upheld", "overturned"}:
        raise Refused(NO_RULING(field="ruled"))
    return text == "overturned"
