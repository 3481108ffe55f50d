"""The pilot of a request: started, and filled from the sample file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from assay.intake.queries.scope import request_for
from assay.kit.clock import now
from assay.kit.reasons import Refused
from assay.planning.actions.pilot import Sampled, start_pilot, take_sample
from assay.web.requests import signed_in, user_of


@signed_in
@require_POST
def start(request: HttpRequest, request_uid: UUID) -> HttpResponse:
    """Start the pilot of a request."""
    person = user_of(request)
    found = request_for(person, request_uid)
    text = request.POST.get("n_tasks", "").strip()
    n_tasks = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    try:
        sampled = start_pilot(person, request=found, n_tasks=n_tasks, now=now()).sampled
    except Refused as refused:
        return _to_pilot(request, request_uid, refused)
    if sampled is None:
        messages.success(
            request, _("Its project is there as a draft: bring the tasks into its batch, and open it.")
        )
    else:
        _tell_sampled(request, sampled)
    return _to_pilot(request, request_uid)


@signed_in
@require_POST
def take(request: HttpRequest, request_uid: UUID) -> HttpResponse:
    """Take the tasks of the pilot from the sample file."""
    person = user_of(request)
    try:
        _tell_sampled(request, take_sample(person, request=request_for(person, request_uid), now=now()))
    except Refused as refused:
        return _to_pilot(request, request_uid, refused)
    return _to_pilot(request, request_uid)


def _tell_sampled(request: HttpRequest, found: Sampled) -> None:
    """What came of the sample file, and what did not."""
    if found.n_added:
        words = ngettext(
            "%(n)d task of the sample file is in the pilot, whose project is there as a draft: open it.",
            "%(n)d tasks of the sample file are in the pilot, whose project is there as a draft: open it.",
            found.n_added,
        )
        messages.success(request, words % {"n": found.n_added})
    if found.reason is not None:
        words = _("No task of the pilot came from the sample file. %(why)s")
        if found.n_bad:
            words = ngettext(
                "%(n)d row of the sample file is no task of this label schema. %(why)s",
                "%(n)d rows of the sample file are no tasks of this label schema. %(why)s",
                found.n_bad,
            )
        messages.warning(request, words % {"n": found.n_bad, "why": found.reason.said})


def _to_pilot(request: HttpRequest, request_uid: UUID, refused: Refused | None = None) -> HttpResponse:
    for reason in refused.reasons if refused else ():
        messages.error(request, reason.said)
    return redirect(reverse("request-feasibility", args=[request_uid]) + "#pilot")
