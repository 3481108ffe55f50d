"""Changes of a request that is submitted already: proposed in the same form, decided field by field in sight."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assay.intake.actions.changing import decide_change, propose_change
from assay.intake.models import Request
from assay.intake.queries.facts import facts_of, values_of
from assay.intake.queries.facts import volumes_of as kept_volumes
from assay.intake.queries.history import change_for
from assay.intake.queries.scope import parts_of, request_for
from assay.intake.rules.states import EDITABLE, OVER
from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.web.intake.fields import as_typed, asked_of, sections_of
from assay.web.intake.form import offered, placed
from assay.web.intake.reading import changes_of, volumes_of
from assay.web.requests import done, signed_in, user_of


@signed_in
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, request_uid: UUID) -> HttpResponse:
    """The form as the request has it; what is different in what comes back is proposed."""
    person = user_of(request)
    found = request_for(person, request_uid)
    if not parts_of(person, found) or found.state in EDITABLE | OVER:
        return redirect("request", request_uid=request_uid)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            _propose(person, found, request)
        except Refused as why:
            refused = why
        else:
            messages.success(request, _("Proposed. It counts once the other side accepts it."))
            return redirect(reverse("request", args=[request_uid]) + "#changes")
    said, others = placed(refused.reasons if refused else ())
    asked = as_typed(asked_of(found), request.POST, {*request.POST, "volumes"})
    context = {
        "found": found,
        "sections": sections_of(asked, facts_of(found), said, with_people=False),
        "others": others,
        "problem_why": said.get("why", ""),
        "why": request.POST.get("why", ""),
        **offered(),
    }
    return render(request, "web/intake/propose.html", context, status=refused.status if refused else 200)


@signed_in
@require_POST
def decide(request: HttpRequest, change: UUID) -> HttpResponse:
    """Yes, and it stands there at once; or no, and why."""
    person = user_of(request)
    found = change_for(person, change)
    accepts = request.POST.get("what") == "accept"
    return done(
        request,
        lambda: decide_change(
            person, change=found, accepts=accepts, note=request.POST.get("note", ""), now=now()
        ),
        _("Accepted. It stands in the request.") if accepts else _("Declined."),
        reverse("request", args=[found.request.uid]) + "#changes",
    )


def _propose(person: User, found: Request, request: HttpRequest) -> None:
    """Only what differs from what stands there."""
    kept, rows = values_of(found), volumes_of(request.POST)
    changes = {name: value for name, value in changes_of(request.POST).items() if value != kept[name]}
    if "budget_micro" in changes or "currency" in changes:
        asked = changes_of(request.POST)
        changes |= {name: asked[name] for name in ("budget_micro", "currency")}
    propose_change(
        person,
        request=found,
        changes=changes,
        volumes=rows if rows is not None and rows != kept_volumes(found) else None,
        why=request.POST.get("why", ""),
        now=now(),
    )
