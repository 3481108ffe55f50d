"""What delivery does when something below it changes."""

from assay.delivery.enums import ReleaseState
from assay.delivery.models import Release
from assay.kit.hooks import subscribe
from assay.kit.models import Job


@subscribe("kit.job_never_began")
def job_never_began(job: Job) -> None:
    """A release whose job was cancelled before it began is cancelled, too: nobody would ever build it."""
    if job.kind == "delivery.build_release":
        waiting = Release.objects.filter(uid=job.params["release"], state=ReleaseState.BUILDING)
        waiting.update(state=ReleaseState.CANCELLED)
