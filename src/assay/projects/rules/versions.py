"""From one label schema to the next: collected answers never lose their meaning."""

from collections.abc import Iterator

from assay.kit.reasons import Reason
from assay.projects.rules import reasons
from assay.projects.rules.label_schema import LabelSchema, Question


def lost_answers(before: LabelSchema, after: LabelSchema) -> list[Reason]:
    """Why the new version would destroy judgments: questions or options gone instead of retired, kinds changed."""
    problems: list[Reason] = []
    for question in before.questions:
        successor = after.question(question.id)
        if successor is None:
            problems.append(reasons.ANSWER_LOST(field="/questions", id=question.id))
        elif successor.kind != question.kind or successor.is_per_result != question.is_per_result:
            problems.append(reasons.KIND_CHANGED(field="/questions", id=question.id, before=question.kind))
        else:
            problems.extend(_lost_options(question, successor))
    return problems


def _lost_options(before: Question, after: Question) -> Iterator[Reason]:
    kept = {option.id for option in after.options}
    for option in before.options:
        if option.id not in kept:
            yield reasons.ANSWER_LOST(field=f"/questions/{before.id}/options", id=f"{before.id}/{option.id}")
