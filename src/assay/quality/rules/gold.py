"""Gold: whether an answer is one of the accepted ones."""

from collections.abc import Collection, Mapping
from typing import Any  # Answers are JSON.

from assay.kit.reasons import declare
from assay.projects.rules.label_schema import LabelSchema

NO_ANSWERS = declare(
    "gold.no_answers", "A gold task needs an accepted answer for at least one question.", status=422
)
UNKNOWN_QUESTION = declare("gold.unknown_question", "There is no question {id}.", status=422)
NEEDS_REASON = declare(
    "gold.needs_reason", "Say why this is the answer: it is shown as feedback.", status=422
)
RETIRED = declare("gold.retired", "This gold task was retired ({reason}): restore it first.", status=409)
IN_USE = declare("gold.in_use", "This gold task is in use.")
CONTENT_GONE = declare(
    "gold.content_gone", "The content of this gold task is gone, so it cannot be used again."
)
EVERY_RESULT = declare(
    "gold.every_result", "{question}: tick an answer for every result, or for none.", status=422
)
TOO_MANY = declare(
    "gold.too_many", "{question}: that accepts {n} combinations, and {most} at most can be kept.", status=422
)
MOST_COMBINATIONS = 1_000


def wrong_questions(
    accepted: Mapping[str, Any], answers: Mapping[str, Any], ranked: Collection[str] = ()
) -> list[str]:
    """Questions whose answer is not among the accepted ones; `accepted` maps a question to a list of answers.

    Of the `ranked` questions the order counts; of other lists it does not.
    """
    return [
        question
        for question, right in accepted.items()
        if not _is_right(right, answers.get(question), is_ranked=question in ranked)
    ]


def ranked_of(schema: LabelSchema) -> frozenset[str]:
    """The questions whose answers are an order."""
    return frozenset(question.id for question in schema.questions if question.kind == "ranking")


def _is_right(right: Any, given: Any, *, is_ranked: bool) -> bool:
    accepted = right if isinstance(right, list) else [right]
    wanted = _comparable(given, is_ranked=is_ranked)
    return any(_comparable(each, is_ranked=is_ranked) == wanted for each in accepted)


def _comparable(value: Any, *, is_ranked: bool) -> Any:
    """An answer without what says nothing about being right: the order of what was chosen, the side it stood on."""
    if isinstance(value, list):
        parts = [_comparable(each, is_ranked=is_ranked) for each in value]
        return parts if is_ranked else sorted(parts, key=repr)
    if isinstance(value, dict) and value.keys() == {"better", "left"}:
        return ("better", value["better"])
    if isinstance(value, dict):
        return {key: _comparable(each, is_ranked=is_ranked) for key, each in value.items()}
    return value
