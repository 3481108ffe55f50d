"""What people say around a request: comments, files, changes."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from ninja import File, Form, Router
from ninja.files import UploadedFile

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.v1.intake.shapes import (
    AttachmentIn,
    AttachmentOut,
    RequestChangeIn,
    RequestChangeOut,
    RequestCommentIn,
    RequestCommentOut,
    RequestDecisionIn,
    attachment_out,
    change_out,
    comment_out,
)
from assay.intake.actions import changing
from assay.intake.actions.talking import attach, comment
from assay.intake.queries.history import attachment_for, attachments_of, change_for, changes_of, comments_of
from assay.intake.queries.scope import request_for
from assay.kit.clock import now
from assay.kit.downloads import download_of

router = Router(tags=["requests"])


@router.get(
    "/requests/{uuid:request_uid}/comments",
    response=list[RequestCommentOut],
    operation_id="requests_comments",
)
def list_comments(request: HttpRequest, request_uid: UUID) -> list[RequestCommentOut]:
    """The oldest first."""
    return [comment_out(each) for each in comments_of(request_for(person_of(request), request_uid))]


@router.post(
    "/requests/{uuid:request_uid}/comments",
    response={201: RequestCommentOut},
    operation_id="requests_comment",
)
@creates
def say(request: HttpRequest, request_uid: UUID, asked: RequestCommentIn) -> RequestCommentOut:
    """Everybody named in the request is told, and its owner."""
    user = person_of(request)
    found = request_for(user, request_uid)
    return comment_out(comment(user, request=found, text=asked.text, now=now()))


@router.get(
    "/requests/{uuid:request_uid}/attachments",
    response=list[AttachmentOut],
    operation_id="requests_attachments",
)
def list_attachments(request: HttpRequest, request_uid: UUID) -> list[AttachmentOut]:
    """The oldest first."""
    return [attachment_out(each) for each in attachments_of(request_for(person_of(request), request_uid))]


@router.post(
    "/requests/{uuid:request_uid}/attachments", response={201: AttachmentOut}, operation_id="requests_attach"
)
@creates
def bring(
    request: HttpRequest, request_uid: UUID, file: File[UploadedFile], asked: Form[AttachmentIn]
) -> AttachmentOut:
    """Put a file beside the request."""
    user = person_of(request)
    found = request_for(user, request_uid)
    made = attach(user, request=found, chunks=file.chunks(), name=file.name or "", note=asked.note, now=now())
    return attachment_out(made)


@router.get("/request-attachments/{uuid:attachment}", operation_id="request_attachments_get")
def download(request: HttpRequest, attachment: UUID) -> HttpResponseBase:
    """The file, streamed."""
    return download_of(attachment_for(person_of(request), attachment).file)


@router.get(
    "/requests/{uuid:request_uid}/changes", response=list[RequestChangeOut], operation_id="requests_changes"
)
def list_changes(request: HttpRequest, request_uid: UUID) -> list[RequestChangeOut]:
    """Newest first."""
    return [change_out(each) for each in changes_of(request_for(person_of(request), request_uid))]


@router.post(
    "/requests/{uuid:request_uid}/changes", response={201: RequestChangeOut}, operation_id="requests_propose"
)
@creates
def propose(request: HttpRequest, request_uid: UUID, asked: RequestChangeIn) -> RequestChangeOut:
    """What should stand there instead, and why; it does once the other side accepts."""
    user = person_of(request)
    found = request_for(user, request_uid)
    proposed = changing.propose_change(
        user, request=found, changes=asked.changes(), volumes=asked.rows(), why=asked.why, now=now()
    )
    return change_out(proposed)


@router.post(
    "/request-changes/{uuid:change}/decide", response=RequestChangeOut, operation_id="request_changes_decide"
)
def decide(request: HttpRequest, change: UUID, asked: RequestDecisionIn) -> RequestChangeOut:
    """Accept or decline what the other side proposes."""
    user = person_of(request)
    found = change_for(user, change)
    decided = changing.decide_change(user, change=found, accepts=asked.accept, note=asked.note, now=now())
    return change_out(decided)
