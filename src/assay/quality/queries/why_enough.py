"""Why a label rests on so many judgments, and what a reviewer decided about it."""

from dataclasses import dataclass

from assay.quality.enums import AdjudicationState, StoppingBecause, StoppingOutcome
from assay.quality.models import Adjudication, Label
from assay.quality.queries.stopping import decision_of


@dataclass(frozen=True, slots=True)
class Enough:
    """`reviewer` and `reason` where a reviewer has decided; `outcome` where an adaptive stage has stopped the task."""

    reviewer: str
    reason: str
    outcome: StoppingOutcome | None
    because: StoppingBecause | None
    is_audited: bool
    threshold: float | None


def why_enough(label: Label) -> Enough:
    """As of the label's run."""
    run = label.run
    decided = (
        Adjudication.objects.filter(
            task=label.task_id,
            stage=run.stage_id,
            question=label.question,
            subject=label.subject,
            state=AdjudicationState.DECIDED,
            decided_at__lte=run.as_of,
        )
        .select_related("decided_by")
        .order_by("-decided_at")
        .first()
    )
    stopped = decision_of(label.task_id, run.stage_id)
    return Enough(
        decided.decided_by.name if decided and decided.decided_by else "",
        decided.reason if decided else "",
        StoppingOutcome(stopped.outcome) if stopped else None,
        StoppingBecause(stopped.because) if stopped and stopped.because else None,
        bool(stopped and stopped.is_audited),
        stopped.threshold if stopped else None,
    )
