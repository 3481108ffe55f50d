"""What is kept of oneself: as a file, and to be erased."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.actions.erasing import ask_erasure, withdraw_erasure
from assay.people.models import ErasureRequest
from assay.people.queries.erasure import newest_request
from assay.people.queries.own_file import file_of
from assay.people.rules.erasure import MOST_WORDS, due_at

router = Router(tags=["people"])


class ErasureIn(Schema):
    words: str = Field("", max_length=MOST_WORDS, examples=["I have moved on."])


class ErasureOut(Schema):
    uid: UUID
    asked_at: datetime
    due_at: datetime = Field(description="By then it is done, or declined with a reason.")
    withdrawn_at: datetime | None
    declined_at: datetime | None
    declined_reason: str = Field(examples=[""])


@router.get("/me/data", operation_id="me_data")
def data(request: HttpRequest) -> StreamingHttpResponse:
    """Everything that is kept of you: a ZIP file of tables as CSV."""
    return StreamingHttpResponse(file_of(person_of(request)), content_type="application/zip")


@router.get("/me/erasure", response=ErasureOut, operation_id="me_erasure_get")
def erasure(request: HttpRequest) -> ErasureOut:
    """Your newest request to be erased."""
    found = newest_request(person_of(request))
    if found is None:
        raise NotFound
    return _out(found)


@router.post("/me/erasure", response={201: ErasureOut}, operation_id="me_erasure_ask")
@creates
def ask(request: HttpRequest, asked: ErasureIn) -> ErasureOut:
    """Ask that what is personal of you be erased. Your answers stay, under your pseudonym."""
    return _out(ask_erasure(person_of(request), words=asked.words, now=now()))


@router.delete("/me/erasure", response={204: None}, operation_id="me_erasure_withdraw")
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take it back before it is done."""
    withdraw_erasure(person_of(request), now=now())
    return HttpResponse(status=204)


def _out(found: ErasureRequest) -> ErasureOut:
    return ErasureOut(
        uid=found.uid,
        asked_at=found.asked_at,
        due_at=due_at(found.asked_at),
        withdrawn_at=found.withdrawn_at,
        declined_at=found.declined_at,
        declined_reason=found.declined_reason,
    )
