"""The label schema: what a contributor sees and is asked, as a versioned document.

`parse` turns the JSON document into frozen dataclasses, or refuses it with every problem at once.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any  # A document is JSON until it is parsed.

import msgspec

from assay.kit.reasons import Refused
from assay.projects.rules.schema_reading import Problems, Reader

CONTENT_KINDS = ("text", "markdown", "image", "results")
QUESTION_KINDS = ("choice", "multi_choice", "scale", "text")
HOTKEYS = "123456789abcdefhijklmnopqrtvwxyz"  # g, s and u belong to the workbench.

Text = str | Mapping[str, str]
_canonical = msgspec.json.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of content: what kind, and which content field it shows."""

    kind: str
    field: str
    label: Text = ""
    query: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    label: Text
    hotkey: str = ""
    help: Text = ""
    is_retired: bool = False
    maps_to: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    kind: str
    label: Text
    help: Text = ""
    is_required: bool = True
    is_per_result: bool = False
    is_ordered: bool = False
    options: tuple[Option, ...] = ()
    least: float = 0
    most: float = 0
    step: float = 1
    labels: Mapping[str, Text] = field(default_factory=dict)
    is_retired: bool = False

    @property
    def option_ids(self) -> frozenset[str]:
        return frozenset(option.id for option in self.options if not option.is_retired)


@dataclass(frozen=True, slots=True)
class LabelSchema:
    title: Text
    content: tuple[Block, ...]
    questions: tuple[Question, ...]

    @property
    def results_field(self) -> str | None:
        """The content field that holds the result list, where there is one."""
        return next((block.field for block in self.content if block.kind == "results"), None)

    def question(self, question_id: str) -> Question | None:
        return next((question for question in self.questions if question.id == question_id), None)


def parse(document: object) -> LabelSchema:
    """The schema of a document; Refused with every problem, each with the JSON pointer of its place."""
    problems = Problems()
    schema = _schema(Reader(document, "", problems))
    if problems.found:
        raise Refused(*problems.found)
    return schema


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


def _schema(reader: Reader) -> LabelSchema:
    reader.known("schema", "title", "content", "questions")
    reader.one_of("schema", (1,))
    blocks = tuple(_block(each) for each in reader.items("content", least=1, most=20))
    questions = tuple(_question(each) for each in reader.items("questions", least=1, most=50))
    reader.no_repeats("questions", [question.id for question in questions])
    reader.no_repeats("content", [block.field for block in blocks])
    schema = LabelSchema(reader.text("title"), blocks, questions)
    if any(question.is_per_result for question in questions) and not schema.results_field:
        reader.no_results_block()
    return schema


def _block(reader: Reader) -> Block:
    reader.known("kind", "field", "label", "query")
    kind = reader.one_of("kind", CONTENT_KINDS)
    query = reader.name("query") if kind == "results" and "query" in reader else None
    return Block(kind, reader.name("field"), reader.text("label", default=""), query)


def _question(reader: Reader) -> Question:
    reader.known(
        *(
            "id",
            "kind",
            "label",
            "help",
            "required",
            "per",
            "options",
            "min",
            "max",
            "step",
            "labels",
            "retired",
        ),
        *("ordered", "max_length"),
    )
    kind = reader.one_of("kind", QUESTION_KINDS)
    shared: dict[str, Any] = {
        "id": reader.name("id"),
        "kind": kind,
        "label": reader.text("label"),
        "help": reader.text("help", default=""),
        "is_required": reader.flag("required", default=True),
        "is_per_result": reader.one_of("per", ("results",), default="") == "results",
        "is_retired": reader.flag("retired", default=False),
    }
    if kind in {"choice", "multi_choice"}:
        return Question(**shared, **_choice(reader, kind))
    if kind == "scale":
        return Question(**shared, **_scale(reader))
    return Question(**shared, most=reader.number("max_length", default=2000, least=1, most=20_000))


def _choice(reader: Reader, kind: str) -> dict[str, Any]:
    options = tuple(_option(each) for each in reader.items("options", least=2, most=200))
    reader.no_repeats("options", [option.id for option in options])
    reader.no_repeats("options", [option.hotkey for option in options if option.hotkey])
    reader.maps_to_options(options)
    n_live = sum(not option.is_retired for option in options)
    least, most = (0.0, float(n_live)) if kind == "multi_choice" else (1.0, 1.0)
    if kind == "multi_choice":
        least = reader.number("min", default=least, least=0, most=n_live)
        most = reader.number("max", default=most, least=1, most=n_live)
        reader.in_order("min", least, most)
    is_ordered = reader.flag("ordered", default=False)
    return {"options": with_hotkeys(options), "least": least, "most": most, "is_ordered": is_ordered}


def _scale(reader: Reader) -> dict[str, Any]:
    least = reader.number("min", least=-1_000_000, most=1_000_000)
    most = reader.number("max", least=-1_000_000, most=1_000_000)
    step = reader.number("step", default=1, least=0.001, most=1_000_000)
    reader.in_order("min", least, most)
    labels = reader.texts("labels")
    return {"least": least, "most": most, "step": step, "labels": labels, "is_ordered": True}


def _option(reader: Reader) -> Option:
    reader.known("id", "label", "hotkey", "help", "retired", "maps_to")
    return Option(
        id=reader.name("id"),
        label=reader.text("label"),
        hotkey=reader.key("hotkey"),
        help=reader.text("help", default=""),
        is_retired=reader.flag("retired", default=False),
        maps_to=reader.name("maps_to") if "maps_to" in reader else None,
    )


def with_hotkeys(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Options without a key get the first free one, in their order."""
    taken = {option.hotkey for option in options}
    free = iter(key for key in HOTKEYS if key not in taken)
    return tuple(
        option if option.hotkey or option.is_retired else replace(option, hotkey=next(free, ""))
        for option in options
    )
