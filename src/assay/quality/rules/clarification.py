"""Questions that ask the same, and what an answer for everybody must say."""

import re
from collections.abc import Hashable, Mapping
from typing import TypeVar

from assay.kit.reasons import declare

K = TypeVar("K", bound=Hashable)
MOST_TEXT, MOST_HELD = 2_000, 1_000
# So much of their words two questions share that ask the same.
ALIKE = 0.34
LEAST_PHRASE = 3
NO_TEXT = declare("clarification.no_text", "Write {what}, {most} characters at most.", status=422)
NO_QUESTION = declare("clarification.no_question", "None of these questions waits for an answer.")
UNKNOWN_SECTION = declare("clarification.unknown_section", "The guideline has no section {id}.", status=422)
SHORT_PHRASE = declare("clarification.short_phrase", "Give at least {n} characters to look for.", status=422)
ANSWERED = declare("clarification.answered", "This question was answered, so nothing waits for it.")
NOT_PROVISIONAL = declare("clarification.not_provisional", "This answer is final already.")
RETIRED = declare("clarification.retired", "This answer was retired ({reason}).")
NO_REASON = declare("clarification.no_reason", "Say why the answer does not hold any more.", status=422)
CANNOT_ANSWER = declare(
    "clarification.cannot_answer", "{name} may not answer questions of this project.", status=422
)
_WORD = re.compile(r"\w{3,}")


def words_of(text: str) -> frozenset[str]:
    """The words that carry a question: those of three letters and more, however they are written."""
    return frozenset(word.casefold() for word in _WORD.findall(text))


def likeness(one: str, other: str) -> float:
    """The share of their words that two texts have in common (Jaccard); 0 where there are none."""
    ours, theirs = words_of(one), words_of(other)
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0


def clusters(texts: Mapping[K, str]) -> list[list[K]]:
    """Texts that ask the same, the largest group first: each joins the first group whose first text it is like."""
    found: list[list[K]] = []
    for key, text in texts.items():
        home = next((group for group in found if likeness(texts[group[0]], text) >= ALIKE), None)
        if home is None:
            found.append([key])
        else:
            home.append(key)
    return sorted(found, key=len, reverse=True)
