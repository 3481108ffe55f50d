"""What agents and QAs are to reach of their time, and how it came to be so."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.actions.time_targets import publish_time_targets
from assay.people.enums import TimeGroup, TimeMeasure
from assay.people.models import User
from assay.people.queries.scope import may, scope_of
from assay.people.queries.time_targets import earlier_targets, time_targets
from assay.people.rules.roles import Permission
from assay.people.rules.time_targets import Targets
from assay.web.requests import signed_in, user_of

MOST_VERSIONS = 20


def sees_targets(user: User) -> bool:
    """Whoever sees people of the whole organisation; leads read on their own pages what they are measured by."""
    return scope_of(user, Permission.VIEW_PEOPLE).is_everywhere


@signed_in
@require_http_methods(["GET", "POST"])
def targets(request: HttpRequest) -> HttpResponse:
    """For who sees everybody's time; whoever sets standards publishes the next version."""
    person = user_of(request)
    if not sees_targets(person):
        raise NotFound
    if request.method == "POST":
        try:
            publish_time_targets(
                person, targets=_asked(request.POST), reason=request.POST.get("reason", ""), now=now()
            )
        except Refused as refused:
            for reason in refused.reasons:
                messages.error(request, reason.said)
        else:
            messages.success(request, _("Published. Time is measured by them from now on."))
            return redirect("time-targets")
    found = time_targets()
    context = {
        "number": found.number,
        "measures": [measure.label for measure in TimeMeasure],
        "rows": [_row(group, found.targets[group], request.POST) for group in TimeGroup],
        "earlier": earlier_targets()[:MOST_VERSIONS],
        "may_set": may(person, Permission.SET_STANDARDS),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "web/timekeeping/targets.html", context)


def _row(group: TimeGroup, found: Mapping[TimeMeasure, float], posted: QueryDict) -> dict[str, object]:
    names = {measure: f"{group.value}_{measure.value}" for measure in TimeMeasure}
    cells = [
        {
            "name": name,
            "label": measure.label,
            "share": found[measure],
            "typed": posted.get(name, f"{found[measure] * 100:g}"),
        }
        for measure, name in names.items()
    ]
    return {"label": group.label, "cells": cells}


def _asked(posted: QueryDict) -> Targets:
    """What is no number is none that the rule allows."""
    return {
        group: {measure: _share(posted.get(f"{group.value}_{measure.value}", "")) for measure in TimeMeasure}
        for group in TimeGroup
    }


def _share(text: str) -> float:
    try:
        return float(text.strip().replace(",", ".")[:20]) / 100
    except ValueError:
        return float("nan")
