"""Proposals of gold in the reader's words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.quality.enums import GoldOrigin, GoldProposalState
from assay.quality.models import GoldProposal
from assay.web.quality.golds import AcceptedAnswers, accepted_answers
from assay.web.wording import Wording

# Only translated is offered, too: whoever has such an item learns why it is refused.
ORIGINS = (
    (GoldOrigin.ORIGINAL.value, gettext_noop("Written or found in this language")),
    (GoldOrigin.REWRITTEN.value, gettext_noop("Translated, then written anew by a native speaker")),
    (GoldOrigin.TRANSLATED.value, gettext_noop("Only translated")),
)
STATES = {
    GoldProposalState.OPEN: (gettext_noop("Waits for experts"), "busy"),
    GoldProposalState.AGREED: (gettext_noop("Agreed: it is gold"), "good"),
    GoldProposalState.DISAGREED: (gettext_noop("Experts disagreed"), "bad"),
    GoldProposalState.WITHDRAWN: (gettext_noop("Withdrawn"), ""),
}


@dataclass(frozen=True, slots=True)
class ShownProposal:
    uid: UUID
    external_id: str
    market: str
    origin: str
    speaker: str
    accepted: tuple[AcceptedAnswers, ...]
    reason: str
    state: str
    tone: str
    is_open: bool
    n_opinions: int
    n_wanted: int
    by: str
    proposed_at: datetime
    closed_reason: str


def shown_proposal(proposal: GoldProposal, wording: Wording) -> ShownProposal:
    state, tone = STATES[GoldProposalState(proposal.state)]
    return ShownProposal(
        uid=proposal.uid,
        external_id=proposal.task.external_id,
        market=proposal.market.code,
        origin=_(dict(ORIGINS)[proposal.origin]),
        speaker=proposal.speaker.pseudonym,
        accepted=accepted_answers(proposal.answers, wording),
        reason=proposal.reason,
        state=_(state),
        tone=tone,
        is_open=proposal.state == GoldProposalState.OPEN,
        n_opinions=proposal.n_opinions,  # type: ignore[attr-defined]  # Annotated by proposals_of.
        n_wanted=proposal.n_wanted,
        by=proposal.proposed_by.name,
        proposed_at=proposal.proposed_at,
        closed_reason=proposal.closed_reason,
    )
