"""How far a section is translated, and in which language somebody reads it."""

from collections.abc import Collection
from enum import StrEnum

from assay.kit.reasons import declare
from assay.projects.enums import TranslationState

NO_PART = declare("guideline.no_part", "The guideline in force has no such section.", status=404)
NOT_IN_SOURCE = declare(
    "guideline.not_in_source", "The guideline is written in {language} already.", status=422
)
EMPTY_TRANSLATION = declare(
    "guideline.empty_translation",
    "Translate the title, the text and every example before it is shown.",
    status=422,
)


class TranslationStatus(StrEnum):
    MISSING = "missing"
    DRAFT = "draft"
    TRANSLATED = "translated"
    OUTDATED = "outdated"


def status_of(states: Collection[str], *, has_older: bool) -> TranslationStatus:
    """From the states of translations of the present source, and whether an older source was translated.

    A draft over a finished translation leaves that one in use.
    """
    if TranslationState.TRANSLATED in states:
        return TranslationStatus.TRANSLATED
    if TranslationState.DRAFT in states:
        return TranslationStatus.DRAFT
    return TranslationStatus.OUTDATED if has_older else TranslationStatus.MISSING


def is_same(one: str, other: str) -> bool:
    """Whether who reads one language reads the other: the same tag, or one that narrows it."""
    one, other = one.lower(), other.lower()
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")


def nearest(wanted: str, offered: Collection[str]) -> str | None:
    """The offered tag that fits best: the same, else one that narrows or widens it, in a fixed order."""
    fitting = sorted(tag for tag in offered if is_same(wanted, tag))
    same = [tag for tag in fitting if tag.lower() == wanted.lower()]
    return next(iter(same or fitting), None)
