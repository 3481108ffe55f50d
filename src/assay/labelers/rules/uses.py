"""How a stage uses a labeler: on which terms, and what becomes of each of its predictions under them."""

from dataclasses import dataclass

from assay.kit.reasons import Reason, declare
from assay.labelers.enums import Fate, UseMode
from assay.stats.sampling import SequentialPlan, sequential_plan

LEAST_SHARE, MOST_SHARE = 0.01, 0.9
LEAST_FLOOR, MOST_TARGET = 0.5, 0.999
# How often one plan takes a good labeler for a bad one, and the other way round.
ALPHA, BETA = 0.05, 0.05

SHARE_RANGE = declare(
    "labelers.share_range",
    "From {least} to {most} of the tasks are left to people: only by them is the labeler measured.",
    status=422,
)
TARGET_RANGE = declare(
    "labelers.target_range",
    "The share that must be right lies between {least} and {most}, and the floor below it.",
    status=422,
)
NOT_TRUSTED = declare(
    "labelers.not_trusted",
    "It cannot answer alone: of {n_known} known answers that came with a confidence, no fifth is right often enough "
    "to be sure of {target}.",
    status=409,
)
SUGGESTS_ALREADY = declare(
    "labelers.suggests_already", "{name} fills in answers at this stage: only one labeler can.", status=409
)
ALONE_ALREADY = declare(
    "labelers.alone_already", "{name} answers alone at this stage: only one labeler can.", status=409
)
RATES_ALREADY = declare(
    "labelers.rates_already",
    "{name} says already how hard content is here: only one labeler can.",
    status=409,
)
OTHER_PROJECT = declare("labelers.other_project", "The stage is one of the labeler's project.", status=422)
DRIFTED = declare(
    "labelers.drifted",
    "{name} is not used any more: of its last {n} answers that could be checked, {n_wrong} were wrong, which is too "
    "many for the {target} that it was to reach. People answer without it.",
)


@dataclass(frozen=True, slots=True)
class Terms:
    """`left_share`: of tasks that are done by people as if there were no machine; `floor`: as bad as calls it back."""

    mode: UseMode
    left_share: float = 0.1
    target: float = 0.95
    floor: float = 0.90


def refuse_terms(terms: Terms) -> list[Reason]:
    """Every problem at its field; what is not used has no terms."""
    if terms.mode == UseMode.OFF:
        return []
    found = []
    # Written so that what is no number is refused, too.
    if not LEAST_SHARE <= terms.left_share <= MOST_SHARE:
        found.append(SHARE_RANGE(field="left_share", least=LEAST_SHARE, most=MOST_SHARE))
    if not LEAST_FLOOR <= terms.floor < terms.target <= MOST_TARGET:
        found.append(TARGET_RANGE(field="target", least=LEAST_FLOOR, most=MOST_TARGET))
    return found


def plan_of(target: float, floor: float) -> SequentialPlan:
    """Between as good as promised and as bad as calls it back."""
    return sequential_plan(1 - target, 1 - floor, alpha=ALPHA, beta=BETA)


def is_sure(confidence: float | None, threshold: float | None) -> bool:
    """Without a threshold every answer is taken; with one, only what is at least as sure."""
    return threshold is None or (confidence is not None and confidence >= threshold)


def fate_before(*, is_left: bool, is_sure: bool) -> Fate | None:
    """What is decided without a look at the task; None: the task decides."""
    if is_left:
        return Fate.LEFT
    return None if is_sure else Fate.UNSURE
