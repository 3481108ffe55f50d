"""Labels that are done again after a policy change, on their way into a release, as the version's page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assay.delivery.actions.redone import job_of
from assay.delivery.models import Release
from assay.delivery.queries.redone import correctable, corrections_of, progress_of
from assay.delivery.rules.redone import Progress, refuse_correction
from assay.kit.models import Job, JobState
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import permissions_in
from assay.quality.enums import InvalidationState
from assay.quality.models import Invalidation

MOST_BASES = 20


@dataclass(frozen=True, slots=True)
class Again:
    """`why_not` says what is missing before they can be delivered; empty: nothing."""

    progress: Progress
    why_not: str
    bases: Sequence[Release]
    made: Sequence[Release]
    job: Job | None
    may_deliver: bool

    @property
    def is_running(self) -> bool:
        return self.job is not None and self.job.state in {JobState.QUEUED, JobState.RUNNING}

    @property
    def is_unchanged(self) -> bool:
        """Everything came out as it was, so there was nothing to deliver."""
        return self.job is not None and self.job.result.get("n_differ") == 0


def shown_again(person: User, invalidation: Invalidation | None, now: datetime) -> Again | None:
    """None before the labels are queued again."""
    if invalidation is None or invalidation.state != InvalidationState.REQUEUED:
        return None
    progress = progress_of(invalidation, now=now)
    refused = refuse_correction(progress, number=invalidation.version.number)
    made = list(corrections_of(invalidation)[:MOST_BASES])
    taken = {release.corrects_id for release in made}
    bases = [base for base in correctable(invalidation)[:MOST_BASES] if base.pk not in taken]
    given = permissions_in(person, invalidation.version.project)
    return Again(
        progress,
        refused.said if refused else "",
        bases,
        made,
        job_of(invalidation),
        may_deliver={Permission.DELIVER, Permission.RUN_CONSENSUS} <= given,
    )
