"""Lots: how a batch is cut, what a lot may become, who may sign for one that failed, and how inspection switches."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assay.kit.reasons import Reason, declare
from assay.kit.transitions import Transitions
from assay.quality.enums import LotState as S
from assay.stats.sampling import Inspection, Lot, State, after, resumed

NOTHING_TO_CUT = declare(
    "lots.nothing_to_cut",
    "No finished task waits for a lot: lots are cut from tasks that are done and in none yet.",
)
NO_PLAN = declare("lots.no_plan", "Publish an inspection plan first: it says how lots are cut and inspected.")
NOT_DISCONTINUED = declare(
    "lots.not_discontinued", "Inspection is not discontinued there, so nothing has to be resumed."
)
DISCONTINUED = declare(
    "lots.discontinued",
    "Inspection is discontinued: five lots were rejected under tightened inspection. It goes on once a corrective "
    "action is recorded and accepted.",
)
NEEDS_ACTION = declare(
    "lots.needs_action", "Say what was done about the cause: it is the condition to go on.", status=422
)
NEEDS_REASON = declare(
    "lots.needs_reason", "Say why: it stands in the register and on certificates.", status=422
)
SIGN_WITH_NAME = declare(
    "lots.sign_with_name",
    "A concession is signed: type your own name as it stands in your account.",
    status=422,
)
OWN_WORK = declare(
    "lots.own_work", "You have judged tasks of this lot, so somebody else decides about it.", status=403
)
NO_DEFECTS = declare(
    "lots.no_defects", "No defective task of this lot is known, so there is none to do again."
)

NOT_REVISED = declare("lots.not_revised", "No dispute has changed this lot's figures so that they accept it.")

TRANSITIONS = Transitions(
    "The lot",
    {
        S.WAITING: (S.INSPECTED,),
        S.INSPECTED: (S.ACCEPTED, S.REJECTED),
        # A dispute may show that there were fewer defects: then somebody decides anew, or inspection goes on.
        S.REJECTED: (S.CONCEDED, S.REWORKED, S.REOPENED, S.INSPECTED),
        S.REOPENED: (S.ACCEPTED, S.REWORKED),
        S.CONCEDED: (S.ACCEPTED,),
        # Done again, it is inspected again.
        S.REWORKED: (S.INSPECTED,),
    },
)


def cut(n_tasks: int, size: int, *, keeps_rest: bool) -> list[int]:
    """The sizes of the lots that so many tasks make; with `keeps_rest` what is left over waits for more.

    A rest below half a lot joins the last one: a lot of a few tasks is inspected wholly, which is no sample.
    """
    n_whole, rest = divmod(n_tasks, size)
    sizes = [size] * n_whole
    if keeps_rest or not rest:
        return sizes
    if sizes and rest * 2 < size:
        return [*sizes[:-1], size + rest]
    return [*sizes, rest]


@dataclass(frozen=True, slots=True)
class Decided:
    """A lot's first inspection, as one severity saw it."""

    is_accepted: bool
    accept: int
    passes_tighter: bool
    is_between: bool
    may_reduce: bool


@dataclass(frozen=True, slots=True)
class Resumed:
    """A corrective action was accepted."""


def state_after(history: Iterable[Decided | Resumed]) -> State:
    """What the next lot is inspected with, by everything decided before: only original inspections count."""
    state = State()
    for event in history:
        state = _next(state, event)
    return state


def states_after(history: Iterable[Decided | Resumed]) -> Iterator[State]:
    """The state after each event."""
    state = State()
    for event in history:
        state = _next(state, event)
        yield state


def _next(state: State, event: Decided | Resumed) -> State:
    if isinstance(event, Resumed):
        return resumed(state)
    lot = Lot(event.is_accepted, event.accept, event.passes_tighter, is_between=event.is_between)
    return after(state, lot, may_reduce=event.may_reduce)


def again(inspection: str) -> str:
    """A lot that comes back is never inspected less than normally, and of a discontinued series tightened."""
    if inspection == Inspection.DISCONTINUED:
        return Inspection.TIGHTENED
    return Inspection.NORMAL if inspection == Inspection.REDUCED else inspection


@dataclass(frozen=True, slots=True)
class Signer:
    """Who decides about a rejected lot."""

    name: str
    has_judged: bool


def refuse_disposition(
    state: str, wanted: S, signer: Signer, *, reason: str, signature: str = ""
) -> list[Reason]:
    """Every problem of deciding what becomes of a rejected lot."""
    if refused := TRANSITIONS.refuse(state, wanted):
        return [refused]
    if signer.has_judged:
        return [OWN_WORK()]
    problems = [] if reason else [NEEDS_REASON(field="reason")]
    if wanted == S.CONCEDED and _plain(signature) != _plain(signer.name):
        problems.append(SIGN_WITH_NAME(field="signature"))
    return problems


def refuse_confirmation(state: str, signer: Signer, *, now_accepts: bool, reason: str) -> list[Reason]:
    """Every problem of accepting a lot because disputes have changed its figures."""
    if refused := TRANSITIONS.refuse(state, S.ACCEPTED):
        return [refused]
    if not now_accepts:
        return [NOT_REVISED()]
    if signer.has_judged:
        return [OWN_WORK()]
    return [] if reason else [NEEDS_REASON(field="reason")]


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
