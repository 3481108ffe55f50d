"""The label schema: what a contributor sees and is asked, as a versioned document.

`parse` turns the JSON document into frozen dataclasses, or refuses it with every problem at once.
"""

import hashlib
from collections.abc import Mapping

import msgspec

from assay.kit.reasons import Reason, Refused
from assay.projects.rules.schema_links import check_links
from assay.projects.rules.schema_parts import (
    CONTENT_KINDS,
    QUESTION_KINDS,
    Block,
    Condition,
    LabelSchema,
    Media,
    Option,
    Question,
    Text,
)
from assay.projects.rules.schema_questions import HOTKEYS, question, with_hotkeys
from assay.projects.rules.schema_reading import Problems, Reader

__all__ = [
    "CONTENT_KINDS",
    "HOTKEYS",
    "QUESTION_KINDS",
    "Block",
    "Condition",
    "LabelSchema",
    "Media",
    "Option",
    "Question",
    "Text",
    "digest",
    "localised",
    "parse",
    "problems_of",
    "with_hotkeys",
]
_canonical = msgspec.json.Encoder(order="deterministic")


def parse(document: object) -> LabelSchema:
    """The schema of a document; Refused with every problem, each with the JSON pointer of its place."""
    schema, found = _read(document)
    if found:
        raise Refused(*found)
    return schema


def problems_of(document: object) -> list[Reason]:
    """Every problem of a document, each with the JSON pointer of its place; empty: it can be published."""
    return _read(document)[1]


def digest(document: object) -> str:
    """sha256 of the canonical JSON: equal documents have equal digests."""
    return hashlib.sha256(_canonical.encode(document)).hexdigest()


def localised(text: Text, language: str, fallback: str = "en") -> str:
    """The text in a language, in the language that its tag narrows, in the fallback, or in any."""
    if isinstance(text, str):
        return text
    for tag in (language, language.split("-", maxsplit=1)[0], fallback):
        if tag in text:
            return text[tag]
    return next(iter(text.values()), "")


def _read(document: object) -> tuple[LabelSchema, list[Reason]]:
    problems = Problems()
    return _schema(Reader(document, "", problems)), problems.found


def _schema(reader: Reader) -> LabelSchema:
    reader.known("schema", "title", "content", "questions", "thinking_seconds", "media")
    reader.one_of("schema", (1,))
    blocks = tuple(_block(each) for each in reader.items("content", least=1, most=20))
    questions = tuple(question(each) for each in reader.items("questions", least=1, most=50))
    reader.no_repeats("questions", [each.id for each in questions])
    reader.no_repeats("content", [block.field for block in blocks])
    thinking = reader.number("thinking_seconds", default=0, least=0, most=3600)
    schema = LabelSchema(reader.text("title"), blocks, questions, thinking, _media(reader.inner("media")))
    check_links(reader, schema)
    return schema


def _block(reader: Reader) -> Block:
    reader.known("kind", "field", "label", "query", "must", "markdown")
    kind = reader.one_of("kind", CONTENT_KINDS)
    query = reader.name("query") if kind == "results" and "query" in reader else None
    is_must = reader.flag("must", default=False) and kind in {"link", "video", "audio"}
    is_markdown = kind == "markdown" or (kind == "chat" and reader.flag("markdown", default=False))
    label = reader.text("label", default="")
    return Block(kind, reader.name("field"), label, query, is_must=is_must, is_markdown=is_markdown)


def _media(reader: Reader | None) -> Media:
    if reader is None:
        return Media()
    reader.known("blur", "greyscale", "mute")
    flags = (reader.flag(key, default=False) for key in ("blur", "greyscale", "mute"))
    return Media(*flags)


def languages(schema: LabelSchema) -> frozenset[str]:
    """Every language that a text of the schema is written in, by BCP 47 tag."""
    return frozenset(tag for text in _texts(schema) if isinstance(text, Mapping) for tag in text)


def _texts(schema: LabelSchema) -> list[Text]:
    options = [option for each in schema.questions for option in each.options]
    texts = [schema.title, *(block.label for block in schema.content)]
    texts += [text for each in schema.questions for text in (each.label, each.help, *each.labels.values())]
    return texts + [text for option in options for text in (option.label, option.help)]
