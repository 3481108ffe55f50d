"""What reviewers said of flagged labels, and the release that delivers the right answers."""

from datetime import datetime

from django.db import transaction

from assay.delivery.actions.releases import lock_releases, start_release
from assay.delivery.models import Corrected, Escape, Release
from assay.delivery.queries.flags import to_correct
from assay.delivery.rules.flags import NOTHING_TO_CORRECT, repairs_flags
from assay.kit.audit import act_as
from assay.kit.models import Job
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import require
from assay.quality.enums import Verdict
from assay.quality.models import Adjudication
from assay.quality.rules.adjudication import verdict_of


def note_verdict(adjudication: Adjudication, *, now: datetime) -> None:
    """Every label that waited for this verdict was wrong or right. In the transaction of the verdict."""
    waiting = Escape.objects.select_for_update(no_key=True, of=["self"]).filter(adjudication=adjudication)
    for escape in waiting.filter(is_upheld=None).select_related("label").order_by("pk"):
        escape.is_upheld = verdict_of(escape.label.value, adjudication.answer) == Verdict.UPHELD
        escape.answer = adjudication.answer if escape.is_upheld else None
        escape.decided_at = now
        escape.save(update_fields=["is_upheld", "answer", "decided_at"])


def build_correction(
    by: User | None, *, release: Release, now: datetime, note: str = ""
) -> tuple[Release, Job]:
    """Start a release of the labels that flags have corrected since the last one; the first is superseded by it."""
    base = release.corrects if repairs_flags(release) and release.corrects else release
    require(by, base.project, Permission.DELIVER)
    with transaction.atomic():
        act_as(by)
        lock_releases(base.project)
        escapes = list(to_correct(base))
        if not escapes:
            raise Refused(NOTHING_TO_CORRECT())
        made = Release(
            run=base.run, kind=base.kind, corrects=base, only_changes=True, qrels=base.qrels, note=note[:2000]
        )
        started, job = start_release(by, made, now=now)
        Corrected.objects.bulk_create(
            [Corrected(escape=each, release=started) for each in escapes], batch_size=1000
        )
        return started, job
