"""What becomes of labels that a policy change may have made wrong."""

from assay.kit.reasons import declare
from assay.kit.transitions import Transitions
from assay.quality.enums import InvalidationState as S

NO_NOTE = declare("invalidation.no_note", "Say why they are kept as they are.", status=422)
NOTHING_FOUND = declare(
    "invalidation.nothing_found", "No label may be wrong, so there is nothing to do again."
)
TRANSITIONS = Transitions(
    "What a policy change may have made wrong",
    {
        S.LOOKING: (S.FOUND,),
        S.FOUND: (S.REQUEUING, S.KEPT),
        S.REQUEUING: (S.REQUEUED,),
        S.KEPT: (S.REQUEUING,),
    },
)
