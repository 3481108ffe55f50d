"""What may be handed over, and which notes the next shift reads."""

from datetime import datetime

from assay.kit.reasons import Reason, declare
from assay.partners.enums import NoteKind

MOST_IN_NOTE = 2000
NOT_YOUR_SITE = declare(
    "partners.not_your_site",
    "Notes for the next shift are written by those who keep the time of this site or team.",
    status=403,
)
NOTE_EMPTY = declare("partners.note_empty", "Write 1 to {most} characters.", status=422)
NOTE_KIND = declare("partners.note_kind", "{kind} is neither a note nor a point.", status=422)
NO_POINT = declare("partners.no_point", "Only points that are still to be done are closed.", status=409)
NO_OUTCOME = declare("partners.no_outcome", "Say what became of it: the next shift reads that.", status=422)
CLOSED_ALREADY = declare("partners.closed_already", "That point is closed already.", status=409)


def refuse_note(kind: str, text: str) -> list[Reason]:
    """Every problem of a note, all at once."""
    problems = [] if kind in NoteKind.values else [NOTE_KIND(field="kind", kind=kind[:20])]
    if not 1 <= len(text.strip()) <= MOST_IN_NOTE or "\0" in text:
        problems.append(NOTE_EMPTY(field="text", most=MOST_IN_NOTE))
    return problems


def refuse_closing(kind: str, closed_at: datetime | None, outcome: str) -> Reason | None:
    if kind != NoteKind.POINT:
        return NO_POINT()
    if closed_at is not None:
        return CLOSED_ALREADY()
    return NO_OUTCOME(field="outcome") if not outcome.strip() or "\0" in outcome else None
