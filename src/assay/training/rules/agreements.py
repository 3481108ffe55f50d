"""When an agreement stands between a person and their tasks, and what a signature has to look like.

The same rule exists as SQL (training/queries/sql/owing.sql); a property test holds the two together.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assay.kit.reasons import Reason, declare
from assay.people.rules.words import refuse_language
from assay.training.enums import SigningState

MOST_TITLE, MOST_TEXT, MOST_NOTE, MOST_GRACE_DAYS = 160, 60_000, 2000, 90

NO_NAME = declare("agreement.no_name", "Give the agreement a name of 1 to {most} characters.", status=422)
NO_TEXT = declare("agreement.no_text", "An agreement needs a title and its text.", status=422)
TOO_LONG = declare("agreement.too_long", "At most {most} characters.", status=422)
GRACE_INVALID = declare("agreement.grace_invalid", "A grace period has 0 to {most} days.", status=422)
LANGUAGE_TWICE = declare("agreement.language_twice", "There is a text in {language} already.", status=409)
RETIRED = declare("agreement.retired", "This agreement is no longer asked for.", status=409)
SUPERSEDED = declare(
    "agreement.superseded", "There is a newer version of this agreement: read and sign that one.", status=409
)
NAME_DIFFERS = declare(
    "agreement.name_differs", "Type your name as it stands in your account: {name}.", status=422
)
NOT_ASKED = declare("agreement.not_asked", "This agreement is not asked of you.", status=409)
NEEDS_REASON = declare("agreement.needs_reason", "Say why it is no longer asked for.", status=422)


@dataclass(frozen=True, slots=True)
class Published:
    number: int
    grace_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A text of an agreement in one language."""

    language: str
    title: str
    markdown: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(f"{self.language}\n{self.title}\n{self.markdown}".encode()).hexdigest()


def state_of(versions: Iterable[Published], signed: int, now: datetime) -> SigningState:
    """Signing a version covers those before it; a newer one may wait until its grace period has ended."""
    newer = [each for each in versions if each.number > signed]
    if not newer:
        return SigningState.SIGNED
    has_ended = any(each.grace_until is None or each.grace_until <= now for each in newer)
    return SigningState.OWED if has_ended else SigningState.GRACE


def refuse_wordings(wordings: Sequence[Wording]) -> list[Reason]:
    """Every problem of texts that are to be signed."""
    problems = (
        [problem for each in wordings for problem in _refuse(each)] if wordings else [NO_TEXT(field="text")]
    )
    known: set[str] = set()
    for each in wordings:
        if each.language in known:
            problems.append(LANGUAGE_TWICE(field="language", language=each.language[:40]))
        known.add(each.language)
    return problems


def _refuse(wording: Wording) -> Iterable[Reason]:
    if refused := refuse_language(wording.language):
        yield refused
    if not wording.title.strip() or not wording.markdown.strip():
        yield NO_TEXT(field="text")
    for text, most in ((wording.title, MOST_TITLE), (wording.markdown, MOST_TEXT)):
        if len(text) > most:
            yield TOO_LONG(field="text", most=most)


def is_same_name(typed: str, name: str) -> bool:
    """Whether somebody typed this name, however they write capitals, accents in parts and spaces."""
    return _plain(typed) == _plain(name)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
