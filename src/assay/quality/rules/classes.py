"""The answers of a question that statistics treat as classes."""

from assay.projects.rules.label_schema import Question
from assay.projects.rules.schema_parts import TIE

MOST_GRADES = 20


def classes_of(question: Question) -> tuple[object, ...]:
    """In the order of the schema; empty where there is no such set, or, of a taxonomy, only those that were given."""
    match question.kind:
        case "choice":
            return tuple(option.id for option in question.options if not option.maps_to)
        case "multi_choice":
            return (False, True)
        case "pairwise":
            return (*question.sides, *([TIE] if question.has_tie else []))
    return tuple(grades(question))


def grades(question: Question) -> list[float]:
    """The grades of a scale, where they are few enough to be classes; else none."""
    if question.kind != "scale":
        return []
    n_steps = round((question.most - question.least) / question.step)
    if n_steps > MOST_GRADES:
        return []
    values = [question.least + nth * question.step for nth in range(n_steps + 1)]
    return [int(value) if float(value).is_integer() else value for value in values]
