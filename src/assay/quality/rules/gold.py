"""Gold: whether an answer is one of the accepted ones."""

from collections.abc import Mapping
from typing import Any  # Answers are JSON.

from assay.kit.reasons import declare

NO_ANSWERS = declare(
    "gold.no_answers", "A gold task needs an accepted answer for at least one question.", status=422
)
UNKNOWN_QUESTION = declare("gold.unknown_question", "There is no question {id}.", status=422)
NEEDS_REASON = declare(
    "gold.needs_reason", "Say why this is the answer: it is shown as feedback.", status=422
)
RETIRED = declare("gold.retired", "This gold task was retired ({reason}), and stays so.", status=409)
EVERY_RESULT = declare(
    "gold.every_result", "{question}: tick an answer for every result, or for none.", status=422
)
TOO_MANY = declare(
    "gold.too_many", "{question}: that accepts {n} combinations, and {most} at most can be kept.", status=422
)
MOST_COMBINATIONS = 1_000


def wrong_questions(accepted: Mapping[str, Any], answers: Mapping[str, Any]) -> list[str]:
    """Questions whose answer is not among the accepted ones; `accepted` maps a question to a list of answers."""
    return [question for question, right in accepted.items() if not _is_right(right, answers.get(question))]


def _is_right(right: Any, given: Any) -> bool:
    accepted = right if isinstance(right, list) else [right]
    if isinstance(given, list):
        return any(isinstance(each, list) and sorted(each) == sorted(given) for each in accepted)
    return given in accepted
