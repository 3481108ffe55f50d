"""What a score is made of: the weighted share of each target that was reached, and gates that nothing makes up for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from assay.kit.reasons import Reason, declare
from assay.partners.enums import ScoreMeasure
from assay.planning.rules.standards import Measured

M = ScoreMeasure
# Of fewer, a value is shown with its n and scores nothing: one bad day would decide.
LEAST = 5
# A checklist is counted whole: one line that has expired is no chance.
WHOLE: frozenset[ScoreMeasure] = frozenset({M.EVIDENCE})
# Of the weights so much must have been measured before there is a score.
ENOUGH = 0.5
WEIGHTS_DIFFER = declare(
    "partners.weights_differ", "The weights come to {percent} %; together they are 100 %.", status=422
)
TARGET_RANGE = declare(
    "partners.target_range", "A target is a share above 0 % and up to 150 %, a weight 0 to 100 %.", status=422
)
MEASURE_MISSING = declare("partners.measure_missing", "Say weight and target of every measure.", status=422)
TERMS_REASON = declare(
    "partners.terms_reason", "Say why it changes: whoever is measured by it will ask.", status=422
)


@dataclass(frozen=True, slots=True)
class Term:
    """`is_gate`: missed beyond chance, it takes the whole score."""

    weight: float
    target: float
    is_gate: bool = False


SHIPPED: Mapping[ScoreMeasure, Term] = {
    M.QUALITY: Term(0.35, 0.95),
    M.CRITICAL: Term(0.0, 0.98, is_gate=True),
    M.THROUGHPUT: Term(0.15, 1.0),
    M.REWORK: Term(0.10, 0.95),
    M.RETENTION: Term(0.10, 0.95),
    M.CALIBRATION: Term(0.10, 0.85),
    M.HOURS: Term(0.10, 0.92),
    M.COMPLIANCE: Term(0.05, 1.0),
    M.EVIDENCE: Term(0.05, 1.0),
    M.DISPUTES: Term(0.0, 0.5),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a card; `points` of 100, None where it scores nothing (not or too little measured)."""

    measure: ScoreMeasure
    term: Term
    measured: Measured | None
    points: float | None


@dataclass(frozen=True, slots=True)
class Card:
    """`score` is None where less than half of the weights was measured, and 0 where a gate failed."""

    figures: tuple[Figure, ...]
    score: float | None
    ungated: float | None
    failed_gates: tuple[ScoreMeasure, ...]


def least_of(measure: ScoreMeasure) -> int:
    return 1 if measure in WHOLE else LEAST


def card_of(terms: Mapping[ScoreMeasure, Term], values: Mapping[ScoreMeasure, Measured]) -> Card:
    """score = 100 * sum(w * min(1, actual / target)) / sum(w), over what was measured on enough.

    What was not measured takes no part: a site without disputes is no better and no worse for it.
    """
    scored = {
        measure: min(1.0, values[measure].value / term.target)
        for measure, term in terms.items()
        if measure in values and values[measure].n >= least_of(measure)
    }
    total = sum(terms[measure].weight for measure in scored)
    is_enough = total >= ENOUGH * sum(term.weight for term in terms.values()) and total > 0
    reached = {measure: terms[measure].weight * share for measure, share in scored.items()}
    ungated = 100 * sum(reached.values()) / total if is_enough else None
    failed = tuple(measure for measure, term in terms.items() if _fails(measure, term, values.get(measure)))
    figures = tuple(
        Figure(
            measure,
            term,
            values.get(measure),
            100 * reached[measure] / total if measure in reached and total > 0 else None,
        )
        for measure, term in terms.items()
    )
    return Card(figures, 0.0 if failed and ungated is not None else ungated, ungated, failed)


def _fails(measure: ScoreMeasure, term: Term, measured: Measured | None) -> bool:
    """All of the interval is below: chance alone takes nobody's score."""
    if not term.is_gate or measured is None or measured.high is None or measured.n < least_of(measure):
        return False
    return measured.high < term.target


def refuse_terms(terms: Mapping[ScoreMeasure, Term], reason: str) -> list[Reason]:
    """Every problem of a version, all at once."""
    problems = [] if reason.strip() and "\0" not in reason else [TERMS_REASON(field="reason")]
    if set(terms) != set(M):
        return [*problems, MEASURE_MISSING(field="measures")]
    numbers = [(each.weight, each.target) for each in terms.values()]
    if not all(_may_be(weight, target) for weight, target in numbers):
        return [*problems, TARGET_RANGE(field="measures")]
    total = sum(weight for weight, _target in numbers)
    if abs(total - 1) > 1e-6:
        problems.append(WEIGHTS_DIFFER(field="measures", percent=f"{total * 100:.6g}"))
    return problems


def _may_be(weight: float, target: float) -> bool:
    return isfinite(weight) and isfinite(target) and 0 <= weight <= 1 and 0 < target <= 1.5


def ranks(scores: Sequence[float | None]) -> list[int | None]:
    """1 is the best; equal scores share a rank, and the next one is as many lower; without a score there is none."""
    known = sorted((each for each in scores if each is not None), reverse=True)
    return [None if each is None else known.index(each) + 1 for each in scores]
