"""The answers that a classifier's verdict can be."""

from assay.insight.rules.classifying import MOST_CLASSES, NO_CLASSES
from assay.kit.reasons import Refused
from assay.projects.models import Project
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.label_schema import Question
from assay.quality.queries.inputs import class_names
from assay.quality.rules.classes import is_yes_or_no


def classes_in(project: Project, question: str) -> tuple[str, ...]:
    """Refused where the question has no fixed set of single answers."""
    found = next((each for each in questions_in(project) if each.id == question), None)
    if found is None:
        raise Refused(NO_CLASSES(field="question", question=question[:60]))
    return class_names(found)


def questions_in(project: Project) -> list[Question]:
    """Those whose answers a verdict can be: one answer of a fixed set, asked of the item as a whole."""
    if project.schema_version_id is None:
        return []
    return [
        each
        for each in parsed_schema(project.schema_version_id).questions
        if not each.is_per_result and not is_yes_or_no(each) and 2 <= len(class_names(each)) <= MOST_CLASSES
    ]
