"""Whether labels that a policy change may have made wrong are decided again, so that they can be delivered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assay.kit.reasons import Reason, declare
from assay.quality.enums import InvalidationState

NOT_REQUEUED = declare(
    "delivery.not_requeued",
    "Have the labels that version {number} may have made wrong done again first; a correction delivers them then.",
)
NOT_DECIDED = declare(
    "delivery.not_decided",
    "{n} of the {n_tasks} tasks that are done again are not decided yet: they wait for answers or for a reviewer.",
)
NO_BASE = declare(
    "delivery.no_base", "Release {number} is no whole release that is ready, so it cannot be corrected."
)
NOTHING_DELIVERED = declare(
    "delivery.nothing_delivered", "Nothing was delivered before the labels were done again: build a release."
)
CORRECTED_ALREADY = declare(
    "delivery.corrected_already", "Release {number} delivers these labels already, against the same release."
)


@dataclass(frozen=True, slots=True)
class Progress:
    """Of the tasks that are done again; withdrawn ones are left out."""

    state: str
    n_tasks: int
    n_waiting: int
    n_in_review: int
    decided_at: datetime | None = None

    @property
    def n_decided(self) -> int:
        return self.n_tasks - self.n_waiting - self.n_in_review

    @property
    def share(self) -> float:
        return self.n_decided / self.n_tasks if self.n_tasks else 1.0


def refuse_correction(progress: Progress, *, number: int, made: Sequence[int] = ()) -> Reason | None:
    """Why there is nothing to deliver yet; `made` are the numbers of corrections of the same release."""
    if progress.state != InvalidationState.REQUEUED:
        return NOT_REQUEUED(number=number)
    if progress.n_decided < progress.n_tasks:
        return NOT_DECIDED(n=progress.n_tasks - progress.n_decided, n_tasks=progress.n_tasks)
    return CORRECTED_ALREADY(number=made[0]) if made else None
