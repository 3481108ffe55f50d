"""Calibration: the way of a session, who may answer and rule in it, and how near an answer lies to the benchmark."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from statistics import fmean
from typing import Any  # Answers are JSON.

from assay.kit.reasons import Reason, declare
from assay.kit.transitions import Transitions
from assay.projects.rules.conditions import is_empty
from assay.projects.rules.label_schema import LabelSchema, Question
from assay.projects.rules.schema_questions import FARTHEST
from assay.quality.enums import CalibrationState
from assay.stats.agreement.alignment import criterion_alignment

MOST_ITEMS, MOST_PEOPLE, MOST_TEXT = 30, 200, 4_000
FACILITATOR = declare(
    "calibration.facilitator", "Whoever leads a session sets its benchmark, so they do not answer in it."
)
OWN_ANSWERS = declare(
    "calibration.own_answers",
    "You answer in this session, so somebody else says what is right.",
    status=403,
)
NOT_OPEN = declare("calibration.not_open", "This session takes no answers now.")
OVERDUE = declare("calibration.overdue", "The time to answer in this session is over.")
NOT_RULING = declare("calibration.not_ruling", "What is right is said once nobody answers any more.")
NOT_DRAFT = declare(
    "calibration.not_draft",
    "Items and people are chosen before a session is opened, so that all answer the same.",
)
NO_TITLE = declare(
    "calibration.no_title", "Give the session a name of at most {most} characters.", status=422
)
NO_ITEMS = declare("calibration.no_items", "Choose at least one item.", status=422)
NO_PEOPLE = declare(
    "calibration.no_people", "Invite at least two people: one alone is aligned with nobody.", status=422
)
TOO_MANY_ITEMS = declare("calibration.too_many_items", "A session has {most} items at most.", status=422)
TOO_MANY_PEOPLE = declare("calibration.too_many_people", "A session has {most} people at most.", status=422)
DUE_IN_PAST = declare("calibration.due_in_past", "The due date lies in the past.", status=422)
UNKNOWN_TASK = declare(
    "calibration.unknown_task", "There is no task {id} that can be calibrated.", status=422
)
NOBODY_THERE = declare("calibration.nobody_there", "{name} does not work on this project.", status=422)
NO_RULING = declare("calibration.no_ruling", "Say why this is the answer.", status=422)
NO_BENCHMARK = declare("calibration.no_benchmark", "Say what the right answer is.", status=422)
UNRULED = declare("calibration.unruled", "{n} items have no ruling yet.")
NO_TEXT = declare("calibration.no_text", "Write something, {most} characters at most.", status=422)
BAD_WEIGHT = declare("calibration.bad_weight", "A weight is a number from 0 to 1,000.", status=422)
NEEDS_REASON = declare("calibration.needs_reason", "Say why the session is cancelled.", status=422)
NOT_CLOSED = declare("calibration.not_closed", "What follows from a session is decided once it is closed.")
GOLD_ALREADY = declare("calibration.gold_already", "This item is gold already.")
NOT_SO_LOW = declare(
    "calibration.nothing_wrong",
    "{name} answered as the benchmark has it, so there is nothing to learn.",
    status=422,
)

S = CalibrationState
TRANSITIONS = Transitions(
    "The calibration session",
    {
        S.DRAFT: (S.OPEN, S.CANCELLED),
        S.OPEN: (S.RULING, S.CANCELLED),
        # Never back: whoever has seen what others said does not answer blind any more.
        S.RULING: (S.CLOSED, S.CANCELLED),
    },
)


@dataclass(frozen=True, slots=True)
class Taking:
    """A participant who is about to answer."""

    state: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Ruling:
    """Somebody who is about to say what is right."""

    state: str
    answers_too: bool


def refuse_answering(taking: Taking) -> Reason | None:
    if taking.state != S.OPEN:
        return NOT_OPEN()
    return OVERDUE() if taking.is_overdue else None


def refuse_ruling(ruling: Ruling) -> Reason | None:
    """Nobody sets the benchmark of their own answers, whatever their role is now."""
    if ruling.answers_too:
        return OWN_ANSWERS()
    return None if ruling.state == S.RULING else NOT_RULING()


def refuse_opening(*, n_items: int, n_people: int, due_at: datetime, now: datetime) -> list[Reason]:
    problems = [] if n_items else [NO_ITEMS(field="items")]
    if n_people < 2:
        problems.append(NO_PEOPLE(field="people"))
    if due_at <= now:
        problems.append(DUE_IN_PAST(field="due_at"))
    return problems


def refuse_weights(weights: Mapping[str, Any]) -> list[Reason]:
    return [
        BAD_WEIGHT(field=f"weights/{key}"[:200]) for key, value in weights.items() if not _is_weight(value)
    ]


def alignments(
    schema: LabelSchema, given: Mapping[str, Any], benchmark: Mapping[str, Any]
) -> Iterator[tuple[str, float]]:
    """Question to alignment (0 to 1), for every question that has a benchmark and can be compared."""
    for question in schema.questions:
        right = benchmark.get(question.id)
        if is_empty(right) or question.kind == "text":
            continue
        said = given.get(question.id)
        if question.per and isinstance(right, Mapping):
            of = said if isinstance(said, Mapping) else {}
            yield question.id, fmean(_aligned(question, of.get(key), each) for key, each in right.items())
        else:
            yield question.id, _aligned(question, said, right)


def weighted(parts: Mapping[str, float], weights: Mapping[str, float]) -> float | None:
    """The questions of one item together; a question without a weight counts once."""
    whole = sum(weights.get(key, 1.0) for key in parts)
    if whole <= 0:
        return None
    return sum(weights.get(key, 1.0) * value for key, value in parts.items()) / whole


def _aligned(question: Question, said: Any, right: Any) -> float:
    """The published formula with the distance that this kind of answer has."""
    if is_empty(said) and said != right:
        return 0.0
    match question.kind:
        case "scale" | "number":
            return _on_a_scale(question, said, right)
        case "multi_choice" | "taxonomy" | "spans" if isinstance(right, list) and isinstance(said, list):
            ours, theirs = {_key(each) for each in said}, {_key(each) for each in right}
            return criterion_alignment(len(ours ^ theirs), 0, len(ours | theirs) or 1)
        case "ranking" if isinstance(right, list) and isinstance(said, list):
            return _in_order(said, right)
        case "pairwise" if isinstance(right, Mapping) and isinstance(said, Mapping):
            return float(said.get("better") == right.get("better"))
    return float(said == right)


def _on_a_scale(question: Question, said: Any, right: Any) -> float:
    """Points away by the points there are; where a number has no bounds it is right or it is not."""
    if abs(question.least) >= FARTHEST or abs(question.most) >= FARTHEST or question.most <= question.least:
        return float(said == right)
    return criterion_alignment(float(said), float(right), question.most - question.least)


def _in_order(said: Sequence[Any], right: Sequence[Any]) -> float:
    """Pairs the benchmark orders, and how many stand so here."""
    place = {each: nth for nth, each in enumerate(said)}
    pairs = list(combinations(right, 2))
    if not pairs:
        return float(list(said) == list(right))
    n_wrong = sum(place.get(better, len(said)) >= place.get(worse, len(said)) for better, worse in pairs)
    return criterion_alignment(n_wrong, 0, len(pairs))


def _key(each: Any) -> Any:
    return tuple(sorted(each.items())) if isinstance(each, dict) else each


def _is_weight(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1_000
