"""The answers of a question that statistics treat as classes."""

from assay.projects.rules.label_schema import Question
from assay.projects.rules.schema_parts import TIE

MOST_GRADES = 20


def classes_of(question: Question) -> tuple[object, ...]:
    """In the order of the schema, so that ordinal statistics and ties do not depend on who answered first.

    Empty where there is no such set, or, of a taxonomy with one answer, only those that were given.
    """
    if is_yes_or_no(question):
        return (False, True)
    match question.kind:
        case "choice":
            return tuple(option.id for option in question.options if not option.maps_to)
        case "pairwise":
            return (*question.sides, *([TIE] if question.has_tie else []))
    return tuple(grades(question))


def offered(question: Question) -> tuple[object, ...]:
    """The classes that can be answered now, as they are shown: yes before no, and no option that is retired."""
    if is_yes_or_no(question):
        return (True, False)
    if question.kind in {"choice", "taxonomy"}:
        return tuple(option.id for option in question.options if option.id in question.option_ids)
    return classes_of(question)


def is_yes_or_no(question: Question) -> bool:
    """Whether every option is a unit of its own: chosen, or not."""
    return question.kind == "multi_choice" or (question.kind == "taxonomy" and question.most > 1)


def grades(question: Question) -> list[float]:
    """The grades of a scale, where they are few enough to be classes; else none."""
    if question.kind != "scale":
        return []
    n_steps = round((question.most - question.least) / question.step)
    if n_steps > MOST_GRADES:
        return []
    values = [question.least + nth * question.step for nth in range(n_steps + 1)]
    return [int(value) if float(value).is_integer() else value for value in values]
