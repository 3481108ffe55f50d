"""The inbox: what Assay told the person, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from assay.kit.clock import now as the_time
from assay.people.actions.inbox import mark_read
from assay.people.queries.inbox import messages_of
from assay.web.requests import page_of, signed_in, user_of


@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    return render(request, "web/inbox.html", {"page": page_of(request, messages_of(user_of(request)))})


@signed_in
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    mark_read(user_of(request), now=the_time())
    return redirect("inbox")
