"""Whether an answer of a machine is right: by known answers, and by what people found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any  # Answers are JSON.

from assay.projects.rules.label_schema import LabelSchema
from assay.quality.rules.classes import is_yes_or_no

Place = tuple[str, str]
ABSENT = object()


@dataclass(frozen=True, slots=True)
class Unit:
    """One question (of one subject): what the machine said, nothing where it is empty, and what is right."""

    question: str
    subject: str
    said: str
    truth: str

    def document(self) -> list[str]:
        return [self.question, self.subject, self.said, self.truth]


def compared(
    mine: Mapping[Place, Any], truth: Mapping[Place, Any], by_option: Iterable[str] = ()
) -> tuple[Unit, ...]:
    """The units whose truth is known, in their order; of questions `by_option` what is not said is a no."""
    no = frozenset(by_option)
    return tuple(
        Unit(*place, named(mine.get(place, False if place[0] in no else ABSENT)), named(right))
        for place, right in sorted(truth.items())
    )


def is_all_right(units: Iterable[Unit]) -> bool:
    return all(unit.said == unit.truth for unit in units)


def named(value: Any) -> str:
    """A class as a text; 3 and 3.0 are the same."""
    if value is ABSENT:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def several(schema: LabelSchema) -> list[str]:
    """Questions of which every option that was not chosen is a no."""
    return [question.id for question in schema.questions if is_yes_or_no(question)]
