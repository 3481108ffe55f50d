"""How long each state of a request may last: a setting of the organisation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assay.intake.actions.clocks import set_service_level
from assay.intake.queries.clocks import levels as levels_in_force
from assay.intake.queries.scope import may_take_part
from assay.intake.rules.states import waits_for
from assay.kit.clock import now
from assay.kit.reasons import NotFound, Reason, Refused
from assay.people.models import User
from assay.people.queries.scope import may
from assay.people.rules.roles import Permission
from assay.web.intake.calendars import WORKDAYS, shown_calendars, weekdays_by_key
from assay.web.intake.words import PARTS, STATES
from assay.web.requests import signed_in, user_of


@signed_in
@require_http_methods(["GET", "POST"])
def levels(request: HttpRequest) -> HttpResponse:
    """The table; for who may set it as a form."""
    person = user_of(request)
    if not may_take_part(person):
        raise NotFound
    problems: list[Reason] = []
    if request.method == "POST":
        problems = _set(person, request)
        if not problems:
            messages.success(request, _("Saved. It counts for clocks that start from now on."))
            return redirect("request-levels")
    said = {str(each.field): each.said for each in problems}
    rows = [
        {
            "state": each.state,
            "label": _(STATES[each.state][0]),
            "waits_for": ", ".join(_(PARTS[part]) for part in sorted(waits_for(each.state))),
            "hours": request.POST.get(each.state, "" if each.hours is None else str(each.hours)),
            "changed_at": each.changed_at,
            "problem": said.get(each.state, ""),
        }
        for each in levels_in_force()
    ]
    context = {
        "rows": rows,
        "calendars": shown_calendars(),
        "weekdays": [(key, name, key in WORKDAYS) for key, name in weekdays_by_key().items()],
        "zone": person.time_zone,
        "may_set": may(person, Permission.APPROVE_REQUEST),
        "others": [each for each in problems if each.field not in STATES],
    }
    return render(request, "web/intake/levels.html", context, status=422 if problems else 200)


def _set(person: User, request: HttpRequest) -> list[Reason]:
    """Only what differs from what is in force."""
    problems: list[Reason] = []
    for each in levels_in_force():
        text = request.POST.get(each.state, "").strip()
        hours = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else (-1 if text else None)
        if hours != each.hours:
            try:
                set_service_level(person, state=each.state, hours=hours, now=now())
            except Refused as refused:
                problems += refused.reasons
    return problems
