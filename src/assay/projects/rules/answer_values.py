"""One value against its question, kind by kind. The workbench checks the same: see `frontend/src/bench/checks.ts`."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeGuard  # Answers are JSON until they are checked.

from assay.kit.reasons import Reason
from assay.projects.rules import reasons
from assay.projects.rules.schema_parts import Question
from assay.projects.rules.schema_questions import FARTHEST
from assay.projects.rules.schema_reading import HUGEST

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Around:
    """What the content says of one value: the items of a ranking, the text of spans; None where it is not known."""

    items: frozenset[str] | None = None
    text: str | None = None


def value_problems(question: Question, value: object, place: str, around: Around) -> Iterator[Reason]:
    """Every problem of a value that is not empty."""
    match question.kind:
        case "choice":
            if not isinstance(value, str) or value not in question.option_ids:
                yield reasons.NOT_AN_OPTION(field=place, value=str(value)[:60])
        case "multi_choice" | "taxonomy":
            yield from _several(question, value, place)
        case "scale":
            if not _on_scale(question, value):
                limits = {"least": question.least, "most": question.most, "step": question.step}
                yield reasons.NUMBER_BETWEEN(field=place, **limits)
        case "number":
            yield from _number(question, value, place)
        case "ranking":
            yield from _ranking(question, value, place, around.items)
        case "pairwise":
            yield from _pairwise(question, value, place)
        case "spans":
            yield from _spans(question, value, place, around.text)
        case _:
            yield from _text(question, value, place)


def _several(question: Question, value: object, place: str) -> Iterator[Reason]:
    if not _are_texts(value):
        yield reasons.WRONG_TYPE(field=place, wanted="a list of options")
        return
    for each in value:
        if each not in question.option_ids:
            yield reasons.NOT_AN_OPTION(field=place, value=each[:60])
    if len(set(value)) != len(value) or not question.least <= len(value) <= question.most:
        yield reasons.CHOOSE_BETWEEN(field=place, least=int(question.least), most=int(question.most))


def _on_scale(question: Question, value: object) -> bool:
    if not _is_number(value):
        return False
    return question.least <= value <= question.most and _in_steps(question, value)


def _number(question: Question, value: object, place: str) -> Iterator[Reason]:
    if not _is_number(value):
        yield reasons.NO_NUMBER_GIVEN(field=place)
    elif not question.least <= value <= question.most:
        yield reasons.NUMBER_FROM(field=place, least=question.least, most=question.most)
    elif question.step and not _in_steps(question, value):
        limits = {"least": question.least, "most": question.most, "step": question.step}
        yield reasons.NUMBER_BETWEEN(field=place, **limits)


def _in_steps(question: Question, value: float) -> bool:
    """Steps are counted from the least value; where there is none, from zero."""
    start = 0 if question.least <= -FARTHEST else question.least
    steps = (value - start) / question.step
    return abs(steps - math.floor(steps + 0.5)) < 1e-9


def _text(question: Question, value: object, place: str) -> Iterator[Reason]:
    if not isinstance(value, str):
        yield reasons.WRONG_TYPE(field=place, wanted="a text")
    elif _CONTROL.search(value):
        yield reasons.TEXT_CONTROL(field=place)
    elif len(value) > question.most:
        yield reasons.TEXT_TOO_LONG(field=place, most=int(question.most))
    elif len(value.strip()) < question.least:
        yield reasons.TEXT_TOO_SHORT(field=place, least=int(question.least))


def _ranking(question: Question, value: object, place: str, items: frozenset[str] | None) -> Iterator[Reason]:
    if not _are_texts(value):
        yield reasons.WRONG_TYPE(field=place, wanted="a list of options")
        return
    if items is None:
        if len(set(value)) != len(value):
            yield reasons.NOT_IN_ORDER(field=place, n=len(set(value)))
        return
    for each in value:
        if each not in items:
            yield reasons.NOT_AN_OPTION(field=place, value=each[:60])
    n = n_ranked(question, items)
    if len(value) != n or len(set(value)) != n:
        yield reasons.NOT_IN_ORDER(field=place, n=n)


def n_ranked(question: Question, items: frozenset[str]) -> int:
    """How many a ranking puts in order: all of them, or the best few."""
    return min(int(question.most), len(items)) if question.most else len(items)


def _pairwise(question: Question, value: object, place: str) -> Iterator[Reason]:
    """`left` records which side stood on the left: the order is drawn for every person and task."""
    if (
        not isinstance(value, dict)
        or set(value) != {"better", "left"}
        or not _is_among(value["better"], question.preferences)
        or not _is_among(value["left"], question.sides)
    ):
        yield reasons.NOT_COMPARED(field=place)


def _spans(question: Question, value: object, place: str, text: str | None) -> Iterator[Reason]:
    if not isinstance(value, list) or not all(map(_is_span, value)):
        yield reasons.WRONG_TYPE(field=place, wanted="a list of spans with start, end and label")
        return
    for span in value:
        if span["label"] not in question.option_ids:
            yield reasons.NOT_AN_OPTION(field=place, value=span["label"][:60])
    if text is not None and any(span["end"] > len(text) for span in value):
        yield reasons.SPAN_OUTSIDE(field=place)
    elif _overlaps(value, may_overlap=question.may_overlap):
        yield reasons.SPANS_OVERLAP(field=place)
    if not question.least <= len(value) <= question.most:
        yield reasons.CHOOSE_BETWEEN(field=place, least=int(question.least), most=int(question.most))


def _is_span(span: object) -> bool:
    """Start and end count characters (Unicode code points); the end is the first that is no longer inside."""
    if (
        not isinstance(span, dict)
        or set(span) != {"start", "end", "label"}
        or not isinstance(span["label"], str)
    ):
        return False
    start, end = span["start"], span["end"]
    whole = all(isinstance(each, int) and not isinstance(each, bool) for each in (start, end))
    return whole and 0 <= start < end


def _overlaps(spans: Sequence[Mapping[str, Any]], *, may_overlap: bool) -> bool:
    """The same twice is never right; otherwise it is for the question to allow."""
    ordered = sorted((span["start"], span["end"], span["label"]) for span in spans)
    if may_overlap:
        return len(set(ordered)) != len(ordered)
    return any(first[1] > second[0] for first, second in pairwise(ordered))


def _are_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= HUGEST


def _is_among(value: object, allowed: frozenset[str] | tuple[str, ...]) -> bool:
    return isinstance(value, str) and value in allowed
