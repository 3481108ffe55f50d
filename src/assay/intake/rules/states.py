"""The states of a request: which step leads where, who takes it, and whether it needs a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from assay.intake.enums import Part
from assay.intake.enums import RequestState as S
from assay.intake.rules import reasons
from assay.kit.reasons import Reason, Word
from assay.kit.transitions import Transitions


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow. Where several are open to a person, the first of the table is the one that is expected next."""

    name: str
    before: S
    after: S
    by: frozenset[Part]
    needs_reason: bool = False


def _steps(
    name: str, before: Iterable[S], after: S, by: Iterable[Part], *, because: bool = False
) -> list[Step]:
    return [Step(name, each, after, frozenset(by), because) for each in before]


STEPS: tuple[Step, ...] = (
    *_steps("submit", [S.DRAFT], S.SUBMITTED, [Part.REQUESTER]),
    *_steps("answer", [S.CLARIFYING], S.SUBMITTED, [Part.REQUESTER], because=True),
    *_steps("revise", [S.NOT_FEASIBLE], S.SUBMITTED, [Part.REQUESTER], because=True),
    *_steps("find_feasible", [S.SUBMITTED], S.FEASIBLE, [Part.JUDGE]),
    *_steps("approve", [S.FEASIBLE], S.APPROVED, [Part.APPROVER]),
    *_steps("ask", [S.SUBMITTED, S.FEASIBLE], S.CLARIFYING, [Part.JUDGE, Part.APPROVER], because=True),
    *_steps("find_not_feasible", [S.SUBMITTED], S.NOT_FEASIBLE, [Part.JUDGE], because=True),
    *_steps("turn_down", [S.FEASIBLE], S.NOT_FEASIBLE, [Part.APPROVER], because=True),
    *_steps("start", [S.APPROVED], S.IN_DELIVERY, [Part.JUDGE]),
    *_steps("accept", [S.IN_DELIVERY], S.ACCEPTED, [Part.REQUESTER]),
    *_steps("close", [S.ACCEPTED, S.NOT_FEASIBLE], S.CLOSED, [Part.REQUESTER, Part.JUDGE]),
    *_steps("resume", [S.ACCEPTED], S.IN_DELIVERY, [Part.REQUESTER], because=True),
    *_steps("withdraw", [S.DRAFT], S.WITHDRAWN, [Part.REQUESTER]),
    *_steps(
        "withdraw",
        [S.SUBMITTED, S.CLARIFYING, S.FEASIBLE, S.APPROVED, S.IN_DELIVERY],
        S.WITHDRAWN,
        [Part.REQUESTER],
        because=True,
    ),
)
TRANSITIONS = Transitions(
    "The request", {state: tuple(each.after for each in STEPS if each.before == state) for state in S}
)
# The requester still writes here; later on both sides agree to changes.
EDITABLE = frozenset({S.DRAFT, S.CLARIFYING, S.NOT_FEASIBLE})
OVER = frozenset({S.CLOSED, S.WITHDRAWN})
SAID = {Part.REQUESTER: "a requester", Part.APPROVER: "an approver", Part.JUDGE: "a project owner"}


def is_estimated(estimated_at: datetime | None, changed_at: datetime) -> bool:
    """Whether the feasibility that was computed is of what stands in the request now."""
    return estimated_at is not None and estimated_at >= changed_at


def step_between(before: str, after: str) -> Step | None:
    return next((each for each in STEPS if (each.before, each.after) == (before, after)), None)


def steps_open(state: str, parts: frozenset[Part]) -> list[Step]:
    """What somebody with these parts may do now, what is expected next first."""
    return [each for each in STEPS if each.before == state and each.by & parts]


def waits_for(state: str) -> frozenset[Part]:
    """Who is expected to act: whoever takes the first step of the table."""
    return next((each.by for each in STEPS if each.before == state), frozenset())


def refuse_step(state: str, wanted: str, parts: frozenset[Part], *, reason: str) -> list[Reason]:
    """Why somebody with these parts cannot take the request there, or nothing."""
    if refused := TRANSITIONS.refuse(state, wanted):
        return [refused]
    step = step_between(state, wanted)
    assert step is not None
    if not step.by & parts:
        first = next(each for each in Part if each in step.by)
        return [reasons.NOT_YOUR_STEP(who=Word(SAID[first]))]
    return [reasons.NEEDS_REASON(field="reason")] if step.needs_reason and not reason.strip() else []
