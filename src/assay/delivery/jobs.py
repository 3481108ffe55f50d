"""The kinds of jobs of `delivery`."""

from datetime import datetime

from assay.delivery.actions import redone
from assay.delivery.actions.acceptance import lapse
from assay.delivery.actions.paper import paper_of
from assay.delivery.actions.releases import fill
from assay.delivery.enums import ReleaseState
from assay.delivery.models import Release
from assay.kit.jobs import Cancelled, RunningJob, every_minute, job
from assay.kit.typesetting import can_typeset

__all__ = ["accept_by_silence", "build_release", "redone"]


@job("delivery.build_release")
def build_release(running: RunningJob) -> None:
    try:
        fill(running)
    except Cancelled:
        Release.objects.filter(uid=running.params["release"], state=ReleaseState.BUILDING).update(
            state=ReleaseState.CANCELLED
        )
        raise
    except Exception:
        Release.objects.filter(uid=running.params["release"], state=ReleaseState.BUILDING).update(
            state=ReleaseState.FAILED
        )
        raise
    if can_typeset():
        release = Release.objects.select_related("run", "project", "corrects").get(
            uid=running.params["release"]
        )
        paper_of(release, now=running.now)


@every_minute
def accept_by_silence(now: datetime) -> None:
    lapse(now=now)
