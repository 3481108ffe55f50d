"""Creating requests may be sent again: with an Idempotency-Key they have one effect and one answer."""

import functools
import hashlib
import json
import re
from collections.abc import Callable
from typing import Any  # A handler's parameters are its own.

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Schema
from ninja.responses import NinjaJSONEncoder

from assay.api.frame import reasons
from assay.api.frame.callers import caller_of
from assay.api.frame.parsing import read_body
from assay.api.frame.problems import MEDIA_TYPE, problem
from assay.kit import idempotency
from assay.kit.idempotency import Answer
from assay.kit.reasons import Refused

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{8,100}")
Handler = Callable[..., Schema]


def creates(handler: Handler) -> Callable[..., HttpResponse]:
    """The handler's result becomes a 201; repeated under the same key, the same 201 again."""
    return _answering(201)(handler)


def starts(handler: Handler) -> Callable[..., HttpResponse]:
    """The same for handlers that start a job: 202."""
    return _answering(202)(handler)


def creates_secret(handler: Handler) -> Callable[..., HttpResponse]:
    """As `creates`, for answers with a secret in them: repeated, it is done once and said so, but not kept."""
    return _answering(201, is_kept=False)(handler)


def _answering(status: int, *, is_kept: bool = True) -> Callable[[Handler], Callable[..., HttpResponse]]:
    def decorate(handler: Handler) -> Callable[..., HttpResponse]:
        @functools.wraps(handler)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            key = request.headers.get(HEADER)
            if key is None:
                return _response(_rendered(status, handler(request, *args, **kwargs)))
            if not _KEY.fullmatch(key):
                raise Refused(reasons.IDEMPOTENCY_KEY_INVALID())
            with transaction.atomic():
                made = functools.partial(handler, request, *args, **kwargs)
                return _once(request, key, lambda: _rendered(status, made()), is_kept=is_kept)

        answer.is_repeatable = True  # type: ignore[attr-defined] # Read by the OpenAPI document.
        return answer

    return decorate


def _once(request: HttpRequest, key: str, make: Callable[[], Answer], *, is_kept: bool) -> HttpResponse:
    user_id = caller_of(request).user_id
    try:
        known = idempotency.begin(
            user_id=user_id, key=key, request_sha256=_digest(request), now=timezone.now()
        )
    except idempotency.StillRunning as error:
        raise Refused(reasons.IN_PROGRESS()) from error
    except idempotency.OtherRequest as error:
        raise Refused(reasons.IDEMPOTENCY_KEY_REUSED()) from error
    if known is not None:
        response = _response(known)
        response.headers["Idempotency-Replayed"] = "true"
        return response
    answer = make()
    idempotency.remember(answer if is_kept else _shown_once(), user_id=user_id, key=key)
    return _response(answer)


def _shown_once() -> Answer:
    return Answer(409, MEDIA_TYPE, problem([reasons.SHOWN_ONCE()]).content)


def _rendered(status: int, result: Schema) -> Answer:
    # As the answers to GET are written: moments to the millisecond.
    content = json.dumps(result.model_dump(by_alias=True), cls=NinjaJSONEncoder)
    return Answer(status, "application/json; charset=utf-8", content.encode())


def _response(answer: Answer) -> HttpResponse:
    return HttpResponse(answer.content, status=answer.status, content_type=answer.content_type)


def _digest(request: HttpRequest) -> bytes:
    """Of all that makes the request what it is; an uploaded file is read in chunks."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if not request.FILES:
        digest.update(read_body(request))
        return digest.digest()
    for name in sorted(request.POST):
        digest.update(f"{name}={request.POST.getlist(name)}\n".encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            _digest_file(digest, name, file)
    return digest.digest()


def _digest_file(digest: "hashlib._Hash", name: str, file: UploadedFile) -> None:
    digest.update(f"{name}={file.name}\n".encode())
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
