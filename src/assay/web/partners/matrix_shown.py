"""A person's row of the matrix: a cell for each language and skill."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assay.people.enums import LanguageLevel
from assay.people.models import Contributor
from assay.people.queries.matrix import LANGUAGE, SOON, AbilityCount


@dataclass(frozen=True, slots=True)
class AbilityCell:
    """`ends_at` of a skill; its tone is warn where that is soon, bad where it is over."""

    said: str
    tone: str
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    person: Contributor
    cells: Sequence[AbilityCell | None]


def shown_person(person: Contributor, columns: Sequence[AbilityCount], now: datetime) -> PersonRow:
    """Languages and skills should be prefetched."""
    levels = {each.language: str(LanguageLevel(each.level).label) for each in person.languages.all()}
    skills = {each.skill.code: each for each in person.skills.all()}

    def cell(column: AbilityCount) -> AbilityCell | None:
        if column.kind == LANGUAGE:
            return AbilityCell(levels[column.key], "", None) if column.key in levels else None
        held = skills.get(column.key)
        return AbilityCell(str(held.score), _tone(held.expires_at, now), held.expires_at) if held else None

    return PersonRow(person, [cell(each) for each in columns])


def _tone(ends_at: datetime | None, now: datetime) -> str:
    if ends_at is None or ends_at > now + SOON:
        return ""
    return "bad" if ends_at <= now else "warn"
