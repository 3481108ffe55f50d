"""Headers every page carries, and what becomes of a refusal."""

from collections.abc import Callable

import psycopg
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assay.kit.reasons import NotFound, Refused
from assay.projects.rules.reasons import TEXT_CONTROL

# Tasks and guidelines name pictures and media of other sites, so these are loaded from anywhere, but encrypted
# only, and pages ask for them without a referrer. `data:` is for the icons inside the stylesheet. Everything that
# runs, is styled, framed or posted to comes from here alone.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data: https:",
        "media-src 'self' https:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


class ContentSecurityPolicy:
    """No inline script or style, nothing from elsewhere but pictures and media of the tasks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class Refusals:
    """What a domain refuses becomes a page: a sentence and its status, or 404 for whatever is out of scope.

    So does what the database cannot store, such as a zero character, which no keyboard types.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if request.path.startswith("/api/"):
            return None
        if isinstance(error, NotFound):
            return render(request, "404.html", status=404)
        if isinstance(error, Refused):
            return render(request, "web/refused.html", {"reasons": error.reasons}, status=error.status)
        if isinstance(error, DataError | psycopg.DataError):
            refused = Refused(TEXT_CONTROL())
            return render(request, "web/refused.html", {"reasons": refused.reasons}, status=refused.status)
        return None
