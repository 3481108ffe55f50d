"""Errors as application/problem+json (RFC 9457), with the same reasons as on the pages and in the CLI."""

from collections.abc import Sequence
from http import HTTPStatus

import msgspec
from django.http import HttpResponse

from assay.kit.reasons import Reason

MEDIA_TYPE = "application/problem+json"


class ProblemReason(msgspec.Struct, frozen=True):
    code: str
    text: str
    field: str | None
    params: dict[str, str | int | float]


class Problem(msgspec.Struct, frozen=True):
    type: str
    title: str
    status: int
    code: str
    detail: str
    reasons: list[ProblemReason]


_encode = msgspec.json.Encoder().encode


def problem(reasons: Sequence[Reason], *, status: int | None = None) -> HttpResponse:
    """The response for these reasons; the first one gives the status and the code."""
    first = reasons[0]
    number = status or first.status
    body = Problem(
        type=f"urn:assay:problem:{first.code}",
        title=HTTPStatus(number).phrase,
        status=number,
        code=first.code,
        detail=" ".join(each.said for each in reasons),
        reasons=[problem_reason(each) for each in reasons],
    )
    response = HttpResponse(_encode(body), status=number, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    if number == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="assay"'
    return response


def problem_reason(reason: Reason) -> ProblemReason:
    # A word or a moment is a plain text for programs.
    params = {name: str(value) if isinstance(value, str) else value for name, value in reason.params.items()}
    return ProblemReason(reason.code, reason.said, reason.field, params)
