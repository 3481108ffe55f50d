"""Turns whatever a handler raises into one problem document: never a 500 for bad input."""

import logging
from collections.abc import Callable, Sequence
from typing import Any  # ninja's handler type is generic in the exception.

import psycopg
from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from assay.api.frame import reasons
from assay.api.frame.parsing import malformed, read_body
from assay.api.frame.problems import problem
from assay.kit.connections import renew
from assay.kit.ids import new_uid
from assay.kit.reasons import NotFound, Reason, Refused

log = logging.getLogger(__name__)


def refused(_request: HttpRequest, error: Refused) -> HttpResponse:
    return problem(error.reasons)


def not_found(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem([reasons.NOT_FOUND()])


def unauthenticated(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return problem([reasons.UNAUTHENTICATED()])


def throttled(request: HttpRequest, _error: Throttled) -> HttpResponse:
    response = problem([reasons.TOO_MANY(most=settings.ASSAY_RATE_PER_MINUTE)])
    response.headers["Retry-After"] = str(getattr(request, "rate_seconds", 1))
    return response


def invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem([_invalid(each) for each in error.errors])


def _invalid(error: dict[str, Any]) -> Reason:
    # ("body", "payload", "stages", 0, "overlap"): where it came from and the parameter's name are ours.
    path: Sequence[str | int] = error["loc"]
    named = path[2:] if path[0] in {"body", "form"} and len(path) > 2 else path[1:]
    why = str(error["msg"]).rstrip(".") + "."
    return reasons.INVALID(field=".".join(map(str, named)) or None, why=why)


def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    cause = error.__cause__
    if isinstance(cause, Refused):
        return problem(cause.reasons)
    if isinstance(cause, Exception):
        return problem(malformed(cause).reasons)
    if error.status_code == 403:
        return problem([reasons.CSRF()])
    return problem([reasons.MALFORMED(why=error.message.rstrip("."))], status=error.status_code)


def unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
    """Django could not take the body apart: too large, broken off, or not what its header says."""
    if isinstance(error, RequestDataTooBig | UnreadablePostError):
        try:
            read_body(request)
        except Refused as refusal:
            return problem(refusal.reasons)
    return problem([reasons.MALFORMED(why=str(error).rstrip(".") or "it is broken")])


def unstorable(_request: HttpRequest, error: Exception) -> HttpResponse:
    log.warning("A value was refused by the database: %s", error)
    return problem([reasons.UNSTORABLE()])


def taken(_request: HttpRequest, error: Exception) -> HttpResponse:
    log.warning("The database forbade it: %s", error)
    return problem([reasons.TAKEN()])


def busy(_request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("The database cannot be reached: %s", error)
    renew()
    response = problem([reasons.BUSY()])
    response.headers["Retry-After"] = "2"
    return response


def internal(request: HttpRequest, error: Exception) -> HttpResponse:
    incident = str(new_uid())
    log.error("Incident %s at %s %s", incident, request.method, request.path, exc_info=error)
    return problem([reasons.INTERNAL(incident=incident)])


HANDLERS: list[tuple[type[Exception], Callable[..., HttpResponse]]] = [
    (Refused, refused),
    (NotFound, not_found),
    (Http404, not_found),
    (AuthenticationError, unauthenticated),
    (Throttled, throttled),
    (ValidationError, invalid),
    (HttpError, http_error),
    (BadRequest, unreadable),
    (SuspiciousOperation, unreadable),
    (MultiPartParserError, unreadable),
    (UnreadablePostError, unreadable),
    (DataError, unstorable),
    (psycopg.DataError, unstorable),
    (IntegrityError, taken),
    (psycopg.OperationalError, busy),
    (OperationalError, busy),
    (InterfaceError, busy),
    (Exception, internal),
]


def register(api: NinjaAPI) -> None:
    for kind, handler in HANDLERS:
        api.add_exception_handler(kind, handler)
