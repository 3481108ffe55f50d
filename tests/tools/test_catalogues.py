"""The catalogues: everything that contributors' pages say, in every language, with the same gaps to fill in."""

import gettext
import io
import re
from collections import Counter
from functools import cache

import pytest
from babel import Locale
from babel.messages.catalog import Message
from babel.messages.plurals import get_plural

from assay.config import settings
from tools import catalogues

GAP = re.compile(r"%\(\w+\)s|\{\w+\}|%%")
languages = pytest.mark.parametrize("language", catalogues.LANGUAGES)
# The same in another language: grades of language tests, the sides of a comparison, units, and words that are shared.
SHARED = re.compile(
    r"[ABC][12]?|\{n\} (min|s|h|d)|[vV]ersion .*|Token|E-mail|Menu|Pages|Sections|Audit|Pause|Assistant"
    r"|Administrator|Agent|Chat|Coaching|Deadline: .*|Gold: .*|Inbox|Item %\(n\)s|Jobs|Name|Open|Password|Portfolio"
    r"|Budgets|Corrections|Man|Project|QAs?|Target"
    r"|Reviewer|Standards|System|Text|Tickets|Tool|Training|optional|In Assay|In \{project\}.*|.* in %\(market\)s"
)


def sentences(message: Message) -> list[str]:
    return list(message.id) if isinstance(message.id, (list, tuple)) else [message.id]


def translations(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, (list, tuple)) else [message.string or ""]


@cache
def messages(language: str) -> list[Message]:
    return [message for message in catalogues.read(language) if message.id]


def gaps(sentence: str) -> Counter[str]:
    return Counter(GAP.findall(sentence))


def test_every_language_of_the_settings_has_a_catalogue() -> None:
    assert {code for code, _name in settings.LANGUAGES} == {"en", *catalogues.LANGUAGES}


@pytest.mark.parametrize(("code", "name"), settings.LANGUAGES)
def test_a_language_is_offered_in_its_own_words(code: str, name: str) -> None:
    assert (Locale.parse(code).get_display_name(code) or "?").lower() in name.lower()


@pytest.mark.parametrize("pattern", catalogues.PAGES)
def test_every_entry_of_the_list_of_pages_names_a_file(pattern: str) -> None:
    assert list(catalogues.SOURCES.glob(pattern)) != []


def test_every_refusal_and_word_of_the_lists_exists() -> None:
    code = "".join(path.read_text() for path in catalogues.SOURCES.rglob("*.py"))

    words = {word for word in catalogues.WORDS if f"class {word}(" not in code}
    refusals = {each for each in catalogues.REFUSALS if f'"{each.rstrip("*")}' not in code}

    assert (words, refusals) == (set(), set())


@languages
def test_the_catalogue_has_what_the_pages_say_and_no_more(language: str) -> None:
    said = {tuple(sentences(message)) for message in catalogues.template() if message.id}

    known = {tuple(sentences(message)) for message in messages(language)}

    assert (said - known, known - said) == (set(), set()), "run `make translations`"


@languages
def test_nothing_is_missing_or_doubtful(language: str) -> None:
    assert [each.id for each in messages(language) if not catalogues.is_translated(each)] == []


@languages
def test_plurals_are_those_of_the_language_and_complete(language: str) -> None:
    catalogue, cldr = catalogues.read(language), get_plural(language)
    compiled = gettext.GNUTranslations(io.BytesIO(catalogues.compiled(language)))

    plurals = [each for each in messages(language) if len(sentences(each)) > 1]

    assert plurals != []
    assert (catalogue.num_plurals, catalogue.plural_expr) == (cldr.num_plurals, cldr.plural_expr)
    assert [each.id for each in plurals if len(translations(each)) != cldr.num_plurals] == []
    for message in plurals:
        one, several = sentences(message)
        assert {compiled.ngettext(one, several, n) for n in range(200)} <= set(translations(message))


@languages
def test_a_translation_begins_and_ends_as_its_sentence_does(language: str) -> None:
    """No blank is lost or added: sentences stand beside what pages put before and after them."""
    wrong = [
        each.id
        for each in messages(language)
        for text in translations(each)
        if (text[:1].isspace(), text[-1:].isspace())
        != (sentences(each)[0][:1].isspace(), sentences(each)[0][-1:].isspace())
    ]

    assert wrong == []


@languages
def test_a_translation_has_the_gaps_of_its_sentence(language: str) -> None:
    wrong = [
        translation
        for message in messages(language)
        for translation in translations(message)
        if gaps(translation) != gaps(sentences(message)[-1])
    ]

    assert wrong == []


@languages
def test_a_translation_is_not_the_english_sentence(language: str) -> None:
    same = [each.id for each in messages(language) if each.id in translations(each)]

    assert [sentence for sentence in same if not SHARED.fullmatch(str(sentence))] == []


@languages
def test_what_django_reads_is_what_the_translators_wrote(language: str) -> None:
    compiled = catalogues.path_of(language, "mo")

    assert compiled.read_bytes() == catalogues.compiled(language), "run `make setup`"
