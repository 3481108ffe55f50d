"""How hard content is, as answers say: what an option stands for, and what a task counts as once it was seen."""

from collections.abc import Iterator, Mapping, Sequence

from assay.work.facts import BENIGN, Sensitivity

# (question, option) to what content of which that is said counts as.
Ratings = Mapping[tuple[str, str], Sensitivity]
ENOUGH = 2


def said_by(answers: Mapping[str, object], ratings: Ratings) -> Sensitivity | None:
    """The hardest that one person's answers say; None where no rated question was answered.

    An answered question of which no chosen option is rated says benign: whoever looked found nothing of it.
    """
    asked = {question for question, _ in ratings}
    given = [(question, option) for question in asked for option in _options(answers.get(question))]
    if not given:
        return None
    return max((ratings.get(each, BENIGN) for each in given), key=lambda each: each.severity)


def corrected(counts_as: Sensitivity, said: Sequence[Sensitivity]) -> Sensitivity:
    """One person makes it count as harder, two are needed to make it easier: the hardest of theirs holds."""
    hardest = max(said, key=lambda each: each.severity)
    if len(said) < ENOUGH and hardest.severity <= counts_as.severity:
        return counts_as
    return Sensitivity(hardest.severity, hardest.category or counts_as.category)


def _options(answer: object) -> Iterator[str]:
    """What was chosen: one option, several, or either for every part of the content."""
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, Mapping):
        for each in answer.values():
            yield from _options(each)
    elif isinstance(answer, list):
        for each in answer:
            yield from _options(each)
