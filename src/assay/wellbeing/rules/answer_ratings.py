"""What an answer says of content: only of questions that are answered by choosing, and of options they have."""

from collections.abc import Iterator

from assay.kit.reasons import Reason
from assay.projects.rules.schema_parts import LabelSchema
from assay.wellbeing.rules import reasons
from assay.work.rules.rated_answers import Ratings

CHOOSING = frozenset({"choice", "multi_choice", "taxonomy"})
MOST = 500


def problems(ratings: Ratings, schema: LabelSchema | None) -> Iterator[Reason]:
    """Everything that keeps the ratings from being set."""
    if len(ratings) > MOST:
        yield reasons.TOO_MANY_RATINGS(field="ratings", most=MOST)
    options = options_of(schema)
    for question, option in ratings:
        if (question, option) not in options:
            yield reasons.ANSWER_UNKNOWN(field="ratings", question=question[:60], option=option[:60])


def options_of(schema: LabelSchema | None) -> list[tuple[str, str]]:
    """Every option that can be rated, retired ones too: older answers hold them."""
    questions = schema.questions if schema else ()
    return [
        (question.id, option.id)
        for question in questions
        if question.kind in CHOOSING
        for option in question.options
    ]
