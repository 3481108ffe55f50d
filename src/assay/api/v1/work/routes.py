"""The addresses of the work endpoints, and what the document says of them.

Their handlers parse and encode with msgspec, because pydantic would cost as much as the statement itself; so
what the document says of bodies and answers is derived from the same structs here.
"""

from collections.abc import Callable
from typing import Any  # Parts of an OpenAPI document.

import msgspec
from django.http import HttpResponse
from ninja import Router

from assay.api.frame.authentication import working
from assay.api.v1.work import leases, messages, steps

router = Router(tags=["work"], auth=[working])
Handler = Callable[..., HttpResponse]
_MODES = (messages.StepAnswer, messages.Step, messages.Submitted, messages.Answer, messages.DraftIn)
_MORE = (
    *(messages.StepsAnswer, messages.Steps, messages.DraftSaved),
    *(messages.SkipIn, messages.Undone, messages.NothingToDo),
    messages.Returned,
    *(messages.AskIn, messages.Asked, messages.ReportIn, messages.Reported),
)
_schemas, SCHEMAS = msgspec.json.schema_components(
    [*_MODES, *_MORE], ref_template="#/components/schemas/{name}"
)
_OF = dict(zip([*_MODES, *_MORE], _schemas, strict=True))


def documented(
    *, body: type[msgspec.Struct] | None = None, answer: type[msgspec.Struct] | None = None
) -> dict[str, Any]:
    extra: dict[str, Any] = {"responses": {204: {"description": "Done"}}}
    if answer is not None:
        content = {"application/json": {"schema": _OF[answer]}}
        extra["responses"] = {200: {"description": "OK", "content": content}}
    if body is not None:
        extra["requestBody"] = {"required": True, "content": {"application/json": {"schema": _OF[body]}}}
    return extra


def route(method: str, path: str, handler: Handler, **extra: Any) -> None:
    router.api_operation(
        [method], path, operation_id=f"work_{handler.__name__}", openapi_extra=documented(**extra)
    )(handler)


route("POST", "/step", steps.step, body=messages.Step, answer=messages.StepAnswer)
route("POST", "/steps", steps.many, body=messages.Steps, answer=messages.StepsAnswer)
route("POST", "/claims/{uuid:claim}/submit", steps.submit, body=messages.Answer, answer=messages.Submitted)
route("PUT", "/claims/{uuid:claim}/draft", leases.draft, body=messages.DraftIn, answer=messages.DraftSaved)
route("POST", "/claims/{uuid:claim}/skip", leases.skip, body=messages.SkipIn)
route("POST", "/claims/{uuid:claim}/release", leases.release)
route("GET", "/claims/{uuid:claim}/returned", leases.returned, answer=messages.Returned)
route("POST", "/claims/{uuid:claim}/question", leases.ask, body=messages.AskIn, answer=messages.Asked)
route("POST", "/claims/{uuid:claim}/report", leases.report, body=messages.ReportIn, answer=messages.Reported)
route("POST", "/judgments/{uuid:judgment}/undo", leases.undo, answer=messages.Undone)
route("GET", "/why", leases.why, answer=messages.NothingToDo)
