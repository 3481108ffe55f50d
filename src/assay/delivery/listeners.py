"""What delivery does when something below it changes."""

from datetime import datetime

from assay.delivery.actions.correcting import note_verdict
from assay.delivery.enums import ReleaseState
from assay.delivery.models import Release
from assay.kit.hooks import subscribe
from assay.kit.models import Job
from assay.people.models import User
from assay.quality.models import Adjudication


@subscribe("kit.job_never_began")
def job_never_began(job: Job) -> None:
    """A release whose job was cancelled before it began is cancelled, too: nobody would ever build it."""
    if job.kind == "delivery.build_release":
        waiting = Release.objects.filter(uid=job.params["release"], state=ReleaseState.BUILDING)
        waiting.update(state=ReleaseState.CANCELLED)


@subscribe("quality.adjudicated")
def adjudicated(adjudication: Adjudication, by: User, now: datetime) -> None:
    """A flagged label was found wrong or right."""
    note_verdict(adjudication, now=now)
