"""Comments and files around a request."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.intake.actions.requests import lock, refuse_editing
from assay.intake.actions.telling import tell_all
from assay.intake.models import Attachment, Request, RequestComment
from assay.intake.queries.scope import parts_of
from assay.intake.rules import reasons
from assay.intake.rules.states import OVER
from assay.kit.audit import act_as
from assay.kit.files import store
from assay.kit.models import StoredFile
from assay.kit.reasons import Refused
from assay.people.models import User

MOST_IN_COMMENT = 10_000
MOST_BYTES = 50 * 1024**2
# What a browser is told of a file that somebody brought: it is kept, and never shown as a page.
_PLAIN = "application/octet-stream"


def comment(by: User, *, request: Request, text: str, now: datetime) -> RequestComment:
    """Say something to everybody who is named in the request, and to its owner."""
    text = text.replace("\0", "").strip()
    if not text:
        raise Refused(reasons.EMPTY_COMMENT(field="text"))
    if len(text) > MOST_IN_COMMENT:
        raise Refused(reasons.TOO_LONG(field="text", most=MOST_IN_COMMENT))
    with transaction.atomic():
        act_as(by)
        said = RequestComment.objects.create(request=lock(request), text=text, at=now, by=by)
        tell_all(request, by=by, sentence=_("New comment on the request “{title}”"), said=text, now=now)
        return said


def attach(
    by: User, *, request: Request, chunks: Iterable[bytes], name: str, note: str, now: datetime
) -> Attachment:
    """Put a file beside the request, as long as it is not over."""
    with transaction.atomic():
        act_as(by)
        locked = lock(request)
        if locked.state in OVER:
            raise Refused(reasons.IS_OVER())
        file = _kept(by, chunks, name, now)
        return Attachment.objects.create(
            request=locked, file=file, note=note.replace("\0", "").strip()[:200], at=now, by=by
        )


def retire_attachment(by: User, *, attachment: Attachment, reason: str, now: datetime) -> None:
    """Whoever put it there, or anybody with a part in the request, takes it away; it is kept for the record."""
    reason = reason.replace("\0", "").strip()
    if not reason:
        raise Refused(reasons.NEEDS_REASON(field="reason"))
    if not parts_of(by, attachment.request):
        raise Refused(reasons.NOT_YOUR_STEP(who=attachment.by.name))
    with transaction.atomic():
        act_as(by)
        kept = Attachment.objects.filter(pk=attachment.pk, retired_at=None)
        kept.update(retired_at=now, retired_reason=reason[:4000])


def set_sample(
    by: User, *, request: Request, chunks: Iterable[bytes] | None, name: str, now: datetime
) -> Request:
    """The sample file of the content, while the requester still writes; None takes it away."""
    with transaction.atomic():
        act_as(by)
        locked = lock(request)
        refuse_editing(by, locked)
        locked.sample = None if chunks is None else _kept(by, chunks, name, now)
        locked.changed_at = now
        locked.save(update_fields=["sample", "changed_at"])
        return locked


def _kept(by: User, chunks: Iterable[bytes], name: str, now: datetime) -> StoredFile:
    file = store(
        chunks, name=name.replace("\0", "") or "file", media_type=_PLAIN, now=now, by=by, most=MOST_BYTES
    )
    if not file.n_bytes:
        raise Refused(reasons.EMPTY_FILE(field="file"))
    return file
