"""A guideline as somebody reads it who has to say so: what changed since they last did, and what they are asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from assay.projects.models import GuidelineVersion
from assay.projects.queries.guidelines import Reading
from assay.projects.rules.guideline_diff import diff_guidelines
from assay.projects.rules.guideline_quiz import mark
from assay.web.guideline_marked import MarkedPart, marked_parts

FIELD = "q-"


@dataclass(frozen=True, slots=True)
class ShownOption:
    id: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """After a wrong answer `why` says what to look at again."""

    name: str
    text: str
    options: tuple[ShownOption, ...]
    why: str = ""


def changes_since(reading: Reading, version: GuidelineVersion) -> list[MarkedPart]:
    """What differs from the version that the person acknowledged last; nothing where there is none."""
    if not reading.is_asked or reading.since is None:
        return []
    return marked_parts(diff_guidelines(reading.since.sections, version.sections))


def questions_of(
    version: GuidelineVersion | None, answers: Mapping[str, str] | None = None
) -> tuple[ShownQuestion, ...]:
    """The quiz to answer; with the answers of a try, what was wrong is explained."""
    if version is None:
        return ()
    right = {each.id: each.is_right for each in mark(version.quiz, answers or {})}
    return tuple(
        ShownQuestion(
            f"{FIELD}{each['id']}",
            each["text"],
            tuple(
                ShownOption(option["id"], option["text"], (answers or {}).get(each["id"]) == option["id"])
                for option in each["options"]
            ),
            each["why"] if answers is not None and not right[each["id"]] else "",
        )
        for each in version.quiz
    )


def answered(posted: Mapping[str, str]) -> dict[str, str]:
    """What was chosen, by the id of the question."""
    return {name.removeprefix(FIELD): value for name, value in posted.items() if name.startswith(FIELD)}
