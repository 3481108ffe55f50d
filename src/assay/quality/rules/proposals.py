"""Proposals for the guideline: what they must say, and what may become of them."""

from assay.kit.reasons import declare
from assay.kit.transitions import Transitions
from assay.quality.enums import ProposalState

MOST_TEXT = 20_000
NO_TEXT = declare("proposal.no_text", "Say what the guideline should say.", status=422)
NO_NOTE = declare("proposal.no_note", "Say why the proposal is declined.", status=422)
UNKNOWN_SECTION = declare("proposal.unknown_section", "The guideline has no section {id}.", status=422)
NO_GUIDELINE = declare("proposal.no_guideline", "The project has no guideline yet: publish one first.")
SECTION_CHANGED = declare(
    "proposal.section_gone",
    "The section {id} is not in the guideline any more: decline this, and propose it anew.",
)

TRANSITIONS = Transitions(
    "The proposal", {ProposalState.OPEN: (ProposalState.ADOPTED, ProposalState.DECLINED)}
)
