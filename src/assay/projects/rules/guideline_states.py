"""The way of a draft to a version in force, and who must have said yes."""

from collections.abc import Sequence

from assay.kit.reasons import declare
from assay.kit.transitions import Transitions
from assay.projects.enums import DraftState, DraftVerdict

NEEDS_REVIEW = declare(
    "guideline.needs_review",
    "The guideline of this project is approved by reviewers before it takes effect: send a draft to review.",
)
CHANGED_MEANWHILE = declare(
    "guideline.changed_meanwhile",
    "{name} has saved this draft meanwhile. Load it again; what you wrote is still on this page.",
)
CLOSED_MEANWHILE = declare(
    "guideline.closed_meanwhile",
    "The draft that this was written in took effect or was discarded. Load the page again; what you wrote is still"
    " on it.",
)
NOT_WRITABLE = declare("guideline.not_writable", "The draft is {state}: take it back before you change it.")
NO_REVIEWERS = declare("guideline.no_reviewers", "Name at least one reviewer, {most} at most.", status=422)
UNKNOWN_REVIEWER = declare(
    "guideline.unknown_reviewer",
    "{name} does not see this project, so cannot review its guideline.",
    status=422,
)
NOT_A_REVIEWER = declare("guideline.not_a_reviewer", "You were not asked to review this draft.")
DECIDED = declare("guideline.decided", "You have given your verdict on this round already.")
NO_COMMENT = declare("guideline.no_comment", "Say what has to change.", status=422)
IN_THE_PAST = declare("guideline.in_the_past", "Choose a moment in the future.", status=422)
MOST_REVIEWERS = 12

S = DraftState
TRANSITIONS = Transitions(
    "The draft of a guideline",
    {
        S.DRAFT: (S.IN_REVIEW, S.IN_FORCE, S.DISCARDED),
        S.IN_REVIEW: (S.APPROVED, S.DRAFT, S.DISCARDED),
        S.APPROVED: (S.IN_FORCE, S.DRAFT, S.DISCARDED),
    },
)


def after_verdicts(verdicts: Sequence[str]) -> DraftState:
    """What the verdicts of a round make of a draft: one wish for changes sends it back, all must approve."""
    if DraftVerdict.CHANGES in verdicts:
        return DraftState.DRAFT
    if verdicts and all(verdict == DraftVerdict.APPROVED for verdict in verdicts):
        return DraftState.APPROVED
    return DraftState.IN_REVIEW
