"""Which questions the built-in learner answers, and when it cannot."""

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any  # Answers are JSON.

from assay.kit.reasons import Reason, declare
from assay.projects.rules.label_schema import LabelSchema, Question

NOT_A_LEARNER = declare("labelers.not_a_learner", "Only a labeler that learns here can be trained here.")
NOT_INSTALLED = declare(
    "labelers.not_installed", "The learner is not installed: pip install assay[learner].", status=409
)
NO_DELIVERY = declare("labelers.no_delivery", "Nothing was delivered yet, so there is nothing to learn from.")
NOTHING_TO_LEARN = declare(
    "labelers.nothing_to_learn",
    "No question asks for one of several answers or for a grade: that is all it can learn.",
)
CANNOT_ANSWER = declare(
    "labelers.cannot_answer", "{question} must be answered, and is of a kind that it cannot learn."
)
LEARNS = frozenset({"choice", "scale"})


def learnable(schema: LabelSchema) -> list[Question]:
    """Questions that are asked once per task and have one answer of a fixed few."""
    return [each for each in schema.questions if _is_learnable(each)]


def refuse_schema(schema: LabelSchema) -> Reason | None:
    """Why it could never give a whole answer."""
    asked = [each for each in schema.questions if not each.is_retired]
    for question in asked:
        if question.is_required and not _is_learnable(question):
            return CANNOT_ANSWER(question=question.id)
    return None if learnable(schema) else NOTHING_TO_LEARN()


def is_installed() -> bool:
    return find_spec("sklearn") is not None


def answer_of(question: Question, label: str) -> Any:
    """A label as an answer: grades are numbers."""
    if question.kind != "scale":
        return label
    number = float(label)
    return int(number) if number.is_integer() else number


def whole(said: Mapping[str, tuple[Any, float]]) -> tuple[dict[str, Any], float]:
    """The answers, and how sure of all of them: as sure as of the one it is least sure of."""
    return {question: answer for question, (answer, _) in said.items()}, min(
        chance for _, chance in said.values()
    )


def _is_learnable(question: Question) -> bool:
    return question.kind in LEARNS and not question.per and not question.is_retired
