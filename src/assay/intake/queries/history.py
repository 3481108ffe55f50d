"""Everything that happened to a request, in one line of time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from assay.intake.models import Attachment, Request, RequestChange, RequestComment
from assay.intake.queries.scope import request_for
from assay.kit.models import StoredFile
from assay.kit.reasons import NotFound
from assay.people.models import User


@dataclass(frozen=True, slots=True)
class Happened:
    """`what` is a step's state, or one of: drafted, comment, file, change, accepted_change, declined_change."""

    at: datetime
    what: str
    by: str
    said: str = ""
    uid: UUID | None = None


def history_of(request: Request) -> list[Happened]:
    """The oldest first; in a fixed number of queries."""
    found = [Happened(request.created_at, "drafted", request.created_by.name)]
    steps = request.steps.select_related("by").order_by("pk")
    found += [Happened(each.at, each.after, _name(each.by), each.reason) for each in steps]
    comments = request.comments.select_related("by")
    found += [Happened(each.at, "comment", each.by.name, each.text, each.uid) for each in comments]
    files = attachments_of(request)
    found += [Happened(each.at, "file", each.by.name, each.file.name, each.uid) for each in files]
    for change in changes_of(request):
        found.append(Happened(change.proposed_at, "change", change.proposed_by.name, change.why, change.uid))
        if change.decided_at is not None:
            what = f"{change.state}_change"
            found.append(Happened(change.decided_at, what, _name(change.decided_by), change.note, change.uid))
    return sorted(found, key=lambda each: each.at)


def attachments_of(request: Request) -> QuerySet[Attachment]:
    """Those in force, in the order in which they came."""
    return request.attachments.filter(retired_at=None).select_related("file", "by", "request").order_by("pk")


def changes_of(request: Request) -> QuerySet[RequestChange]:
    """Newest first."""
    found = request.changes.select_related("proposed_by", "decided_by", "request__owner")
    return found.order_by("-pk")


def comments_of(request: Request) -> QuerySet[RequestComment]:
    return request.comments.select_related("by").order_by("pk")


def attachment_for(user: User, uid: UUID) -> Attachment:
    """The file beside a request that the person may see; NotFound otherwise."""
    found = (
        Attachment.objects.select_related("file", "by", "request").filter(uid=uid, retired_at=None).first()
    )
    if found is None:
        raise NotFound
    request_for(user, found.request.uid)
    return found


def change_for(user: User, uid: UUID) -> RequestChange:
    found = RequestChange.objects.select_related("proposed_by", "request__owner").filter(uid=uid).first()
    if found is None:
        raise NotFound
    request_for(user, found.request.uid)
    return found


def sample_for(user: User, uid: UUID) -> StoredFile:
    """The sample file of a request; NotFound where it has none."""
    found = request_for(user, uid)
    if found.sample is None:
        raise NotFound
    return found.sample


def _name(user: User | None) -> str:
    return user.name if user else "Assay"
