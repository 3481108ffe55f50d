"""Searching articles: the dictionary of each language, and the words of a question as a query."""

import re

MOST_IN_TITLE, MOST_IN_ARTICLE, MOST_WORDS = 160, 20_000, 12
# What PostgreSQL brings; a language without a dictionary is searched by its words as they are.
DICTIONARIES = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "hi": "hindi",
    "id": "indonesian",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "tr": "turkish",
}
_WORD = re.compile(r"\w+")


def dictionary_of(language: str) -> str:
    return DICTIONARIES.get(language.partition("-")[0].lower(), "simple")


def any_of(typed: str) -> str:
    """The words of a sentence, any of which may fit: a query of PostgreSQL without anything else in it."""
    return " | ".join(dict.fromkeys(_WORD.findall(typed.lower())[:MOST_WORDS]))
