"""What a contributor learns right after a gold task, where the stage shows it."""

from uuid import UUID

from assay.projects.queries.schemas import parsed_schema
from assay.quality.queries.gold import Feedback
from assay.quality.rules.gold import ranked_of, wrong_questions
from assay.work.models import Judgment


def feedback_of(judgment: UUID) -> Feedback | None:
    """The known answer beside the given one; None where the task is no gold, or no longer."""
    given = (
        Judgment.objects.select_related("task__gold").filter(uid=judgment, task__gold__isnull=False).first()
    )
    if given is None:
        return None
    gold = given.task.gold
    wrong = wrong_questions(gold.answers, given.answers, ranked_of(parsed_schema(given.schema_version_id)))
    return Feedback(not wrong, gold.answers, gold.reason)
