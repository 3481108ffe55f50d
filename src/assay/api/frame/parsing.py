"""Request bodies: read once, within the limit, as strict JSON."""

from typing import cast

import msgspec
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import UnreadablePostError
from ninja.parser import Parser
from ninja.types import DictStrAny

from assay.api.frame import reasons
from assay.kit.reasons import Reason, Refused

_any = msgspec.json.Decoder()


def read_body(request: HttpRequest) -> bytes:
    """The bytes of the body; refused when they are too many or contain what PostgreSQL's text cannot hold."""
    try:
        body = request.body
    except RequestDataTooBig as error:
        raise Refused(reasons.TOO_LARGE(most=settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)) from error
    except UnreadablePostError as error:
        raise Refused(reasons.MALFORMED(why="the connection broke while it was read")) from error
    if b"\\u0000" in body:
        raise Refused(reasons.MALFORMED(why="it contains the character U+0000"))
    return body


def malformed(error: Exception) -> Refused:
    """What to answer when a body could not be decoded."""
    if isinstance(error, RecursionError):
        return Refused(reasons.MALFORMED(why="it is nested too deeply"))
    if isinstance(error, msgspec.ValidationError):
        return Refused(invalid(error))
    return Refused(reasons.MALFORMED(why=str(error).rstrip(".") or "it is not JSON"))


def invalid(error: msgspec.ValidationError) -> Reason:
    """msgspec says `Expected `int`, got `str` - at `$.n``: the path becomes the field."""
    why, _, path = str(error).partition(" - at `")
    return reasons.INVALID(field=path.removeprefix("$.").rstrip("`") or None, why=f"{why}.")


class StrictParser(Parser):
    """JSON through msgspec: no NaN, no lone surrogates, no endless nesting."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        try:
            return cast(DictStrAny, _any.decode(read_body(request)))
        except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
            raise malformed(error) from error
