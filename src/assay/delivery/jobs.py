"""The kinds of jobs of `delivery`."""

from assay.delivery.actions.releases import fill
from assay.delivery.enums import ReleaseState
from assay.delivery.models import Release
from assay.kit.jobs import Cancelled, RunningJob, job


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
