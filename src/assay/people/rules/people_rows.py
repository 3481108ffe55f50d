"""A person as one row of a CSV file: what is exported is what a file of changes may say."""

from collections.abc import Iterable, Mapping
from datetime import date

from assay.people.enums import LanguageLevel

COLUMNS = ("contributor", "vendor", "site", "team", "standing", "languages", "skills")
LEVELS: Mapping[str, int] = {each.label.lower(): each.value for each in LanguageLevel}


def languages_cell(languages: Iterable[tuple[str, int]]) -> str:
    """pt-BR:native en:C1."""
    labels = {level: each.label for level, each in ((one.value, one) for one in LanguageLevel)}
    return " ".join(f"{tag}:{labels[level]}" for tag, level in sorted(languages))


def skills_cell(skills: Iterable[tuple[str, int, date | None]]) -> str:
    """search-quality:92 market-rules:80:2027-05-01."""
    return " ".join(
        f"{code}:{score}" + (f":{end.isoformat()}" if end else "")
        for code, score, end in sorted(skills, key=_code)
    )


def _code(skill: tuple[str, int, date | None]) -> str:
    return skill[0]
