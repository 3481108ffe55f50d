"""When inspection becomes tighter or looser: the switching rules of ISO 2859-1:1999, and the gap of MIL-STD-105E."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from assay.stats.sampling.acceptance import Plan

ENOUGH_SCORE = 30
WINDOW, REJECTED_TO_TIGHTEN = 5, 2
ACCEPTED_TO_NORMAL = 5
REJECTED_TO_STOP = 5


class Inspection(StrEnum):
    NORMAL = "normal"
    TIGHTENED = "tightened"
    REDUCED = "reduced"
    DISCONTINUED = "discontinued"


@dataclass(frozen=True, slots=True)
class Lot:
    """The result of one lot at original inspection.

    `passes_tighter`: for plans that accept two defects or more, whether it would pass one AQL step tighter too.
    `is_between`: the reduced plans of MIL-STD-105E have a gap between the acceptance number and the rejection number;
    a lot with so many defects is accepted, but is the last one inspected so little.
    """

    is_accepted: bool
    accept: int = 0
    passes_tighter: bool = False
    is_between: bool = False

    @classmethod
    def of(cls, defects: int, plan: Plan, *, passes_tighter: bool = False) -> "Lot":
        """The result of a lot that had so many defects in the sample of its plan.

        Examples
        --------
        >>> Lot.of(4, Plan(50, 3, 6))
        Lot(is_accepted=True, accept=3, passes_tighter=False, is_between=True)
        """
        return cls(
            defects < plan.reject, plan.accept, passes_tighter, is_between=plan.accept < defects < plan.reject
        )


@dataclass(frozen=True, slots=True)
class State:
    """What the next lot is inspected with, and how it came to that."""

    inspection: Inspection = Inspection.NORMAL
    score: int = 0
    recent: tuple[bool, ...] = field(default=())
    n_rejected_tightened: int = 0


def after(state: State, lot: Lot, *, may_reduce: bool = False) -> State:
    """The state after one more lot; a switch holds from the next lot on.

    `may_reduce`: production is steady, and the authority agrees to reduced inspection.

    References
    ----------
    ISO 2859-1:1999, clauses 9.3 and 9.4. MIL-STD-105E (1989), for the gap of reduced plans.
    """
    match state.inspection:
        case Inspection.NORMAL:
            return _after_normal(state, lot, may_reduce=may_reduce)
        case Inspection.TIGHTENED:
            return _after_tightened(state, lot)
        case Inspection.REDUCED:
            return state if lot.is_accepted and not lot.is_between else State()
        case _:
            return state


def resumed(state: State) -> State:
    """Corrective action was accepted: a discontinued inspection goes on, tightened."""
    return State(Inspection.TIGHTENED) if state.inspection == Inspection.DISCONTINUED else state


def history(lots: Iterable[Lot], *, may_reduce: bool = False) -> list[State]:
    """The state after each lot, from normal inspection on."""
    states, state = [], State()
    for lot in lots:
        state = after(state, lot, may_reduce=may_reduce)
        states.append(state)
    return states


def _after_normal(state: State, lot: Lot, *, may_reduce: bool) -> State:
    recent = (*state.recent, lot.is_accepted)[-WINDOW:]
    if recent.count(False) >= REJECTED_TO_TIGHTEN:
        return State(Inspection.TIGHTENED)
    score = _score(state.score, lot)
    if score >= ENOUGH_SCORE and may_reduce:
        return State(Inspection.REDUCED)
    return State(Inspection.NORMAL, score, recent)


def _score(before: int, lot: Lot) -> int:
    if not lot.is_accepted:
        return 0
    if lot.accept >= 2:
        return before + 3 if lot.passes_tighter else 0
    return before + 2


def _after_tightened(state: State, lot: Lot) -> State:
    n_rejected = state.n_rejected_tightened + (not lot.is_accepted)
    if n_rejected >= REJECTED_TO_STOP:
        return State(Inspection.DISCONTINUED, n_rejected_tightened=n_rejected)
    recent = (*state.recent, lot.is_accepted)[-ACCEPTED_TO_NORMAL:]
    if len(recent) == ACCEPTED_TO_NORMAL and all(recent):
        return State()
    return State(Inspection.TIGHTENED, 0, recent, n_rejected)
