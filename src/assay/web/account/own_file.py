"""What is kept of oneself: as a file, and to be erased."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.people.actions.erasing import ask_erasure, withdraw_erasure
from assay.people.queries.erasure import newest_request
from assay.people.queries.own_file import file_of
from assay.people.rules.erasure import MOST_WORDS, due_at
from assay.web.requests import done, signed_in, user_of


@signed_in
@require_GET
def kept(request: HttpRequest) -> HttpResponse:
    asked = newest_request(user_of(request))
    is_open = asked is not None and asked.withdrawn_at is None and asked.declined_at is None
    context = {
        "person": user_of(request),
        "asked": asked,
        "is_open": is_open,
        "due_at": due_at(asked.asked_at) if asked else None,
        "most": MOST_WORDS,
    }
    return render(request, "web/account_data.html", context)


@signed_in
@never_cache
@require_GET
def download(request: HttpRequest) -> StreamingHttpResponse:
    response = StreamingHttpResponse(file_of(user_of(request)), content_type="application/zip")
    named = content_disposition_header(as_attachment=True, filename=f"assay-{now().date()}.zip")
    response.headers["Content-Disposition"] = named or "attachment"
    return response


@signed_in
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    words = request.POST.get("words", "").replace("\0", "")
    return done(
        request,
        lambda: ask_erasure(user_of(request), words=words, now=now()),
        _("You have asked to be erased."),
        "own-data",
    )


@signed_in
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    return done(
        request,
        lambda: withdraw_erasure(user_of(request), now=now()),
        _("Taken back: nothing is erased."),
        "own-data",
    )
