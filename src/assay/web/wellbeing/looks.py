"""Uncovering what is hard to look at, on pages that only show it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from assay.kit.clock import now
from assay.web.covering import remember_look
from assay.web.requests import signed_in, user_of
from assay.wellbeing.actions.viewing import note_look


@signed_in
@require_POST
def look(request: HttpRequest, task: UUID) -> HttpResponse:
    """The same answer for every task, there or not: it tells nothing of those that are not the person's."""
    is_open = request.POST.get("open") == "yes"
    remember_look(request, task, is_open=is_open)
    if is_open:
        note_look(user_of(request), task_uid=task, now=now())
    then = request.POST.get("next", "")
    is_own = url_has_allowed_host_and_scheme(then, allowed_hosts=None)
    return redirect(then if is_own else "home")
