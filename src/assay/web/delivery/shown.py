"""Releases as their rows show them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.delivery.enums import ReleaseKind, ReleaseState
from assay.delivery.models import Release
from assay.web.delivery.forms import KINDS

STATES = {
    ReleaseState.BUILDING: (gettext_noop("Being built"), "busy"),
    ReleaseState.READY: (gettext_noop("Ready"), "good"),
    ReleaseState.FAILED: (gettext_noop("Failed"), "bad"),
    ReleaseState.CANCELLED: (gettext_noop("Cancelled"), "warn"),
}


@dataclass(frozen=True, slots=True)
class ShownRelease:
    uid: UUID
    number: int
    kind: str
    kind_hint: str
    state: str
    tone: str
    is_ready: bool
    note: str
    run: UUID
    run_number: int
    corrects: UUID | None
    corrects_number: int | None
    n_tasks: int
    n_labels: int
    by: str
    created_at: datetime
    ready_at: datetime | None


def shown_release(release: Release) -> ShownRelease:
    state, tone = STATES[ReleaseState(release.state)]
    kind, hint = KINDS[ReleaseKind(release.kind)]
    return ShownRelease(
        uid=release.uid,
        number=release.number,
        kind=_(kind),
        kind_hint=_(hint),
        state=_(state),
        tone=tone,
        is_ready=release.state == ReleaseState.READY,
        note=release.note,
        run=release.run.uid,
        run_number=release.run.number,
        corrects=release.corrects.uid if release.corrects else None,
        corrects_number=release.corrects.number if release.corrects else None,
        n_tasks=release.n_tasks,
        n_labels=release.n_labels,
        by=release.created_by.name if release.created_by else "Assay",
        created_at=release.created_at,
        ready_at=release.ready_at,
    )
